// What survives a reload: this tab keeps it until it is closed, and no other one, nor the server, has it.

import type { Store } from "../state";
import { checked, sharedOf, type Shared, type View } from "./form";

const key = "page";
let keeping = true;
const restMs = 300; // after the last change, until it is kept. Set by hand.

/** Keeps what the page shows, whenever that changes and when it is left. */
export function keep(store: Store, view: () => View): void {
  let timer = 0;
  const save = () => {
    if (!keeping) return;
    try {
      if (store.state.text) sessionStorage.setItem(key, JSON.stringify(sharedOf(store.state, view())));
      else sessionStorage.removeItem(key);
    } catch {
      sessionStorage.removeItem(key); // too large to be kept, and what was kept is of another text
    }
  };
  store.view(["text", "language", "edits", "chosen", "read"], (now, before) => {
    clearTimeout(timer);
    if (now === before) return; // nothing has been shown yet
    timer = window.setTimeout(save, restMs);
  });
  addEventListener("pagehide", save);
}

/** What was kept, if anything was that can be read. */
export function kept(): Shared | undefined {
  try {
    return checked(JSON.parse(sessionStorage.getItem(key)!));
  } catch {
    return undefined;
  }
}

/** Forgets what was kept, and keeps nothing until the page is loaded anew. */
export function forget(): void {
  keeping = false;
  sessionStorage.removeItem(key);
}
