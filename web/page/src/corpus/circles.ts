// The circles of a corpus on the map, above all else.

import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import { baseStyle, hideNamed } from "../map/base";
import { clusters, isLarge, type Cluster } from "./cluster";
import type { Corpus } from "./corpus";
import type { Counted } from "./count";

const font = ["Noto Sans Regular"];
const palette = {
  light: { circle: "#0f766e", ink: "#ffffff", name: "#134e4a", halo: "#ffffff", chosen: "#b93c0a", country: "#334155" },
  dark: { circle: "#14b8a6", ink: "#06201d", name: "#d5f5f0", halo: "#10171c", chosen: "#fb923c", country: "#cbd5e1" },
} as const;
type Theme = keyof typeof palette;

const step = 0.5; // of zoom, after which places are gathered anew
const mostHidden = 5000; // names that are taken away
const largest = 28, smallest = 5; // pixels of a radius. Set by hand.
const fewest = 20; // documents that a circle of full size has
const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const themeNow = (): Theme => {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
};

export class Circles {
  private shown?: { corpus: Corpus; counted: Counted };
  private found: Cluster[] = [];
  private level = NaN;
  private chosen = new Set<number>();

  constructor(private map: MapLibre, private on: { choose(places: number[] | undefined): void }) {
    map.on("style.load", () => {
      this.flatten();
      this.draw();
    });
    map.on("zoom", () => this.shown && Math.floor(map.getZoom() / step) !== this.level && this.draw());
    map.on("click", (e) => {
      if (this.shown) this.click(e);
    });
    map.on("mousemove", (e) => {
      if (this.shown) map.getCanvas().style.cursor = this.under(e) ? "pointer" : "";
    });
  }

  /** Draws a corpus, or nothing. */
  show(corpus: Corpus | undefined, counted: Counted | undefined, chosen: number[] | undefined): void {
    const before = this.shown?.corpus;
    this.shown = corpus && counted && { corpus, counted };
    this.chosen = new Set(chosen);
    if (corpus !== before) this.flatten();
    this.draw();
  }

  /** Makes the map flat below a corpus, so that none of it lies behind the globe, and takes away the names of places that circles name. */
  private flatten(): void {
    if (!this.map.style?._loaded) return;
    const base = baseStyle(themeNow(), "");
    this.map.setProjection(this.shown ? { type: "mercator" } : (base.projection ?? { type: "mercator" }));
    if (this.shown) hideNamed(this.map, base, this.shown.corpus.places.flatMap((p) => p.placeId ?? []).slice(0, mostHidden));
  }

  /** Moves to the circles, or to some places. */
  fit(places?: number[]): void {
    if (!this.shown) return;
    const { corpus, counted } = this.shown;
    const of = places ?? [...counted.documents.keys()].filter((p) => counted.documents[p] > 0 && !isLarge(corpus.places[p].type));
    const box = around((of.length ? of : [...corpus.places.keys()]).map((p) => corpus.places[p].at));
    if (!box) return;
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500;
    this.map.fitBounds(box, { padding: { top: 50, left: 50, right: 50, bottom: 150 }, maxZoom: of.length === 1 && isLarge(corpus.places[of[0]].type) ? 4 : 8, duration });
  }

  private under(e: MapMouseEvent): Cluster | undefined {
    if (!this.map.getLayer("corpus-circles")) return undefined;
    const hit = this.map.queryRenderedFeatures(e.point, { layers: ["corpus-circles"] })[0];
    return hit && this.found[Number(hit.id)];
  }

  /** A circle that stands for places apart opens; one that does not is chosen. */
  private click(e: MapMouseEvent): void {
    const c = this.under(e);
    this.on.choose(c?.places);
    if (c && c.places.length > 1 && this.map.getZoom() < 9) this.fit(c.places);
  }

  private draw(): void {
    if (!this.map.style?._loaded) return;
    if (!this.map.getSource("corpus")) {
      if (!this.shown) return;
      this.map.addSource("corpus", { type: "geojson", data: empty });
      this.layers();
    }
    this.level = Math.floor(this.map.getZoom() / step);
    this.found = this.shown ? clusters(this.shown.corpus, this.shown.counted, this.level * step + step / 2) : [];
    (this.map.getSource("corpus") as GeoJSONSource).setData({ type: "FeatureCollection", features: this.features() });
  }

  private features(): GeoJSON.Feature[] {
    const most = this.found.reduce((n, c) => Math.max(n, c.documents), fewest);
    return this.found.map((c, id) => {
      const lead = this.shown!.corpus.places[c.lead];
      const radius = smallest + (largest - smallest) * Math.sqrt(c.documents / most);
      return {
        type: "Feature", id, geometry: { type: "Point", coordinates: lead.at },
        properties: {
          radius, documents: c.documents, count: fitting(compact.format(c.documents), radius), large: c.places.every((p) => isLarge(this.shown!.corpus.places[p].type)), chosen: c.places.some((p) => this.chosen.has(p)),
          name: lead.name + (c.places.length > 1 ? ` +${c.places.length - 1}` : ""),
        },
      };
    });
  }

  private layers(): void {
    const c = palette[themeNow()];
    const colour: any = ["case", ["get", "chosen"], c.chosen, ["get", "large"], c.country, c.circle];
    const order: any = ["-", 0, ["get", "documents"]];
    this.map.addLayer({
      id: "corpus-circles", type: "circle", source: "corpus", layout: { "circle-sort-key": order },
      paint: {
        "circle-radius": ["get", "radius"], "circle-color": colour, "circle-opacity": ["case", ["get", "large"], 0.14, 0.82],
        "circle-stroke-color": ["case", ["get", "large"], colour, c.halo], "circle-stroke-width": ["case", ["get", "large"], 1.2, 1.5],
        "circle-stroke-opacity": ["case", ["get", "large"], 0.7, 0.9],
      },
    });
    this.map.addLayer({
      id: "corpus-names", type: "symbol", source: "corpus",
      layout: {
        "text-field": ["get", "name"], "text-font": font, "text-size": 12.5, "text-anchor": "top", "text-offset": ["interpolate", ["linear"], ["get", "radius"], 5, ["literal", [0, 0.5]], 30, ["literal", [0, 2.5]]],
        "symbol-sort-key": order, "text-padding": 0,
      },
      paint: { "text-color": ["case", ["get", "chosen"], c.chosen, ["get", "large"], c.country, c.name], "text-halo-color": c.halo, "text-halo-width": 1.6 },
    });
    this.map.addLayer({
      id: "corpus-counts", type: "symbol", source: "corpus",
      layout: {
        "text-field": ["get", "count"], "text-font": font, "text-size": 11.5, "text-allow-overlap": true,
        "icon-image": "block", "icon-size": ["/", ["get", "radius"], 9], "icon-padding": 0, "icon-allow-overlap": true, // which keeps names off the circle
      },
      paint: { "text-color": ["case", ["!", ["get", "large"]], c.ink, ["get", "chosen"], c.chosen, c.country] },
    });
  }
}

/** A number, where a circle has room for it. */
const fitting = (count: string, radius: number): string => (radius > 4 + 2.7 * count.length ? count : "");

/** The box around points, the short way around the world: west, south, east, north. */
export function around(points: [number, number][]): [number, number, number, number] | undefined {
  if (points.length === 0) return undefined;
  const lons = points.map((p) => p[0]).sort((a, b) => a - b);
  let gap = lons[0] + 360 - lons.at(-1)!, west = lons[0], east = lons.at(-1)!;
  for (let i = 1; i < lons.length; i++) {
    if (lons[i] - lons[i - 1] > gap) [gap, west, east] = [lons[i] - lons[i - 1], lons[i], lons[i - 1] + 360];
  }
  let south = 90, north = -90;
  for (const [, lat] of points) [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  return [west, Math.max(-80, south), east, Math.min(80, north)];
}
