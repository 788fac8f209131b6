// What was found in a text, as stretches of it, and the layer that shows them.

import type { Collection, Feature } from "../api";
import { percent, placeWord, roleClass, word } from "../words";

/** A stretch of the text in UTF-16 units, the feature that it names (0: none, of what is no place), what to say of it, and how sure it is, 0 to 1. */
export type Mark = { start: number; end: number; kind: string; feature: number; title: string; sure: number };

/** All marks of what is shown of an answer, in order and without overlap: where two would, the first and longest stays. */
export function marksOf(features: Feature[], rejected: Collection["rejected"]): Mark[] {
  const all: Mark[] = [];
  for (const f of features) {
    const p = f.properties, sure = p.score ?? 1;
    const add = (at: { start: number; end: number }, kind: string, as: string) =>
      all.push({ start: at.start, end: at.end, kind, feature: f.id, title: [p.name, as, ...(p.score === undefined ? [] : [`${percent(p.score)} sure`])].join(", "), sure });
    const what = [placeWord(p.placeType, p.population), ...(p.ancestors ?? []).slice(-1).map((a) => a.name)].filter(Boolean).join(" in ");
    for (const m of p.mentions ?? []) add(m, roleClass(m.role), [what, word(m.role, "ROLE_")].filter(Boolean).join(", "));
    if (p.area) add(p.area, "area", "stated area");
    if (p.area?.restatement) add(p.area.restatement, "area", "restated area");
    if (p.share) add(p.share, "relation", "share");
    if (p.relation) add(p.relation, "relation", "relation"); // of which apart leaves the words before the name: the name is the place's own
  }
  for (const r of rejected ?? []) all.push({ start: r.start, end: r.end, kind: "rejected", feature: 0, title: `Not a place: ${word(r.reason, "REJECTION_REASON_")}${r.detail ? ", " + r.detail : ""}`, sure: 1 });
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
    for (const m of out.filter((m) => m.end > r.start && m.start < r.end).sort((a, b) => a.start - b.start)) {
      if (m.start > start) out.push({ ...r, start, end: m.start });
      start = Math.max(start, m.end);
    }
    if (start < r.end) out.push({ ...r, start });
  }
  return out.sort((a, b) => a.start - b.start);
}

/** The marks of a text in another that it became: what was changed loses its marks, and what stands behind moves along. */
export function moved<T extends { start: number; end: number }>(all: T[], before: string, now: string): T[] {
  let head = 0, tail = 0;
  const most = Math.min(before.length, now.length), by = now.length - before.length;
  while (head < most && before[head] === now[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const behind = before.length - tail, letter = (at: number): boolean => /[\p{L}\p{N}]/u.test(now[at] ?? "");
  return all.flatMap((m) => {
    if (m.end < head || (m.end === head && !letter(head))) return [m];
    const start = m.start + by;
    return m.start > behind || (m.start === behind && !letter(start - 1)) ? [{ ...m, start, end: m.end + by }] : [];
  });
}

/** A paragraph as it stands in the layer: by its key one knows whether it is as it was. */
type Paragraph = { key: string; text: string; start: number; marks: Mark[] };

function paragraphs(text: string, marks: Mark[]): Paragraph[] {
  const out: Paragraph[] = [];
  let i = 0;
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf("\n", start), end = found < 0 ? text.length : found + 1, own: Mark[] = [];
    for (; i < marks.length && marks[i].end <= end; i++) if (marks[i].start >= start) own.push(marks[i]);
    while (i < marks.length && marks[i].start < end) i++; // what goes over the end of a line is not shown
    const line = text.slice(start, end), key = own.map((m) => [m.start - start, m.end - start, m.kind, m.feature, m.sure, m.title].join()).join("|") + "\n" + line;
    out.push({ key, text: line, start, marks: own });
    if (found < 0) break;
    start = end;
  }
  return out;
}

/** The layer of a text's marks. It never reads the text as markup, and of a text that changes it makes those paragraphs anew that did. */
export class MarkLayer {
  private drawn: string[] = [];

  constructor(readonly element: HTMLElement) {}

  /** Draws the text, marks as elements with data-feature. */
  draw(text: string, marks: Mark[]): void {
    const next = paragraphs(text, marks), old = this.drawn, layer = this.element;
    let head = 0, tail = 0;
    const most = Math.min(old.length, next.length);
    while (head < most && old[head] === next[head].key) head++;
    while (tail < most - head && old[old.length - 1 - tail] === next[next.length - 1 - tail].key) tail++;
    const stay = layer.children[old.length - tail] ?? null;
    for (let i = head; i < old.length - tail; i++) layer.children[head].remove();
    for (const p of next.slice(head, next.length - tail)) layer.insertBefore(paragraph(p), stay);
    this.drawn = next.map((p) => p.key);
  }

  get marks(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("mark")];
  }

  /** Where each mark begins in the text, in order. */
  starts(): [mark: HTMLElement, start: number][] {
    const out: [HTMLElement, number][] = [], walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    for (let at = 0, node = walker.nextNode() as Text | null; node; at += node.length, node = walker.nextNode() as Text | null) {
      if (node.parentElement!.tagName === "MARK") out.push([node.parentElement!, at]);
    }
    return out;
  }

  /** Marks the feature's stretches as the chosen or the pointed ones. */
  emphasise(name: "chosen" | "pointed", feature: number): void {
    for (const e of this.element.querySelectorAll(`mark.${name}`)) e.classList.remove(name);
    if (feature) for (const e of this.element.querySelectorAll(`mark[data-feature="${feature}"]`)) e.classList.add(name);
  }

  /** Where a point of the layer's tree stands in the text, in UTF-16 units. */
  offset(node: Node, at: number): number {
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(node, at);
    return range.toString().length;
  }
}

function paragraph({ text, start, marks }: Paragraph): HTMLElement {
  const out = document.createElement("div");
  let at = 0;
  for (const m of marks) {
    if (m.start - start < at) continue;
    const e = document.createElement("mark");
    e.className = m.kind;
    e.dataset.feature = String(m.feature);
    e.title = m.title;
    e.style.setProperty("--sure", m.sure.toFixed(2));
    e.textContent = text.slice(m.start - start, m.end - start);
    out.append(text.slice(at, m.start - start), e);
    at = m.end - start;
  }
  out.append(text.slice(at));
  if (out.textContent === "") out.append("\n"); // a last empty line has a height, too
  return out;
}
