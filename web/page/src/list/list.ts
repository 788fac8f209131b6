// The list beside the map: what was found, country by country, or one feature in full, or what is at a point of the map.

import type { Actions } from "../actions";
import type { Feature, Properties, Rejected } from "../api";
import { button, el, named } from "../dom";
import { shown } from "../filter";
import { featureOf, type State, type Store } from "../state";
import { digitsOf, featureClass, number, percent, placeWord, word } from "../words";
import { drawDetails, sureness, whereabouts } from "./details";
import { drawHead } from "./filters";
import { grouped, unsure, type Group } from "./groups";
import "./list.css";

/** Draws the list and its head, and hears what is pointed at in it. */
export function listPane(store: Store, head: HTMLElement, panel: HTMLElement, on: Actions): void {
  drawHead(store, head, on);
  let top = 0; // how far down all that was found was read, before one of it was chosen
  store.view(["doc", "filter", "chosen", "here"], (now, before) => {
    if (whole(before) && !whole(now)) top = panel.scrollTop;
    draw(panel, now, on);
    if (whole(now)) panel.scrollTop = whole(before) && now.answer === before.answer ? panel.scrollTop : now.answer === before.answer ? top : 0;
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

const whole = (state: State): boolean => !state.here && !featureOf(state.doc, state.chosen);

function draw(panel: HTMLElement, state: State, on: Actions): void {
  const f = featureOf(state.doc, state.chosen);
  if (state.here) located(panel, state.here, on);
  else if (f) drawDetails(panel, state.doc, f, on, []);
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
  const focus = [doc.focus?.countries?.[0], doc.focus?.regions?.[0], ...(doc.focus?.settlements ?? []).slice(0, 2)].filter((f) => f !== undefined);
  if (focus.length > 0) parts.push(el("p", "focus", "About ", ...focus.flatMap((f, i) => [i ? " · " : "", el("b", "", named(f.name)), ` ${Math.round(100 * f.share)} %`])));
  for (const group of grouped(doc, features)) parts.push(groupOf(group));
  if (doc.features.length === 0) parts.push(el("p", "none", state.text.trim() ? "No place and no area." : "Nothing yet. No place and no area."));
  if (hidden > 0) parts.push(el("p", "none", `${hidden} hidden by the filter. `, button("Show all", "link", () => on.filter({ roles: [], kinds: [], below: 0 }))));
  if (doc.rejected?.length && !filter.roles.includes("rejected")) parts.push(notPlaces(doc.rejected));
  panel.replaceChildren(...parts);
}

function groupOf({ key, name, features, divisions, size }: Group): HTMLElement {
  const count = el("span", "count", String(size));
  const head = el("summary", "", el("h2", "", named(name)), count);
  const group = el("details", key === "check" ? "group check" : "group", head) as HTMLDetailsElement;
  group.open = true;
  if (key === "check") head.title = `Less than ${percent(unsure)} sure`;
  if (features.length) group.append(listOf(features));
  for (const d of divisions) group.append(el("h3", "", named(d.name)), listOf(d.features));
  return group;
}

const listOf = (features: Feature[]): HTMLElement => el("ul", "found", ...features.map((f) => el("li", "", item(f))));

/** A feature in a line: by its color what it is, then its name, where it is, how often it is named and how sure that is. */
function item(f: Feature): HTMLElement {
  const { properties: p } = f, times = p.mentions?.length ?? 0;
  const b = el("button", `item ${featureClass(f)}`, el("span", "who", named(p.name), el("small", "", inShort(f)))) as HTMLButtonElement;
  b.type = "button";
  b.dataset.feature = String(f.id);
  if (times > 1) {
    const n = el("span", "times", `×${times}`);
    n.title = `named ${times} times`;
    b.append(n);
  }
  if (p.score !== undefined) {
    b.style.setProperty("--sure", String(p.score));
    b.append(sureness(p.score), el("span", "hidden", `, ${percent(p.score)} sure`));
  }
  return b;
}

/** What an item says below its name. The country is in the heading. */
function inShort(f: Feature): string {
  const p = f.properties;
  if (p.area) return p.area.statedShare && !p.area.unit ? `${number(p.area.squareKilometers, digitsOf(p.area.text))} km²` : "stated area";
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
