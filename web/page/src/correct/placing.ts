// A place that the map is asked for: the next click on it says where.

import type { Actions } from "../actions";
import { $, button, el } from "../dom";
import type { Store } from "../state";

/** Says on the map that a click on it is waited for, until there is one or the reader thinks better of it. */
export function placingBanner(store: Store, actions: Actions): void {
  const said = el("span"), banner = el("p", "", said, button("Cancel", "", () => actions.placing(undefined)));
  banner.id = "placing";
  banner.setAttribute("role", "status");
  $("mapside").append(banner);
  store.view(["placing"], ({ placing }) => {
    banner.hidden = !placing;
    said.textContent = placing ? `Click where ${placing[0].text} is` : "";
    document.body.classList.toggle("placing", Boolean(placing));
  });
  document.addEventListener("keydown", (e) => e.key === "Escape" && store.state.placing && actions.placing(undefined));
}
