// Documents as one HTML file that opens without a service: the page itself, with them and the tiles below them in it.

import { around } from "./circles";
import type { Document } from "./corpus";
import type { Data } from "./embedded";
import { toBase64, unzipped, zipped } from "./zip";

// Set by hand: the world as far as one sees it at once, and below it as many tiles as a few hundred kilobytes hold.
const worldZoom = 2, deepest = 10, mostTiles = 120;

/** Returns documents as a file of HTML, with tiles of where they are, which it asks the service for. Errors: the service's, or that there is no such page. */
export async function standalone({ title, documents }: { title?: string; documents: Document[] }): Promise<Blob> {
  const lines = documents.map(({ answer, ...of }) => JSON.stringify({ ...answer, ...of }) + "\n");
  const data: Data = {
    title: title ?? documents[0]?.title ?? documents[0]?.id ?? "", results: await toBase64(await zipped(new Blob(lines))), tiles: await tilesOf(documents),
  };
  const page = await fetch("/standalone.html.gz");
  if (!page.ok || !page.body) throw new Error("The service has no page for files.");
  const template = await new Response(unzipped(await page.blob())).text();
  return new Blob([filled(template, data)], { type: "text/html" });
}

/** The page with data in it, of which nothing can be read as markup. */
export const filled = (template: string, data: Data): string =>
  template.replace("<!--geotag-data-->", () => `<script type="application/json" id="geotag-data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`);

async function tilesOf(documents: Document[]): Promise<Data["tiles"]> {
  const points = documents.flatMap((d) => d.answer.features.flatMap(({ bbox, properties: { location: at } }): [number, number][] =>
    bbox?.length === 4 ? [[bbox[0], bbox[1]], [bbox[2], bbox[3]]] : at ? [[at.longitude, at.latitude]] : []));
  const tiles: Data["tiles"] = {};
  const load = async (key: string): Promise<void> => {
    const response = await fetch(`/tiles/${key}.mvt`);
    if (response.ok) tiles[key] = await toBase64(await zipped(await response.blob()));
  };
  for (const batch of batched(tileKeys(around(points)), 8)) await Promise.all(batch.map(load));
  return tiles;
}

/** The tiles of the world, and those of a box as deep as there is room. */
export function tileKeys(box: [number, number, number, number] | undefined): string[] {
  const keys: string[] = [];
  for (let z = 0; z <= deepest; z++) {
    const n = 2 ** z, of = z <= worldZoom || !box ? [0, 0, n - 1, n - 1] : span(box, n);
    if ((z > worldZoom && !box) || keys.length + (of[2] - of[0] + 1) * (of[3] - of[1] + 1) > mostTiles) break;
    for (let x = of[0]; x <= of[2]; x++) for (let y = of[1]; y <= of[3]; y++) keys.push(`${z}/${((x % n) + n) % n}/${y}`);
  }
  return [...new Set(keys)];
}

/** The columns and rows of a box and of what lies next to it. */
function span([west, south, east, north]: [number, number, number, number], n: number): [number, number, number, number] {
  const row = (lat: number): number => {
    const sin = Math.sin((lat * Math.PI) / 180);
    return Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * n);
  };
  const column = (lon: number): number => Math.floor(((lon + 180) / 360) * n), inside = (y: number): number => Math.min(n - 1, Math.max(0, y));
  const first = column(west) - 1;
  return [first, inside(row(north) - 1), Math.min(column(east) + 1, first + n - 1), inside(row(south) + 1)];
}

function* batched<T>(all: T[], size: number): Generator<T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);
}
