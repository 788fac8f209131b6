// A list of which only the rows that are seen are on the page.

import { el } from "../dom";

const beyond = 6; // rows above and below what is seen, so that none is missing while one scrolls

const none: [from: number, to: number] = [NaN, NaN]; // rows that are drawn

export class Rows {
  readonly element = el("div", "rows");
  private inner = el("div", "inner");
  private count = 0;
  private draw: (n: number) => HTMLElement = () => el("div");
  private drawn = none;

  constructor(private height: number, role: string) {
    this.inner.setAttribute("role", role);
    this.element.append(this.inner);
    this.element.addEventListener("scroll", () => this.update(), { passive: true });
    this.element.addEventListener("keydown", (e) => this.key(e));
    new ResizeObserver(() => this.update()).observe(this.element);
  }

  /** Shows so many rows, and begins at the first. */
  show(count: number, draw: (n: number) => HTMLElement): void {
    Object.assign(this, { count, draw, drawn: none });
    this.inner.style.height = `${count * this.height}px`;
    this.element.scrollTop = 0;
    this.update();
  }

  /** Scrolls to a row, and puts the focus on it. */
  reach(n: number): void {
    if (n < 0) return;
    this.element.scrollTop = Math.max(0, n * this.height - this.element.clientHeight / 2);
    this.update();
    this.focus(n);
  }

  /** Draws the rows that are seen anew, where they stand. */
  again(): void {
    this.drawn = none;
    this.update();
  }

  private update(): void {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / this.height) - beyond);
    const to = Math.min(this.count - 1, Math.ceil((scrollTop + clientHeight) / this.height) + beyond);
    if (from === this.drawn[0] && to === this.drawn[1]) return;
    const focused = Number((document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-row]")?.dataset.row ?? -1);
    const held = this.inner.contains(document.activeElement);
    this.drawn = [from, to];
    const rows: HTMLElement[] = [];
    for (let n = from; n <= to; n++) {
      const row = this.draw(n);
      row.dataset.row = String(n);
      row.style.top = `${n * this.height}px`;
      row.style.height = `${this.height}px`;
      rows.push(row);
    }
    this.inner.replaceChildren(...rows);
    if (held) this.focus(focused);
  }

  private key(e: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[e.key];
    const at = (e.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!step || !at) return;
    e.preventDefault();
    const n = Math.min(this.count - 1, Math.max(0, Number(at.dataset.row) + step));
    const top = n * this.height, { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.element.scrollTop = top + this.height - clientHeight;
    this.update();
    this.focus(n);
  }

  private focus(n: number): void {
    const row = this.inner.querySelector<HTMLElement>(`[data-row="${n}"]`);
    (row?.matches("button") ? row : row?.querySelector<HTMLElement>("button"))?.focus({ preventScroll: true });
  }
}
