// Texts are tagged by the service's stream, a batch at a time.

import { tagLines } from "../api";
import type { Builder, Untagged } from "./builder";
import { isoDay } from "./corpus";
import type { Progress } from "./read";

// Set by hand: batches that are answered within a second or so, far below the service's limit of a body.
const batchTexts = 64, batchBytes = 512 << 10;

/** Tags texts, and adds what is answered to a corpus. What the service refuses of a text is its fault. Errors: the service's, the signal's. */
export async function tagTexts(b: Builder, texts: Untagged[], progress: Progress, signal: AbortSignal): Promise<void> {
  const encoder = new TextEncoder();
  let done = 0;
  for (const batch of batches(texts)) {
    let i = 0;
    for await (const answer of tagLines(batch.map((t) => ({ id: t.id.slice(0, 500), text: t.text })), signal)) {
      const { id, title, day, text } = batch[i++] ?? {};
      try {
        const record = { ...answer, id, title, date: day === undefined ? undefined : isoDay(day), text };
        b.add(record, encoder.encode(JSON.stringify(record)), id);
      } catch (e) {
        b.fault(id, (e as Error).message);
      }
      progress(++done, texts.length, "tagging");
    }
  }
}

function* batches(texts: Untagged[]): Generator<Untagged[]> {
  let batch: Untagged[] = [], bytes = 0;
  for (const t of texts) {
    if (batch.length >= batchTexts || (batch.length > 0 && bytes + t.text.length > batchBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(t);
    bytes += t.text.length;
  }
  if (batch.length > 0) yield batch;
}
