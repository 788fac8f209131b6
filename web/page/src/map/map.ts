// The map: the gazetteer's tiles below, what the text names above.

import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "./map.css";
import type { Collection, Feature, LatLng } from "../api";
import { shown } from "../filter";
import { featureOf, nothing, type State } from "../state";
import { baseStyle, hideNamed, spaceColor, type Theme } from "./base";
import { Chips } from "./chips";
import { around, fitsGlobe, itemsOf, viewOf } from "./fit";
import { Labels } from "./labels";
import { collection, colorsOf, drawn, sources, withOverlay } from "./overlay";
import { pictureOf } from "./picture";
import type { Box, Point } from "./place";
import { Quote } from "./popup";
import { Screen, type Seen } from "./screen";
import { boxOf, type LngLatBox } from "./shape";
import { tagsOf, type Tag } from "./tags";

maplibregl.setWorkerUrl(workerUrl);

export type { Theme } from "./base";

type Asked = { choose(id: number): void; point(id: number): void; click(at: LatLng, id: number): void };

const hit = ["points", "light-points", "drawn", "course-banks", "regions"]; // layers that the pointer finds features in, topmost first
const large = new Set(["shapes", "edges"]); // sources that are handed to the map in tasks of their own: outlines of many countries take tens of milliseconds to copy
const blockSize = 16; // pixels of the squares that keep the base map's names off ours
const closest = 10, closestDot = 7; // zooms that the map goes to by itself, for several places and for one alone. Set by hand.
const nearZooms = 3; // to which the map glides, rather than jump. Set by hand.
const busyShare = 10; // names are placed anew while the map moves as long as that takes less than one of so many parts of the time

/** The map. Its draw methods take what of the state they draw; what the reader does on it goes to `on`. */
export class PlaceMap {
  readonly map: maplibregl.Map;
  private base: maplibregl.StyleSpecification;
  private outside = "";
  private doc: Collection = nothing;
  private text = "";
  private tags: Tag[] = [];
  private other: GeoJSON.FeatureCollection = collection();
  private lit = { chosen: 0, pointed: 0 };
  private ready = false;
  private showing = true;
  private screen: Screen;
  private labels: Labels;
  private chips: Chips;
  private quote: Quote;
  private arranged = { at: 0, took: 0 };
  private waiting = new Map<string, GeoJSON.FeatureCollection>();

  constructor(private container: HTMLElement, private theme: Theme, on: Asked) {
    this.base = baseStyle(theme, "");
    container.style.background = spaceColor(theme);
    this.map = new maplibregl.Map({
      container, style: withOverlay(this.base, colorsOf(container)), center: [20, 25], zoom: 1.4, maxZoom: 15, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "bottom-right");
    this.screen = new Screen(this.map);
    this.labels = new Labels(this.map.getCanvasContainer());
    this.chips = new Chips(container, (tags) => this.fly(tags.map((t) => t.id)));
    this.quote = new Quote(this.map);
    this.map.on("style.load", () => {
      this.ready = true;
      this.map.addImage("block", { width: blockSize, height: blockSize, data: new Uint8Array(4 * blockSize * blockSize) });
      this.draw();
    });
    this.map.on("move", () => this.moving());
    this.map.on("moveend", () => this.arrange());
    this.map.on("resize", () => {
      this.screen.measure();
      this.arrange();
    });
    document.fonts.addEventListener("loadingdone", () => {
      this.labels.measure();
      this.arrange();
    });
    this.listen(on);
  }

  private listen(on: Asked): void {
    const under = (e: maplibregl.MapMouseEvent): { id: number; near: boolean } => {
      const name = (e.originalEvent.target as HTMLElement).closest<HTMLElement>("[data-feature]");
      if (name || !this.ready || !this.showing) return { id: Number(name?.dataset.feature ?? 0), near: true };
      const found = this.map.queryRenderedFeatures(e.point, { layers: hit })[0];
      return { id: Number(found?.id ?? 0), near: found?.layer.id !== "regions" };
    };
    this.map.on("mousemove", (e) => {
      const { id, near } = under(e);
      this.map.getCanvas().style.cursor = id ? "pointer" : "";
      on.point(id);
      this.say(near ? id : 0, e.lngLat);
    });
    this.map.on("mouseout", () => {
      on.point(0);
      this.say(0);
    });
    this.map.on("click", (e) => {
      if (this.showing) on.click({ latitude: e.lngLat.lat, longitude: e.lngLat.wrap().lng }, under(e).id);
    });
    this.chips.layer.addEventListener("mouseover", (e) => on.point(Number((e.target as HTMLElement).closest<HTMLElement>("[data-feature]")?.dataset.feature ?? 0)));
    this.chips.layer.addEventListener("mouseout", () => on.point(0));
    document.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && !e.defaultPrevented && this.lit.chosen) on.choose(0);
    });
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.ready = false;
    this.base = baseStyle(theme, this.outside);
    this.container.style.background = spaceColor(theme);
    this.map.setStyle(withOverlay(this.base, colorsOf(this.container)), { diff: false });
  }

  /** Draws all letters of the map anew, for other fonts are there than before. */
  redraw(): void {
    this.setTheme(this.theme);
  }

  /** Draws an outside basemap in place of the gazetteer's land. */
  setBasemap(tiles: string): void {
    this.outside = tiles;
    this.setTheme(this.theme);
  }

  /** Draws an answer as far as the filter lets it through, and moves to what it is about if that is another one than before. */
  show(state: Pick<State, "doc" | "text" | "filter">, move: boolean): void {
    this.doc = { ...state.doc, features: shown(state) };
    this.text = state.text;
    this.tags = tagsOf(state.doc, this.doc.features);
    this.labels.show(this.tags);
    this.quote.forget();
    this.draw(!move); // else where it moves to
    if (move) this.fit();
  }

  /** Shows what the one text names, or hides it where the map shows something else. */
  visible(on: boolean): void {
    this.showing = on;
    this.draw();
  }

  /** Goes to a place that was looked up. */
  goTo(at: LatLng): void {
    this.map.easeTo({ center: [at.longitude, at.latitude], zoom: Math.max(this.map.getZoom(), 6), duration: calm() });
  }

  /** Marks another place, or nothing. */
  showOther(other: State["other"]): void {
    this.other = collection(other ? [{ type: "Feature", properties: { name: other.name }, geometry: { type: "Point", coordinates: [other.at.longitude, other.at.latitude] } }] : []);
    this.put("other", this.other);
  }

  private put(source: string, data: GeoJSON.FeatureCollection): void {
    if (!large.has(source)) return this.hand(source, data);
    if (this.waiting.size === 0) setTimeout(() => this.handNext());
    this.waiting.set(source, data);
  }

  private hand(source: string, data: GeoJSON.FeatureCollection): void {
    if (this.ready) void (this.map.getSource(source) as maplibregl.GeoJSONSource).setData(data); // else all is drawn once the style is there
  }

  /** Hands over one of the large sources, and in another task the next. */
  private handNext(): void {
    const [[source, data]] = this.waiting;
    this.waiting.delete(source);
    this.hand(source, data);
    if (this.waiting.size > 0) setTimeout(() => this.handNext());
  }

  private draw(arrange = true): void {
    if (!this.ready) return;
    const made = drawn(this.showing ? this.doc.features : []);
    for (const source of sources) this.put(source, made[source]);
    this.put("other", this.other);
    hideNamed(this.map, this.base, this.showing ? this.tags.map((t) => t.placeId) : []);
    for (const name of ["chosen", "pointed"] as const) this.emphasize(name, this.lit[name]);
    if (arrange) this.arrange();
  }

  /** Places names and chips for the view that is seen, and keeps the base map's names off them. */
  private arrange(): void {
    const before = performance.now();
    const tags = this.showing ? this.tags : [], seen = new Map<number, Seen>();
    for (const t of tags) {
      const s = this.screen.seen(t);
      if (s) seen.set(t.id, s);
    }
    const discs = [...seen.values()].filter((s) => !s.inside).map((s) => s.at), taken = this.controls();
    const chips = this.chips.arrange(this.screen, this.center(), tags.filter((t) => !seen.has(t.id)), taken, discs);
    this.labels.arrange(this.screen, seen, discs, [...taken, ...chips]);
    this.arranged = { at: performance.now(), took: performance.now() - before };
    if (!this.map.isMoving()) this.put("blocks", this.blocks(seen, [...taken, ...chips]));
    this.say(this.lit.chosen);
  }

  private moving(): void {
    if (!this.map.isMoving()) return; // it jumped, and is there
    if (performance.now() - this.arranged.at > busyShare * this.arranged.took) this.arrange();
    else this.labels.move(this.screen);
  }

  /** What stands above the map already: its buttons, and what the page puts there. */
  private controls(): Box[] {
    const own = this.container.getBoundingClientRect();
    const above = [...this.container.querySelectorAll(".maplibregl-ctrl"), ...(this.container.parentElement?.querySelectorAll(":scope > :not(#map) button") ?? [])];
    return above.map((e) => e.getBoundingClientRect()).filter((b) => b.width > 0).map((b) => ({ x: b.x - own.x, y: b.y - own.y, width: b.width, height: b.height }));
  }

  /** Squares under names and pins, tied to their places, so that they move with them, and under what stands above the map as long as that rests. */
  private blocks(seen: Map<number, Seen>, above: Box[]): GeoJSON.FeatureCollection {
    const features: GeoJSON.Feature[] = [];
    const put = (at: LatLng, x: number, y: number): unknown => features.push({ type: "Feature", properties: { offset: [x, y] }, geometry: { type: "Point", coordinates: [at.longitude, at.latitude] } });
    for (const t of this.tags) if (t.pin && seen.has(t.id)) put(t.at, 0, 0);
    const cover = (box: Box, at: Point, anchor: LatLng): void => {
      const columns = Math.ceil(box.width / blockSize), rows = Math.ceil(box.height / blockSize);
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < rows; j++) {
          put(anchor, box.x - at.x + ((i + 0.5) * box.width) / columns, box.y - at.y + ((j + 0.5) * box.height) / rows);
        }
      }
    };
    for (const { box, at, anchor } of this.labels.standing) cover(box, at, anchor);
    for (const box of above) {
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }, anchor = this.screen.under(at);
      if (anchor) cover(box, at, anchor);
    }
    return collection(features);
  }

  emphasize(name: "chosen" | "pointed", id: number): void {
    for (const source of this.ready ? sources : []) {
      if (this.lit[name]) this.map.setFeatureState({ source, id: this.lit[name] }, { [name]: false });
      if (id) this.map.setFeatureState({ source, id }, { [name]: true });
    }
    this.lit[name] = id;
    this.labels.emphasize(name, id);
    if (name === "chosen") this.say(id);
  }

  /** Quotes the text on a feature, or on the chosen one, at its pin or its name, else where the pointer is. */
  private say(id: number, pointer?: maplibregl.LngLat): void {
    const f = featureOf(this.doc, id || this.lit.chosen);
    const tag = f && this.showing ? this.tags.find((t) => t.id === f.id) : undefined;
    const standing = tag && this.labels.standing.find((s) => s.tag === tag);
    const at = tag && (tag.pin ? tag.at : standing?.anchor ?? (pointer ? { latitude: pointer.lat, longitude: pointer.lng } : tag.at));
    this.quote.show(f, at, this.text, this.doc.language ?? "", [...this.labels.standing.map((s) => s.box), ...this.chips.shown.map((c) => c.box)]);
  }

  /** Moves to what the text is about; or to a feature, unless it is seen well already. */
  fit(id = 0): void {
    const f = featureOf(this.doc, id);
    if (f && !this.sees(f)) this.fly([id]);
    if (!f && !this.moveTo(viewOf(itemsOf(this.doc), this.aspect()) ?? around(this.doc.features), closest)) this.arrange();
  }

  private fly(ids: number[]): void {
    this.moveTo(around(this.doc.features.filter((f) => ids.includes(f.id))), closest);
  }

  private aspect(): number {
    return this.container.clientWidth / Math.max(1, this.container.clientHeight);
  }

  /** Whether a feature lies in the view, and is not a speck of it. */
  private sees(f: Feature): boolean {
    const tag = this.tags.find((t) => t.id === f.id), box = boxOf(f);
    const corners = box && [[box[0], box[1]], [box[2], box[3]]].map(([longitude, latitude]) => this.screen.at({ latitude, longitude }));
    return !!tag && this.map.getZoom() > 3 && !!corners?.every((p) => p && this.screen.shows(p));
  }

  /** Moves to a box, if there is one. */
  private moveTo(box: LngLatBox | undefined, maxZoom: number): boolean {
    if (!box) return false;
    if (this.ready) this.map.setProjection(fitsGlobe(box) ? this.base.projection! : { type: "mercator" });
    const dot = box[2] - box[0] + box[3] - box[1] === 0; // which says more with the land around it
    const side = Math.min(72, this.container.clientWidth / 8), top = Math.min(56, this.container.clientHeight / 8);
    const to = this.map.cameraForBounds([box[0], box[1], box[2], box[3]], { padding: { top, bottom: top + 16, left: side, right: side }, maxZoom: dot ? Math.min(maxZoom, closestDot) : maxZoom });
    if (!to) return false;
    if (this.isNear(to)) this.map.easeTo({ ...to, duration: calm() });
    else this.map.jumpTo(to);
    return true;
  }

  /** Whether a view is near the one that is seen, so that the way there tells something. */
  private isNear({ center, zoom = 0 }: maplibregl.CameraOptions): boolean {
    const { lng, lat } = maplibregl.LngLat.convert(center!);
    const p = this.screen.at({ latitude: lat, longitude: lng });
    return !!p && this.screen.shows(p) && Math.abs(zoom - this.map.getZoom()) < nearZooms;
  }

  /** The middle of what is seen. */
  center(): LatLng {
    const c = this.map.getCenter();
    return { latitude: c.lat, longitude: c.wrap().lng };
  }

  /** The map as it is seen, with its names, at the pixels of the screen. */
  picture(): Promise<HTMLCanvasElement> {
    return pictureOf(this.map, () => ({
      names: this.labels.standing, chips: this.chips.shown, colors: colorsOf(this.container),
      attribution: this.container.querySelector(".maplibregl-ctrl-attrib-inner")?.textContent ?? "",
    }));
  }
}

const calm = (): number => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500);
