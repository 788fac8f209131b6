// The geometry of features, in degrees of longitude and latitude.

import polylabel from "polylabel";
import type { Feature, LatLng } from "../api";

/** West, south, east, north, in degrees. West is in [-180, 180], and east not below it: beyond 180 where the box crosses the antimeridian. */
export type LngLatBox = [number, number, number, number];
type Position = number[];
type Ring = Position[];

/** The polygons of a feature, outer ring first; of what is no area none. */
export function polygonsOf(f: Feature): Ring[][] {
  const g = f.geometry;
  return g?.type === "Polygon" ? [g.coordinates] : g?.type === "MultiPolygon" ? g.coordinates : [];
}

/** The lines of a feature; of what is no line none. */
export function linesOf(f: Feature): Position[][] {
  const g = f.geometry;
  return g?.type === "LineString" ? [g.coordinates] : g?.type === "MultiLineString" ? g.coordinates : [];
}

const mainShare = 0.85; // of a place's area, which is enough to show it: no map of France goes to Réunion. Set by hand.

/** The box that shows a feature: its main parts, its line, or its point. */
export function boxOf(f: Feature): LngLatBox | undefined {
  const main = mainParts(polygonsOf(f)).map((p) => boxOfRing(p[0]));
  if (main.length) return main.reduce(nearest);
  const [west, south, east, north] = f.bbox ?? [];
  if (north !== undefined && linesOf(f).length) return [west, south, east < west ? east + 360 : east, north];
  const at = f.properties.location;
  return at && [at.longitude, at.latitude, at.longitude, at.latitude];
}

function nearest(a: LngLatBox, b: LngLatBox): LngLatBox {
  const turn = Math.round((a[0] + a[2] - b[0] - b[2]) / 720) * 360;
  const west = Math.min(a[0], b[0] + turn), shift = west < -180 ? 360 : 0;
  return [west + shift, Math.min(a[1], b[1]), Math.max(a[2], b[2] + turn) + shift, Math.max(a[3], b[3])];
}

/** The largest polygons, which together are most of the area. */
function mainParts(polygons: Ring[][]): Ring[][] {
  const sized = polygons.map((p) => ({ p, area: areaOf(p[0]) })).sort((a, b) => b.area - a.area);
  const enough = mainShare * sized.reduce((sum, s) => sum + s.area, 0);
  let sum = 0;
  return sized.filter((s) => sum < enough && ((sum += s.area), true)).map((s) => s.p);
}

/** The area of a ring in square degrees of the equator, near enough to compare by. */
function areaOf(ring: Ring): number {
  let twice = 0, north = 0;
  for (let i = 1; i < ring.length; i++) {
    twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    north += ring[i][1];
  }
  return (Math.abs(twice) / 2) * Math.cos((north / Math.max(1, ring.length - 1) / 180) * Math.PI);
}

function boxOfRing(ring: Ring): LngLatBox {
  const box: LngLatBox = [180, 90, -180, -90];
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The point of an area that is farthest from its edge, where its name stands; of what is no area undefined. */
export function poleOf(f: Feature): LatLng | undefined {
  const main = mainParts(polygonsOf(f))[0];
  if (!main) return undefined;
  const [west, south, east, north] = boxOfRing(main[0]);
  const [longitude, latitude] = polylabel(main, Math.max(east - west, north - south) / 50);
  return { latitude, longitude };
}

/** A polygon with the box around it. */
export type Part = { box: LngLatBox; rings: Ring[] };

export const partsOf = (f: Feature): Part[] => polygonsOf(f).map((rings) => ({ box: boxOfRing(rings[0]), rings }));

/** Whether a point lies in one of the polygons. */
export function holds(parts: Part[], longitude: number, latitude: number): boolean {
  return parts.some(({ box: [west, south, east, north], rings }) => {
    if (longitude < west || longitude > east || latitude < south || latitude > north) return false;
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi, yi] = ring[i], [xj, yj] = ring[j];
        if (yi > latitude !== yj > latitude && longitude < ((xj - xi) * (latitude - yi)) / (yj - yi) + xi) inside = !inside;
      }
    }
    return inside;
  });
}

const cutAt = 179.85; // degrees: shapes are cut at the antimeridian, and end a little before it.

/** Polygons that reach the antimeridian where they were cut at it, so that no gap shows. */
export function closed(polygons: Ring[][]): GeoJSON.MultiPolygon {
  const to180 = ([x, y]: Position): Position => (Math.abs(x) > cutAt ? [Math.sign(x) * 180, y] : [x, y]);
  return { type: "MultiPolygon", coordinates: polygons.map((p) => p.map((ring) => ring.map(to180))) };
}

/** The edges of polygons, but for the cut at the antimeridian, which is none. */
export function edgesOf(polygons: Ring[][]): GeoJSON.MultiLineString {
  const lines: Position[][] = [];
  for (const ring of closed(polygons).coordinates.flat()) {
    let line: Position[] = [ring[0]];
    for (let i = 1; i < ring.length; i++) {
      if (Math.abs(ring[i][0]) === 180 && ring[i][0] === ring[i - 1][0]) {
        if (line.length > 1) lines.push(line);
        line = [];
      }
      line.push(ring[i]);
    }
    if (line.length > 1) lines.push(line);
  }
  return { type: "MultiLineString", coordinates: lines };
}

/** A circle around a point, for what is not quite known. Latitudes end at the poles. */
export function ring(at: LatLng, meters: number): GeoJSON.Polygon {
  const points: Position[] = [];
  for (let k = 0; k <= 48; k++) {
    const angle = (k / 48) * 2 * Math.PI;
    points.push([
      at.longitude + ((meters / 111_195) * Math.cos(angle)) / Math.max(Math.cos((at.latitude * Math.PI) / 180), 0.02),
      Math.max(-90, Math.min(90, at.latitude + (meters / 111_195) * Math.sin(angle))),
    ]);
  }
  return { type: "Polygon", coordinates: [points] };
}

const earthRadius = 6_371_008.8; // meters, the mean of the ellipsoid (IUGG)

/** The way from one point to another on a great circle: meters, and the bearing at the first, in degrees from north to the east. */
export function way(from: LatLng, to: LatLng): { meters: number; bearing: number } {
  const [p1, p2] = [from.latitude, to.latitude].map((d) => (d * Math.PI) / 180);
  const dl = ((to.longitude - from.longitude) * Math.PI) / 180;
  const x = Math.sin((p2 - p1) / 2) ** 2 + Math.cos(p1) * Math.cos(p2) * Math.sin(dl / 2) ** 2;
  const bearing = Math.atan2(Math.sin(dl) * Math.cos(p2), Math.cos(p1) * Math.sin(p2) - Math.sin(p1) * Math.cos(p2) * Math.cos(dl));
  return { meters: 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(x))), bearing: (bearing * 180) / Math.PI };
}
