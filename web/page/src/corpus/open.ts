// One document out of a corpus, with its offsets in UTF-16, which JavaScript counts in.

import type { Collection, Feature, Mention } from "../api";
import { unflattened } from "./builder";
import { isoDay, type Corpus, type Document } from "./corpus";

/** Reads a document. */
export async function openDocument(corpus: Corpus, n: number): Promise<Document> {
  const entry = corpus.entries[n];
  const records = (await corpus.source.slice(entry.from, entry.to).text()).split("\n").filter((l) => l.trim()).map((l) => JSON.parse(l));
  const whole = records[0].type === "FeatureCollection" ? records[0] : { type: "FeatureCollection", features: records };
  const text: string | undefined = entry.text ? await corpus.source.slice(...entry.text).text() : whole.text;
  const known = new Map(corpus.places.filter((p) => p.placeId).map((p) => [p.placeId!, p]));
  const features = whole.features.map((f: Feature, i: number) => completed(f, i + 1, known));
  return { id: entry.id, title: entry.title, date: entry.day === undefined ? undefined : isoDay(entry.day), text, answer: counted({ ...whole, features }, text) };
}

/** A feature with what the file said of its place before, and a geometry. */
function completed(f: Feature, id: number, known: Map<string, Corpus["places"][number]>): Feature {
  let p = unflattened(f.properties);
  const place = p.placeId && !p.name ? known.get(p.placeId) : undefined;
  if (place) {
    p = {
      ...p, kind: p.kind ?? place.kind, name: place.name, placeType: place.type, countryCode: place.country, admin1Name: place.admin1, population: place.population,
      location: { longitude: place.at[0], latitude: place.at[1] },
    };
  }
  const at = p.location;
  return { ...f, id, geometry: f.geometry ?? (at ? { type: "Point", coordinates: [at.longitude, at.latitude] } : null), properties: { ...p, kind: p.kind ?? "FEATURE_KIND_PLACE" } };
}

type Spot = { start: number; end: number; text: string };

/** What of an answer stands at a place of the text. */
const spots = (f: Feature): Spot[] => {
  const p = f.properties;
  return [...(p.mentions ?? []), ...[p.area, p.relation, p.share].filter((s) => s !== undefined)];
};

/** An answer whose offsets may count bytes or code points, in UTF-16: that unit in which most mentions are found where they are said to be. */
function counted(answer: Collection, text: string | undefined): Collection {
  if (!text) return answer;
  const all = answer.features.flatMap(spots);
  const fits = (to: (n: number) => number): number => all.filter((s) => text.slice(to(s.start), to(s.end)) === s.text).length;
  const units = [(n: number) => n, scale(text, (c) => (c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)), scale(text, () => 1)];
  const best = units.reduce((a, b) => (fits(b) > fits(a) ? b : a));
  if (best === units[0]) return answer;
  const moved = <S extends { start: number; end: number } | undefined>(s: S): S => s && { ...s, start: best(s.start), end: best(s.end) };
  return {
    ...answer, rejected: answer.rejected?.map(moved),
    features: answer.features.map((f) => {
      const p = f.properties;
      return { ...f, properties: { ...p, mentions: p.mentions?.map((m: Mention) => moved(m)), area: moved(p.area), relation: moved(p.relation), share: moved(p.share) } };
    }),
  };
}

/** Where an offset stands in UTF-16, if each code point takes so much of it. */
function scale(text: string, width: (codePoint: number) => number): (n: number) => number {
  const at = new Map<number, number>();
  let from = 0, to = 0;
  for (const c of text) {
    at.set(from, to);
    from += width(c.codePointAt(0)!);
    to += c.length;
  }
  at.set(from, to);
  return (n) => at.get(n) ?? -1;
}
