// The documents of a corpus, of which those that are seen are on the page.

import { el, named } from "../dom";
import { isoDay, type Corpus } from "./corpus";
import type { Counted } from "./count";
import { Rows } from "./rows";

const shownPlaces = 4; // that a row names

export class DocumentList {
  private rows = new Rows(58, "list");
  readonly element = this.rows.element;
  private listed: Uint32Array = new Uint32Array();

  constructor(private open: (n: number) => void) {
    this.element.addEventListener("click", (e) => {
      const row = (e.target as HTMLElement).closest<HTMLElement>("[data-row]");
      if (row) this.open(this.listed[Number(row.dataset.row)]);
    });
  }

  draw(corpus: Corpus, counted: Counted): void {
    this.listed = counted.listed;
    this.rows.show(counted.listed.length, (n) => row(corpus, counted, counted.listed[n]));
  }

  /** Shows the document that one comes back from. */
  focus(n: number): void {
    this.rows.reach(this.listed.indexOf(n));
  }
}

function row(corpus: Corpus, counted: Counted, n: number): HTMLElement {
  const entry = corpus.entries[n], names: string[] = [], seen = new Set<number>();
  for (let r = entry.rows[0]; r < entry.rows[1]; r++) {
    const p = corpus.rows.place[r];
    if (!counted.rows[r] || seen.has(p)) continue;
    seen.add(p);
    if (names.length < shownPlaces) names.push(corpus.places[p].name);
  }
  const more = seen.size - names.length;
  const facts = [...(entry.day === undefined ? [] : [isoDay(entry.day)]), names.length ? names.join(", ") + (more > 0 ? ` +${more}` : "") : "no place"];
  const open = document.createElement("button");
  open.type = "button";
  open.append(el("span", "called", named(entry.title)), el("span", "facts", facts.join(" · ")));
  const item = el("div", "document", open);
  item.setAttribute("role", "listitem");
  return item;
}
