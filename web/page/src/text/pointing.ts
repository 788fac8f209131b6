// The mouse in the marked text: what it points at, and where it puts the caret of the text behind.

import type { Actions } from "../actions";
import type { Store } from "../state";
import type { MarkLayer } from "./marks";

/** The offset in the text of a point of the window over the layer, or undefined. */
function offsetAt(layer: MarkLayer, x: number, y: number): number | undefined {
  const pass = layer.element.classList;
  pass.add("touched"); // for the moment all of the layer is there for the pointer, and not its marks alone
  const at = document.caretPositionFromPoint?.(x, y) ?? null, range = at ? null : document.caretRangeFromPoint?.(x, y);
  pass.remove("touched");
  const node = at?.offsetNode ?? range?.startContainer, offset = at?.offset ?? range?.startOffset ?? 0;
  return node && layer.element.contains(node) ? layer.offset(node, offset) : undefined;
}

/** The marks lie over the text area: a press on one puts the caret there, a drag selects, a double click takes the mark, and a click chooses. */
export function pointing(store: Store, text: HTMLTextAreaElement, layer: MarkLayer, on: Actions): void {
  const marks = layer.element, under = (e: Event): number => Number((e.target as HTMLElement).closest?.<HTMLElement>("mark")?.dataset.feature ?? 0);
  marks.addEventListener("mouseover", (e) => on.point(under(e)));
  marks.addEventListener("mouseout", () => on.point(0));
  let from: number | undefined, dragged = false;
  marks.addEventListener("pointerdown", (e) => {
    dragged = false;
    if (store.state.walking || e.pointerType !== "mouse" || e.button !== 0) return;
    from = offsetAt(layer, e.clientX, e.clientY);
    if (from === undefined) return;
    marks.setPointerCapture(e.pointerId);
  });
  marks.addEventListener("mousedown", (e) => {
    if (from === undefined || store.state.walking) return;
    e.preventDefault(); // the caret is the text area's
    text.focus({ preventScroll: true });
    if (e.shiftKey) text.setSelectionRange(Math.min(text.selectionStart, from), Math.max(text.selectionEnd, from));
    else text.setSelectionRange(from, from);
  });
  marks.addEventListener("pointermove", (e) => {
    if (from === undefined) return;
    const to = offsetAt(layer, e.clientX, e.clientY);
    if (to === undefined || to === from) return;
    dragged = true;
    text.setSelectionRange(Math.min(from, to), Math.max(from, to), to < from ? "backward" : "forward");
  });
  for (const done of ["pointerup", "pointercancel"] as const) marks.addEventListener(done, () => (from = undefined));
  marks.addEventListener("click", (e) => {
    const id = Number(document.elementFromPoint(e.clientX, e.clientY)?.closest<HTMLElement>("mark")?.dataset.feature ?? under(e));
    if (id && !dragged && !(store.state.walking && getSelection()?.toString())) on.choose(id);
  });
  marks.addEventListener("dblclick", (e) => {
    const mark = document.elementFromPoint(e.clientX, e.clientY)?.closest("mark");
    if (!mark || store.state.walking) return;
    const start = layer.offset(mark, 0);
    text.setSelectionRange(start, start + mark.textContent!.length);
  });
  // A selection that begins in the text area goes on over the marks.
  text.addEventListener("pointerdown", () => marks.classList.add("passed"));
  for (const done of ["pointerup", "pointercancel"] as const) addEventListener(done, () => marks.classList.remove("passed"));
  // What is selected in the text area can be told to be a place.
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== text || store.state.walking) return;
    const { selectionStart: start, selectionEnd: end } = text;
    on.select(start < end ? { start, end } : undefined);
  });
}
