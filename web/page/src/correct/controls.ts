// How a reader corrects what was found.

import "./correct.css";
import type { Actions } from "../actions";
import { type Feature, type Mention } from "../api";
import { button, el } from "../dom";
import type { State } from "../state";
import { pointPlace } from "./apply";
import { finder } from "./finder";

/** What a corrected feature is said to be. */
export const correctedWords = { picked: "picked by hand", added: "marked by hand", role: "role changed by hand", accepted: "confirmed" } as const;

const roles: [string, string][] = [
  ["ROLE_LOCATION", "where something is"], ["ROLE_ACTOR", "who acts"], ["ROLE_DEMONYM", "a people or adjective"], ["ROLE_DATELINE", "a dateline"], ["ROLE_PART_OF_NAME", "part of a name"],
];

/** The controls that correct a feature which mentions name: right, not a place, somewhere else, another role; of all of its mentions or of one. */
export function corrections(f: Feature, now: State, on: Actions): Node[] {
  const mentions = f.properties.mentions ?? [];
  if (mentions.length === 0) return [];
  const where = el("div");
  const elsewhere = button("Somewhere else…", "", () => open());
  const open = () => {
    const shut = where.childElementCount > 0;
    elsewhere.setAttribute("aria-expanded", String(!shut));
    where.replaceChildren(...(shut ? [] : [box()]));
    where.querySelector("input")?.focus();
  };
  const box = () => finder("elsewhere", "", f.properties.location ?? { latitude: 0, longitude: 0 }, {
    choose: (g) => void on.place(on.meant(f), g.properties.placeId!),
    point: (at) => on.edit({ act: "place", at: on.meant(f), there: pointPlace(mentions[0].text, at.latitude, at.longitude) }),
    map: () => on.placing(on.meant(f)),
  });
  elsewhere.setAttribute("aria-expanded", "false");
  const row = el("div", "row",
    button("Right", "", () => on.edit({ act: "accept", at: on.meant(f) })), button("Not a place", "", () => on.edit({ act: "none", at: on.meant(f) })), elsewhere);
  const said = f.properties.corrected;
  return [el("section", "corrections", el("h3", "", "Correct it", ...(said ? [el("span", "corrected", correctedWords[said])] : [])),
    ...(mentions.length > 1 ? [scope(mentions, now, on)] : []), row, where, role(f, on))];
}

function labelled(label: string, ...options: HTMLOptionElement[]): HTMLSelectElement {
  const menu = document.createElement("select");
  menu.setAttribute("aria-label", label);
  menu.append(...options);
  return menu;
}

/** Which mentions are meant: all, or one, which is shown in its sentence. */
function scope(mentions: Mention[], now: State, on: Actions): HTMLElement {
  const around = (m: Mention) => `only “…${now.read.slice(Math.max(0, m.start - 18), Math.min(m.end + 18, now.read.length)).replace(/\s+/g, " ")}…”`;
  const menu = labelled("Which mentions", new Option(`all ${mentions.length} mentions`, ""), ...mentions.map((m) => new Option(around(m), String(m.start))));
  menu.value = String(now.only ?? "");
  menu.addEventListener("change", () => on.narrow(menu.value === "" ? undefined : Number(menu.value)));
  return menu;
}

/** How the name is used, as a menu. */
function role(f: Feature, on: Actions): HTMLElement {
  const used = new Set(f.properties.mentions!.map((m) => m.role));
  const menu = labelled("How the name is used", ...(used.size > 1 ? [new Option("used in several ways", "")] : []), ...roles.map(([value, word]) => new Option(`It is ${word}`, value)));
  menu.value = used.size > 1 ? "" : [...used][0];
  menu.addEventListener("change", () => menu.value && on.edit({ act: "role", at: on.meant(f), role: menu.value }));
  return menu;
}
