// What the page begins with: a link that holds a text, what this tab kept, or a sample; and links and gold texts that are opened later.

import type { Actions } from "../actions";
import type { Store } from "../state";
import { editsOf, type Shared, type View } from "./form";
import { goldEdits, readGold } from "./gold";
import { kept } from "./kept";
import { isShared, sharedIn } from "./link";

/** Opens what there is to begin with, else the sample; then listens for links that are put into the address. */
export function begin(store: Store, actions: Actions, look: (view: View) => void, sample: string): void {
  const open = (s: Shared, then: () => void) => actions.restore(s.text, s.language ?? "", {
    edits: () => editsOf(s), chosen: s.chosen,
    then: () => {
      if (s.view) look(s.view);
      then();
    },
  });
  const fresh = (then: () => void) => {
    const s = kept();
    if (s) open(s, then);
    else actions.replace(sample);
  };
  const link = async (fragment: string) => {
    try {
      const s = await sharedIn(fragment);
      open(s, () => history.replaceState(null, "", fragment)); // it stands there until something is changed
    } catch (e) {
      history.replaceState(null, "", location.pathname);
      const complain = () => store.change({ problem: `This link cannot be opened: ${(e as Error).message}.` });
      if (!store.state.text && kept()) fresh(complain);
      else complain();
    }
  };
  if (isShared(location.hash)) void link(location.hash);
  else fresh(() => undefined);
  addEventListener("hashchange", () => isShared(location.hash) && void link(location.hash));
  store.view(["past"], (now, before) => {
    if (now !== before && isShared(location.hash)) history.replaceState(null, "", location.pathname);
  });
}

/** Opens a file that has a gold text, the first of several, and reports whether it does. */
export function openGold(file: string, store: Store, actions: Actions): boolean {
  try {
    const all = readGold(file);
    if (!all) return false;
    const [g] = all;
    actions.restore(g.text, "", {
      edits: (answer) => goldEdits(g, answer),
      then: () => all.length > 1 && store.change({ problem: `The file has ${all.length} texts, of which this is the first, ${g.id}.` }),
    });
  } catch (e) {
    store.change({ problem: `This file cannot be opened: ${(e as Error).message}.` });
  }
  return true;
}
