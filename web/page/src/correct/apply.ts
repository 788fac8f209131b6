// What a reader makes of an answer: edits, and the answer with them.

import type { Alternative, Collection, Feature } from "../api";

/** One edit. A pick puts another reading, an alternative of the feature, in its place; there is that place's own feature. */
export type Edit = { act: "pick"; feature: number; alternative: Alternative; there: Feature };

/** The answer with the edits, in their order. The answer stays as it was. */
export const applied = (answer: Collection, edits: Edit[]): Collection => edits.reduce(edited, answer);

function edited(doc: Collection, e: Edit): Collection {
  const { bbox: _, ...rest } = doc; // the box was that of the reading before
  return { ...rest, features: doc.features.map((f) => (f.id === e.feature ? corrected(f, e.alternative, e.there) : f)) };
}

/** The feature with the place there, which the alternative a of f names; the reading before is the first alternative. */
function corrected(f: Feature, a: Alternative, there: Feature): Feature {
  const p = f.properties;
  const before: Alternative = {
    placeId: p.placeId!, name: p.name, placeType: p.placeType ?? "", countryCode: p.countryCode, admin1Name: p.admin1Name, location: p.location!, score: p.score,
  };
  return {
    type: "Feature", id: f.id, bbox: there.bbox, geometry: there.geometry,
    properties: {
      ...there.properties, kind: p.kind, mentions: p.mentions, mentionCount: p.mentionCount, score: a.score,
      evidence: [{ id: "PICKED", text: "picked by hand" }],
      alternatives: [before, ...p.alternatives!.filter((other) => other.placeId !== a.placeId)],
    },
  };
}
