// How text, map and list share the window: three panes where it is wide, two where it is not, and on a phone the map above a sheet. None covers another.

import { $ } from "./dom";
import type { Store } from "./state";

/** A pane beside the map. */
export type Pane = "text" | "list";

/**
 * The widths of the panes beside the map and the height of the sheet, each in percent of what the three have together; the panes that are put away; and which of
 * both is seen where there is room for one.
 */
export type Layout = { text: number; list: number; sheet: number; away: Pane[]; tab: Pane };

export type ThemeChoice = "auto" | "light" | "dark";

export const roomy: Layout = { text: 33, list: 23, sheet: 52, away: [], tab: "text" };

const key = "geotag.layout", themeKey = "geotag.theme"; // in the browser's store for this origin, where nothing of a text is kept

// The narrowest and the widest that a pane or the sheet may be, in percent, and a step of the keyboard. Set by hand.
const bounds = { text: [16, 60], list: [14, 45], sheet: [12, 86] } as const, step = 2;

type Edge = keyof typeof bounds;

/** Those of the sides that have room for both: as the media query in style.css. */
const wide = matchMedia("(min-width: 1101px)");

const within = (edge: Edge, percent: number): number => Math.min(bounds[edge][1], Math.max(bounds[edge][0], percent));

/** What was remembered, as far as it is sound. */
function remembered(): Partial<Layout> {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Layout>;
    const out: Partial<Layout> = {};
    for (const edge of ["text", "list", "sheet"] as const) if (Number.isFinite(kept[edge])) out[edge] = within(edge, kept[edge]!);
    if (Array.isArray(kept.away)) out.away = kept.away.filter((p) => p === "text" || p === "list");
    return out;
  } catch {
    return {};
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch { /* a browser that keeps nothing forgets the layout, and that is all */ }
}

/** Draws the panes and hears their splitters and buttons; what is changed is remembered. */
export function layOut(store: Store): void {
  const main = document.querySelector("main")!;
  store.change({ layout: { ...store.state.layout, ...remembered() } });
  const change = (part: Partial<Layout>) => store.change({ layout: { ...store.state.layout, ...part } });
  for (const edge of ["text", "list", "sheet"] as const) splitter(store, main, edge, change);
  for (const pane of ["text", "list"] as const) {
    $(`show-${pane}`).addEventListener("click", () => {
      const { away } = store.state.layout;
      change({ away: away.includes(pane) ? away.filter((p) => p !== pane) : [...away, pane] });
    });
    $(`tab-${pane}`).addEventListener("click", () => change({ tab: pane }));
  }
  store.view(["layout"], ({ layout }, before) => {
    for (const edge of ["text", "list", "sheet"] as const) {
      main.style.setProperty(`--${edge}`, `${layout[edge]}%`);
      $(`edge-${edge}`).setAttribute("aria-valuenow", String(Math.round(layout[edge])));
    }
    for (const pane of ["text", "list"] as const) {
      main.classList.toggle(`no-${pane}`, layout.away.includes(pane));
      main.classList.toggle(`tab-${pane}`, layout.tab === pane);
      $(`show-${pane}`).setAttribute("aria-pressed", String(!layout.away.includes(pane)));
      $(`tab-${pane}`).setAttribute("aria-pressed", String(layout.tab === pane));
    }
    if (layout !== before.layout) keep(key, JSON.stringify(layout));
  });
  // What went wrong is told in the text's pane.
  store.view(["problem"], ({ problem, layout: { away, tab } }, before) => {
    if (!problem || problem === before.problem) return;
    if (away.includes("text")) change({ away: away.filter((p) => p !== "text") });
    if (tab !== "text") change({ tab: "text" });
  });
  // What is chosen is told in the list: where there is room for one pane, that one comes up.
  store.view(["chosen", "here"], (now, before) => {
    if ((now.chosen && now.chosen !== before.chosen) || (now.here && now.here !== before.here)) {
      if (!wide.matches) change({ tab: "list" });
      else if (now.layout.away.includes("list")) change({ away: now.layout.away.filter((p) => p !== "list") });
    }
  });
}

/** A line between two panes, which is dragged or moved by the arrow keys; a double click puts it where it was at first. */
function splitter(store: Store, main: HTMLElement, edge: Edge, change: (part: Partial<Layout>) => void): void {
  const line = $(`edge-${edge}`);
  line.setAttribute("aria-valuemin", String(bounds[edge][0]));
  line.setAttribute("aria-valuemax", String(bounds[edge][1]));
  const pane = edge === "sheet" ? undefined : edge;
  const move = (percent: number) => {
    const { away } = store.state.layout;
    change({ [edge]: within(edge, percent), ...(pane && away.includes(pane) ? { away: away.filter((p) => p !== pane) } : {}) });
  };
  const at = (e: PointerEvent): number => {
    const box = main.getBoundingClientRect();
    if (edge === "sheet") return (100 * (box.bottom - e.clientY)) / box.height;
    return (100 * (edge === "text" ? e.clientX - box.left : box.right - e.clientX)) / box.width;
  };
  let off = 0; // how far from the edge it was taken, in percent
  line.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    off = at(e) - (pane && store.state.layout.away.includes(pane) ? 0 : store.state.layout[edge]);
    line.setPointerCapture(e.pointerId);
    line.classList.add("moving");
  });
  line.addEventListener("pointermove", (e) => line.hasPointerCapture(e.pointerId) && move(at(e) - off));
  for (const done of ["pointerup", "pointercancel"] as const) line.addEventListener(done, () => line.classList.remove("moving"));
  line.addEventListener("dblclick", () => move(roomy[edge]));
  // The arrow that points to where the line shall go.
  const more = { text: "ArrowRight", list: "ArrowLeft", sheet: "ArrowUp" }[edge], less = { text: "ArrowLeft", list: "ArrowRight", sheet: "ArrowDown" }[edge];
  line.addEventListener("keydown", (e) => {
    const now = store.state.layout[edge];
    const to = { [more]: now + step, [less]: now - step, Home: bounds[edge][0], End: bounds[edge][1] }[e.key];
    if (to !== undefined) move(to);
    else if (e.key === "Enter" && pane) $(`show-${pane}`).click();
    else return;
    e.preventDefault();
  });
}

/** Draws the page in the colors that are chosen, and hears the switch. Answers with the theme that is seen, and tells of every other one after it. */
export function theming(store: Store, other: (theme: "light" | "dark") => void): "light" | "dark" {
  const kept = localStorage.getItem(themeKey), system = matchMedia("(prefers-color-scheme: dark)"), choices = ["auto", "light", "dark"] as const;
  store.change({ theme: choices.find((c) => c === kept) ?? "auto" });
  const seen = () => (store.state.theme === "auto" ? (system.matches ? "dark" : "light") : store.state.theme);
  let last = seen();
  const draw = () => {
    const said = { auto: "as the system's", light: "light", dark: "dark" }[store.state.theme];
    document.documentElement.dataset.theme = seen();
    $("theme").dataset.choice = store.state.theme;
    $("theme").title = `Colors: ${said}`;
    $("theme").setAttribute("aria-label", `Colors: ${said}`);
    if (seen() !== last) other((last = seen()));
  };
  store.view(["theme"], (state, before) => {
    draw();
    if (state.theme !== before.theme) keep(themeKey, state.theme);
  });
  system.addEventListener("change", draw);
  $("theme").addEventListener("click", () => store.change({ theme: choices[(choices.indexOf(store.state.theme) + 1) % choices.length] }));
  return last;
}
