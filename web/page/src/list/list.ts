// The list beside the map: what was found, why, what else it could be.

import type { Actions } from "../actions";
import type { Collection, Feature, Properties } from "../api";
import { button, el, named } from "../dom";
import { featureOf, type State } from "../state";
import { digitsOf, distance, number, people, placeWord, roleClass, word } from "../words";

function whereabouts(f: Feature): string {
  const p = f.properties;
  const kind = p.kind === "FEATURE_KIND_COORDINATES" ? "point" : p.host ? "not in the gazetteer" : placeWord(p.placeType, p.population);
  const names = [kind, ...(p.ancestors ?? []).map((a) => a.name).filter((n) => n !== p.name)];
  return names.filter(Boolean).join(" · ");
}

/** Draws the list: a point that was asked about, the feature that was chosen, or all that was found. */
export function drawList(panel: HTMLElement, state: State, on: Actions): void {
  const f = featureOf(state.doc, state.chosen);
  if (state.here) located(panel, state.here, on);
  else if (f) details(panel, state.doc, f, on);
  else overview(panel, state.doc, on);
}

/** What is at a point of the map. */
function located(panel: HTMLElement, { at, found }: NonNullable<State["here"]>, on: Actions): void {
  const list = el("ul", "found");
  for (const { properties: p } of found.features) list.append(el("li", "", el("span", "", p.name), el("small", "", locatedWord(p))));
  panel.replaceChildren(button("‹ all", "back", () => on.choose(0)), el("h2", "name", `${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`), list);
}

/** What a place at a point is, or how far from it. */
const locatedWord = (p: Properties): string =>
  p.distanceM ? `${(p.distanceM / 1000).toFixed(1)} km away`
    : placeWord(p.placeType, p.population) + (p.containment === "CONTAINMENT_UNDECIDED" ? ", undecided at its border" : "");

/** All that was found, a button each, then what is no place. */
function overview(panel: HTMLElement, doc: Collection, on: Actions): void {
  const parts: Node[] = [];
  const focus = [doc.focus?.countries?.[0], doc.focus?.regions?.[0], ...(doc.focus?.settlements ?? []).slice(0, 2)].filter((f) => f !== undefined);
  if (focus.length > 0) {
    parts.push(el("h2", "", "About"));
    parts.push(el("p", "focus", focus.map((f) => `${f.name} ${Math.round(100 * f.share)} %`).join(" · ")));
  }
  parts.push(el("h2", "", "Found"));
  const list = el("ul", "found");
  for (const f of doc.features) {
    const p = f.properties;
    const kind = p.area ? "area" : p.relation || p.share ? "relation" : roleClass(p.mentions?.[0]?.role ?? "");
    const b = button(named(p.name), `item ${kind}`, () => on.choose(f.id));
    b.append(el("small", "", p.area ? `${number(p.area.squareKilometers, digitsOf(p.area.text))} km²` : p.relation ? word(p.relation.kind, "RELATION_KIND_") : p.share ? "part" : whereabouts(f)));
    b.addEventListener("mouseenter", () => on.point(f.id));
    b.addEventListener("mouseleave", () => on.point(0));
    b.addEventListener("focus", () => on.point(f.id));
    b.addEventListener("blur", () => on.point(0));
    list.append(el("li", "", b));
  }
  parts.push(doc.features.length ? list : el("p", "", "No place and no area."));
  if (doc.rejected?.length) {
    parts.push(el("h2", "", "Not places"));
    const out = el("ul", "rejected");
    for (const r of doc.rejected) out.append(el("li", "", named(r.text), el("small", "", [word(r.reason, "REJECTION_REASON_"), r.detail].filter(Boolean).join(": "))));
    parts.push(out);
  }
  panel.replaceChildren(...parts);
}

/** One feature: where, how sure, how precise, why, and what else. */
function details(panel: HTMLElement, doc: Collection, f: Feature, on: Actions): void {
  const p = f.properties;
  const parts: Node[] = [button("‹ all", "back", () => on.choose(0)), el("h2", "name", named(p.name))];
  if (p.area) parts.push(...area(doc, f));
  else if (p.relation) parts.push(...relation(doc, f));
  else if (p.share) parts.push(el("p", "", `${number(100 * (p.share.part ?? 0), 3)} % of ${nameOf(doc, p.share.placeId)}, the area of which is not known`));
  else {
    parts.push(el("p", "", whereabouts(f)));
    const facts = [];
    if (p.host) parts.push(el("p", "", "Shown at ", named(p.host.name), ": where in or near it, the text does not say."));
    if (p.location) facts.push(`${p.location.latitude.toFixed(4)}, ${p.location.longitude.toFixed(4)}`);
    if (p.uncertaintyM) facts.push(`± ${distance(p.uncertaintyM)}`);
    if (p.population) facts.push(`population ${people(p.population)}`);
    parts.push(el("p", "facts", facts.join(" · ")));
    const roles = [...new Set((p.mentions ?? []).map((m) => word(m.role, "ROLE_")))];
    parts.push(el("p", "facts", `${p.mentions?.length ?? 0} mention${p.mentions?.length === 1 ? "" : "s"}: ${roles.join(", ")}`));
  }
  if (p.evidence?.length) parts.push(el("h3", "", p.score ? `Why this one (${p.score.toFixed(2)})` : "Why"), evidence(f));
  if (p.alternatives?.length) {
    parts.push(el("h3", "", "Other readings"));
    const list = el("ul", "alternatives");
    for (const a of p.alternatives) {
      const b = button(named(a.name), "item", () => void on.pick(f, a));
      b.title = "Take this one";
      b.addEventListener("mouseenter", () => on.weigh(a));
      b.addEventListener("mouseleave", () => on.weigh(undefined));
      b.addEventListener("focus", () => on.weigh(a));
      b.addEventListener("blur", () => on.weigh(undefined));
      b.append(el("small", "", [a.admin1Name, a.countryCode, (a.score ?? 0).toFixed(2)].filter(Boolean).join(" · ")));
      list.append(el("li", "", b));
    }
    parts.push(list);
  }
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

/** Reasons with bars by weight; those that spoke against lean the other way. */
function evidence(f: Feature): HTMLElement {
  const most = Math.max(...f.properties.evidence!.map((e) => Math.abs(e.weight ?? 0)), 0.01);
  const list = el("ul", "evidence");
  for (const e of f.properties.evidence!) {
    if (e.weight === undefined) {
      list.append(el("li", "plain", e.text));
      continue;
    }
    const weight = e.weight;
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    bar.setAttribute("viewBox", "0 0 100 8");
    bar.setAttribute("preserveAspectRatio", "none");
    bar.setAttribute("class", weight < 0 ? "bar against" : "bar");
    const r = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    r.setAttribute("width", String((100 * Math.abs(weight)) / most));
    r.setAttribute("height", "8");
    r.setAttribute("rx", "3");
    bar.append(r);
    list.append(el("li", "", el("span", "", e.text), bar, el("small", "", `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`)));
  }
  return list;
}

const nameOf = (doc: Collection, id: string | undefined): string => doc.features.find((f) => f.properties.placeId === id)?.properties.name ?? id ?? "";

function area(doc: Collection, f: Feature): Node[] {
  const a = f.properties.area!;
  const digits = digitsOf(a.text);
  const out: Node[] = [
    el("p", "", `${word(a.qualifier, "AREA_QUALIFIER_")}${a.statedShare && !a.unit ? ", computed from the share" : ""}`),
    el("p", "figures", `${number(a.squareKilometers, digits)} km² = ${number(a.squareMiles, digits)} sq mi = ${number(a.hectares, digits)} ha = ${number(a.acres, digits)} acres`),
  ];
  if (a.placeId && a.shareOfPlace) out.push(el("p", "", `${number(100 * a.shareOfPlace, 3)} % of ${nameOf(doc, a.placeId)} (area: ${a.placeAreaSource ?? "unknown"})${a.clipped ? ", drawn within it" : ""}`));
  if (a.placeAreaWarning) out.push(el("p", "facts", `${a.placeId ? nameOf(doc, a.placeId) + ": " : ""}${a.placeAreaWarning}`));
  const r = a.restatement;
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

function relation(doc: Collection, f: Feature): Node[] {
  const p = f.properties, r = p.relation!;
  const facts = [`${relationWords[r.kind] ?? word(r.kind, "RELATION_KIND_")} ${[r.anchorPlaceId, r.otherPlaceId].filter(Boolean).map((id) => nameOf(doc, id)).join(" and ")}`];
  if (r.highM) facts.push(!r.lowM ? `up to ${distance(r.highM)}` : r.highM > r.lowM ? `${distance(r.lowM)} to ${distance(r.highM)}` : distance(r.lowM));
  if (r.bearingDegrees !== undefined) facts.push(`bearing ${r.bearingDegrees}°`);
  if (p.uncertaintyM) facts.push(`± ${distance(p.uncertaintyM)}`);
  return [el("p", "facts", facts.join(" · "))];
}
