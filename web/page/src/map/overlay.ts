// What a text names, as layers above the base map: shapes and their edges, rings of what is uncertain, pins.

import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Feature } from "../api";
import { featureClass } from "../words";
import { closed, edgesOf, linesOf, polygonsOf, ring } from "./shape";

const kinds = ["location", "dateline", "actor", "demonym", "part", "area", "relation"] as const;
export type Kind = (typeof kinds)[number];
export type Colors = Record<Kind | "halo", string>;

/** The colors that the page's style sheet has for each kind. */
export function colorsOf(page: HTMLElement): Colors {
  const probe = page.appendChild(document.createElement("i"));
  const color = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = { ...Object.fromEntries(kinds.map((k) => [k, color(k)])), halo: color("paper") } as Colors;
  probe.remove();
  return colors;
}

/** What a feature is to its text. */
export const kindOf = (f: Feature): Kind => featureClass(f) as Kind;

/** Whether a place only acts, or is meant by its people: nothing is said to be there. */
export const isLight = (kind: Kind): boolean => kind === "actor" || kind === "demonym" || kind === "part";

const large = ["PLACE_TYPE_COUNTRY", "PLACE_TYPE_CONTINENT", "PLACE_TYPE_UNION"];

/** Whether a feature has a pin: what has a point and no shape, what the text reckons to lie so far from a place, and of what only acts the middle. */
export function hasPin(f: Feature): boolean {
  const p = f.properties, kind = kindOf(f), shaped = polygonsOf(f).length + linesOf(f).length > 0;
  if (!p.location || p.area) return false;
  return isLight(kind) || p.relation?.kind === "RELATION_KIND_AWAY" || (!shaped && !large.includes(p.placeType ?? ""));
}

export const sources = ["shapes", "edges", "rings", "points"] as const;
export type Drawn = Record<(typeof sources)[number], GeoJSON.FeatureCollection>;

/** What the sources of the overlay hold of features. */
export function drawn(features: Feature[]): Drawn {
  const out: Drawn = { shapes: collection(), edges: collection(), rings: collection(), points: collection() };
  for (const f of features) {
    const p = f.properties, kind = kindOf(f);
    const properties = { kind, light: isLight(kind), name: p.name, shape: p.area ? "area" : p.relation ? "relation" : "place", score: p.score ?? 1 };
    const put = (source: keyof Drawn, geometry: GeoJSON.Geometry): unknown => out[source].features.push({ type: "Feature", id: f.id, properties, geometry });
    const polygons = polygonsOf(f), lines = linesOf(f), at = p.location;
    if (polygons.length) {
      put("edges", edgesOf(polygons));
      if (!properties.light && kind !== "dateline") put("shapes", closed(polygons));
    }
    if (lines.length) put("shapes", { type: "MultiLineString", coordinates: lines });
    if (at && hasPin(f)) put("points", { type: "Point", coordinates: [at.longitude, at.latitude] });
    if (at && hasPin(f) && !polygons.length && !lines.length && !properties.light && (p.uncertaintyM ?? 0) > 0) put("rings", ring(at, p.uncertaintyM!));
  }
  return out;
}

export const collection = (features: GeoJSON.Feature[] = []): GeoJSON.FeatureCollection => ({ type: "FeatureCollection", features });

/** Pixels of a pin with its edge, by which names keep off it. */
export const pinRadius = (light: boolean): number => (light ? 5 : 8);

/** The style of the base map with the overlay: areas below the base map's names, pins above them. */
export function withOverlay(base: StyleSpecification, colors: Colors): StyleSpecification {
  const empty: SourceSpecification = { type: "geojson", data: collection() };
  const names = base.layers.findIndex((l) => l.type === "symbol");
  const cut = names < 0 ? base.layers.length : names;
  return {
    ...base,
    sources: { ...base.sources, ...Object.fromEntries([...sources, "blocks", "other"].map((s) => [s, empty])) },
    layers: [...base.layers.slice(0, cut), ...areas(colors), ...base.layers.slice(cut), ...pins(colors)],
  };
}

const kindColor = (colors: Colors): ExpressionSpecification => ["match", ["get", "kind"], ...kinds.slice(1).flatMap((k) => [k, colors[k]]), colors.location] as unknown as ExpressionSpecification;
const lit = (on: number | ExpressionSpecification, off: number | ExpressionSpecification): ExpressionSpecification =>
  ["case", ["any", ["boolean", ["feature-state", "chosen"], false], ["boolean", ["feature-state", "pointed"], false]], on, off];
/** An opacity that is less for what is less sure. */
const sure = (most: number): ExpressionSpecification => ["interpolate", ["linear"], ["get", "score"], 0.3, 0.4 * most, 0.9, most];
const area: ExpressionSpecification = ["in", "Polygon", ["geometry-type"]]; // and no river, which is a line alone
const placed: ExpressionSpecification = ["==", ["get", "shape"], "place"];
const light: ExpressionSpecification = ["boolean", ["get", "light"], false];

function areas(colors: Colors): LayerSpecification[] {
  const color = kindColor(colors);
  const course: ExpressionSpecification = ["all", placed, ["!", area]];
  return [
    { id: "regions", type: "fill", source: "shapes", filter: ["all", placed, area], paint: { "fill-color": color, "fill-opacity": lit(0.28, sure(0.13)), "fill-antialias": false } },
    { id: "region-edges", type: "line", source: "edges", filter: ["all", placed, ["!", light]], paint: { "line-color": color, "line-width": lit(2.2, 1.2), "line-opacity": lit(1, sure(0.8)) } },
    { id: "light-edges", type: "line", source: "edges", filter: ["all", placed, light], paint: { "line-color": color, "line-width": lit(1.8, 0.8), "line-opacity": lit(0.9, 0.45), "line-dasharray": [2, 2] } },
    { id: "courses", type: "line", source: "shapes", filter: course, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": color, "line-width": lit(4.5, 2.5), "line-opacity": 0.8 } },
    { id: "course-banks", type: "line", source: "shapes", filter: course, paint: { "line-width": 14, "line-opacity": 0 } }, // which the pointer hits as well
    { id: "rings", type: "fill", source: "rings", paint: { "fill-color": color, "fill-opacity": lit(0.2, 0.07) } },
    { id: "drawn", type: "fill", source: "shapes", filter: ["!", placed], paint: { "fill-color": color, "fill-opacity": lit(0.32, 0.18), "fill-antialias": false } },
    { id: "drawn-edges", type: "line", source: "edges", filter: ["!", placed], paint: { "line-color": color, "line-width": lit(2.8, 1.8), "line-dasharray": [3, 2] } },
  ];
}

function pins(colors: Colors): LayerSpecification[] {
  const color = kindColor(colors);
  const dateline: ExpressionSpecification = ["==", ["get", "kind"], "dateline"];
  return [
    { id: "blocks", type: "symbol", source: "blocks", layout: { "icon-image": "block", "icon-offset": ["get", "offset"], "icon-allow-overlap": true, "icon-padding": 0 } }, // which keep the base map's names off ours
    { id: "light-points", type: "circle", source: "points", filter: light, paint: { "circle-radius": lit(5, 3.5), "circle-color": colors.halo, "circle-opacity": 0.85, "circle-stroke-color": color, "circle-stroke-width": lit(2, 1.4), "circle-stroke-opacity": lit(1, sure(0.9)) } },
    { id: "points", type: "circle", source: "points", filter: ["!", light], paint: { "circle-radius": lit(8, 5.5), "circle-color": color, "circle-opacity": lit(1, sure(1)), "circle-stroke-color": colors.halo, "circle-stroke-width": 2 } },
    { id: "datelines", type: "circle", source: "points", filter: dateline, paint: { "circle-radius": lit(3, 2), "circle-color": colors.halo } },
    { id: "other", type: "circle", source: "other", paint: { "circle-radius": 7, "circle-color": "transparent", "circle-stroke-color": colors.area, "circle-stroke-width": 2.5 } },
  ];
}
