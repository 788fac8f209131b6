// A button that opens a menu, as WAI-ARIA's authoring practices have it.

import { button, el } from "../dom";

/** What a menu offers; null draws a line. */
export type Item = { name: string; hint?: string; act(): void } | null;

/** A button with a menu below it. items is asked anew whenever it opens. */
export function menuButton(name: string, id: string, items: () => Item[]): HTMLElement {
  const list = el("ul", "menu"), opener = button(name, "opens", () => (list.hidden ? open(0) : close()));
  const box = el("div", "menubox", opener, list);
  list.id = id;
  list.hidden = true;
  list.setAttribute("role", "menu");
  list.setAttribute("aria-label", name);
  for (const [key, value] of [["aria-haspopup", "menu"], ["aria-expanded", "false"], ["aria-controls", id]]) opener.setAttribute(key, value);
  const all = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const close = () => {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  const open = (at: number) => {
    list.replaceChildren(...items().map((item) => entry(item, () => {
      close();
      opener.focus();
      item!.act();
    })));
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    all().at(at)!.focus();
  };
  opener.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    open(e.key === "ArrowDown" ? 0 : -1);
  });
  list.addEventListener("keydown", (e) => {
    const now = all(), at = now.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: (at + 1) % now.length, ArrowUp: at - 1, Home: 0, End: -1 };
    const typed = now.findIndex((i, k) => k > at && i.textContent!.toLowerCase().startsWith(e.key.toLowerCase()));
    if (e.key in to || (e.key.length === 1 && e.key !== " " && typed >= 0)) {
      e.preventDefault();
      now.at(to[e.key] ?? typed)!.focus();
    } else if (e.key === "Escape") {
      e.stopPropagation();
      close();
      opener.focus();
    } else if (e.key === "Tab") close();
  });
  document.addEventListener("pointerdown", (e) => box.contains(e.target as Node) || close());
  return box;
}

function entry(item: Item, act: () => void): HTMLElement {
  const li = el("li");
  li.setAttribute("role", item ? "none" : "separator");
  if (!item) return li;
  const b = button(item.name, "", act);
  b.setAttribute("role", "menuitem");
  b.tabIndex = -1;
  if (item.hint) b.append(el("small", "", item.hint));
  li.append(b);
  return li;
}
