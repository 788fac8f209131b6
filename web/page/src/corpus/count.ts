// What of a corpus remains of it under a filter, counted in one walk over its rows.

import type { Filter } from "../state";
import { kinds, roles, type Corpus, type Looking } from "./corpus";

/** What remains: documents in the order in which they are listed, how many documents and mentions each place has, and the days of those documents. */
export type Counted = {
  /** Of the documents that remain, the numbers; of the others that lie in the days that are not looked at, none. */
  listed: Uint32Array;
  /** For each place, of documents that remain whether or not a place was chosen. */
  documents: Uint32Array; mentions: Uint32Array;
  /** Which rows remain: 1, or 0. */
  rows: Uint8Array;
  /** The days of documents that pass all but the days themselves. */
  days: Int32Array;
};

/** Counts a corpus. It takes a walk over the rows, some milliseconds for a million. */
export function count(corpus: Corpus, filter: Filter, looking: Looking): Counted {
  const { entries, rows, places } = corpus;
  const role = roles.map((r) => !filter.roles.includes(r)), kind = kinds.map((k) => !filter.kinds.includes(k));
  const unfiltered = filter.roles.length + filter.kinds.length === 0 && filter.below <= 0;
  const query = looking.query.trim().toLowerCase(), [from, to] = looking.days ?? [-Infinity, Infinity];
  const chosen = looking.places && new Set(looking.places);
  const out = { documents: new Uint32Array(places.length), mentions: new Uint32Array(places.length), rows: new Uint8Array(rows.entry.length) };
  const seen = new Int32Array(places.length).fill(-1); // by which document a place was counted last
  const listed: number[] = [], days: number[] = [];
  entries.forEach((e, n) => {
    if (query && !e.title.toLowerCase().includes(query) && !e.id.toLowerCase().includes(query)) return;
    const now = !looking.days || (e.day !== undefined && e.day >= from && e.day <= to);
    let named = unfiltered, here = !chosen;
    for (let r = e.rows[0]; r < e.rows[1]; r++) {
      if (!role[rows.role[r]] || !kind[rows.kind[r]] || rows.score[r] < filter.below) continue;
      named = true;
      if (!now) continue;
      const p = rows.place[r];
      out.rows[r] = 1;
      out.mentions[p] += rows.mentions[r];
      if (seen[p] !== n) out.documents[p]++;
      seen[p] = n;
      here ||= chosen!.has(p);
    }
    if (named && e.day !== undefined) days.push(e.day);
    if (named && now && here) listed.push(n);
  });
  const dated = (n: number): number => entries[n].day ?? -Infinity;
  if (days.length > 0) listed.sort((a, b) => dated(b) - dated(a) || a - b); // the newest first
  return { ...out, listed: Uint32Array.from(listed), days: Int32Array.from(days) };
}
