// The lines of files, a slice at a time, so that the page stays at hand while a large one is read.

import { unzipped } from "./zip";

/** A line without its end, and its number from 1. */
export type Line = { bytes: Uint8Array; number: number };

const restMs = 8; // of work, after which the page may draw. Set by hand: half of what a frame has.
const longest = 16 << 20; // bytes of a line: as the service's own limit

/** The stream of a file, unpacked where it begins as gzip does. */
export async function unpacked(file: Blob): Promise<ReadableStream<Uint8Array>> {
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return a === 0x1f && b === 0x8b ? unzipped(file) : file.stream();
}

/** A rest in the work, once it has gone on for long enough. */
export function rester(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < restMs) return undefined;
    return new Promise((done) => setTimeout(() => {
      begun = performance.now();
      done();
    }));
  };
}

/** Yields the lines that are not blank. A line that is longer than any answer ends them with an error. */
export async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = stream.getReader();
  let rest: Uint8Array[] = [], held = 0, number = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      let at = 0;
      for (let end; value && (end = value.indexOf(10, at)) >= 0; at = end + 1) {
        const bytes = joined([...rest, value.subarray(at, end)]);
        rest = [];
        held = 0;
        number++;
        if (!blank(bytes)) yield { bytes, number };
      }
      if (value && at < value.length) {
        rest.push(value.slice(at));
        held += value.length - at;
      }
      if (held > longest) throw new Error(`line ${number + 1} is longer than ${longest >> 20} MiB`);
      if (done) break;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  const bytes = joined(rest);
  if (!blank(bytes)) yield { bytes, number: number + 1 };
}

// Spaces, ends of lines, and the record separator of RFC 8142.
const blank = (bytes: Uint8Array): boolean => bytes.every((b) => b === 32 || b === 9 || b === 13 || b === 10 || b === 0x1e);

export function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}
