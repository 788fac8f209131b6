// Reading by keyboard: Escape goes from writing to walking. The marks are then what Tab and the arrow keys go through, Enter chooses, and Escape goes back.

import type { Actions } from "../actions";
import { $ } from "../dom";
import type { Store } from "../state";
import type { MarkLayer } from "./marks";

/** Draws the two ways to be in the text, and hears the keys of both. */
export function walking(store: Store, text: HTMLTextAreaElement, layer: MarkLayer, on: Actions): void {
  const marks = layer.element, button = $("walk");
  let stands: number | undefined; // where the mark with the focus begins, which may be drawn anew
  store.view(["walking", "doc", "filter", "text"], (now, before) => {
    if (now.walking !== before.walking) turn(now.walking);
    if (now.walking || before.walking) for (const mark of walkable(layer)) stop(mark, now.walking);
    if (now.walking !== before.walking) enter(now.walking);
    else if (now.walking && stands !== undefined && document.activeElement === document.body) from(layer, stands + 1)?.focus({ preventScroll: true });
  });

  function turn(walking: boolean): void {
    button.setAttribute("aria-pressed", String(walking));
    marks.classList.toggle("walked", walking);
    if (walking) marks.removeAttribute("aria-hidden");
    else marks.setAttribute("aria-hidden", "true");
    marks.tabIndex = walking ? 0 : -1;
    text.inert = walking;
  }

  function enter(walking: boolean): void {
    if (!walking) {
      text.focus({ preventScroll: true });
      return;
    }
    const next = from(layer, text.selectionStart);
    (next ?? marks).focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  button.addEventListener("click", () => on.walk(!store.state.walking));
  text.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.isComposing) return;
    e.preventDefault();
    on.walk(true);
  });
  marks.addEventListener("focusin", (e) => {
    const mark = e.target as HTMLElement;
    stands = mark === marks ? undefined : layer.offset(mark, 0);
    on.point(Number(mark.dataset.feature ?? 0));
  });
  marks.addEventListener("focusout", (e) => {
    if (e.relatedTarget) stands = undefined;
    on.point(0);
  });
  marks.addEventListener("keydown", (e) => key(e));
  document.addEventListener("selectionchange", () => store.state.walking && on.select(selected(layer)));

  function key(e: KeyboardEvent): void {
    const here = e.target as HTMLElement, stops = walkable(layer), i = stops.indexOf(here);
    const ahead = getComputedStyle(here).direction === "rtl" ? "ArrowLeft" : "ArrowRight", behind = ahead === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const to = { [ahead]: i + 1, ArrowDown: i + 1, [behind]: i - 1, ArrowUp: i - 1, Home: 0, End: stops.length - 1 }[e.key];
    if (e.shiftKey || e.ctrlKey || e.metaKey || e.altKey) return; // by which one selects, and what the browser does
    if (to !== undefined && stops.length > 0) stops[Math.min(Math.max(to, 0), stops.length - 1)].focus();
    else if ((e.key === "Enter" || e.key === " ") && i >= 0) on.choose(Number(here.dataset.feature));
    else if (e.key === "Escape") leave(here);
    else return;
    e.preventDefault();
  }

  /** Clears what is chosen; where nothing is, goes back to writing, with the caret behind the mark. */
  function leave(here: HTMLElement): void {
    if (store.state.chosen) return on.choose(0);
    if (here !== marks) {
      const end = layer.offset(here, 0) + here.textContent!.length;
      text.setSelectionRange(end, end);
    }
    on.walk(false);
  }
}

/** Makes a mark a stop of Tab and a button to those who do not see it, or neither. */
function stop(mark: HTMLElement, walking: boolean): void {
  if (walking) {
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
  } else for (const name of ["tabindex", "role"]) mark.removeAttribute(name);
}

/** The first mark that can be chosen and ends at or behind an offset of the text, else the last one. */
function from(layer: MarkLayer, at: number): HTMLElement | undefined {
  const stops = layer.starts().filter(([m]) => m.dataset.feature !== "0");
  return (stops.find(([m, start]) => start + m.textContent!.length >= at) ?? stops.at(-1))?.[0];
}

/** The marks that can be chosen, in order. */
const walkable = (layer: MarkLayer): HTMLElement[] => layer.marks.filter((m) => m.dataset.feature !== "0");

/** What is selected in the layer, as offsets of the text. */
function selected(layer: MarkLayer): { start: number; end: number } | undefined {
  const s = getSelection();
  if (!s || s.isCollapsed || s.rangeCount === 0) return undefined;
  const r = s.getRangeAt(0);
  if (!layer.element.contains(r.startContainer) || !layer.element.contains(r.endContainer)) return undefined;
  const start = layer.offset(r.startContainer, r.startOffset), end = layer.offset(r.endContainer, r.endOffset);
  return start < end ? { start, end } : undefined;
}
