// What a place is, in the words of the text: a popup with the sentence that names it.

import { Popup, type Map, type PositionAnchor } from "maplibre-gl";
import type { Feature, LatLng } from "../api";
import { el, named } from "../dom";
import { overlap, type Box } from "./place";
import { number, placeWord, word } from "../words";

const around = 400; // characters of the text on each side of a mention in which its sentence is looked for. Set by hand.
const longest = 220; // characters of a sentence that are shown. Set by hand.
const away = 14; // pixels from the point
const sides: [PositionAnchor, number, number][] = [["bottom", 0, -1], ["top", 0, 1], ["left", 1, 0], ["right", -1, 0]]; // each with the way from the point to the popup

export class Quote {
  private popup = new Popup({ closeButton: false, closeOnClick: false, focusAfterOpen: false, offset: away, maxWidth: "20rem", className: "quote" });
  private shown = 0;

  constructor(private map: Map) {}

  /** Says what a feature is, at a point, on the side where it covers least of what else stands there; of no feature nothing. */
  show(f: Feature | undefined, at: LatLng | undefined, text: string, language: string, others: Box[]): void {
    if (!f || !at) {
      this.popup.remove();
      this.shown = 0;
      return;
    }
    this.popup.setLngLat([at.longitude, at.latitude]);
    if (this.shown !== f.id) this.popup.setDOMContent(content(f, text, language));
    if (!this.popup.isOpen()) this.popup.addTo(this.map);
    this.turn(at, others, this.shown === f.id);
    this.shown = f.id;
  }

  /** Turns the popup to a side where it lies in the view, and covers least of the others, or stays where it is as long as it fits there. Where it fits nowhere, MapLibre chooses. */
  private turn(at: LatLng, others: Box[], stay: boolean): void {
    const { offsetWidth: width, offsetHeight: height } = this.popup.getElement(), { clientWidth, clientHeight } = this.map.getContainer();
    const turns = Math.round((this.map.getCenter().lng - at.longitude) / 360), now = this.popup.options.anchor;
    const p = this.map.project([at.longitude + 360 * turns, at.latitude]); // the copy of the earth that MapLibre puts it on
    let best: { anchor: PositionAnchor; covered: number } | undefined;
    for (const [anchor, across, down] of sides) {
      const box = { x: p.x + across * away - ((1 - across) / 2) * width, y: p.y + down * away - ((1 - down) / 2) * height, width, height };
      if (box.x < 0 || box.y < 0 || box.x + width > clientWidth || box.y + height > clientHeight) continue;
      const covered = stay && anchor === now ? -1 : others.filter((o) => overlap(o, box)).length;
      if (!best || covered < best.covered) best = { anchor, covered };
    }
    if (best?.anchor === now) return;
    this.popup.options.anchor = best?.anchor;
    this.popup.setLngLat([at.longitude, at.latitude]); // which puts it there
  }

  /** Makes what is said anew the next time, for another text or answer stands there. */
  forget(): void {
    this.shown = 0;
  }
}

function content(f: Feature, text: string, language: string): HTMLElement {
  const p = f.properties, said = p.mentions?.[0] ?? p.area ?? p.relation ?? p.share;
  const kind = p.area ? "stated area" : p.relation ? word(p.relation.kind, "RELATION_KIND_") : p.share ? "part of a place" : p.kind === "FEATURE_KIND_COORDINATES" ? "point" : p.host ? "not in the gazetteer" : placeWord(p.placeType, p.population);
  const country = p.ancestors?.at(-1)?.name;
  const out = el("div", "", el("strong", "", named(p.name)), el("span", "facts", [kind, country].filter(Boolean).join(" · ")));
  if (p.score !== undefined && !p.area) out.append(sureness(p.score));
  if (said) out.append(quoted(text, said.start, said.end, language));
  const more = (p.mentions?.length ?? 1) - 1;
  if (more > 0) out.append(el("span", "facts", `and ${more} more time${more === 1 ? "" : "s"}`));
  return out;
}

function sureness(score: number): HTMLElement {
  const bar = document.createElement("meter");
  bar.min = 0;
  bar.max = 1;
  bar.value = score;
  bar.title = `as sure as ${number(score, 2)} of 1`;
  bar.setAttribute("aria-label", "confidence");
  return bar;
}

/** The sentence that names a place, with the name marked. Offsets count UTF-16 units. */
function quoted(text: string, start: number, end: number, language: string): HTMLElement {
  const [from, to] = sentenceOf(text, start, end, language);
  const quote = el("q", "", (from > 0 && !/[.!?。؟।\n]\s*$/.test(text.slice(Math.max(0, from - 3), from)) ? "… " : "") + text.slice(from, start), el("mark", "", text.slice(start, end)), text.slice(end, to) + (to < text.length && to - from >= longest ? " …" : ""));
  quote.dir = "auto";
  return quote;
}

function sentenceOf(text: string, start: number, end: number, language: string): [number, number] {
  const first = Math.max(0, start - around), window = text.slice(first, end + around);
  let from = start, to = end;
  for (const s of new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(window)) {
    const a = first + s.index, b = a + s.segment.trimEnd().length;
    if (a <= start && b > start) from = a;
    if (a < end && b >= end) to = b;
  }
  if (to - from <= longest) return [from, Math.max(to, end)];
  const before = words(text, Math.max(from, start - longest / 2), 1, start), after = words(text, Math.min(to, end + longest / 2), -1, end);
  return [Math.max(from, before), Math.min(to, after)];
}

/** The next end of a word from a place in the text toward another one, so that no word is cut and no character. */
function words(text: string, from: number, step: number, to: number): number {
  let at = Math.round(from);
  while (at !== to && !/\s/.test(text[step > 0 ? at - 1 : at] ?? " ")) at += step;
  return at;
}
