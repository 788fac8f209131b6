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
const reaches = [10, 18, 28, 40, 54, 70, 90, 114, 142, 176, 216]; // pixels that a line may be long, tried in turn
const directions = 20; // of lines, around a pin

/** What stands on the screen already. */
class Ground {
  private lines: [Point, Point][] = [];
  private boxes: Box[];

  constructor(private view: Box, private discs: Disc[], taken: Box[]) {
    this.boxes = [...taken];
  }

  put(spot: Spot): void {
    this.boxes.push(spot.box);
    if (spot.line) this.lines.push(spot.line);
  }

  /** Whether a name may stand there. Without care, it may lie across other names' lines. */
  free(box: Box, care: boolean): boolean {
    const { view } = this;
    if (box.x < view.x + edge || box.y < view.y + edge || box.x + box.width > view.x + view.width - edge || box.y + box.height > view.y + view.height - edge) return false;
    const wide = { x: box.x - apart, y: box.y - apart, width: box.width + 2 * apart, height: box.height + 2 * apart };
    return !this.boxes.some((b) => overlap(wide, b)) && !this.discs.some((d) => covers(wide, d)) && !(care && this.lines.some((l) => crossesBox(l, wide)));
  }

  /** Whether a line from a disc may run there: over no name and no other pin, but those that lie on its own. */
  open(line: [Point, Point], own: Disc, care: boolean): boolean {
    return !this.boxes.some((b) => crossesBox(line, b)) && !this.discs.some((d) => distance(d, own) > d.radius + own.radius && distanceTo(line, d) < d.radius + 1)
      && !(care && this.lines.some((l) => crosses(line, l)));
  }

  /** The direction away from where most of the neighbors are. */
  outward(at: Point): number {
    let x = 0, y = 0;
    for (const d of this.discs) {
      const far = distance(d, at);
      if (far < 1 || far > 200) continue;
      x += (at.x - d.x) / far ** 2;
      y += (at.y - d.y) / far ** 2;
    }
    return Math.atan2(y, x);
  }
}

/**
 * Places names, the first ones first, on the view: none on a disc, on what is taken, or on another. A name for which there is no room is left out. Where a name stood
 * before, as an offset from its disc, it stays if it can.
 */
export function placed(names: Name[], discs: Disc[], taken: Box[], view: Box, before: Map<number, Spot & { at: Point }>): Spot[] {
  const ground = new Ground(view, discs, taken);
  const spots: Spot[] = [];
  for (const n of names) {
    const spot = stays(n, ground, before.get(n.id)) ?? inside(n, ground) ?? near(n, ground) ?? far(n, ground, true) ?? far(n, ground, false);
    if (!spot) continue;
    ground.put(spot);
    spots.push(spot);
  }
  return spots;
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

function far(n: Name, ground: Ground, care: boolean): Spot | undefined {
  const out = ground.outward(n.at);
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
