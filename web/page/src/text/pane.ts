// The pane in which one reads and writes: the text with its marks, where it comes from, and in which language it is.

import type { Actions } from "../actions";
import type { TextLanguage } from "../api";
import { $, el } from "../dom";
import type { Store } from "../state";
import { LanguageChip } from "./language";
import { emphasise, marksOf, render } from "./marks";
import { samples } from "./samples";

/** Draws the pane, and hears what is done there. offer takes the languages that the service reads. */
export function readingPane(store: Store, actions: Actions): { offer(languages: TextLanguage[]): void } {
  const text = $<HTMLTextAreaElement>("text"), marks = $("marks"), notes = $("notes");
  const chip = new LanguageChip($<HTMLSelectElement>("language"), $("alone"), (tag) => actions.speak(tag));

  store.view(["text", "doc", "busy"], (now, before) => {
    if (text.value !== now.text) text.value = now.text;
    text.lang = marks.lang = now.doc.language ?? ""; // by which a browser picks the letters of Chinese and Japanese, and a voice
    const stale = now.busy && (now.text !== before.text || now.doc === before.doc); // marks of the answer before would stand in wrong places
    render(marks, now.text, stale ? [] : marksOf(now.doc));
  });
  store.view(["language", "answer"], (now) => chip.draw(now));
  store.view(["answer"], ({ answer }) => {
    const warnings = answer.warnings ?? [];
    notes.hidden = warnings.length === 0;
    notes.replaceChildren(...warnings.map((w) => el("li", "", w.text)));
  });
  store.view(["chosen", "doc"], ({ chosen }) => {
    emphasise(marks, "chosen", chosen);
    if (chosen) marks.querySelector("mark.chosen")?.scrollIntoView({ block: "nearest" });
  });
  store.view(["pointed", "doc"], ({ pointed }) => emphasise(marks, "pointed", pointed));

  text.addEventListener("input", () => actions.type(text.value));
  text.addEventListener("scroll", () => (marks.scrollTop = text.scrollTop));
  const under = (e: Event): number => Number((e.target as HTMLElement).dataset?.feature ?? 0);
  marks.addEventListener("mouseover", (e) => actions.point(under(e)));
  marks.addEventListener("mouseout", () => actions.point(0));
  marks.addEventListener("click", (e) => (under(e) ? actions.choose(under(e)) : text.focus()));
  sources(actions);
  return { offer: (languages) => chip.offer(languages) };
}

/** Where a text may come from: a sample, a file, what is dropped. */
function sources(actions: Actions): void {
  const picker = $<HTMLSelectElement>("sample"), picked = $<HTMLInputElement>("file");
  picker.append(new Option("a sample text", ""), ...samples.map(([name], i) => new Option(name, String(i))));
  picker.addEventListener("change", () => picker.value && actions.replace(samples[Number(picker.value)][1]));
  $("clear").addEventListener("click", () => {
    picker.value = "";
    actions.replace("");
    $("text").focus();
  });
  const open = async (file: File | undefined): Promise<void> => file && actions.replace(await file.text());
  picked.addEventListener("change", () => void open(picked.files?.[0]));
  document.addEventListener("dragover", (e) => e.preventDefault());
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    void open(e.dataTransfer?.files[0]);
  });
}
