// The map as a picture: what the map draws, and above it the names, the lines and the chips, as they stand.

import type { Map } from "maplibre-gl";
import type { Chip } from "./chips";
import type { Colors, Kind } from "./overlay";
import type { Standing } from "./labels";

/** What stands above the map, and how it looks. */
export type Above = { names: Standing[]; chips: Chip[]; colors: Colors; attribution: string };

/** Draws the map as it is seen, at the pixels of the screen. */
export async function pictureOf(map: Map, above: () => Above): Promise<HTMLCanvasElement> {
  const from = map.getCanvas();
  const canvas = document.createElement("canvas");
  await new Promise<void>((done) => {
    map.once("render", () => { // after which the map's own canvas is empty again
      canvas.width = from.width;
      canvas.height = from.height;
      canvas.getContext("2d")!.drawImage(from, 0, 0);
      done();
    });
    map.triggerRepaint();
  });
  const pen = canvas.getContext("2d")!;
  const scale = from.width / map.getContainer().clientWidth;
  pen.scale(scale, scale);
  draw(pen, above(), from.width / scale, from.height / scale);
  return canvas;
}

const family = '"Inter Variable", "Noto Sans", "Noto Sans Scripts", system-ui, sans-serif'; // as in style.css

function draw(pen: CanvasRenderingContext2D, { names, chips, colors, attribution }: Above, width: number, height: number): void {
  pen.textBaseline = "middle";
  for (const n of names) {
    if (n.line) stroke(pen, n.line, colors[n.tag.kind]);
    pen.font = fontOf(n.tag.light);
    const rise = n.box.height / n.tag.lines.length;
    n.tag.lines.forEach((l, i) => write(pen, l, n.box.x + n.box.width / 2, n.box.y + rise * (i + 0.5), colors[n.tag.kind], colors.halo));
  }
  for (const c of chips) chip(pen, c, colors);
  pen.font = `10px ${family}`;
  write(pen, attribution, width - 8 - pen.measureText(attribution).width / 2, height - 10, colors.demonym, colors.halo);
}

const fontOf = (light: boolean): string => `${light ? 400 : 600} ${light ? 12 : 13}px ${family}`;

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, color: string, halo: string): void {
  Object.assign(pen, { textAlign: "center", lineJoin: "round", lineWidth: 3, strokeStyle: halo, fillStyle: color });
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

function stroke(pen: CanvasRenderingContext2D, [from, to]: NonNullable<Standing["line"]>, color: string): void {
  Object.assign(pen, { lineWidth: 1, strokeStyle: color });
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(to.x, to.y);
  pen.stroke();
}

function chip(pen: CanvasRenderingContext2D, c: Chip, colors: Colors): void {
  const { x, y, width, height } = c.box;
  Object.assign(pen, { fillStyle: colors.halo, strokeStyle: colors[c.kind as Kind], lineWidth: 1 });
  pen.beginPath();
  pen.roundRect(x, y, width, height, height / 2);
  pen.fill();
  pen.stroke();
  pen.font = fontOf(c.light);
  write(pen, `${c.name} ${c.rest}`, x + width / 2, y + height / 2, colors[c.kind as Kind], colors.halo);
}
