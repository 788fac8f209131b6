// The text with what was found in it, behind which one types.

import type { Collection } from "../api";
import { roleClass } from "../words";

/** A stretch of the text in UTF-16 units, and the feature that it names, or none of what is no place. */
export type Mark = { start: number; end: number; kind: string; feature: number; title: string };

/** All marks of an answer, in order and without overlap: where two would, the first and longest stays. */
export function marksOf(doc: Collection): Mark[] {
  const all: Mark[] = [];
  for (const f of doc.features) {
    const p = f.properties;
    for (const m of p.mentions ?? []) all.push({ start: m.start, end: m.end, kind: roleClass(m.role), feature: f.id, title: p.name });
    if (p.area) {
      const r = p.area.restatement;
      all.push({ start: p.area.start, end: p.area.end, kind: "area", feature: f.id, title: p.name });
      if (r) all.push({ start: r.start, end: r.end, kind: "area", feature: f.id, title: p.name });
    }
    if (p.share) all.push({ start: p.share.start, end: p.share.end, kind: "relation", feature: f.id, title: p.name });
    // Of a relation the words before the name: the name is the place's own.
    if (p.relation) all.push({ start: p.relation.start, end: p.relation.end, kind: "relation", feature: f.id, title: p.name });
  }
  for (const r of doc.rejected ?? []) all.push({ start: r.start, end: r.end, kind: "rejected", feature: 0, title: `${r.reason}${r.detail ? ": " + r.detail : ""}` });
  return apart(all);
}

/** Cuts the marks of relations to what no other mark has, and drops what overlaps. */
function apart(all: Mark[]): Mark[] {
  const others = all.filter((m) => m.kind !== "relation").sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Mark[] = [];
  let end = 0;
  for (const m of others) {
    if (m.start >= end) {
      out.push(m);
      end = m.end;
    }
  }
  for (const r of all.filter((m) => m.kind === "relation")) {
    let start = r.start;
    for (const m of [...out].filter((m) => m.end > r.start && m.start < r.end).sort((a, b) => a.start - b.start)) {
      if (m.start > start) out.push({ ...r, start, end: m.start });
      start = Math.max(start, m.end);
    }
    if (start < r.end) out.push({ ...r, start });
  }
  return out.sort((a, b) => a.start - b.start);
}

/** Fills the element with the text, marks as elements with data-feature. It never reads the text as markup. */
export function render(into: HTMLElement, text: string, marks: Mark[]): void {
  const parts: Node[] = [];
  let at = 0;
  for (const m of marks) {
    if (m.start < at || m.end > text.length) continue;
    parts.push(document.createTextNode(text.slice(at, m.start)));
    const e = document.createElement("mark");
    e.className = m.kind;
    e.dataset.feature = String(m.feature);
    e.title = m.title;
    e.textContent = text.slice(m.start, m.end);
    parts.push(e);
    at = m.end;
  }
  parts.push(document.createTextNode(text.slice(at) + "\n")); // a last empty line has a height, too
  into.replaceChildren(...parts);
}

/** Marks the feature's stretches as the chosen or the pointed one. */
export function emphasise(into: HTMLElement, name: "chosen" | "pointed", feature: number): void {
  for (const e of into.querySelectorAll("mark")) e.classList.toggle(name, feature > 0 && e.dataset.feature === String(feature));
}
