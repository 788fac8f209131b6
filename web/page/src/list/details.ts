// One feature in full: where, how sure, how precise, why, and what else it could be.

import type { Actions } from "../actions";
import type { Alternative, Collection, Feature, Properties } from "../api";
import { button, el, named } from "../dom";
import { regionName } from "./groups";
import { digitsOf, distance, number, people, percent, placeWord, word } from "../words";

/** What a place is and where, in a line. */
export function whereabouts({ properties: p }: Feature): string {
  const kind = p.kind === "FEATURE_KIND_COORDINATES" ? "point" : p.host ? "not in the gazetteer" : placeWord(p.placeType, p.population);
  return [kind, ...(p.ancestors ?? []).map((a) => a.name).filter((n) => n !== p.name)].filter(Boolean).join(" · ");
}

/** The name of a place of an answer, by its id. */
export const nameOf = (doc: Collection, id: string | undefined): string => doc.features.find((f) => f.properties.placeId === id)?.properties.name ?? id ?? "";

/** How sure an answer is, as a bar beside the number. */
export function sureness(score: number): HTMLElement {
  const bar = el("i", "");
  bar.style.setProperty("--sure", String(score));
  const out = el("span", "sure", bar);
  out.title = `${percent(score)} sure`;
  return out;
}

let wantsReasons = false; // who opened the reasons of one place sees those of the next

/** Fills the panel with a feature. corrections are what a reader can do to it. */
export function drawDetails(panel: HTMLElement, doc: Collection, f: Feature, on: Actions, corrections: Node[]): void {
  const p = f.properties;
  const parts: Node[] = [button("‹ All", "back", () => on.choose(0)), el("h2", "name", named(p.name))];
  if (p.area) parts.push(...area(doc, p));
  else if (p.relation) parts.push(...relation(doc, p));
  else if (p.share) parts.push(el("p", "", `${number(100 * (p.share.part ?? 0), 3)} % of ${nameOf(doc, p.share.placeId)}, the area of which is not known`));
  else parts.push(...place(f));
  parts.push(...corrections);
  if (p.alternatives?.length) parts.push(el("h3", "", "Other readings"), alternatives(f, on));
  if (p.evidence?.length) {
    const why = el("details", "why", el("summary", "", p.score ? "Why this one" : "Why"), evidence(p)) as HTMLDetailsElement;
    why.open = wantsReasons;
    why.addEventListener("toggle", () => (wantsReasons = why.open));
    parts.push(why);
  }
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

function place(f: Feature): Node[] {
  const p = f.properties, out: Node[] = [el("p", "", whereabouts(f))], facts: string[] = [];
  if (p.host) out.push(el("p", "", "Shown at ", named(p.host.name), ": where in or near it, the text does not say."));
  if (p.score !== undefined) out.push(el("p", "how-sure", sureness(p.score), `${percent(p.score)} sure`));
  if (p.location) facts.push(`${p.location.latitude.toFixed(4)}, ${p.location.longitude.toFixed(4)}`);
  if (p.uncertaintyM) facts.push(`± ${distance(p.uncertaintyM)}`);
  if (p.population) facts.push(`population ${people(p.population)}`);
  out.push(el("p", "facts", facts.join(" · ")));
  const roles = [...new Set((p.mentions ?? []).map((m) => word(m.role, "ROLE_")))];
  out.push(el("p", "facts", `${p.mentions?.length ?? 0} mention${p.mentions?.length === 1 ? "" : "s"}${roles.length ? ": " + roles.join(", ") : ""}`));
  return out;
}

function alternatives(f: Feature, on: Actions): HTMLElement {
  const list = el("ul", "alternatives");
  for (const a of f.properties.alternatives!) list.append(el("li", "", alternative(f, a, on)));
  return list;
}

function alternative(f: Feature, a: Alternative, on: Actions): HTMLElement {
  const b = button(el("span", "who", named(a.name), el("small", "", [placeWord(a.placeType), a.admin1Name, a.countryCode && regionName(a.countryCode)].filter(Boolean).join(" · "))), "item", () => void on.pick(f, a));
  b.append(sureness(a.score ?? 0));
  b.title = `Take this one: ${percent(a.score ?? 0)} sure`;
  for (const over of ["mouseenter", "focus"]) b.addEventListener(over, () => on.weigh(a));
  for (const away of ["mouseleave", "blur"]) b.addEventListener(away, () => on.weigh(undefined));
  return b;
}

/** Reasons with bars by weight; those that spoke against lean the other way. */
function evidence(p: Properties): HTMLElement {
  const most = Math.max(...p.evidence!.map((e) => Math.abs(e.weight ?? 0)), 0.01);
  const list = el("ul", "evidence");
  for (const e of p.evidence!) {
    if (e.weight === undefined) {
      list.append(el("li", "plain", e.text));
      continue;
    }
    const bar = el("span", e.weight < 0 ? "bar against" : "bar", el("i"));
    bar.style.setProperty("--part", String(Math.abs(e.weight) / most));
    list.append(el("li", "", el("span", "", e.text), bar, el("small", "", `${e.weight < 0 ? "−" : "+"}${Math.abs(e.weight).toFixed(1)}`)));
  }
  return list;
}

function area(doc: Collection, p: Properties): Node[] {
  const a = p.area!, digits = digitsOf(a.text), r = a.restatement;
  const out: Node[] = [
    el("p", "", `${word(a.qualifier, "AREA_QUALIFIER_")}${a.statedShare && !a.unit ? ", computed from the share" : ""}`),
    el("p", "figures", `${number(a.squareKilometers, digits)} km² = ${number(a.squareMiles, digits)} sq mi = ${number(a.hectares, digits)} ha = ${number(a.acres, digits)} acres`),
  ];
  if (a.placeId && a.shareOfPlace) out.push(el("p", "", `${number(100 * a.shareOfPlace, 3)} % of ${nameOf(doc, a.placeId)} (area: ${a.placeAreaSource ?? "unknown"})${a.clipped ? ", drawn within it" : ""}`));
  if (a.placeAreaWarning) out.push(el("p", "facts", `${a.placeId ? nameOf(doc, a.placeId) + ": " : ""}${a.placeAreaWarning}`));
  if (r) {
    const verdict = el("strong", r.consistent ? "good" : "bad", r.consistent ? "consistent" : `inconsistent${r.likelyMistake ? ": " + word(r.likelyMistake, "LIKELY_MISTAKE_") : ""}`);
    out.push(el("p", "", "restated as “", named(r.text), "”: ", verdict, ` (${(r.differencePercent ?? 0) >= 0 ? "+" : "−"}${Math.abs(r.differencePercent ?? 0).toFixed(1)} %)`));
  }
  return out;
}

const relationWords: Record<string, string> = {
  RELATION_KIND_AWAY: "away from", RELATION_KIND_TOWARD: "in a direction from", RELATION_KIND_NEAR: "near", RELATION_KIND_BETWEEN: "between",
  RELATION_KIND_OFF: "off", RELATION_KIND_BORDER: "on the border of", RELATION_KIND_PART: "a part of", RELATION_KIND_OUTSKIRTS: "on the outskirts of", RELATION_KIND_INSIDE: "inside",
};

function relation(doc: Collection, p: Properties): Node[] {
  const r = p.relation!;
  const facts = [`${relationWords[r.kind] ?? word(r.kind, "RELATION_KIND_")} ${[r.anchorPlaceId, r.otherPlaceId].filter(Boolean).map((id) => nameOf(doc, id)).join(" and ")}`];
  if (r.highM) facts.push(!r.lowM ? `up to ${distance(r.highM)}` : r.highM > r.lowM ? `${distance(r.lowM)} to ${distance(r.highM)}` : distance(r.lowM));
  if (r.bearingDegrees !== undefined) facts.push(`bearing ${r.bearingDegrees}°`);
  if (p.uncertaintyM) facts.push(`± ${distance(p.uncertaintyM)}`);
  return [el("p", "facts", facts.join(" · "))];
}
