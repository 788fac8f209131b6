// The head of the list: how much there is, and what of it is shown.

import type { Actions } from "../actions";
import { $, button, el } from "../dom";
import { counts, isFiltered, shown, toggled } from "../filter";
import type { State, Store } from "../state";
import { percent } from "../words";

const roles: [string, string][] = [["location", "Location"], ["actor", "Actor"], ["demonym", "Demonym"], ["dateline", "Dateline"], ["part", "Part of a name"], ["rejected", "Not a place"]];

const kinds: [string, string, string][] = [
  ["FEATURE_KIND_PLACE", "Place", "plain"], ["FEATURE_KIND_UNLISTED_PLACE", "Not in the gazetteer", "plain"], ["FEATURE_KIND_COORDINATES", "Point", "plain"],
  ["FEATURE_KIND_STATED_AREA", "Stated area", "area"], ["FEATURE_KIND_STATED_SHARE", "Share", "relation"], ["FEATURE_KIND_RELATION", "Relation", "relation"],
];

/** Draws the head. The chips are made anew with each answer, and pressed in their place, so that they keep the focus. */
export function drawHead(store: Store, head: HTMLElement, on: Actions): void {
  const title = el("h2", "", "Places"), count = el("span", "count"), body = el("div", "filter");
  body.id = "filter";
  body.hidden = true;
  const open = button("Filter", "filtering", () => {
    body.hidden = !body.hidden;
    open.setAttribute("aria-expanded", String(!body.hidden));
  });
  open.setAttribute("aria-expanded", "false");
  open.setAttribute("aria-controls", "filter");
  const clear = button("Show all", "link", () => on.filter({ roles: [], kinds: [], below: 0 }));
  head.append(el("div", "row", title, count, clear, open), body);
  const chips = el("div", "choices"), sure = slider(on);
  body.append(chips, sure.element);
  store.view(["doc"], (now) => chips.replaceChildren(...rows(now, on)));
  store.view(["doc", "filter"], (now) => {
    const some = shown(now).length, every = now.doc.features.length;
    count.textContent = some === every ? String(every) : `${some} of ${every}`;
    $("tab-count").textContent = every ? count.textContent : "";
    clear.hidden = !isFiltered(now.filter);
    open.classList.toggle("on", isFiltered(now.filter));
    sure.draw(now.filter.below);
    for (const chip of chips.querySelectorAll<HTMLElement>("[data-role]")) chip.setAttribute("aria-pressed", String(!now.filter.roles.includes(chip.dataset.role!)));
    for (const chip of chips.querySelectorAll<HTMLElement>("[data-kind]")) chip.setAttribute("aria-pressed", String(!now.filter.kinds.includes(chip.dataset.kind!)));
  });
}

function rows({ doc }: State, on: Actions): Node[] {
  const n = counts(doc), rejected = doc.rejected?.length ?? 0;
  if (rejected) n.roles.set("rejected", rejected);
  const byRole = roles.filter(([role]) => n.roles.has(role)).map(([role, name]) =>
    chip(name, n.roles.get(role)!, role, "role", role, () => on.filter((f) => ({ roles: toggled(f.roles, role) }))));
  const byKind = kinds.filter(([kind]) => n.kinds.has(kind)).map(([kind, name, color]) =>
    chip(name, n.kinds.get(kind)!, color, "kind", kind, () => on.filter((f) => ({ kinds: toggled(f.kinds, kind) }))));
  return [["Used as", byRole] as const, ["Kind", byKind] as const].filter(([, chips]) => chips.length > 0).map(([name, chips]) => {
    const row = el("div", "chiprow", el("span", "label", name), el("div", "", ...chips));
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", name);
    return row;
  });
}

function chip(name: string, count: number, color: string, by: "role" | "kind", value: string, act: () => void): HTMLElement {
  const b = button(name, `tag ${color}`, act);
  b.append(el("span", "count", String(count)));
  b.dataset[by] = value;
  return b;
}

/** How sure what is shown must be. */
function slider(on: Actions): { element: HTMLElement; draw(below: number): void } {
  const input = document.createElement("input"), said = el("output");
  input.type = "range";
  input.id = "below";
  input.max = "95";
  input.step = "5";
  input.addEventListener("input", () => on.filter({ below: Number(input.value) / 100 }));
  const label = el("label", "label", "At least") as HTMLLabelElement;
  label.htmlFor = input.id;
  return {
    element: el("div", "chiprow", label, input, said),
    draw(below) {
      input.value = String(Math.round(100 * below));
      said.textContent = below ? `${percent(below)} sure` : "any score";
      input.setAttribute("aria-valuetext", said.textContent);
    },
  };
}
