// The base map, below what a text names.

import type { StyleSpecification, LayerSpecification, FilterSpecification, Map } from "maplibre-gl";

export type Theme = "light" | "dark";

const palettes = {
  light: { sea: "#dfe6ea", land: "#f3f0e8", border: "#cfcabb", country: "#a8a290", label: "#5b5748", halo: "#ffffff" },
  dark: { sea: "#10171c", land: "#1e252b", border: "#38424a", country: "#5b6770", label: "#b7c0c7", halo: "#12181d" },
} as const;

/** The style of the base map: the gazetteer's own, or the raster tiles of an outside host, if it names them. */
export function baseStyle(theme: Theme, outside: string): StyleSpecification {
  const c = palettes[theme];
  const font = ["Noto Sans Regular"];
  const paint = { "text-color": c.label, "text-halo-color": c.halo, "text-halo-width": 1.2 };
  return {
    version: 8,
    projection: { type: "globe" },
    sources: {
      base: { type: "vector", tiles: [`${location.origin}/tiles/{z}/{x}/{y}.mvt`], maxzoom: 14, attribution: "GeoNames · Natural Earth" },
      ...(outside ? { outside: { type: "raster", tiles: [outside], tileSize: 256 } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      ...(outside
        ? [{ id: "outside", type: "raster", source: "outside" } as LayerSpecification]
        : [{ id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": c.land, "fill-antialias": false } } as LayerSpecification]),
      { id: "divisions", type: "line", source: "base", "source-layer": "borders", minzoom: 3, paint: { "line-color": c.border, "line-width": 0.8 } },
      { id: "countries", type: "line", source: "base", "source-layer": "land", paint: { "line-color": c.country, "line-width": 1 } },
      { id: "towns", type: "circle", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "settlement"], minzoom: 3, paint: { "circle-radius": 2, "circle-color": c.country } },
      { id: "town-names", type: "symbol", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "settlement"], minzoom: 3,
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 11, "text-anchor": "left", "text-offset": [0.6, 0], "symbol-sort-key": ["get", "rank"] }, paint },
      { id: "country-names", type: "symbol", source: "base", "source-layer": "places", filter: ["==", ["get", "kind"], "country"], maxzoom: 7,
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 12, "text-letter-spacing": 0.08, "text-transform": "uppercase", "symbol-sort-key": ["get", "rank"] }, paint },
    ],
  };
}

/** Takes the base map's names of places away that the text names itself. */
export function hideNamed(map: Map, base: StyleSpecification, names: string[]): void {
  const other: FilterSpecification = ["!", ["in", ["get", "name"], ["literal", names]]];
  for (const layer of base.layers) {
    if (layer.type !== "symbol" || !map.getLayer(layer.id)) continue;
    const own = layer.filter as FilterSpecification | undefined;
    map.setFilter(layer.id, names.length === 0 ? own : (["all", ...(own ? [own] : []), other] as FilterSpecification));
  }
}
