// When documents are of: a histogram by the day, the month or the year, of which a stretch is picked by pointer, by keys or by its dates.

import { el } from "../dom";
import { isoDay, parseDay } from "./corpus";

type Unit = { name: string; of(day: number): number; from(n: number): number };

const month = (day: number): number => { const d = new Date(day * 86_400_000); return d.getUTCFullYear() * 12 + d.getUTCMonth(); };
const units: Unit[] = [
  { name: "day", of: (day) => day, from: (n) => n },
  { name: "month", of: month, from: (n) => Date.UTC(Math.floor(n / 12), ((n % 12) + 12) % 12, 1) / 86_400_000 },
  { name: "year", of: (day) => Math.floor(month(day) / 12), from: (n) => Date.UTC(n, 0, 1) / 86_400_000 },
];
const mostBars = 100; // beyond which bars are of the next unit. Set by hand.
const svg = (name: string, attributes: Record<string, string | number>): SVGElement => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, String(v));
  return e;
};

export class Timeline {
  readonly element = el("section", "timeline");
  private bars = svg("svg", { preserveAspectRatio: "none", viewBox: "0 0 100 40", "aria-hidden": "true" });
  private from = el("input") as HTMLInputElement;
  private to = el("input") as HTMLInputElement;
  private note = el("span", "note");
  private all = el("button", "all", "All") as HTMLButtonElement;
  private unit = units[0];
  private first = 0;
  private count = 0;
  private picked?: [number, number];

  constructor(private pick: (days: [number, number] | undefined) => void) {
    this.element.setAttribute("aria-label", "Timeline");
    for (const [input, name] of [[this.from, "First day"], [this.to, "Last day"]] as const) {
      input.type = "date";
      input.setAttribute("aria-label", name);
      input.addEventListener("change", () => this.typed());
    }
    this.all.type = "button";
    this.all.addEventListener("click", () => this.pick(undefined));
    const head = el("div", "when", this.from, el("span", "", "–"), this.to, this.all, this.note);
    const chart = el("div", "chart");
    chart.append(this.bars);
    this.element.append(head, chart);
    this.brush(chart);
  }

  /** Draws documents' days, of which some lie between those that are picked, and says how many documents have none. */
  draw(days: Int32Array, span: [number, number] | undefined, picked: [number, number] | undefined, undated: number): void {
    this.element.hidden = !span || span[0] === span[1];
    if (!span || this.element.hidden) return;
    this.picked = picked;
    this.unit = units.find((u) => u.of(span[1]) - u.of(span[0]) < mostBars) ?? units[2];
    this.first = this.unit.of(span[0]);
    this.count = this.unit.of(span[1]) - this.first + 1;
    const counts = new Uint32Array(this.count);
    for (const d of days) counts[this.unit.of(d) - this.first]++;
    const most = counts.reduce((a, b) => Math.max(a, b), 1), width = 100 / this.count;
    this.bars.replaceChildren(...[...counts].map((n, i) => {
      const height = n === 0 ? 0 : Math.max(1, (38 * n) / most);
      const on = !picked || (this.unit.from(this.first + i + 1) > picked[0] && this.unit.from(this.first + i) <= picked[1]);
      return svg("rect", { x: i * width + width * 0.06, width: width * 0.88, y: 40 - height, height, class: on ? "on" : "off" });
    }));
    for (const input of [this.from, this.to]) [input.min, input.max] = [isoDay(span[0]), isoDay(span[1])];
    this.from.value = isoDay(picked?.[0] ?? span[0]);
    this.to.value = isoDay(picked?.[1] ?? span[1]);
    this.all.hidden = !picked;
    this.note.textContent = `by ${this.unit.name}, up to ${most.toLocaleString("en")}` + (undated ? ` · ${undated.toLocaleString("en")} without a date` : "");
  }

  private typed(): void {
    const a = parseDay(this.from.value), b = parseDay(this.to.value);
    if (a !== undefined && b !== undefined) this.pick([Math.min(a, b), Math.max(a, b)]);
  }

  /** The days of the bars from one to another. */
  private days(a: number, b: number): [number, number] {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return [this.unit.from(this.first + low), this.unit.from(this.first + high + 1) - 1];
  }

  private brush(chart: HTMLElement): void {
    let begun: number | undefined;
    const bar = (e: PointerEvent): number => {
      const box = chart.getBoundingClientRect();
      return Math.min(this.count - 1, Math.max(0, Math.floor(((e.clientX - box.left) / box.width) * this.count)));
    };
    chart.addEventListener("pointerdown", (e) => {
      begun = bar(e);
      chart.setPointerCapture(e.pointerId);
      this.pick(this.days(begun, begun));
    });
    chart.addEventListener("pointermove", (e) => {
      if (begun === undefined) return;
      const days = this.days(begun, bar(e));
      if (days[0] !== this.picked?.[0] || days[1] !== this.picked?.[1]) this.pick(days);
    });
    for (const end of ["pointerup", "pointercancel"]) chart.addEventListener(end, () => (begun = undefined));
  }
}
