// The answer as KML, which Google Earth and most phones' maps open.

import type { Collection, Feature, Geometry } from "../api";
import { featureClass, placeWord, word } from "../words";

const escaped = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** KML 2.2 of a document: a placemark for each feature that has a place on the map, in the color of its role (#rrggbb by its class). */
export function kmlOf(doc: Collection, title: string, colors: Record<string, string>): string {
  const styles = Object.entries(colors).map(([role, color]) => {
    const [r, g, b] = [1, 3, 5].map((i) => color.slice(i, i + 2));
    return `<Style id="${role}"><IconStyle><color>ff${b}${g}${r}</color></IconStyle><LineStyle><color>ff${b}${g}${r}</color><width>2</width></LineStyle><PolyStyle><color>40${b}${g}${r}</color></PolyStyle></Style>`;
  });
  const marks = doc.features.filter((f) => f.geometry).map(placemark);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>${escaped(title)}</name>\n${[...styles, ...marks].join("\n")}\n</Document>\n</kml>\n`;
}

function placemark(f: Feature): string {
  const p = f.properties;
  const where = [placeWord(p.placeType, p.population), ...(p.ancestors ?? []).map((a) => a.name)].filter(Boolean).join(" · ");
  const said = p.mentions?.length ? `Named as ${[...new Set(p.mentions.map((m) => `“${m.text}”`))].join(", ")}: ${[...new Set(p.mentions.map((m) => word(m.role, "ROLE_")))].join(", ")}` : "";
  const facts = Object.entries({ placeId: p.placeId, country: p.countryCode, score: p.score, areaM2: p.areaM2 }).filter(([, v]) => v !== undefined);
  return `<Placemark><name>${escaped(p.name)}</name><description>${escaped([where, said].filter(Boolean).join("\n"))}</description><styleUrl>#${featureClass(f)}</styleUrl>`
    + (facts.length ? `<ExtendedData>${facts.map(([k, v]) => `<Data name="${k}"><value>${escaped(String(v))}</value></Data>`).join("")}</ExtendedData>` : "")
    + `${shape(f.geometry!)}</Placemark>`;
}

const points = (all: GeoJSON.Position[]): string => `<coordinates>${all.map(([lon, lat]) => `${lon},${lat}`).join(" ")}</coordinates>`;
const several = (all: string[]): string => `<MultiGeometry>${all.join("")}</MultiGeometry>`;
const polygon = ([outer, ...holes]: GeoJSON.Position[][]): string =>
  `<Polygon><outerBoundaryIs><LinearRing>${points(outer)}</LinearRing></outerBoundaryIs>${holes.map((h) => `<innerBoundaryIs><LinearRing>${points(h)}</LinearRing></innerBoundaryIs>`).join("")}</Polygon>`;
const line = (l: GeoJSON.Position[]): string => `<LineString><tessellate>1</tessellate>${points(l)}</LineString>`;

function shape(g: Geometry): string {
  switch (g.type) {
    case "Point": return `<Point>${points([g.coordinates])}</Point>`;
    case "MultiPoint": return several(g.coordinates.map((c) => `<Point>${points([c])}</Point>`));
    case "LineString": return line(g.coordinates);
    case "MultiLineString": return several(g.coordinates.map(line));
    case "Polygon": return polygon(g.coordinates);
    case "MultiPolygon": return several(g.coordinates.map(polygon));
    case "GeometryCollection": return several(g.geometries.map(shape));
  }
}
