// The search box: completes names, goes on to near misses where nothing begins so, and takes a point.

import { find, fuzzy, type Feature, type LatLng } from "../api";
import { el } from "../dom";

export type Searcher = { near(): LatLng; choose(f: Feature): void; point(at: LatLng): void };

/** Reads "51.19, 35.27" as a point: latitude and longitude in degrees. */
function pointOf(query: string): LatLng | undefined {
  const m = /^(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(query);
  const at = m && { latitude: Number(m[1]), longitude: Number(m[2]) };
  return at && Math.abs(at.latitude) <= 90 && Math.abs(at.longitude) <= 180 ? at : undefined;
}

export function search(input: HTMLInputElement, list: HTMLElement, on: Searcher): void {
  let found: Feature[] = [], at = -1, calls = new AbortController(), timer = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const pick = (f: Feature) => {
    input.value = f.properties.name;
    close();
    on.choose(f);
  };
  const move = (to: number) => {
    at = (to + found.length) % found.length;
    [...list.children].forEach((c, i) => c.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const ask = async () => {
    calls.abort();
    calls = new AbortController();
    const query = input.value.trim();
    if (!query || pointOf(query)) return close();
    try {
      let doc = await find(query, on.near(), calls.signal);
      if (doc.features.length === 0) doc = await fuzzy(query, calls.signal);
      found = doc.features;
    } catch {
      return; // another call took its place, or the service is gone, which the text will say
    }
    list.replaceChildren(...found.map((f, i) => {
      const p = f.properties;
      const li = el("li", "", p.name, el("small", "", [...(p.ancestors ?? []).map((a) => a.name)].slice(-2).join(", ")));
      li.id = `${list.id}-${i}`;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      li.addEventListener("mousedown", (e) => e.preventDefault());
      li.addEventListener("click", () => pick(f));
      return li;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 80);
  });
  input.addEventListener("keydown", (e) => {
    if (e.key === "Escape") close();
    const typed = pointOf(input.value.trim());
    if (e.key === "Enter" && typed) return on.point(typed);
    if (list.hidden || found.length === 0) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      move(at + (e.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    }
    if (e.key === "Enter") {
      e.preventDefault();
      pick(found[Math.max(at, 0)]);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}
