// The pane in which one reads and writes: the text with its marks, where it comes from, and in which language it is.

import type { Actions } from "../actions";
import type { TextLanguage } from "../api";
import { $, el } from "../dom";
import { shown } from "../filter";
import type { Store } from "../state";
import { legend } from "../words";
import { LanguageChip } from "./language";
import { MarkLayer, marksOf, moved, type Mark } from "./marks";
import { pointing } from "./pointing";
import { sources } from "./sources";
import "./text.css";
import { walking } from "./walking";

/** Draws the pane, and hears what is done there. offer takes the languages that the service reads. */
export function readingPane(store: Store, actions: Actions): { offer(languages: TextLanguage[]): void } {
  const text = $<HTMLTextAreaElement>("text"), layer = new MarkLayer($("marks")), notes = $("notes");
  const chip = new LanguageChip($<HTMLSelectElement>("language"), $("how"), (tag) => actions.speak(tag));
  const together = () => (layer.element.scrollTop = text.scrollTop);
  let last: { text: string; marks: Mark[] } = { text: "", marks: [] }; // of the text that was answered

  store.view(["text", "doc", "filter"], (now, before) => {
    if (text.value !== now.text) {
      text.value = now.text;
      text.setSelectionRange(0, 0); // another text is read from its beginning
    }
    text.lang = layer.element.lang = now.doc.language ?? ""; // by which a browser picks the letters of Chinese and Japanese, and a voice
    if (now.doc !== before.doc || now.filter !== before.filter) {
      const rejected = now.filter.roles.includes("rejected") ? [] : now.doc.rejected;
      last = { text: now.read, marks: marksOf(shown(now), rejected) };
    }
    layer.draw(now.text, last.text === now.text ? last.marks : moved(last.marks, last.text, now.text));
    requestAnimationFrame(together); // when both are laid out, and not before
  });
  store.view(["language", "answer"], (now) => chip.draw(now));
  store.view(["doc", "filter"], (now) => drawLegend(new Set(marksOf(shown(now), now.doc.rejected).map((m) => m.kind))));
  store.view(["answer"], ({ answer }) => {
    const warnings = answer.warnings ?? [];
    notes.hidden = warnings.length === 0;
    notes.replaceChildren(...warnings.map((w) => el("li", "", w.text)));
  });
  store.view(["chosen", "doc", "filter"], ({ chosen }, before) => {
    layer.emphasise("chosen", chosen);
    if (chosen !== before.chosen) layer.element.querySelector("mark.chosen")?.scrollIntoView({ block: "nearest" });
  });
  store.view(["pointed", "doc", "filter"], ({ pointed }) => layer.emphasise("pointed", pointed));

  text.addEventListener("input", (e) => actions.type(text.value, /^insertFrom/.test((e as InputEvent).inputType)));
  text.addEventListener("scroll", together);
  layer.element.addEventListener("scroll", () => (text.scrollTop = layer.element.scrollTop));
  pointing(store, text, layer, actions);
  walking(store, text, layer, actions);
  sources(store, actions);
  $("colors").append(...legend.map(([kind, name]) => el("li", kind, name)));
  return { offer: (languages) => chip.offer(languages) };
}

/** Says what the marks that are there mean. */
function drawLegend(kinds: Set<string>): void {
  $("legend").replaceChildren(...legend.filter(([kind]) => kinds.has(kind)).map(([kind, name]) => el("li", kind, name)));
}
