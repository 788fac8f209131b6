// The base map, below what a text names: the style that /style.json serves as well, in the colors of a theme.

import type { FilterSpecification, LayerSpecification, Map, StyleSpecification } from "maplibre-gl";
import palettes from "../../../tiles/palettes.json";
import { withTiles } from "../corpus/offline";
import style from "../../../tiles/style.json";

export type Theme = "light" | "dark";

/** The base map's style: on the gazetteer's own tiles, or on the raster tiles of an outside host, if it names them, with borders and names above. */
export function baseStyle(theme: Theme, outside: string): StyleSpecification {
  const tokens: Record<string, string> = { ...palettes[theme], tiles: `${location.origin}/tiles.json` };
  const base = withTiles(filled(style, tokens) as StyleSpecification);
  if (!outside) return base;
  const [sea, ...above] = base.layers;
  const kept = above.filter((l) => "source-layer" in l && ["borders", "places"].includes(l["source-layer"]!));
  return {
    ...base, sources: { ...base.sources, outside: { type: "raster", tiles: [outside], tileSize: 256 } },
    layers: [sea, { id: "outside", type: "raster", source: "outside" } as LayerSpecification, ...kept],
  };
}

/** The color around the globe. */
export const spaceColor = (theme: Theme): string => palettes[theme].space;

/** A style with each "$name" in the place of its token. */
function filled(part: unknown, tokens: Record<string, string>): unknown {
  if (typeof part === "string") return part.startsWith("$") ? (tokens[part.slice(1)] ?? part) : part;
  if (Array.isArray(part)) return part.map((p) => filled(p, tokens));
  return part && typeof part === "object" ? Object.fromEntries(Object.entries(part).map(([name, p]) => [name, filled(p, tokens)])) : part;
}

/** Takes the base map's names of places away that the text names itself, by their ids. */
export function hideNamed(map: Map, base: StyleSpecification, ids: string[]): void {
  const other: FilterSpecification = ["!", ["in", ["get", "id"], ["literal", ids]]];
  for (const layer of base.layers) {
    if (layer.type !== "symbol" || layer["source-layer"] !== "places" || !map.getLayer(layer.id)) continue;
    map.setFilter(layer.id, ids.length === 0 ? layer.filter : (["all", ...(layer.filter ? [layer.filter] : []), other] as FilterSpecification));
  }
}
