// Places that would lie upon one another at a zoom, as one circle with the number of documents that name any of them.

import type { Corpus } from "./corpus";
import type { Counted } from "./count";

/** A circle: the place that most documents name, all that it stands for, and how many documents those have. */
export type Cluster = { lead: number; places: number[]; documents: number };

const apart = 50; // pixels between two circles, at which large ones touch. Set by hand.

/** Whether a place is drawn as what lies around its point, rather than at it. */
export const isLarge = (type: string): boolean => ["PLACE_TYPE_COUNTRY", "PLACE_TYPE_CONTINENT", "PLACE_TYPE_UNION"].includes(type);

/** Gathers the places that documents name, at a zoom of 512 pixels for the world at 0. */
export function clusters(corpus: Corpus, counted: Counted, zoom: number): Cluster[] {
  const { places, rows } = corpus, world = 512 * 2 ** zoom, side = Math.ceil(world / apart);
  const order = [...counted.documents.keys()].filter((p) => counted.documents[p] > 0).sort((a, b) => counted.documents[b] - counted.documents[a] || a - b);
  const xy = (p: number): [number, number] => mercator(places[p].at, world);
  const leads = new Map<number, number[]>(); // by the cell that they lie in, circles
  const found: Cluster[] = [], of = new Int32Array(places.length).fill(-1);
  const cell = (x: number, y: number): number => (y + 1) * (side + 2) + (((x % side) + side) % side);
  for (const p of order) {
    const [x, y] = xy(p), cx = Math.floor(x / apart), cy = Math.floor(y / apart);
    let near = -1, least = apart;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const c of leads.get(cell(cx + dx, cy + dy)) ?? []) {
          const [lx, ly] = xy(found[c].lead), d = Math.hypot(Math.abs(x - lx) > world / 2 ? world - Math.abs(x - lx) : x - lx, y - ly);
          if (d < least) [near, least] = [c, d];
        }
      }
    }
    if (near < 0) {
      near = found.length;
      found.push({ lead: p, places: [], documents: 0 });
      const key = cell(cx, cy);
      leads.set(key, [...(leads.get(key) ?? []), near]);
    }
    found[near].places.push(p);
    of[p] = near;
  }
  const seen = new Int32Array(found.length).fill(-1);
  for (let r = 0; r < rows.entry.length; r++) {
    const c = counted.rows[r] ? of[rows.place[r]] : -1;
    if (c < 0 || seen[c] === rows.entry[r]) continue;
    seen[c] = rows.entry[r];
    found[c].documents++;
  }
  return found;
}

function mercator([lon, lat]: [number, number], world: number): [number, number] {
  const sin = Math.min(0.9999, Math.max(-0.9999, Math.sin((lat * Math.PI) / 180)));
  return [((((lon + 180) / 360) % 1) + 1) % 1 * world, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * world];
}
