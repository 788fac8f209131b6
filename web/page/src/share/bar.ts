// What one takes away from the page: the answer as GeoJSON, and the call that makes it.

import type { Actions } from "../actions";
import { $ } from "../dom";
import type { Store } from "../state";
import { fillDrawer } from "./drawer";

/** Hears the buttons below the map. */
export function shareBar(store: Store, _actions: Actions, map: { fit(): void }): void {
  const drawer = $("drawer"), call = $("call");
  const fill = () => drawer.hidden || fillDrawer(drawer, store.state.text, store.state.language);
  store.view(["text", "language"], fill);
  call.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    call.setAttribute("aria-expanded", String(!drawer.hidden));
    fill();
  });
  const json = () => JSON.stringify(store.state.doc);
  $("copy").addEventListener("click", () => void navigator.clipboard.writeText(json()).then(() => ($("summary").textContent = "GeoJSON copied")));
  $("download").addEventListener("click", () => save(new Blob([json()], { type: "application/geo+json" }), "geotag.geojson"));
  $("fit").addEventListener("click", () => map.fit());
}

/** Has the browser save a file. */
export function save(content: Blob, name: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(content);
  a.download = name;
  a.click();
  URL.revokeObjectURL(a.href);
}
