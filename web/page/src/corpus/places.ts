// The places of a corpus as a table, sorted by any of its columns; of its rows those that are seen are on the page.

import { button, el, named } from "../dom";
import type { Corpus } from "./corpus";
import type { Counted } from "./count";
import { Rows } from "./rows";

type Column = "place" | "country" | "documents" | "mentions";
const columns: [Column, string][] = [["place", "Place"], ["country", "Country"], ["documents", "Docs"], ["mentions", "Mentions"]];
const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** The name of a country of a code of ISO 3166. */
export function countryName(code: string): string {
  try {
    return code ? (countries.of(code) ?? code) : "";
  } catch {
    return code; // which is none of ISO
  }
}

export class PlaceTable {
  readonly element = el("div", "table");
  private rows = new Rows(34, "rowgroup");
  private head = el("div", "head");
  private by: Column = "documents";
  private up = false;
  private shown?: { corpus: Corpus; counted: Counted; chosen: Set<number> };
  private order: number[] = [];

  constructor(choose: (place: number) => void, private show: (place: number) => void) {
    this.element.setAttribute("role", "table");
    this.element.setAttribute("aria-label", "Places");
    const headings = el("div", "", this.head);
    headings.setAttribute("role", "rowgroup");
    this.head.setAttribute("role", "row");
    this.element.append(headings, this.rows.element);
    this.rows.element.addEventListener("click", (e) => {
      const row = (e.target as HTMLElement).closest<HTMLElement>("[data-row]");
      if (!row) return;
      choose(this.order[Number(row.dataset.row)]);
      this.show(this.order[Number(row.dataset.row)]);
    });
  }

  draw(corpus: Corpus, counted: Counted, chosen: number[] | undefined): void {
    const same = this.shown?.corpus === corpus && sameCounts(this.shown.counted.documents, counted.documents);
    this.shown = { corpus, counted, chosen: new Set(chosen) };
    if (same) this.rows.again();
    else this.sort();
  }

  private sort(): void {
    if (!this.shown) return;
    const { corpus, counted } = this.shown, way = this.up ? 1 : -1;
    const order = [...counted.documents.keys()].filter((p) => counted.documents[p] > 0);
    if (this.by === "documents" || this.by === "mentions") {
      const by = counted[this.by];
      order.sort((a, b) => way * (by[a] - by[b]) || counted.mentions[b] - counted.mentions[a] || a - b);
    } else {
      const collator = new Intl.Collator("en");
      const key = corpus.places.map((p) => (this.by === "place" ? p.name : countryName(p.country)));
      order.sort((a, b) => way * collator.compare(key[a], key[b]) || counted.documents[b] - counted.documents[a]);
    }
    this.order = order;
    this.drawHead();
    this.element.setAttribute("aria-rowcount", String(order.length + 1));
    this.rows.show(order.length, (n) => this.row(order[n], n));
  }

  private drawHead(): void {
    this.head.replaceChildren(...columns.map(([column, name]) => {
      const sorted = this.by === column;
      const cell = el("span", column, button(name + (sorted ? (this.up ? " ↑" : " ↓") : ""), "", () => {
        this.up = sorted ? !this.up : column === "place" || column === "country";
        this.by = column;
        this.sort();
        this.head.querySelector<HTMLElement>(`.${column} button`)?.focus();
      }));
      cell.setAttribute("role", "columnheader");
      cell.setAttribute("aria-sort", sorted ? (this.up ? "ascending" : "descending") : "none");
      return cell;
    }));
  }

  private row(p: number, n: number): HTMLElement {
    const { corpus, counted, chosen } = this.shown!, place = corpus.places[p];
    const name = document.createElement("button");
    name.type = "button";
    name.append(named(place.name));
    name.title = [place.name, place.admin1, countryName(place.country)].filter(Boolean).join(", ");
    const cells = [el("span", "place", name), el("span", "country", countryName(place.country)), el("span", "documents", counted.documents[p].toLocaleString("en")), el("span", "mentions", counted.mentions[p].toLocaleString("en"))];
    for (const c of cells) c.setAttribute("role", "cell");
    const row = el("div", chosen.has(p) ? "row chosen" : "row", ...cells);
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(n + 2));
    return row;
  }
}

const sameCounts = (a: Uint32Array, b: Uint32Array): boolean => a.length === b.length && a.every((n, i) => n === b[i]);
