// The list beside the map: what was found, country by country, or one feature in full, or what is at a point of the map.

import type { Actions } from "../actions";
import type { Collection, Feature, Focus, FocusPlace, Properties, Rejected } from "../api";
import { correctedWords, corrections } from "../correct/controls";
import { button, el, named } from "../dom";
import { shown } from "../filter";
import { featureOf, type State, type Store } from "../state";
import { digitsOf, featureClass, number, percent, placeWord, word } from "../words";
import { drawDetails, nameOf, sureness, whereabouts } from "./details";
import { drawHead } from "./filters";
import { grouped, unsure, type Group } from "./groups";
import "./list.css";

/** Draws the list and its head, and hears what is pointed at in it. */
export function listPane(store: Store, head: HTMLElement, panel: HTMLElement, on: Actions): void {
  drawHead(store, head, on);
  let top = 0; // how far down all that was found was read, before one of it was chosen
  store.view(["doc", "filter", "chosen", "here", "only", "problem"], (now, before) => {
    const focused = panel.contains(document.activeElement), at = panel.scrollTop;
    if (whole(before) && !whole(now)) top = at;
    draw(panel, now, on);
    if (whole(now)) panel.scrollTop = now.answer !== before.answer ? 0 : whole(before) ? at : top;
    if (focused) focus(panel, now, before);
  });
  store.view(["pointed", "doc", "filter", "chosen", "here"], ({ pointed }) => {
    for (const e of panel.querySelectorAll(".pointed")) e.classList.remove("pointed");
    if (pointed) for (const e of panel.querySelectorAll(`[data-feature="${pointed}"]`)) e.classList.add("pointed");
  });
  const under = (e: Event): number => Number((e.target as HTMLElement).closest<HTMLElement>("[data-feature]")?.dataset.feature ?? 0);
  for (const over of ["mouseover", "focusin"]) panel.addEventListener(over, (e) => on.point(under(e)));
  for (const away of ["mouseleave", "focusout"]) panel.addEventListener(away, () => on.point(0));
  panel.addEventListener("click", (e) => under(e) && on.choose(under(e)));
  panel.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !whole(store.state)) on.choose(0);
  });
}

/** What had the focus is gone: it goes on to what took its place. */
function focus(panel: HTMLElement, now: State, before: State): void {
  const next = whole(now) ? panel.querySelector<HTMLElement>(`[data-feature="${before.chosen}"]`) : panel.querySelector<HTMLElement>(".back");
  (next ?? panel).focus({ preventScroll: true });
}

const whole = (state: State): boolean => !state.here && !featureOf(state.doc, state.chosen);

function draw(panel: HTMLElement, state: State, on: Actions): void {
  const f = featureOf(state.doc, state.chosen);
  if (state.here) located(panel, state.here, on);
  else if (f) drawDetails(panel, state.doc, f, on, corrections(f, state, on));
  else overview(panel, state, on);
}

/** What is at a point of the map. */
function located(panel: HTMLElement, { at, found }: NonNullable<State["here"]>, on: Actions): void {
  const list = el("ul", "found here");
  for (const { properties: p } of found.features) list.append(el("li", "", el("span", "", named(p.name)), el("small", "", locatedWord(p))));
  panel.replaceChildren(button("‹ All", "back", () => on.choose(0)), el("h2", "name", `${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`), list);
}

/** What a place at a point is, or how far from it. */
const locatedWord = (p: Properties): string =>
  p.distanceM ? `${(p.distanceM / 1000).toFixed(1)} km away`
    : placeWord(p.placeType, p.population) + (p.containment === "CONTAINMENT_UNDECIDED" ? ", undecided at its border" : "");

/** What the text is about, all that was found and is shown, then what is no place. */
function overview(panel: HTMLElement, state: State, on: Actions): void {
  const { doc, filter } = state, features = shown(state), hidden = doc.features.length - features.length;
  const parts: Node[] = [];
  if (doc.focus) parts.push(...about(doc.focus));
  for (const group of grouped(doc, features)) parts.push(groupOf(doc, group));
  if (doc.features.length === 0) parts.push(el("p", "none", state.problem ? "No answer." : state.text.trim() ? "No place and no area." : "No place yet: put in a text."));
  if (hidden > 0) parts.push(el("p", "none", `${hidden} hidden by the filter. `, button("Show all", "link", () => on.filter({ roles: [], kinds: [], below: 0 }))));
  if (doc.rejected?.length && !filter.roles.includes("rejected")) parts.push(notPlaces(doc.rejected));
  panel.replaceChildren(...parts);
}

/** What the text is about: the country, the region and the towns that most of it is told of. */
function about({ countries = [], regions = [], settlements = [] }: Focus): Node[] {
  const of = (f: FocusPlace) => el("b", "", named(f.name));
  const told = new Set<string>(), once = (f: FocusPlace) => !told.has(f.name) && told.add(f.name); // a region may bear its country's name
  const levels = [countries.slice(0, 1), regions.slice(0, 1), settlements.slice(0, 2)].map((level) => level.filter(once)).filter((level) => level.length > 0);
  if (levels.length === 0) return [];
  const line = el("p", "focus", "About ", ...levels.flatMap((level, i) => [i ? " · " : "", ...level.flatMap((f, k) => [k ? ", " : "", of(f)])]));
  line.title = levels.flat().map((f) => `${f.name} ${percent(f.share)}`).join(", ") + " of what is told of such places";
  return [line];
}

function groupOf(doc: Collection, { key, name, features, divisions, size }: Group): HTMLElement {
  const count = el("span", "count", String(size));
  const head = el("summary", "", el("h2", "", named(name)), count);
  const group = el("details", key === "check" ? "group check" : "group", head) as HTMLDetailsElement;
  group.open = true;
  if (key === "check") head.title = `Less than ${percent(unsure)} sure`;
  if (features.length) group.append(listOf(doc, features));
  for (const d of divisions) group.append(el("h3", "", named(d.name)), listOf(doc, d.features));
  return group;
}

const listOf = (doc: Collection, features: Feature[]): HTMLElement => el("ul", "found", ...features.map((f) => el("li", "", item(doc, f))));

/** A feature in a line: by its color what it is, then its name, where it is, how often it is named and how sure that is. */
function item(doc: Collection, f: Feature): HTMLElement {
  const { properties: p } = f, times = p.mentions?.length ?? 0;
  const b = el("button", `item ${featureClass(f)}`, el("span", "who", named(p.name), el("small", "", inShort(doc, f)))) as HTMLButtonElement;
  b.type = "button";
  b.dataset.feature = String(f.id);
  if (times > 1) {
    const n = el("span", "times", `×${times}`);
    n.title = `named ${times} times`;
    b.append(n);
  }
  if (p.corrected) b.append(el("span", "corrected", el("span", "hidden", correctedWords[p.corrected])));
  if (p.score !== undefined) {
    b.style.setProperty("--sure", String(p.score));
    b.append(sureness(p.score), el("span", "hidden", `, ${percent(p.score)} sure`));
  }
  return b;
}

/** What an item says below its name. The country is in the heading. */
function inShort(doc: Collection, f: Feature): string {
  const p = f.properties;
  if (p.area) {
    const { unit, squareKilometers, text, shareOfPlace, placeId } = p.area;
    if (!unit) return `${number(squareKilometers, digitsOf(text))} km²`; // computed from a share that the text states
    return placeId && shareOfPlace ? `stated area, ${number(100 * shareOfPlace, 2)} % of ${nameOf(doc, placeId)}` : "stated area";
  }
  if (p.relation) return `relation: ${word(p.relation.kind, "RELATION_KIND_")}`;
  if (p.share) return "part";
  if ((p.score ?? 1) < unsure) return whereabouts(f);
  return [p.kind === "FEATURE_KIND_COORDINATES" ? "point" : p.host ? `not in the gazetteer, at ${p.host.name}` : placeWord(p.placeType, p.population), p.admin1Name !== p.name ? p.admin1Name : ""].filter(Boolean).join(" · ");
}

function notPlaces(rejected: Rejected[]): HTMLElement {
  const list = el("ul", "rejected");
  for (const r of rejected) list.append(el("li", "", named(r.text), el("small", "", [word(r.reason, "REJECTION_REASON_"), r.detail].filter(Boolean).join(": "))));
  return el("details", "group not", el("summary", "", el("h2", "", "Not places"), el("span", "count", String(rejected.length))), list);
}
