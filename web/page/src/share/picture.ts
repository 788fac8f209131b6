// A picture of the map and the text beside it, to be shown where no page can be.

import type { Map } from "maplibre-gl";
import { el, named } from "../dom";

/** What is in the picture: the map, which says whom it is owed to, the element that has the text with its marks, a line about them, and what the list says of each. */
export type Pictured = { map: HTMLCanvasElement; marks: HTMLElement; summary: string; places: { kind: string; name: string; where: string }[] };

// The measures of the picture in CSS pixels, of which each is two of its own. Set by hand.
const scale = 2, pad = 28, head = 52, height = 720, column = 420, leastMap = 420, mostMap = 1000;
const longestMs = 8000; // that a map is waited for, until it is taken as it is
const sizes = [18, 16.5, 15, 13.5]; // of the text, of which the largest is taken that lets all of it in

/** Draws the picture, as a PNG, in the colors that the page has. */
export async function pictureOf(p: Pictured): Promise<Blob> {
  const mapWidth = Math.min(mostMap, Math.max(leastMap, (height * p.map.width) / p.map.height)), width = column + mapWidth;
  const canvas = document.createElement("canvas");
  canvas.width = scale * width;
  canvas.height = scale * (head + height);
  const c = canvas.getContext("2d")!, style = getComputedStyle(document.documentElement), color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  c.scale(scale, scale);
  c.fillStyle = color("paper");
  c.fillRect(0, 0, width, head + height);
  c.fillStyle = color("tint");
  c.fillRect(column, head, mapWidth, height);
  within(c, p.map, column, head, mapWidth, height);
  drawColumn(c, p, color("paper"));
  c.fillStyle = color("line");
  c.fillRect(0, head - 1, width, 1);
  c.fillRect(column - 1, head, 1, height);
  const say = (text: string, x: number, font: string, fill: string, align: CanvasTextAlign) => {
    Object.assign(c, { font: `${font} ${style.fontFamily}`, fillStyle: fill, textAlign: align, textBaseline: "middle" });
    c.fillText(text, x, head / 2, width - 2 * pad);
  };
  say("geotag", pad, "650 18px", color("ink"), "left");
  say(p.summary, width - pad, "13.5px", color("soft"), "right");
  return new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail(new Error("it is too large"))), "image/png"));
}

/** Draws a picture in the middle of a box, all of it. */
function within(c: CanvasRenderingContext2D, of: HTMLCanvasElement, x: number, y: number, w: number, h: number): void {
  const by = Math.min(w / of.width, h / of.height), [dw, dh] = [of.width * by, of.height * by];
  c.drawImage(of, x + (w - dw) / 2, y + (h - dh) / 2, dw, dh);
}

/** Draws the text, and the list below it where there is room, as the browser lays them out in a column of this width, in any script; what there is more of the text fades. */
function drawColumn(c: CanvasRenderingContext2D, { marks, places }: Pictured, paper: string): void {
  const text = el("div", "text"), list = el("div", "list", ...places.map((p) => el("div", p.kind, el("b", "", named(p.name)), el("span", "", p.where)))), all = el("div", "pictured", text, list);
  text.append(...marks.cloneNode(true).childNodes);
  const frame = el("div", "picturing", all), room = height - 2 * pad;
  document.body.append(frame);
  all.style.width = `${column - 2 * pad}px`;
  for (const size of sizes) {
    text.style.fontSize = `${size}px`;
    if (text.offsetHeight <= room) break;
  }
  while (list.lastChild && all.offsetHeight > room) list.lastChild.remove();
  const from = all.getBoundingClientRect();
  c.save();
  c.beginPath();
  c.rect(0, head, column, height);
  c.clip();
  c.translate(pad - from.left, head + pad - from.top);
  for (const mark of text.querySelectorAll("mark")) underline(c, mark);
  for (const row of list.children) dot(c, row);
  drawWords(c, all, from.top + height);
  c.restore();
  if (text.offsetHeight > room) fade(c, paper);
  frame.remove();
}

function fade(c: CanvasRenderingContext2D, paper: string): void {
  const shade = c.createLinearGradient(0, head + height - 90, 0, head + height - 20);
  shade.addColorStop(0, "transparent");
  shade.addColorStop(1, paper);
  c.fillStyle = shade;
  c.fillRect(0, head + height - 90, column - 1, 90);
}

const colorOf = (e: Element): string => getComputedStyle(e).getPropertyValue("--c").trim();

function dot(c: CanvasRenderingContext2D, row: Element): void {
  const r = row.getBoundingClientRect();
  c.fillStyle = colorOf(row);
  c.beginPath();
  c.arc(r.left + 5, r.top + 11, 4.5, 0, 2 * Math.PI);
  c.fill();
}

function underline(c: CanvasRenderingContext2D, mark: HTMLElement): void {
  const dashes: Record<string, number[]> = { demonym: [2, 2], relation: [5, 3], rejected: [4, 3] };
  c.setLineDash(dashes[mark.classList[0]] ?? []);
  Object.assign(c, { lineWidth: mark.classList[0] === "rejected" ? 1 : 2, strokeStyle: colorOf(mark), fillStyle: getComputedStyle(mark).backgroundColor });
  for (const r of mark.getClientRects()) {
    c.fillRect(r.left, r.top, r.width, r.height);
    c.beginPath();
    c.moveTo(r.left, r.bottom - 1);
    c.lineTo(r.right, r.bottom - 1);
    c.stroke();
  }
  c.setLineDash([]);
}

/** Draws the words of an element where they stand, down to a line of the window. */
function drawWords(c: CanvasRenderingContext2D, of: HTMLElement, to: number): void {
  const words = new Intl.Segmenter(undefined, { granularity: "word" }), letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const range = document.createRange();
  let ascent = 0;
  const put = (node: Text, at: number, text: string): boolean => {
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    const rects = range.getClientRects();
    if (rects.length > 1) for (const l of letters.segment(text)) put(node, at + l.index, l.segment); // a word that goes over two lines
    else if (rects[0]) c.fillText(text, rects[0].left, rects[0].top + ascent);
    return !rects[0] || rects[0].top < to;
  };
  Object.assign(c, { textAlign: "left", textBaseline: "alphabetic" });
  const walker = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const { font, color } = getComputedStyle(node.parentElement!);
    Object.assign(c, { font, fillStyle: color });
    ascent = c.measureText("x").fontBoundingBoxAscent;
    for (const { segment, index } of words.segment(node.data)) if (segment.trim() && !put(node, index, segment)) return;
  }
}

/** Takes a picture of a map while it is drawn as finely as the picture is. */
export async function sharp(map: Map, take: () => Promise<HTMLCanvasElement>): Promise<HTMLCanvasElement> {
  const before = map.getPixelRatio();
  map.setPixelRatio(Math.max(scale, before));
  try {
    await new Promise((done) => {
      map.once("idle", done);
      setTimeout(done, longestMs);
    });
    return await take();
  } finally {
    map.setPixelRatio(before);
  }
}
