// Where things of the earth are on the screen.

import type { Map } from "maplibre-gl";
import type { LatLng } from "../api";
import type { Box, Disc, Point } from "./place";
import { pinRadius } from "./overlay";
import { holds } from "./shape";
import type { Tag } from "./tags";

/** A tag that is seen: the disc that it belongs to, and of an area the points at which its name may stand, best first. */
export type Seen = { at: Disc; inside?: Iterable<Point> };

const smallShape = 44; // pixels: a name does not fit into it, and stands beside. Set by hand.
const columns = 11, rows = 9; // of the points that are tried for the name of an area whose middle is not free

export class Screen {
  /** The view, in pixels of the map's element. */
  view: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(private map: Map) {
    this.measure();
  }

  /** Takes the size of the map's element anew. */
  measure(): void {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    this.view = { x: 0, y: 0, width, height };
  }

  /** Where a point of the earth is, or undefined of one behind the globe. On a flat map it is the copy nearest to the middle. */
  at({ latitude, longitude }: LatLng): Point | undefined {
    const middle = this.map.getCenter().lng;
    const lng = longitude + Math.round((middle - longitude) / 360) * 360;
    const p = this.map.project([lng, latitude]);
    return this.faces(p, latitude, lng) ? { x: p.x, y: p.y } : undefined;
  }

  /** The point of the earth at a point of the screen, or undefined beside the globe. */
  under(p: Point): LatLng | undefined {
    const at = this.map.unproject([p.x, p.y]);
    const back = this.map.project(at);
    if (Math.hypot(back.x - p.x, back.y - p.y) > 2) return undefined;
    return { latitude: at.lat, longitude: at.wrap().lng };
  }

  /** Whether the earth at a point of the screen is the point that was put there, and no nearer one. */
  private faces(p: Point, latitude: number, longitude: number): boolean {
    const front = this.map.unproject([p.x, p.y]);
    const turn = Math.abs(((front.lng - longitude + 540) % 360) - 180) * Math.cos((latitude * Math.PI) / 180);
    return Math.hypot(front.lat - latitude, turn) < 4; // degrees, which the edge of the globe is seen from afar by
  }

  shows(p: Point): boolean {
    const { width, height } = this.view;
    return p.x >= 0 && p.y >= 0 && p.x <= width && p.y <= height;
  }

  /** Where a tag is seen, or undefined of one outside the view. */
  seen(tag: Tag): Seen | undefined {
    if (tag.course.length) return this.seenCourse(tag);
    const p = this.at(tag.at), there = p && this.shows(p);
    if (tag.parts.length === 0) return there ? { at: { ...p, radius: pinRadius(tag.light) } } : undefined;
    const size = p ? this.sizeOf(tag) : Infinity;
    if (size < smallShape) return there ? { at: { ...p!, radius: Math.max(4, size / 2) } } : undefined;
    const inside = this.within(tag, p);
    const first = there ? p : inside.next().value;
    return first && { at: { ...first, radius: 3 }, inside: there ? from(first, inside) : this.within(tag, p) };
  }

  private seenCourse(tag: Tag): Seen | undefined {
    const { width, height } = this.view;
    const far = (p: Point): number => Math.hypot(p.x - width / 2, p.y - height / 2);
    const seen = tag.course.map(([longitude, latitude]) => this.at({ latitude, longitude })).filter((p) => p && this.shows(p)) as Point[];
    return seen.length ? { at: { ...seen.reduce((a, b) => (far(b) < far(a) ? b : a)), radius: 5 } } : undefined;
  }

  /** The greater side of a tag's box on the screen. */
  private sizeOf({ box: [west, south, east, north] }: Tag): number {
    const middle = this.map.getCenter().lng, turn = Math.round((middle - (west + east) / 2) / 360) * 360;
    const a = this.map.project([west + turn, south]), b = this.map.project([east + turn, north]);
    return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
  }

  /** Points of the view that lie in an area, those first that are near a point. */
  private *within(tag: Tag, near: Point | undefined): Generator<Point> {
    const { width, height } = this.view, to = near ?? { x: width / 2, y: height / 2 };
    const grid: Point[] = [];
    for (let i = 1; i <= columns; i++) for (let j = 1; j <= rows; j++) grid.push({ x: (i * width) / (columns + 1), y: (j * height) / (rows + 1) });
    grid.sort((a, b) => Math.hypot(a.x - to.x, a.y - to.y) - Math.hypot(b.x - to.x, b.y - to.y));
    for (const p of grid) {
      const at = this.under(p);
      if (at && holds(tag.parts, at.longitude, at.latitude)) yield p;
    }
  }
}

function* from(first: Point, rest: Iterable<Point>): Generator<Point> {
  yield first;
  yield* rest;
}
