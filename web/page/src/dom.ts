// Elements of the page, made and found.

/** The element of an id that index.html has. */
export const $ = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** Makes an element with text and children. It never reads text as markup. */
export function el(tag: string, className = "", ...children: (Node | string)[]): HTMLElement {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

/** A name as the text or the gazetteer writes it, whose direction is its own. */
export const named = (name: string): HTMLElement => el("bdi", "", name);

export function button(text: string | Node, className: string, act: () => void): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = className;
  b.append(text);
  b.addEventListener("click", act);
  return b;
}
