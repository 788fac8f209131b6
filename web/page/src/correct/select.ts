// A place that was missed: select its name in the text, and say which it is.

import type { Actions } from "../actions";
import { $, button, el } from "../dom";
import type { State, Store } from "../state";
import { namedBy, pointPlace, type Stretch } from "./apply";
import { finder } from "./finder";

const longest = 100; // UTF-16 units of a name. Set by hand: the service looks names up to 256 bytes up.
const restMs = 150; // until a selection that grows is taken for what is meant. Set by hand.

/** Offers to mark what is selected in the text, in a small box beside it. */
export function markMissed(store: Store, actions: Actions): void {
  const text = $<HTMLTextAreaElement>("text"), marks = $("marks"), box = el("div", "missed");
  let timer = 0;
  box.hidden = true;
  marks.after(box);
  const close = () => {
    box.hidden = true;
    box.replaceChildren();
  };
  const ask = (s: Stretch) => {
    const found = finder("missed", s.text, store.state.doc.features.find((f) => f.properties.location)?.properties.location ?? { latitude: 0, longitude: 0 }, {
      choose: (f) => void actions.place([s], f.properties.placeId!),
      point: (at) => actions.edit({ act: "place", at: [s], there: pointPlace(s.text, at.latitude, at.longitude) }),
      map: () => actions.placing([s]),
    });
    box.replaceChildren(found);
    stand(box, rectOf(marks, s), text);
    found.querySelector("input")!.focus();
  };
  const offer = () => {
    const s = stretchOf(store.state);
    if (!s || store.state.placing || namedBy(store.state.doc, s)) return close();
    box.hidden = false;
    box.replaceChildren(button("Mark as a place", "offer", () => ask(s)));
    stand(box, rectOf(marks, s), text);
  };
  store.view(["selection", "doc", "placing"], () => {
    clearTimeout(timer);
    if (!box.contains(document.activeElement)) timer = window.setTimeout(offer, restMs);
  });
  text.addEventListener("scroll", close);
  store.view(["text", "doc", "placing"], close);
  box.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.stopPropagation();
    close();
    text.focus();
  });
  document.addEventListener("pointerdown", (e) => box.contains(e.target as Node) || close());
}

/** What is selected of the text that was answered, without the spaces around it; nothing, if that is no name. */
function stretchOf({ text, read, selection }: State): Stretch | undefined {
  const selected = text === read && selection ? text.slice(selection.start, selection.end) : "", words = selected.trim();
  if (!words || words.length > longest || words.includes("\n")) return undefined;
  const start = selection!.start + selected.indexOf(words);
  return { start, end: start + words.length, text: words };
}

/** Where a stretch of the text is on the screen: the element has the same text, laid out in the same way. */
function rectOf(marks: HTMLElement, s: Stretch): DOMRect {
  const range = document.createRange(), walker = document.createTreeWalker(marks, NodeFilter.SHOW_TEXT);
  for (let at = 0, node = walker.nextNode() as Text | null; node; at += node.length, node = walker.nextNode() as Text | null) {
    if (s.start >= at && s.start < at + node.length) range.setStart(node, s.start - at);
    if (s.end > at && s.end <= at + node.length) {
      range.setEnd(node, s.end - at);
      break;
    }
  }
  return range.getBoundingClientRect();
}

/** Puts the box below a rectangle, or above it where there is no room, within the pane. */
function stand(box: HTMLElement, rect: DOMRect, pane: HTMLElement): void {
  const around = pane.getBoundingClientRect(), below = rect.bottom - around.top + 6;
  const left = Math.min(rect.left - around.left, around.width - box.offsetWidth - 16);
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${below + box.offsetHeight > around.height ? Math.max(4, rect.top - around.top - box.offsetHeight - 6) : below}px`;
}
