// Where a text may come from: a sample, a file, what is dropped.

import type { Actions } from "../actions";
import { $, button, el } from "../dom";
import type { Store } from "../state";
import { samples } from "./samples";

/** Fills the menu of samples and the pane without a text, and hears all ways to put one in. */
export function sources(store: Store, actions: Actions): void {
  const picker = $<HTMLSelectElement>("sample"), picked = $<HTMLInputElement>("file"), empty = $("empty"), dropping = $("dropping");
  picker.append(new Option("Try a sample", ""), ...samples.map(([name], i) => new Option(name, String(i))));
  const take = (i: string) => actions.replace(samples[Number(i)][1]);
  picker.addEventListener("change", () => picker.value && take(picker.value));
  $("clear").addEventListener("click", () => {
    actions.walk(false);
    actions.replace("");
    $("text").focus();
  });
  const cards = samples.map(([name, text], i) => {
    const b = button(el("b", "", name), "card", () => take(String(i)));
    b.append(el("span", "", text));
    return b;
  });
  empty.append(el("p", "", "Paste or type a text, or drop a file. Or begin with one of these:"), el("div", "cards", ...cards));
  store.view(["text"], ({ text }) => {
    empty.hidden = text !== "";
    $("clear").hidden = text === "";
    if (picker.value && samples[Number(picker.value)][1] !== text) picker.value = "";
  });

  const open = (files: FileList | null | undefined) => files?.length && void actions.open([...files]);
  picked.addEventListener("change", () => {
    open(picked.files);
    picked.value = ""; // so that the same file can be opened again
  });
  document.addEventListener("dragover", (e) => {
    e.preventDefault();
    dropping.hidden = !e.dataTransfer?.types.includes("Files");
  });
  document.addEventListener("dragleave", (e) => (dropping.hidden ||= e.relatedTarget === null));
  document.addEventListener("drop", (e) => {
    dropping.hidden = true;
    if (!e.dataTransfer?.files.length) return; // text goes where it is dropped
    e.preventDefault();
    open(e.dataTransfer.files);
  });
}
