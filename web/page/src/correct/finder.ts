// The find box within a correction: a place by its name, a point by its coordinates or by a click on the map.

import type { Feature, LatLng } from "../api";
import { button, el } from "../dom";
import { search } from "../map/search";

/** What was found: a place of the gazetteer, a point, or that the map is to be asked. */
export type Found = { choose(f: Feature): void; point(at: LatLng): void; map(): void };

/** A find box, which begins with a query if there is one, and prefers what is near. The id is that of its list. */
export function finder(id: string, query: string, near: LatLng, on: Found): HTMLElement {
  const input = document.createElement("input"), list = el("ul", "places");
  Object.assign(input, { type: "search", placeholder: "A place, or 12.0, 8.5", autocomplete: "off", value: query });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-label": "Find the right place", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  list.id = id;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Places to choose from");
  search(input, list, { near: () => near, choose: on.choose, point: on.point });
  const box = el("div", "finder", input, list, button("Point at it on the map", "link", on.map));
  if (query) input.dispatchEvent(new Event("input"));
  return box;
}
