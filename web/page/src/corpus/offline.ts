// A file that opens without a service: its documents and its tiles.

import { addProtocol, AJAXError, type StyleSpecification } from "maplibre-gl";
import { Builder } from "./builder";
import type { Corpus } from "./corpus";
import { embedded, type Data } from "./embedded";
import { readLines } from "./read";
import { fromBase64, unzipped } from "./zip";

const scheme = "embedded";

/** Reads the documents of a file. */
export async function embeddedCorpus({ title, results }: Data): Promise<Corpus> {
  const b = new Builder();
  await readLines(b, title, unzipped(new Blob([fromBase64(results)])), () => {}, new AbortController().signal);
  b.join();
  return b.finish(title, false);
}

/** The style, in a file with its own tiles: where one is absent, the part of what is above it is drawn. Names are in the system's fonts there. */
export function withTiles(style: StyleSpecification): StyleSpecification {
  if (!embedded) return style;
  const { glyphs: _glyphs, sprite: _sprite, ...rest } = style;
  const sources = Object.entries(style.sources).map(([name, source]) => {
    if (source.type !== "vector") return [name, source];
    return [name, { type: "vector", tiles: [`${scheme}://{z}/{x}/{y}`], maxzoom: 14, sparse: true, attribution: source.attribution ?? attribution }];
  });
  return { ...rest, sources: Object.fromEntries(sources) };
}

const attribution = "Natural Earth · GeoNames CC BY 4.0, modified";

if (embedded) {
  const { tiles } = embedded;
  addProtocol(scheme, async ({ url }) => {
    const tile = tiles[url.slice(scheme.length + 3)];
    if (tile === undefined) throw new AJAXError(404, "no such tile", url, new Blob());
    return { data: await new Response(unzipped(new Blob([fromBase64(tile)]))).arrayBuffer() };
  });
}
