// The map: tiles of the gazetteer below, what the text names above.

import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Collection, Feature, LatLng } from "../api";
import { withTiles } from "../corpus/offline";
import type { State } from "../state";
import { drawPicture, pictureOf } from "./labels";
import { digitsOf, number, roleClass } from "../words";

maplibregl.setWorkerUrl(workerUrl);

export type Theme = "light" | "dark";

const colours = {
  light: { sea: "#dfe6ea", land: "#f3f0e8", border: "#cfcabb", country: "#a8a290", label: "#5b5748", halo: "#ffffff", location: "#0f766e", actor: "#6d28d9", demonym: "#334155", dateline: "#1d4ed8", part: "#a16207", area: "#c2410c", relation: "#be185d" },
  dark: { sea: "#10171c", land: "#1e252b", border: "#38424a", country: "#5b6770", label: "#b7c0c7", halo: "#12181d", location: "#2dd4bf", actor: "#a78bfa", demonym: "#cbd5e1", dateline: "#60a5fa", part: "#facc15", area: "#fb923c", relation: "#f472b6" },
} as const;

const font = ["Noto Sans Regular"];
const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

function style(theme: Theme, tiles: string): maplibregl.StyleSpecification {
  const c = colours[theme];
  const kind: maplibregl.ExpressionSpecification = ["match", ["get", "colour"],
    "actor", c.actor, "demonym", c.demonym, "dateline", c.dateline, "part", c.part, "area", c.area, "relation", c.relation, c.location];
  const strong = (on: number, off: number): maplibregl.ExpressionSpecification =>
    ["case", ["any", ["boolean", ["feature-state", "chosen"], false], ["boolean", ["feature-state", "pointed"], false]], on, off];
  const area: maplibregl.ExpressionSpecification = ["in", "Polygon", ["geometry-type"]]; // and no river, which is a line alone
  const course: maplibregl.ExpressionSpecification = ["all", ["==", ["get", "shape"], "place"], ["!", area]];
  const labels: Partial<maplibregl.SymbolLayerSpecification> = { paint: { "text-color": c.label, "text-halo-color": c.halo, "text-halo-width": 1.2 } };
  return {
    version: 8,
    sources: {
      base: { type: "vector", tiles: [`${location.origin}/tiles/{z}/{x}/{y}.mvt`], maxzoom: 14, attribution: "GeoNames · Natural Earth" },
      ...(tiles ? { outside: { type: "raster", tiles: [tiles], tileSize: 256 } as maplibregl.RasterSourceSpecification } : {}),
      shapes: { type: "geojson", data: empty },
      rings: { type: "geojson", data: empty },
      points: { type: "geojson", data: empty },
      other: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      ...(tiles
        ? [{ id: "outside", type: "raster", source: "outside" } as maplibregl.RasterLayerSpecification]
        : [{ id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": c.land, "fill-antialias": false } } as maplibregl.FillLayerSpecification]),
      { id: "divisions", type: "line", source: "base", "source-layer": "borders", minzoom: 3, paint: { "line-color": c.border, "line-width": 0.8 } },
      { id: "countries", type: "line", source: "base", "source-layer": "land", paint: { "line-color": c.country, "line-width": 1 } },
      { id: "regions", type: "fill", source: "shapes", filter: ["all", ["==", ["get", "shape"], "place"], area], paint: { "fill-color": kind, "fill-opacity": strong(0.34, 0.16) } },
      { id: "region-edges", type: "line", source: "shapes", filter: ["all", ["==", ["get", "shape"], "place"], area], paint: { "line-color": kind, "line-width": strong(2.4, 1.2) } },
      { id: "courses", type: "line", source: "shapes", filter: course, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": kind, "line-width": strong(5, 3), "line-opacity": 0.8 } },
      { id: "course-banks", type: "line", source: "shapes", filter: course, paint: { "line-width": 14, "line-opacity": 0 } }, // which the pointer hits as well
      { id: "rings", type: "fill", source: "rings", paint: { "fill-color": kind, "fill-opacity": strong(0.22, 0.08) } },
      { id: "drawn", type: "fill", source: "shapes", filter: ["!=", ["get", "shape"], "place"], paint: { "fill-color": kind, "fill-opacity": strong(0.3, 0.18) } },
      { id: "drawn-edges", type: "line", source: "shapes", filter: ["!=", ["get", "shape"], "place"], paint: { "line-color": kind, "line-width": strong(3, 2), "line-dasharray": [3, 2] } },
      { id: "towns", type: "circle", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "settlement"], minzoom: 3, paint: { "circle-radius": 2, "circle-color": c.country } },
      { id: "town-names", type: "symbol", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "settlement"], minzoom: 3,
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 11, "text-anchor": "left", "text-offset": [0.6, 0], "symbol-sort-key": ["get", "rank"] }, paint: labels.paint! },
      { id: "country-names", type: "symbol", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "country"], maxzoom: 7,
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 12, "text-letter-spacing": 0.08, "text-transform": "uppercase", "symbol-sort-key": ["get", "rank"] }, paint: labels.paint! },
      { id: "points", type: "circle", source: "points", filter: ["!=", ["get", "shape"], "area"], paint: { "circle-radius": strong(8, 5.5), "circle-color": kind, "circle-stroke-color": c.halo, "circle-stroke-width": 2 } },
      { id: "names", type: "symbol", source: "points", filter: ["all", ["!=", ["get", "shape"], "area"], ["!", ["has", "picture"]]], layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8, "text-justify": "auto" },
        paint: { "text-color": kind, "text-halo-color": c.halo, "text-halo-width": 2 } },
      { id: "pictures", type: "symbol", source: "points", filter: ["all", ["!=", ["get", "shape"], "area"], ["has", "picture"]], layout: { "icon-image": ["get", "picture"], "icon-anchor": "left", "icon-offset": [9, 0] } },
      { id: "area-names", type: "symbol", source: "points", filter: ["==", ["get", "shape"], "area"], layout: { "text-field": ["get", "label"], "text-font": font, "text-size": 13, "text-anchor": "top", "text-offset": [0, 0.4], "text-max-width": 30 },
        paint: { "text-color": c.area, "text-halo-color": c.halo, "text-halo-width": 2 } },
      { id: "other", type: "circle", source: "other", paint: { "circle-radius": 7, "circle-color": "transparent", "circle-stroke-color": c.area, "circle-stroke-width": 2.5 } },
    ],
  };
}

/** A circle around a point, for what is not quite known. */
function ring(at: LatLng, metres: number): GeoJSON.Polygon {
  const points: number[][] = [];
  for (let k = 0; k <= 48; k++) {
    const angle = (k / 48) * 2 * Math.PI;
    points.push([
      at.longitude + ((metres / 111_195) * Math.cos(angle)) / Math.max(Math.cos((at.latitude * Math.PI) / 180), 0.02),
      Math.max(-90, Math.min(90, at.latitude + (metres / 111_195) * Math.sin(angle))),
    ]);
  }
  return { type: "Polygon", coordinates: [points] };
}

/** The box around features: who acts or is meant by a demonym is not what a text is about. */
function around(features: Feature[]): maplibregl.LngLatBounds | undefined {
  let box: maplibregl.LngLatBounds | undefined;
  for (const f of features) {
    const at = f.properties.location;
    const [west, south, east, north] = f.bbox ?? (at ? [at.longitude, at.latitude, at.longitude, at.latitude] : []);
    if (north === undefined) continue;
    const own = new maplibregl.LngLatBounds([west, south], [east < west ? east + 360 : east, north]);
    box = box ? box.extend(own) : own;
  }
  return box;
}

/** What the map draws of a feature: its colour and kind of shape. */
function colourOf(f: Feature): string {
  if (f.properties.area) return "area";
  if (f.properties.relation || f.properties.share) return "relation";
  return roleClass(f.properties.mentions?.[0]?.role ?? "");
}

type Asked = { choose(id: number): void; point(id: number): void; click(at: LatLng): void };

/** The map. Its draw methods take what of the state they draw; what the reader does on it goes to `on`. */
export class PlaceMap {
  readonly map: maplibregl.Map;
  private doc: Collection = { type: "FeatureCollection", features: [] };
  private other: GeoJSON.FeatureCollection = empty;
  private state = { chosen: 0, pointed: 0 };
  private ready = false;
  private tiles = "";

  constructor(container: HTMLElement, private theme: Theme, on: Asked) {
    this.map = new maplibregl.Map({ container, style: withTiles(style(theme, "")), center: [20, 25], zoom: 1.4, maxZoom: 15, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false });
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "bottom-right");
    this.map.on("style.load", () => {
      this.ready = true;
      this.draw();
    });
    this.map.on("styleimagemissing", ({ id }) => {
      const drawn = drawPicture(id, colours[this.theme]);
      if (drawn && !this.map.hasImage(id)) this.map.addImage(id, drawn.data, { pixelRatio: drawn.pixelRatio });
    });
    this.listen(on);
  }

  private listen(on: Asked): void {
    const layers = ["points", "drawn", "course-banks", "regions"];
    const under = (e: maplibregl.MapMouseEvent): number => (this.ready ? Number(this.map.queryRenderedFeatures(e.point, { layers })[0]?.id ?? 0) : 0);
    this.map.on("mousemove", (e) => {
      const id = under(e);
      this.map.getCanvas().style.cursor = id ? "pointer" : "";
      on.point(id);
    });
    this.map.on("mouseout", () => on.point(0));
    this.map.on("click", (e) => {
      const id = under(e);
      if (id) on.choose(id);
      else on.click({ latitude: e.lngLat.lat, longitude: e.lngLat.wrap().lng });
    });
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.ready = false;
    this.map.setStyle(withTiles(style(theme, this.tiles)), { diff: false });
  }

  /** Draws an outside basemap in place of the gazetteer's land. */
  setBasemap(tiles: string): void {
    this.tiles = tiles;
    this.setTheme(this.theme);
  }

  /** Draws an answer, and moves to what it is about if that is another one than before. */
  show(doc: Collection, move: boolean): void {
    this.doc = doc;
    this.draw();
    if (move) this.fit();
  }

  /** Goes to a place that was looked up. */
  goTo(at: LatLng): void {
    this.map.easeTo({ center: [at.longitude, at.latitude], zoom: Math.max(this.map.getZoom(), 6), duration: this.calm() });
  }

  /** Marks another place, or nothing. */
  showOther(other: State["other"]): void {
    const point = other && { type: "Feature" as const, properties: { name: other.name }, geometry: { type: "Point" as const, coordinates: [other.at.longitude, other.at.latitude] } };
    this.other = point ? { type: "FeatureCollection", features: [point] } : empty;
    if (this.ready) (this.map.getSource("other") as maplibregl.GeoJSONSource).setData(this.other);
  }

  private calm(): number {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500;
  }

  private draw(): void {
    if (!this.ready) return;
    const shapes: GeoJSON.Feature[] = [], rings: GeoJSON.Feature[] = [], points: GeoJSON.Feature[] = [];
    for (const f of this.doc.features) {
      const p = f.properties;
      const flat = { colour: colourOf(f), name: p.name, shape: p.area ? "area" : p.relation ? "relation" : "place", label: "", ...pictureOf(p.name, colourOf(f)) };
      if (p.area) {
        const a = p.area, of = this.doc.features.find((f) => f.properties.placeId && f.properties.placeId === a.placeId)?.properties.name;
        flat.label = `${number(a.squareKilometers, digitsOf(a.text))} km² · ${number(a.squareMiles, digitsOf(a.text))} sq mi`;
        if (of && a.shareOfPlace) flat.label += `\n${number(100 * a.shareOfPlace, 2)} % of ${of}`;
        if (a.restatement) flat.label += a.restatement.consistent ? "" : "\nfigures differ";
      }
      const shape = f.geometry?.type === "Point" ? null : f.geometry;
      if (p.area && f.bbox) { // its figures stand below the shape
        const [west, south, east] = f.bbox;
        points.push({ type: "Feature", id: f.id, properties: flat, geometry: { type: "Point", coordinates: [(west + (east < west ? east + 360 : east)) / 2, south] } });
      }
      if (shape) shapes.push({ type: "Feature", id: f.id, properties: flat, geometry: shape });
      // A country is a filled area and never a pin; what has a point and no shape is a pin with what it may be off.
      const large = ["PLACE_TYPE_COUNTRY", "PLACE_TYPE_CONTINENT", "PLACE_TYPE_UNION"].includes(p.placeType ?? "");
      if (p.location && !(shape && !p.relation) && !large) {
        points.push({ type: "Feature", id: f.id, properties: flat, geometry: { type: "Point", coordinates: [p.location.longitude, p.location.latitude] } });
      }
      if (p.location && !shape && (p.uncertaintyM ?? 0) > 0) rings.push({ type: "Feature", id: f.id, properties: flat, geometry: ring(p.location, p.uncertaintyM!) });
    }
    for (const [source, features] of [["shapes", shapes], ["rings", rings], ["points", points]] as const) {
      (this.map.getSource(source) as maplibregl.GeoJSONSource).setData({ type: "FeatureCollection", features });
    }
    (this.map.getSource("other") as maplibregl.GeoJSONSource).setData(this.other);
    this.emphasise("chosen", this.state.chosen);
  }

  emphasise(name: "chosen" | "pointed", id: number): void {
    for (const source of this.ready ? ["shapes", "rings", "points"] : []) {
      if (this.state[name]) this.map.setFeatureState({ source, id: this.state[name] }, { [name]: false });
      if (id) this.map.setFeatureState({ source, id }, { [name]: true });
    }
    this.state[name] = id;
  }

  /** Moves to a feature and what lies around it, or to all of them. */
  fit(id = 0): void {
    const chosen = this.doc.features.filter((f) => f.id === id);
    const told = this.doc.features.filter((f) => !f.properties.mentions || f.properties.mentions.some((m) => m.role !== "ROLE_ACTOR" && m.role !== "ROLE_DEMONYM"));
    const box = around(chosen.length ? chosen : told.length ? told : this.doc.features);
    if (!box) return;
    this.map.fitBounds(box, { padding: { top: 60, bottom: 90, left: 60, right: innerWidth > 1100 ? 340 : 60 }, maxZoom: chosen.length ? 7.5 : 9, duration: this.calm() });
  }

  /** The middle of what is seen. */
  center(): LatLng {
    const c = this.map.getCenter();
    return { latitude: c.lat, longitude: c.wrap().lng };
  }
}
