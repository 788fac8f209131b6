// A corpus on the page: its documents where a text stands, its circles on the map with a timeline below, and its places where a text's are listed.

import type { Map as MapLibre } from "maplibre-gl";
import type { Actions } from "../actions";
import { $, button, el, named } from "../dom";
import type { State, Store } from "../state";
import type { CorpusActions } from "./actions";
import { Circles } from "./circles";
import "./corpus.css";
import { count, type Counted } from "./count";
import { filterBox } from "./filter";
import { DocumentList } from "./documents";
import { PlaceTable } from "./places";
import { hearFiles } from "./files";
import { Timeline } from "./timeline";

const amount = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** Draws the corpus of the state, and hears what is done with it. */
export function corpusPanes(store: Store, single: Actions, on: CorpusActions, map: MapLibre): void {
  const circles = new Circles(map, { choose: (places) => store.state.corpus && store.state.open === undefined && on.look({ places }) });
  const documents = new DocumentList((n) => void on.open(n)), places = new PlaceTable((p) => on.look({ places: [p] }), (p) => circles.fit([p]));
  const timeline = new Timeline((days) => on.look({ days }));
  const facts = el("p", "facts"), faults = el("details", "faults"), chosen = el("p", "chosen-places"), search = el("input") as HTMLInputElement, name = el("h2");
  Object.assign(search, { type: "search", placeholder: "Search the documents…" });
  search.setAttribute("aria-label", "Search the documents by name");
  search.addEventListener("input", () => on.look({ query: search.value }));
  const close = button("Close", "close", () => on.close());
  const left = $("corpus");
  left.append(el("div", "title", name, close), facts, faults, search, filterBox(store, single), chosen, documents.element);
  const right = el("div", "overlay", places.element);
  $("reading").prepend(opened(store, on));
  $("listing").append(right);
  $("mapside").append(timeline.element);
  document.body.append(loading(store, on));
  hearFiles(on);

  let camera: { center: { lng: number; lat: number }; zoom: number } | undefined;
  const draw = (now: State): void => {
    const { corpus, looking, filter } = now;
    const shown = corpus !== undefined && now.open === undefined;
    document.body.classList.toggle("corpus", shown);
    for (const part of [left, right, timeline.element]) part.hidden = !shown;
    $("reading").hidden = shown;
    $("tab-text").textContent = shown ? "Documents" : "Text";
    if (!corpus || !shown) return circles.show(undefined, undefined, undefined);
    const counted = count(corpus, filter, looking);
    circles.show(corpus, counted, looking.places);
    documents.draw(corpus, counted);
    places.draw(corpus, counted, looking.places);
    timeline.draw(counted.days, spanOf(corpus), looking.days, corpus.entries.filter((e) => e.day === undefined).length);
    name.textContent = corpus.name;
    facts.textContent = factsOf(corpus, counted, now);
    if (search.value !== looking.query) search.value = looking.query;
    chosen.hidden = !looking.places;
    if (looking.places) {
      const [first, ...more] = looking.places;
      chosen.replaceChildren("in ", named(corpus.places[first].name), more.length ? ` and ${amount(more.length, "place")} near it ` : " ", button("Everywhere", "", () => on.look({ places: undefined })));
    }
  };
  let waiting = 0;
  store.view(["corpus", "open", "filter", "looking"], (now, before) => {
    if (now.corpus !== before.corpus || now.open !== before.open) return; // below
    waiting ||= requestAnimationFrame(() => { // a brush moves more often than the screen does
      waiting = 0;
      draw(store.state);
    });
  });
  store.view(["corpus", "open"], (now, before) => {
    if (now.open !== undefined && before.open === undefined) camera = { center: map.getCenter(), zoom: map.getZoom() };
    draw(now);
    if (now.corpus && now.corpus !== before.corpus) {
      drawFaults(faults, now.corpus.faults);
      circles.fit();
    } else if (now.corpus && now.open === undefined && before.open !== undefined) {
      if (camera) map.jumpTo(camera);
      documents.focus(before.open);
    }
  });
}

const spanOf = ({ entries }: NonNullable<State["corpus"]>): [number, number] | undefined => {
  let low = Infinity, high = -Infinity;
  for (const { day } of entries) if (day !== undefined) [low, high] = [Math.min(low, day), Math.max(high, day)];
  return low <= high ? [low, high] : undefined;
};

function factsOf(corpus: NonNullable<State["corpus"]>, counted: Counted, { looking, filter }: State): string {
  const countries = new Set<string>();
  let places = 0;
  counted.documents.forEach((n, p) => {
    if (n === 0) return;
    places++;
    if (corpus.places[p].country) countries.add(corpus.places[p].country);
  });
  const narrowed = looking.query || looking.days || looking.places || filter.roles.length || filter.kinds.length || filter.below > 0;
  const of = narrowed ? ` of ${corpus.entries.length.toLocaleString("en")}` : "";
  return `${counted.listed.length.toLocaleString("en")}${of} ${corpus.entries.length === 1 ? "document" : "documents"} · ${amount(places, "place")} · ${amount(countries.size, "country", "countries")}`;
}

/** What could not be read, on demand. */
function drawFaults(box: HTMLElement, faults: { where: string; why: string }[]): void {
  box.hidden = faults.length === 0;
  box.replaceChildren(
    el("summary", "", `${amount(faults.length, "line or text", "lines or texts")} could not be read`),
    el("ul", "", ...faults.slice(0, 50).map((f) => el("li", "", el("b", "", f.where), `: ${f.why}`)), ...(faults.length > 50 ? [el("li", "", "…")] : [])),
  );
}

/** The bar above a document that was opened: which it is, and the way back. */
function opened(store: Store, on: CorpusActions): HTMLElement {
  const bar = el("nav", "opened");
  bar.setAttribute("aria-label", "Document");
  store.view(["open", "corpus"], ({ open, corpus }) => {
    bar.hidden = open === undefined || !corpus;
    if (open === undefined || !corpus) return;
    const back = button(`← ${amount(corpus.entries.length, "document")}`, "back", () => on.back());
    const step = (by: number, word: string, sign: string): HTMLElement => {
      const b = button(sign, "step", () => void on.open(open + by));
      b.setAttribute("aria-label", word);
      b.disabled = !corpus.entries[open + by];
      return b;
    };
    const title = el("strong", "", named(corpus.entries[open].title));
    bar.replaceChildren(back, title, step(-1, "The document before", "‹"), step(1, "The next document", "›"));
  });
  const note = el("p", "textless", "These results came without their texts: what they name is on the map and in the list.");
  store.view(["open", "text"], ({ open, text }) => (note.hidden = open === undefined || text !== ""));
  return el("div", "", bar, note);
}

/** How far the reading of files has come, and how to end it. */
function loading(store: Store, on: CorpusActions): HTMLElement {
  const bar = el("progress") as HTMLProgressElement, word = el("span");
  const box = el("div", "loading", word, bar, button("Cancel", "", () => on.cancel()));
  box.setAttribute("role", "status");
  bar.setAttribute("aria-label", "Progress");
  store.view(["loading"], ({ loading: at }) => {
    box.hidden = !at;
    if (!at) return;
    word.textContent = at.what === "tagging" ? `Tagging ${at.done.toLocaleString("en")} of ${amount(at.of, "text")}` : "Reading…";
    if (at.of) Object.assign(bar, { max: at.of, value: at.done });
    else bar.removeAttribute("value");
  });
  return box;
}
