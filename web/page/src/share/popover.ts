// The link to what is on screen.

import { button, el } from "../dom";
import type { Store } from "../state";
import { copyText } from "./copy";
import { sharedOf, type View } from "./form";
import { forget } from "./kept";
import { fragmentOf } from "./link";

const longLink = 8_000; // characters, beyond which some programs cut a link. Set by hand: mail and chat programs bear 2,000 to 8,000.

/** A button, and the box that it opens: the link, how long it is, and what becomes of the text. */
export function sharePopover(store: Store, view: () => View): HTMLElement {
  const link = document.createElement("input"), length = el("p", "length"), opener = button("Share", "", () => void toggle());
  const copy = button("Copy link", "first", () => void copyText(link.value).then((done) => (length.textContent = done ? `Copied: ${said(link.value.length)}` : "Select the link, and copy it by hand.")));
  const forgetting = button("Forget it now", "link", () => {
    forget();
    location.replace(location.pathname); // and with it what could be undone
  });
  const box = el("div", "sharebox", el("label", "", "Link to this text and map", link), length, copy, el("p", "soft", "The link itself holds the text, your corrections and the view; nothing is stored on the server. This tab keeps them until you close it. ", forgetting));
  const all = el("div", "menubox", opener, box);
  link.readOnly = true;
  length.setAttribute("role", "status");
  opener.id = "share";
  opener.setAttribute("aria-expanded", "false");
  box.hidden = true;
  const close = () => {
    box.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  const toggle = async () => {
    if (!box.hidden) return close();
    link.value = location.origin + location.pathname + (await fragmentOf(sharedOf(store.state, view())));
    history.replaceState(null, "", link.value); // what is shared stands in the address, too, until something is changed
    length.textContent = said(link.value.length);
    length.classList.toggle("bad", link.value.length > longLink);
    box.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    copy.focus();
  };
  store.view(["text", "edits"], close);
  all.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || box.hidden) return;
    e.stopPropagation();
    close();
    opener.focus();
  });
  document.addEventListener("pointerdown", (e) => all.contains(e.target as Node) || close());
  return all;
}

const said = (characters: number): string => {
  const size = characters < 1000 ? `${characters} characters` : `${(characters / 1000).toFixed(1)} kB`;
  return characters > longLink ? `${size}: some programs cut a link as long as this. A file from Export does not get lost.` : size;
};
