// What becomes of a feature when a reader picks another reading of its name.

import type { Alternative, Feature } from "./api";

/** The feature with the place there, which the alternative a of f names; the reading before is the first alternative. */
export function corrected(f: Feature, a: Alternative, there: Feature): Feature {
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
