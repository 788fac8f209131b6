// Where the names on the map stand: beside their pins, inside their areas, and where it is crowded farther off, at the end of a line. Pure functions of pixels.

export type Point = { x: number; y: number };
/** A rectangle of the screen, by its upper left corner. */
export type Box = { x: number; y: number; width: number; height: number };
/** A pin, or a small shape: what a name must not cover. */
export type Disc = Point & { radius: number };
/** A name to be placed, of that size, at a disc. Where it names an area, it stands at the first of the points inside that is free. */
export type Name = { id: number; at: Disc; width: number; height: number; inside?: Iterable<Point> };
/** Where a name stands, and the line from its disc to it, where it stands apart. */
export type Spot = { id: number; box: Box; line?: [Point, Point] };

const gap = 3; // pixels between a pin and its name
const apart = 2; // pixels between two names
const edge = 4; // pixels between a name and the edge of the map
const east = 0, south = Math.PI / 2, west = Math.PI, north = -Math.PI / 2;
const beside = [east, west, north, south, -Math.PI / 4, Math.PI / 4, -3 * Math.PI / 4, 3 * Math.PI / 4]; // as cartographers prefer them
const work = 180; // names that are placed in all rounds together, where some find no room. Set by hand.
const reaches = [10, 18, 28, 40, 54, 70, 90, 114, 142, 176, 216]; // pixels that a line may be long, tried in turn
const directions = 20; // of lines, around a pin

const cell = 48; // pixels of a square of the index

/** Things by the squares of the screen that they touch. */
class Index<T> {
  private cells = new Map<number, T[]>();

  put(thing: T, box: Box): void {
    for (const key of keys(box)) {
      const there = this.cells.get(key);
      if (there) there.push(thing);
      else this.cells.set(key, [thing]);
    }
  }

  /** Whether one of the things that may touch a box passes a test. */
  some(box: Box, test: (thing: T) => boolean): boolean {
    for (const key of keys(box)) if (this.cells.get(key)?.some(test)) return true;
    return false;
  }
}

function* keys({ x, y, width, height }: Box): Generator<number> {
  for (let i = Math.floor(x / cell); i * cell <= x + width; i++) for (let j = Math.floor(y / cell); j * cell <= y + height; j++) yield i * 4096 + j;
}

const around = (d: Disc): Box => ({ x: d.x - d.radius - 1, y: d.y - d.radius - 1, width: 2 * d.radius + 2, height: 2 * d.radius + 2 });
const boxOfLine = ([a, b]: [Point, Point]): Box => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

/** What stands on the screen already. */
class Ground {
  private lines = new Index<[Point, Point]>();
  private boxes = new Index<Box>();

  constructor(private view: Box, private discs: Index<Disc>, taken: Box[]) {
    for (const b of taken) this.boxes.put(b, b);
  }

  put(spot: Spot): void {
    this.boxes.put(spot.box, spot.box);
    if (spot.line) this.lines.put(spot.line, boxOfLine(spot.line));
  }

  /** Whether a name may stand there. Without care, it may lie across other names' lines. */
  free(box: Box, care: boolean): boolean {
    const { view } = this;
    if (box.x < view.x + edge || box.y < view.y + edge || box.x + box.width > view.x + view.width - edge || box.y + box.height > view.y + view.height - edge) return false;
    const wide = { x: box.x - apart, y: box.y - apart, width: box.width + 2 * apart, height: box.height + 2 * apart };
    return !this.boxes.some(wide, (b) => overlap(wide, b)) && !this.discs.some(wide, (d) => covers(wide, d)) && !(care && this.lines.some(wide, (l) => crossesBox(l, wide)));
  }

  /** Whether a line from a disc may run there: over no name, and with care over no line and no other pin, but those that lie on its own. */
  open(line: [Point, Point], own: Disc, care: boolean): boolean {
    const box = boxOfLine(line);
    return !this.boxes.some(box, (b) => crossesBox(line, b))
      && !(care && (this.discs.some(box, (d) => distance(d, own) > d.radius + own.radius && distanceTo(line, d) < d.radius + 1) || this.lines.some(box, (l) => crosses(line, l))));
  }
}

/** The direction away from where most of the neighbors of a pin are. */
function outward(at: Point, discs: Disc[]): number {
  let x = 0, y = 0;
  for (const d of discs) {
    const far = distance(d, at);
    if (far < 1 || far > 200) continue;
    x += (at.x - d.x) / far ** 2;
    y += (at.y - d.y) / far ** 2;
  }
  return Math.atan2(y, x);
}

/**
 * Places names on the view: none on a disc, on what is taken, or on another name. Where a name stood before, as an offset from its disc, it stays if it can. Names are
 * placed in their order; those that found no room come first in the next round, and the round in which most found some wins. A name for which there is none is left out.
 */
export function placed(names: Name[], discs: Disc[], taken: Box[], view: Box, before: Map<number, Spot & { at: Point }>): Spot[] {
  const index = new Index<Disc>(), out = new Map(names.map((n) => [n, outward(n.at, discs)]));
  for (const d of discs) index.put(d, around(d));
  let best: Spot[] = [], order = names;
  for (let left = work; left > 0 && best.length < names.length; left -= names.length) {
    const ground = new Ground(view, index, taken);
    const spots = order.map((n) => put(n, ground, before.get(n.id), out.get(n)!));
    const lost = order.filter((_, i) => !spots[i]);
    if (names.length - lost.length > best.length) best = spots.filter((s) => s !== undefined);
    order = [...lost, ...order.filter((_, i) => spots[i])];
  }
  return best;
}

function put(n: Name, ground: Ground, was: (Spot & { at: Point }) | undefined, out: number): Spot | undefined {
  const spot = stays(n, ground, was) ?? inside(n, ground) ?? near(n, ground) ?? far(n, ground, out, true) ?? far(n, ground, out, false);
  if (spot) ground.put(spot);
  return spot;
}

function stays(n: Name, ground: Ground, was: (Spot & { at: Point }) | undefined): Spot | undefined {
  if (!was || n.inside || was.line || was.box.width !== n.width) return undefined;
  const box = { ...was.box, x: was.box.x + n.at.x - was.at.x, y: was.box.y + n.at.y - was.at.y };
  return ground.free(box, true) ? { id: n.id, box } : undefined;
}

function inside(n: Name, ground: Ground): Spot | undefined {
  for (const p of n.inside ?? []) {
    const box = { x: p.x - n.width / 2, y: p.y - n.height / 2, width: n.width, height: n.height };
    if (ground.free(box, true)) return { id: n.id, box };
  }
  return undefined;
}

function near(n: Name, ground: Ground): Spot | undefined {
  for (const angle of beside) {
    const box = boxAt(n, angle, gap);
    if (ground.free(box, true)) return { id: n.id, box };
  }
  return undefined;
}

function far(n: Name, ground: Ground, out: number, care: boolean): Spot | undefined {
  const turn = (angle: number): number => Math.abs(Math.atan2(Math.sin(angle - out), Math.cos(angle - out)));
  const angles = Array.from({ length: directions }, (_, k) => (k * 2 * Math.PI) / directions).sort((a, b) => turn(a) - turn(b));
  for (const reach of reaches) {
    for (const angle of angles) {
      const box = boxAt(n, angle, reach);
      if (!ground.free(box, care)) continue;
      const line = lineTo(n.at, box);
      if (ground.open(line, n.at, care)) return { id: n.id, box, line };
    }
  }
  return undefined;
}

/** The box of a name that touches a disc from a direction, at a distance. */
function boxAt(n: Name, angle: number, reach: number): Box {
  const x = Math.cos(angle), y = Math.sin(angle), r = n.at.radius + reach;
  return { x: n.at.x + x * r + ((x - 1) / 2) * n.width, y: n.at.y + y * r + ((y - 1) / 2) * n.height, width: n.width, height: n.height };
}

/** The line from a disc to the nearest point of a box. */
function lineTo(at: Disc, box: Box): [Point, Point] {
  const end = { x: Math.max(box.x, Math.min(at.x, box.x + box.width)), y: Math.max(box.y + 3, Math.min(at.y, box.y + box.height - 3)) };
  const far = Math.max(distance(at, end), 0.01);
  return [{ x: at.x + ((end.x - at.x) / far) * at.radius, y: at.y + ((end.y - at.y) / far) * at.radius }, end];
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

export const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Whether a box covers some of a disc. */
const covers = (b: Box, d: Disc): boolean =>
  distance(d, { x: Math.max(b.x, Math.min(d.x, b.x + b.width)), y: Math.max(b.y, Math.min(d.y, b.y + b.height)) }) < d.radius;

function distanceTo([a, b]: [Point, Point], p: Point): number {
  const dx = b.x - a.x, dy = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / Math.max(dx * dx + dy * dy, 1e-9)));
  return distance(p, { x: a.x + t * dx, y: a.y + t * dy });
}

const side = (a: Point, b: Point, c: Point): number => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

const crosses = ([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

/** Whether a line has a point within a box. */
function crossesBox([a, b]: [Point, Point], { x, y, width, height }: Box): boolean {
  let from = 0, to = 1;
  for (const [p, d, least, most] of [[a.x, b.x - a.x, x, x + width], [a.y, b.y - a.y, y, y + height]]) {
    if (Math.abs(d) < 1e-9) {
      if (p <= least || p >= most) return false;
      continue;
    }
    const [t1, t2] = [(least - p) / d, (most - p) / d].sort((s, t) => s - t);
    from = Math.max(from, t1);
    to = Math.min(to, t2);
  }
  return from < to;
}
