// Which mentions of a corpus count: of what role and kind, and how sure.

import type { Actions } from "../actions";
import { button, el } from "../dom";
import { isFiltered, toggled } from "../filter";
import type { Store } from "../state";
import { legend, percent } from "../words";
import { kinds, roles } from "./corpus";

const roleNames = Object.fromEntries(legend);
const kindNames: Record<string, string> = { FEATURE_KIND_PLACE: "place", FEATURE_KIND_UNLISTED_PLACE: "not in the gazetteer", FEATURE_KIND_COORDINATES: "point" };

/** The filter as a box that opens. It is the one that single texts have, too. */
export function filterBox(store: Store, on: Actions): HTMLElement {
  const summary = el("summary", "", "Filter");
  const row = (name: string, by: "roles" | "kinds", values: string[], called: Record<string, string>): HTMLElement => {
    const chips = values.map((v) => {
      const chip = button(called[v] ?? v, `tag ${by === "roles" ? v : "place"}`, () => on.filter((f) => ({ [by]: toggled(f[by], v) })));
      store.view(["filter"], ({ filter }) => chip.setAttribute("aria-pressed", String(!filter[by].includes(v))));
      return chip;
    });
    const group = el("div", "chiprow", el("span", "label", name), ...chips);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    return group;
  };
  const range = el("input") as HTMLInputElement, said = el("output"), label = el("label", "label", "At least") as HTMLLabelElement;
  Object.assign(range, { type: "range", id: "corpus-below", max: "95", step: "5" });
  label.htmlFor = range.id;
  range.addEventListener("input", () => on.filter({ below: Number(range.value) / 100 }));
  store.view(["filter"], ({ filter }) => {
    range.value = String(Math.round(100 * filter.below));
    said.textContent = filter.below ? `${percent(filter.below)} sure` : "any score";
    range.setAttribute("aria-valuetext", said.textContent);
    summary.classList.toggle("on", isFiltered(filter));
  });
  return el("details", "narrow", summary, row("Used as", "roles", roles, roleNames), row("Kind", "kinds", kinds, kindNames), el("div", "chiprow", label, range, said));
}
