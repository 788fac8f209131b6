// What the map shows of an answer: the part of the earth that its text is about. Pure functions of the answer.

import type { Collection, Feature, FocusPlace } from "../api";
import { boxOf, linesOf, type LngLatBox } from "./shape";

/** A place of the text: the box that shows it, in degrees, and how much the text is about it. */
export type Item = { box: LngLatBox; weight: number };

// What a mention says of where a text plays, by its role: a place where something is counts whole, who acts hardly. Set by hand.
const roleWeights: Record<string, number> = { ROLE_LOCATION: 1, ROLE_DATELINE: 0.5, ROLE_ACTOR: 0.12, ROLE_DEMONYM: 0.08, ROLE_PART_OF_NAME: 0 };
const drawnWeight = 1.5; // of a stated area or a relation. Set by hand.
const containerWeight = 0.5; // times that of a place in which another of the text lies: it is seen when that one is. Set by hand.
const courseWeight = 0.6; // times that of a river or a road, which mostly lies elsewhere. Set by hand.
const outOfFocus = 0.3; // what is left of the weight of a place whose country or region is not in the focus at all. Set by hand.
const namedAtMost = 3; // of each kind in a focus: what is not among them may have as much as the last

const levelCost = 0.08; // of the text's weight, which a view may lose to be twice as large. Set by hand, by texts.
const leastSpan = 3; // degrees: a view is not made smaller than that to leave something out. Set by hand.
const mostSeeds = 12, mostItems = 160; // which bound the work of a view to a few milliseconds.

/** How much a text is about each of its features that lie somewhere, with the box of each. */
export function itemsOf(doc: Collection): (Item & { id: number })[] {
  const shares = [sharesOf(doc.focus?.countries), sharesOf(doc.focus?.regions)];
  const containers = new Set(doc.features.flatMap((f) => (f.properties.ancestors ?? []).map((a) => a.placeId)));
  const items: (Item & { id: number })[] = [];
  for (const f of doc.features) {
    const box = boxOf(f), weight = weightOf(f, shares, containers);
    if (box && weight > 0) items.push({ id: f.id, box, weight });
  }
  return items;
}

function weightOf(f: Feature, shares: Share[], containers: Set<string>): number {
  const p = f.properties;
  const mentions = p.mentions ?? [];
  const best = Math.max(0, ...mentions.map((m) => roleWeights[m.role] ?? 1));
  const times = mentions.filter((m) => (roleWeights[m.role] ?? 1) === best).length;
  if (best === roleWeights.ROLE_DATELINE && p.placeId && containers.has(p.placeId)) return 0; // it says which town the dateline means
  const told = p.area || p.relation || p.share ? drawnWeight : mentions.length ? best * Math.sqrt(times) : 1;
  const ids = [p.placeId, ...(p.ancestors ?? []).map((a) => a.placeId)].filter((id) => id);
  const focus = shares.slice(0, ids.length).reduce((product, share) => product * (outOfFocus + (1 - outOfFocus) * share(ids)), 1); // a country lies in no region
  return told * (p.score ?? 1) * focus * (p.placeId && containers.has(p.placeId) ? containerWeight : 1) * (linesOf(f).length ? courseWeight : 1);
}

/** Says how much a text is about what lies in one of a few places, against what it is most about: from 0 to 1. */
type Share = (ids: (string | undefined)[]) => number;

function sharesOf(places: FocusPlace[] = []): Share {
  const most = places[0]?.share, least = places.length < namedAtMost ? 0 : places.at(-1)!.share;
  return (ids) => (most ? (places.find((p) => ids.includes(p.placeId))?.share ?? least) / most : 1);
}

/**
 * The box to show: of all the boxes that grow from one of the heaviest items by the one that costs least, that which holds most of the weight for its size. A light item
 * far away is left out, for it would cost more scale than it is worth. Longitudes are counted on from the first item, so that a box may reach
 * beyond 180°; aspect is the width of the view by its height. Of no items it is undefined.
 */
export function viewOf(all: Item[], aspect: number): LngLatBox | undefined {
  const items = [...all].sort((a, b) => b.weight - a.weight).slice(0, mostItems);
  const whole = items.reduce((sum, i) => sum + i.weight, 0);
  let best: { box: LngLatBox; value: number } | undefined;
  for (const seed of items.slice(0, mostSeeds)) {
    const grown = grow(seed, items, whole, aspect);
    if (!best || grown.value > best.value) best = grown;
  }
  return best?.box;
}

function grow(seed: Item, items: Item[], whole: number, aspect: number): { box: LngLatBox; value: number } {
  let box = seed.box, held = seed.weight / whole;
  let best = { box, value: held - cost(box, aspect) };
  let left = items.filter((i) => i !== seed);
  while (left.length > 0) {
    let next = left[0], wider = box, gain = -Infinity;
    for (const i of left) {
      const b = union(box, i.box);
      const g = i.weight / whole - cost(b, aspect);
      if (g > gain) [next, wider, gain] = [i, b, g];
    }
    box = wider;
    held += next.weight / whole;
    left = left.filter((i) => i !== next);
    const value = held - cost(box, aspect);
    if (value > best.value) best = { box, value };
  }
  return best;
}

/** What a box costs, in parts of the text's weight: so much for each time that the scale is halved. */
const cost = (box: LngLatBox, aspect: number): number => levelCost * Math.max(0, Math.log2(spanOf(box, aspect) / leastSpan));

/** The width in degrees of a view that holds the box. */
function spanOf([west, south, east, north]: LngLatBox, aspect: number): number {
  return Math.max(east - west, (mercator(north) - mercator(south)) * aspect);
}

/** The northing of a latitude on Mercator's map, in degrees of longitude. */
function mercator(latitude: number): number {
  const phi = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + phi / 2)) * 180) / Math.PI;
}

/** The box around both, the other one shifted by whole turns to where it is nearest. */
function union(a: LngLatBox, b: LngLatBox): LngLatBox {
  const turns = Math.round(((a[0] + a[2]) / 2 - (b[0] + b[2]) / 2) / 360) * 360;
  const box: LngLatBox = [Math.min(a[0], b[0] + turns), Math.min(a[1], b[1]), Math.max(a[2], b[2] + turns), Math.max(a[3], b[3])];
  return box[2] - box[0] > 360 ? [-180, box[1], 180, box[3]] : box;
}

/** The box around features, whatever they weigh. */
export function around(features: Feature[]): LngLatBox | undefined {
  const boxes = features.map(boxOf).filter((b) => b !== undefined);
  return boxes.length ? boxes.reduce(union) : undefined;
}

const widestGlobe = 130; // degrees of longitude or latitude that a globe shows well from one side. Set by hand.

/** Whether a globe shows the box, or a flat map does better: of a whole world half would be behind it. */
export const fitsGlobe = ([west, south, east, north]: LngLatBox): boolean => Math.max(east - west, north - south) <= widestGlobe;
