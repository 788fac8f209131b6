// The names of what a text names, as elements above the map: the browser sets them in any script and direction, and none is lost where it is crowded.

import type { LatLng } from "../api";
import { el } from "../dom";
import { placed, type Box, type Disc, type Name, type Point, type Spot } from "./place";
import type { Screen, Seen } from "./screen";
import type { Tag } from "./tags";

const most = 60; // names at once; what is beyond says its name when it is pointed at. Set by hand.

type Label = { tag: Tag; element: HTMLElement; text: HTMLElement; line: SVGLineElement; width: number; height: number };
/** Where a name stands, in pixels of the map, with the point of the screen and of the earth that it moves with. */
export type Standing = Spot & { tag: Tag; at: Point; anchor: LatLng };

export class Labels {
  readonly layer = el("div", "names");
  private labels: Label[] = [];
  private spots = new Map<number, Standing>();

  constructor(parent: HTMLElement) {
    this.layer.setAttribute("aria-hidden", "true"); // the list says the same to those who hear it
    parent.append(this.layer);
  }

  /** Makes the names anew. */
  show(tags: Tag[]): void {
    this.labels = tags.slice(0, most).map(make);
    this.layer.replaceChildren(...this.labels.map((l) => l.element));
    this.measure();
  }

  /** Takes the sizes of the names anew, for other letters make them longer or shorter. They are hidden until they are arranged. */
  measure(): void {
    this.spots.clear();
    for (const l of this.labels) l.element.hidden = false;
    for (const l of this.labels) [l.width, l.height] = [Math.ceil(l.text.offsetWidth), Math.ceil(l.text.offsetHeight)];
    for (const l of this.labels) l.element.hidden = true;
  }

  /** Places the names of the tags that are seen, off all discs and off what is taken. */
  arrange(screen: Screen, seen: Map<number, Seen>, discs: Disc[], taken: Box[]): void {
    const names: Name[] = [];
    for (const { tag, width, height } of this.labels) {
      const s = seen.get(tag.id);
      if (s) names.push({ id: tag.id, width, height, ...s });
    }
    const spots = new Map(placed(names, discs, taken, screen.view, this.spots).map((s) => [s.id, s]));
    this.spots.clear();
    for (const l of this.labels) {
      const spot = spots.get(l.tag.id);
      l.element.hidden = !spot;
      if (spot) this.stand(l, spot, seen.get(l.tag.id)!.at, screen);
    }
  }

  private stand(l: Label, spot: Spot, disc: Disc, screen: Screen): void {
    const { box, line } = spot, loose = l.tag.parts.length > 0 && !line;
    const at = loose ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : disc;
    this.spots.set(l.tag.id, { ...spot, tag: l.tag, at, anchor: (!l.tag.pin && screen.under(at)) || l.tag.at });
    shift(l.element, at);
    shift(l.text, { x: box.x - at.x, y: box.y - at.y });
    l.line.toggleAttribute("hidden", !line);
    const [from, to] = line ?? [at, at];
    for (const [name, value] of [["x1", from.x - at.x], ["y1", from.y - at.y], ["x2", to.x - at.x], ["y2", to.y - at.y]] as const) l.line.setAttribute(name, value.toFixed(1));
  }

  /** Moves the names with the map, each as far from its place as it stands, until they are arranged anew. */
  move(screen: Screen): void {
    for (const l of this.labels) {
      const spot = this.spots.get(l.tag.id), now = spot && screen.at(spot.anchor);
      if (!spot) continue;
      l.element.hidden = !now || !screen.shows(now);
      if (now) shift(l.element, now);
    }
  }

  emphasize(name: "chosen" | "pointed", id: number): void {
    for (const { tag, element } of this.labels) element.classList.toggle(name, tag.id === id);
  }

  /** Where names stand since they were arranged. */
  get standing(): Standing[] {
    return [...this.spots.values()];
  }
}

function make(tag: Tag): Label {
  const text = el("span", "text");
  text.append(...tag.lines.map((l) => { const line = el("span", "", l); line.dir = "auto"; return line; }));
  text.dataset.feature = String(tag.id);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  svg.append(line);
  const element = el("div", ["name", tag.kind, tag.light ? "light" : "", tag.parts.length ? "wide" : ""].join(" "), text);
  element.prepend(svg);
  return { tag, element, text, line, width: 0, height: 0 };
}

const shift = (e: HTMLElement, { x, y }: Point): void => void (e.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`);
