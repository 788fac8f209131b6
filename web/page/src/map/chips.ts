// What lies outside the view: chips on the map's border, in the direction of their places, which take one there.

import type { LatLng } from "../api";
import { el, named } from "../dom";
import { distance } from "../words";
import { overlap, type Box, type Disc, type Point } from "./place";
import type { Screen } from "./screen";
import { way } from "./shape";
import type { Tag } from "./tags";

const inset = 8; // pixels from the border
const room = 170; // pixels of the border that a chip has to itself: what is nearer joins it. Set by hand.
const step = 12; // pixels by which a chip moves along the border to where it is free
const winds = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

/** A tag outside the view: how far from its middle, and where a line from the middle to it leaves the border, in pixels along it. */
type Off = { tag: Tag; meters: number; bearing: number; angle: number; along: number };
export type Chip = { tags: Tag[]; box: Box; name: string; rest: string; kind: string; light: boolean; angle: number };

export class Chips {
  readonly layer = el("div", "chips");
  /** The chips that are shown. */
  shown: Chip[] = [];
  private elements = new Map<string, HTMLElement>();

  constructor(parent: HTMLElement, private go: (tags: Tag[]) => void) {
    parent.append(this.layer);
  }

  /** Shows tags that are outside the view, off pins and what is taken, and returns the boxes that their chips take. */
  arrange(screen: Screen, center: LatLng, tags: Tag[], taken: Box[], pins: Disc[]): Box[] {
    const { width, height } = screen.view, border = new Border(width, height);
    const groups = grouped(tags.map((t) => off(t, screen, center, border)), border);
    const before = this.elements, boxes = [...taken, ...pins.map((d) => ({ x: d.x - d.radius, y: d.y - d.radius, width: 2 * d.radius, height: 2 * d.radius }))];
    const already = boxes.length;
    this.elements = new Map();
    const elements = groups.map((g) => {
      const key = g.map((o) => `${o.tag.id} ${nameOf(o)}`).join();
      const e = before.get(key) ?? this.make(g);
      this.elements.set(key, e);
      write(e, g);
      return e;
    });
    for (const [key, e] of before) if (!this.elements.has(key)) e.remove();
    for (const e of elements) if (!e.isConnected) this.layer.append(e);
    const sizes = elements.map((e) => ({ width: e.offsetWidth, height: e.offsetHeight }));
    this.shown = groups.map((g, i) => {
      const box = border.free(g[0].along, sizes[i], boxes);
      boxes.push(box);
      elements[i].style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
      return { tags: g.map((o) => o.tag), box, name: nameOf(g[0]), rest: restOf(g), kind: g[0].tag.kind, light: g[0].tag.light, angle: g[0].angle };
    });
    return boxes.slice(already);
  }

  private make(g: Off[]): HTMLElement {
    const e = document.createElement("button");
    e.type = "button";
    e.className = ["chip-off", g[0].tag.kind, g[0].tag.light ? "light" : ""].join(" ");
    e.dataset.feature = g.length === 1 ? String(g[0].tag.id) : "";
    e.append(el("i"), named(nameOf(g[0])), " ", el("small"));
    const tags = g.map((o) => o.tag);
    e.addEventListener("click", () => this.go(tags));
    return e;
  }
}

const nameOf = (o: Off): string => o.tag.lines[0];
const restOf = (g: Off[]): string => (g.length > 1 ? `+${g.length - 1}` : distance(g[0].meters));

function write(e: HTMLElement, g: Off[]): void {
  const told = g.map((o) => `${nameOf(o)} ${distance(o.meters)} ${winds[Math.round((o.bearing + 360) / 45) % 8]}`);
  e.setAttribute("aria-label", g.length > 1 ? `${nameOf(g[0])} ${restOf(g)}: ${told.join("; ")}` : told[0]);
  e.title = told.join("\n");
  (e.firstChild as HTMLElement).style.transform = `rotate(${g[0].angle.toFixed(2)}rad)`;
  e.lastChild!.textContent = restOf(g);
}

function off(tag: Tag, screen: Screen, center: LatLng, border: Border): Off {
  const { meters, bearing } = way(center, tag.at);
  const p = screen.at(tag.at), { width, height } = screen.view;
  const angle = p ? Math.atan2(p.y - height / 2, p.x - width / 2) : ((bearing - 90) * Math.PI) / 180;
  return { tag, meters, bearing, angle, along: border.at(angle) };
}

/** Puts together what leaves the border at about the same point; the first of a group is what the text is most about. */
function grouped(offs: Off[], border: Border): Off[][] {
  const groups: Off[][] = [];
  for (const o of offs) {
    const near = groups.find((g) => border.between(g[0].along, o.along) < (border.upright(o.along) ? room / 3 : room));
    if (near) near.push(o);
    else groups.push([o]);
  }
  return groups;
}

/** The border of the view, along which one goes clockwise from the upper left corner. */
class Border {
  constructor(private width: number, private height: number) {}

  private get length(): number {
    return 2 * (this.width + this.height);
  }

  /** How far along the border a line from the middle leaves the view. */
  at(angle: number): number {
    const { width: w, height: h } = this, x = Math.cos(angle), y = Math.sin(angle);
    const t = Math.min(w / 2 / Math.max(Math.abs(x), 1e-9), h / 2 / Math.max(Math.abs(y), 1e-9));
    const px = w / 2 + x * t, py = h / 2 + y * t;
    if (py < 1) return px;
    if (px > w - 1) return w + py;
    return py > h - 1 ? 2 * w + h - px : 2 * w + 2 * h - py;
  }

  between(a: number, b: number): number {
    const d = Math.abs(a - b);
    return Math.min(d, this.length - d);
  }

  /** Whether a point of the border is on the left or the right. */
  upright(along: number): boolean {
    return (along > this.width && along < this.width + this.height) || along > 2 * this.width + this.height;
  }

  private point(along: number): Point {
    const { width: w, height: h } = this, a = ((along % this.length) + this.length) % this.length;
    if (a < w) return { x: a, y: 0 };
    if (a < w + h) return { x: w, y: a - w };
    return a < 2 * w + h ? { x: 2 * w + h - a, y: h } : { x: 0, y: 2 * w + 2 * h - a };
  }

  /** The box of a size within the border that is nearest to a point of it and free. */
  free(along: number, size: { width: number; height: number }, taken: Box[]): Box {
    const boxAt = (a: number): Box => {
      const p = this.point(a), clamp = (v: number, length: number, all: number): number => Math.max(inset, Math.min(all - length - inset, v - length / 2));
      return { x: clamp(p.x, size.width, this.width), y: clamp(p.y, size.height, this.height), ...size };
    };
    for (let shift = 0; shift < this.length / 2; shift += step) {
      for (const box of [boxAt(along + shift), boxAt(along - shift)]) if (!taken.some((t) => overlap(t, { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 }))) return box;
    }
    return boxAt(along);
  }
}
