// What has a name on the map: what it says, where it belongs, and how much the text is about it.

import type { Collection, Feature, LatLng } from "../api";
import { digitsOf, number } from "../words";
import { itemsOf } from "./fit";
import { hasPin, isLight, kindOf, type Kind } from "./overlay";
import { boxOf, linesOf, partsOf, poleOf, type LngLatBox, type Part } from "./shape";

/** A name for the map, of the lines of text; at is where its pin is, or the middle of its shape. */
export type Tag = { id: number; placeId: string; kind: Kind; light: boolean; lines: string[]; at: LatLng; pin: boolean; parts: Part[]; course: number[][]; box: LngLatBox; weight: number };

/** The names of features that lie somewhere, those first that the text is most about, and last those that only act. */
export function tagsOf(doc: Collection, features: Feature[]): Tag[] {
  const weights = new Map(itemsOf(doc).map((i) => [i.id, i.weight]));
  const tags: Tag[] = [];
  for (const f of features) {
    const kind = kindOf(f), pin = hasPin(f), box = boxOf(f);
    const at = (!pin && poleOf(f)) || f.properties.location || poleOf(f);
    if (!box || !at) continue;
    tags.push({ id: f.id, placeId: f.properties.placeId ?? "", kind, light: isLight(kind), lines: linesFor(doc, f), at, pin, parts: pin ? [] : partsOf(f), course: pin ? [] : linesOf(f).flat(), box, weight: weights.get(f.id) ?? 0 });
  }
  return tags.sort((a, b) => Number(a.light) - Number(b.light) || b.weight - a.weight);
}

/** What the map says of a feature: a name, with a tick if the reader corrected it, or of a stated area its figures. */
function linesFor(doc: Collection, f: Feature): string[] {
  const a = f.properties.area;
  if (!a) return [f.properties.name + (f.properties.corrected ? " ✓" : "")];
  const digits = digitsOf(a.text), of = doc.features.find((f) => f.properties.placeId && f.properties.placeId === a.placeId)?.properties.name;
  const lines = [`${number(a.squareKilometers, digits)} km² · ${number(a.squareMiles, digits)} sq mi`];
  if (of && a.shareOfPlace) lines.push(`${number(100 * a.shareOfPlace, 2)} % of ${of}`);
  if (a.restatement && !a.restatement.consistent) lines.push("figures differ");
  return lines;
}
