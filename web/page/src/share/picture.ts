// A picture of the map and the text beside it, to be shown where no page can be.

import { el } from "../dom";

/** What is in the picture: the map, the element that has the text with its marks, a line about them, and whom the map is owed to. */
export type Pictured = { map: HTMLCanvasElement; marks: HTMLElement; summary: string; attribution: string };

// The measures of the picture in CSS pixels, of which each is two of its own. Set by hand.
const scale = 2, pad = 28, head = 52, foot = 34, height = 720, column = 420, leastMap = 420, mostMap = 1000;
const sizes = [17, 15.5, 14, 13]; // of the text, of which the largest is taken that lets all of it in

/** Draws the picture, as a PNG, in the colors that the page has. */
export async function pictureOf(p: Pictured): Promise<Blob> {
  const mapWidth = Math.min(mostMap, Math.max(leastMap, (height * p.map.width) / p.map.height));
  const canvas = document.createElement("canvas");
  canvas.width = scale * (column + mapWidth);
  canvas.height = scale * (head + height + foot);
  const c = canvas.getContext("2d")!, style = getComputedStyle(document.documentElement), color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  c.scale(scale, scale);
  c.fillStyle = color("paper");
  c.fillRect(0, 0, column + mapWidth, head + height + foot);
  cover(c, p.map, column, head, mapWidth, height);
  drawText(c, p.marks, { ink: color("ink"), paper: color("paper") });
  c.strokeStyle = color("line");
  for (const [x0, y0, x1, y1] of [[0, head, column + mapWidth, head], [0, head + height, column + mapWidth, head + height], [column, head, column, head + height]]) {
    c.beginPath();
    c.moveTo(x0, y0);
    c.lineTo(x1, y1);
    c.stroke();
  }
  const say = (text: string, x: number, y: number, font: string, fill: string, align: CanvasTextAlign = "left") => {
    Object.assign(c, { font: `${font} ${style.fontFamily}`, fillStyle: fill, textAlign: align, textBaseline: "middle" });
    c.fillText(text, x, y, column + mapWidth - 2 * pad);
  };
  say("geotag", pad, head / 2, "650 19px", color("ink"));
  say(p.summary, column + mapWidth - pad, head / 2, "14px", color("soft"), "right");
  say(`Map: ${p.attribution}`, pad, head + height + foot / 2, "12px", color("soft"));
  return new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail(new Error("the picture is too large"))), "image/png"));
}

/** Draws a picture over all of a box, from its middle. */
function cover(c: CanvasRenderingContext2D, of: HTMLCanvasElement, x: number, y: number, w: number, h: number): void {
  const by = Math.max(w / of.width, h / of.height);
  c.drawImage(of, (of.width - w / by) / 2, (of.height - h / by) / 2, w / by, h / by, x, y, w, h);
}

/** Draws the text where the browser lays it out in a column of this width, in any script, and fades it where there is more. */
function drawText(c: CanvasRenderingContext2D, marks: HTMLElement, color: { ink: string; paper: string }): void {
  const copy = marks.cloneNode(true) as HTMLElement;
  copy.removeAttribute("id");
  copy.className = "pictured";
  const frame = el("div", "picturing", copy);
  document.body.append(frame);
  copy.style.width = `${column - 2 * pad}px`;
  const room = height - 2 * pad;
  for (const size of sizes) {
    copy.style.fontSize = `${size}px`;
    if (copy.offsetHeight <= room) break;
  }
  const from = copy.getBoundingClientRect();
  c.save();
  c.beginPath();
  c.rect(0, head, column, height);
  c.clip();
  c.translate(pad - from.left, head + pad - from.top);
  c.font = getComputedStyle(copy).font;
  for (const mark of copy.querySelectorAll("mark")) underline(c, mark);
  drawWords(c, copy, from.top + height, color.ink);
  c.restore();
  if (copy.offsetHeight > room) {
    const fade = c.createLinearGradient(0, head + height - 90, 0, head + height - 20);
    fade.addColorStop(0, "transparent");
    fade.addColorStop(1, color.paper);
    c.fillStyle = fade;
    c.fillRect(0, head + height - 90, column, 90);
  }
  frame.remove();
}

function underline(c: CanvasRenderingContext2D, mark: HTMLElement): void {
  const style = getComputedStyle(mark), dash = { dotted: [2, 2], dashed: [5, 3] }[style.borderBottomStyle] ?? [];
  c.setLineDash(dash);
  c.lineWidth = 2;
  c.strokeStyle = style.borderBottomColor;
  c.fillStyle = style.backgroundColor;
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
function drawWords(c: CanvasRenderingContext2D, of: HTMLElement, to: number, ink: string): void {
  const words = new Intl.Segmenter(undefined, { granularity: "word" }), letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const ascent = c.measureText("x").fontBoundingBoxAscent, range = document.createRange();
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
    c.fillStyle = node.parentElement === of ? ink : getComputedStyle(node.parentElement!).color;
    for (const { segment, index } of words.segment(node.data)) if (segment.trim() && !put(node, index, segment)) return;
  }
}
