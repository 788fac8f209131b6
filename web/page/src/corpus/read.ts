// Files become a corpus: results by the line or in one document, and texts, which the service tags.

import { textOf } from "../text/file";
import { Builder } from "./builder";
import { dayOf, type Corpus } from "./corpus";
import { lines, rester, unpacked } from "./lines";
import { tagTexts } from "./tagging";

/** How far it has come, of how many; unknown: 0. */
export type Progress = (done: number, of: number, what: string) => void;

const results = /\.(jsonl|ndjson|jsonlines|geojson|geojsons|geojsonl|json)(\.gz)?$/i;
const documents = /\.(geojson|json)(\.gz)?$/i; // one JSON text as a rule, over many lines

/** Whether files are many texts, or answers to some, rather than one text. */
export const areMany = (files: File[]): boolean => files.length > 1 || files.some((f) => results.test(f.name) || f.name.endsWith(".gz"));

/** Whether a file has a text with its places on its first line, rather than an answer. */
export async function isGold(file: File): Promise<boolean> {
  try {
    for await (const { bytes } of lines(await unpacked(file))) {
      const first = JSON.parse(new TextDecoder().decode(bytes));
      return typeof first.text === "string" && Array.isArray(first.mentions);
    }
  } catch { /* which is told when it is read */ }
  return false;
}

/** Reads files as a corpus. What cannot be read is a fault of the corpus. Errors: the signal's, or there is nothing in them. */
export async function readFiles(files: File[], progress: Progress, signal: AbortSignal): Promise<Corpus> {
  const b = new Builder();
  const size = files.reduce((n, f) => n + f.size, 0);
  let before = 0;
  for (const file of files) {
    const at = (n: number): void => progress(Math.min(before + n, size), size, "reading");
    try {
      if (documents.test(file.name)) await readDocument(b, file, at, signal);
      else if (results.test(file.name) || file.name.endsWith(".gz")) await readLines(b, file.name, await unpacked(file), at, signal);
      else b.texts.push({ ...ofFile(file), text: await textOf(file) });
    } catch (e) {
      signal.throwIfAborted();
      b.fault(file.name, (e as Error).message);
    }
    before += file.size;
  }
  const untagged = b.join();
  await tagTexts(b, untagged, progress, signal);
  if (b.entries.length === 0) throw new Error(b.faults.length > 0 ? `Nothing could be read. ${b.faults[0].where}: ${b.faults[0].why}` : "The files hold no texts and no answers.");
  return b.finish(files.length === 1 ? files[0].name : `${files.length} files`, untagged.length > 0);
}

/** Reads records by the line. A line that is none is a fault, and the others go on. */
export async function readLines(b: Builder, name: string, stream: ReadableStream<Uint8Array>, at: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const decoder = new TextDecoder(), rest = rester();
  let read = 0;
  for await (const { bytes, number } of lines(stream)) {
    read += bytes.length + 1;
    try {
      b.add(JSON.parse(decoder.decode(bytes).replace(/^\x1e/, "")), bytes[0] === 0x1e ? bytes.subarray(1) : bytes, `line ${number}`);
    } catch (e) {
      b.fault(`${name}, line ${number}`, e instanceof SyntaxError ? `it is no JSON: ${e.message}` : (e as Error).message);
    }
    const pause = rest();
    if (pause) {
      await pause;
      signal.throwIfAborted();
      at(read);
    }
  }
}

/** Reads one document as a whole; of one that is lines for all that its name says, these. */
async function readDocument(b: Builder, file: File, at: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const text = await new Response(await unpacked(file)).text();
  let doc: any;
  try {
    doc = JSON.parse(text);
  } catch {
    return readLines(b, file.name, await unpacked(file), at, signal);
  }
  const encoder = new TextEncoder(), rest = rester();
  const add = (record: unknown, id: string): void => {
    try {
      b.add(record, encoder.encode(JSON.stringify(record)), id);
    } catch (e) {
      b.fault(`${file.name}, ${id}`, (e as Error).message);
    }
  };
  const texts = Array.isArray(doc) ? doc : doc?.features?.some((f: any) => f?.properties?.textId !== undefined) ? doc.features : undefined;
  if (!texts) return add(doc, file.name);
  for (const [i, record] of texts.entries()) {
    add(record, `record ${i + 1}`);
    await rest();
  }
  signal.throwIfAborted();
}

const ofFile = (file: File): { id: string; day?: number } => {
  const id = file.webkitRelativePath || file.name;
  return { id, day: dayOf({}, id) };
};
