// What a reader makes of an answer: edits, and the answer with them.

import type { Alternative, Collection, Feature, Mention, Properties } from "../api";
import { moved } from "../text/marks";

/** A stretch of the text, in UTF-16 units, and its words. */
export type Stretch = Pick<Mention, "start" | "end" | "text">;

/**
 * One edit, of stretches of the text: they name the place that is there, which may be a point without an id; they name no place; they name what
 * was found, as the reader confirms; or they name it in another role (ROLE_...).
 */
export type Edit = { at: Stretch[] } & ({ act: "place"; there: Feature } | { act: "none" } | { act: "accept" } | { act: "role"; role: string });

/** The reason of a rejection by the reader. */
export const byHand = "REJECTION_REASON_BY_HAND";

/** The answer with the edits, in their order. The answer stays as it was. */
export const applied = (answer: Collection, edits: Edit[]): Collection => edits.reduce(edited, answer);

/** The edits of a text that became another one: those that what changed touches are left out, and what stands behind it moves. */
export const outlasting = (edits: Edit[], before: string, now: string): Edit[] =>
  before === now ? edits : edits.map((e) => ({ ...e, at: moved(e.at, before, now) })).filter((e) => e.at.length > 0);

/** The place that a stretch was found or said to name. */
export const namedBy = (doc: Collection, s: Stretch): Feature | undefined => doc.features.find((f) => f.properties.mentions?.some((m) => m.start === s.start && m.end === s.end));

/** A place that no gazetteer has: a name, and a point that the reader gave. */
export const pointPlace = (name: string, latitude: number, longitude: number): Feature => ({
  type: "Feature", id: 0, geometry: { type: "Point", coordinates: [longitude, latitude] },
  properties: { kind: "FEATURE_KIND_UNLISTED_PLACE", name, location: { latitude, longitude } },
});

const meets = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end;
const same = (a: Stretch, b: Stretch): boolean => a.start === b.start && a.end === b.end;

function edited(doc: Collection, e: Edit): Collection {
  switch (e.act) {
    case "place":
      return placed(doc, e.at, e.there);
    case "none":
      return rejected(doc, e.at);
    case "accept":
      return touched(doc, e.at, "accepted", (m) => m);
    case "role":
      return touched(doc, e.at, "role", (m) => ({ ...m, role: e.role }));
  }
}

/** The document whose mentions at the stretches are changed, and whose features say so. */
function touched(doc: Collection, at: Stretch[], corrected: Properties["corrected"], change: (m: Mention) => Mention): Collection {
  const hit = (m: Mention): boolean => at.some((s) => same(s, m));
  return {
    ...doc,
    features: doc.features.map((f) => (f.properties.mentions?.some(hit)
      ? { ...f, properties: { ...f.properties, corrected, mentions: f.properties.mentions.map((m) => (hit(m) ? change(m) : m)) } } : f)),
  };
}

/** The document without the mentions and the rejections that meet the stretches, and without features that have no mention left. */
function without(doc: Collection, at: Stretch[]): Collection {
  const free = (m: Stretch): boolean => !at.some((s) => meets(s, m));
  const { bbox: _, ...rest } = doc; // the box was that of the places before
  return { ...rest, rejected: doc.rejected?.filter(free), features: doc.features.flatMap((f) => fewer(f, free)) };
}

function fewer(f: Feature, free: (m: Stretch) => boolean): Feature[] {
  const all = f.properties.mentions ?? [], left = all.filter(free);
  if (left.length === all.length) return [f];
  return left.length === 0 ? [] : [withMentions(f, left)];
}

const withMentions = (f: Feature, mentions: Mention[]): Feature =>
  ({ ...f, properties: { ...f.properties, mentions: [...mentions].sort((a, b) => a.start - b.start), mentionCount: mentions.length } });

function rejected(doc: Collection, at: Stretch[]): Collection {
  const out = without(doc, at);
  return { ...out, rejected: [...(out.rejected ?? []), ...at.map((s) => ({ ...s, reason: byHand }))].sort((a, b) => a.start - b.start) };
}

/** The document in which the stretches name the place: its feature, if there is one, has them as well. */
function placed(doc: Collection, at: Stretch[], there: Feature): Collection {
  const origin = at.map((s) => namedBy(doc, s)).find((f) => f !== undefined);
  const roleOf = (s: Stretch): string => origin?.properties.mentions?.find((m) => same(m, s))?.role ?? "ROLE_LOCATION";
  const mentions: Mention[] = at.map((s) => ({ ...s, role: roleOf(s) }));
  const out = without(doc, at);
  const corrected = origin ? "picked" : "added";
  const known = out.features.find((f) => f.properties.placeId && f.properties.placeId === there.properties.placeId && f.properties.mentions);
  if (known) {
    const more = withMentions(known, [...known.properties.mentions!, ...mentions]);
    return { ...out, features: out.features.map((f) => (f === known ? { ...more, properties: { ...more.properties, corrected } } : f)) };
  }
  const kept = origin && !out.features.some((f) => f.id === origin.id);
  const id = kept ? origin.id : 1 + Math.max(0, ...doc.features.map((f) => f.id));
  const f = withMentions({
    type: "Feature", id, bbox: there.bbox, geometry: there.geometry,
    properties: {
      ...there.properties, kind: there.properties.placeId ? "FEATURE_KIND_PLACE" : there.properties.kind, score: 1, corrected, // the reader is sure
      evidence: [{ id: "PICKED", text: origin ? "picked by hand" : "marked by hand" }], alternatives: readings(origin, there),
    },
  }, mentions);
  // Where the reading before it stood, or in the order of the text.
  const before = kept ? doc.features.slice(0, doc.features.indexOf(origin)) : doc.features.filter((g) => (g.properties.mentions?.[0]?.start ?? Infinity) < at[0].start);
  const index = out.features.filter((g) => before.some((b) => b.id === g.id)).length;
  return { ...out, features: [...out.features.slice(0, index), f, ...out.features.slice(index)] };
}

/** What else a name may mean once the reader has picked a place: the reading before, and those that it had. */
function readings(origin: Feature | undefined, there: Feature): Alternative[] {
  if (!origin) return [];
  const p = origin.properties;
  const before: Alternative[] = p.placeId && p.location
    ? [{ placeId: p.placeId, name: p.name, placeType: p.placeType ?? "", countryCode: p.countryCode, admin1Name: p.admin1Name, location: p.location, score: p.score }] : [];
  return [...before, ...(p.alternatives ?? [])].filter((a) => a.placeId !== there.properties.placeId);
}
