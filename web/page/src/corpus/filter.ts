// Which mentions of a corpus count: of what role and kind, and how sure.

import { el } from "../dom";
import type { Store } from "../state";
import { legend } from "../words";
import { kinds, roles } from "./corpus";

const kindNames: Record<string, string> = { FEATURE_KIND_PLACE: "in the gazetteer", FEATURE_KIND_UNLISTED_PLACE: "not in it", FEATURE_KIND_COORDINATES: "coordinates" };
const roleNames = Object.fromEntries(legend);

/** The filter as a box that opens. */
export function filterBox(store: Store): HTMLElement {
  const summary = el("summary", "", "Filter");
  const group = (title: string, key: "roles" | "kinds", values: string[], name: (v: string) => string): HTMLElement => {
    const set = el("fieldset", "", el("legend", "", title));
    for (const v of values) {
      const box = el("input") as HTMLInputElement;
      box.type = "checkbox";
      box.addEventListener("change", () => {
        const { filter } = store.state, without = filter[key].filter((other) => other !== v);
        store.change({ filter: { ...filter, [key]: box.checked ? without : [...without, v] } });
      });
      store.view(["filter"], ({ filter }) => (box.checked = !filter[key].includes(v)));
      set.append(el("label", v, box, name(v)));
    }
    return set;
  };
  const range = el("input") as HTMLInputElement, said = el("output");
  Object.assign(range, { type: "range", min: "0", max: "1", step: "0.05" });
  range.addEventListener("input", () => store.change({ filter: { ...store.state.filter, below: Number(range.value) } }));
  const sure = el("label", "sure", "at least ", said, " sure", range);
  store.view(["filter"], ({ filter }) => {
    range.value = String(filter.below);
    said.textContent = `${Math.round(100 * filter.below)} %`;
    const on = filter.roles.length + filter.kinds.length + Number(filter.below > 0);
    summary.textContent = on ? `Filter · ${on}` : "Filter";
  });
  return el("details", "filter", summary, group("Role", "roles", roles, (v) => roleNames[v] ?? v), group("Kind", "kinds", kinds, (v) => kindNames[v]), sure);
}
