// Files that are many texts, or answers to some, wherever the page takes files. One text alone goes on to whoever reads texts.

import { $ } from "../dom";
import type { CorpusActions } from "./actions";
import { areMany } from "./read";

/** Hears what is dropped and picked, before others do. */
export function hearFiles(on: CorpusActions): void {
  const picked = $<HTMLInputElement>("file");
  picked.addEventListener("change", (e) => {
    const files = [...(picked.files ?? [])];
    if (!areMany(files)) return;
    e.stopImmediatePropagation();
    picked.value = "";
    void on.take(files);
  }, true);
  window.addEventListener("drop", (e) => {
    const entries = [...(e.dataTransfer?.items ?? [])].map((i) => i.webkitGetAsEntry?.()).filter((i) => i !== null && i !== undefined);
    const files = [...(e.dataTransfer?.files ?? [])];
    const folders = entries.some((i) => i.isDirectory);
    if (!folders && !areMany(files)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    $("dropping").hidden = true;
    void (folders ? within(entries) : Promise.resolve(files)).then((all) => on.take(all));
  }, true);
}

/** The files in what was dropped, and in folders and the folders in them, but for those that are hidden. */
async function within(entries: FileSystemEntry[]): Promise<File[]> {
  const found: File[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile) found.push(await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)));
    else found.push(...(await within(await listed((entry as FileSystemDirectoryEntry).createReader()))));
  }
  return found;
}

/** All that a folder has, which a browser hands out a hundred at a time. */
async function listed(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
