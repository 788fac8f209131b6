import "maplibre-gl/dist/maplibre-gl.css";
import "./style.css";
import { basemap, gazetteer, locate, place, ServiceError, tag, token, type Alternative, type Collection, type Feature, type LatLng, type Properties } from "./api";
import { corrected } from "./correct";
import { fillDrawer } from "./drawer";
import { LanguageChip } from "./language";
import { PlaceMap, type Theme } from "./map";
import { details, el, overview } from "./panel";
import { samples } from "./samples";
import { search } from "./search";
import { emphasise, marksOf, render } from "./text";
import { legend, number, people, placeWord } from "./words";

const $ = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const text = $<HTMLTextAreaElement>("text"), marks = $("marks"), panel = $("panel"), summary = $("summary"), problem = $("problem"), drawer = $("drawer"), notes = $("notes");

let doc: Collection = { type: "FeatureCollection", features: [] };
let calls = new AbortController();
let timer = 0;

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = (): Theme => (dark.matches ? "dark" : "light");
const map = new PlaceMap($("map"), theme(), { choose, point, click: (at) => void here(at) });
dark.addEventListener("change", () => map.setTheme(theme()));
(window as unknown as { geotag: unknown }).geotag = { map: map.map, document: () => doc }; // for those who look under the hood, and for the tests

const language = new LanguageChip($<HTMLSelectElement>("language"), $("alone"), () => changed(0));

const actions = {
  choose, point, back: () => choose(0),
  weigh: (a: Alternative | undefined) => map.showOther(a?.location, a?.name),
  pick: (f: Feature, a: Alternative) => void pick(f, a),
};

function choose(id: number): void {
  const f = doc.features.find((f) => f.id === id);
  emphasise(marks, "chosen", id);
  map.emphasise("chosen", id);
  map.showOther(undefined);
  if (f) {
    details(panel, doc, f, actions);
    map.fit(id);
    marks.querySelector("mark.chosen")?.scrollIntoView({ block: "nearest" });
  } else overview(panel, doc, actions);
}

function point(id: number): void {
  emphasise(marks, "pointed", id);
  map.emphasise("pointed", id);
}

/** Puts another reading in the place of a feature: the map, the panel and the GeoJSON have it from then on. */
async function pick(f: Feature, a: Alternative): Promise<void> {
  const asked = doc;
  try {
    const there = await place(a.placeId);
    if (doc !== asked) return; // another text took its place
    const { bbox: _, ...rest } = doc; // the box was that of the reading before
    show({ ...rest, features: doc.features.map((old) => (old === f ? corrected(f, a, there) : old)) });
    choose(f.id);
  } catch (e) {
    complain(e);
  }
}

/** Says what is at a point of the map. */
async function here(at: LatLng): Promise<void> {
  try {
    const found = await locate(at);
    const list = el("ul", "found");
    for (const f of found.features) {
      const p = f.properties;
      list.append(el("li", "", el("span", "", p.name), el("small", "", locatedWord(p))));
    }
    const back = el("button", "back", "‹ all") as HTMLButtonElement;
    back.type = "button";
    back.addEventListener("click", () => choose(0));
    panel.replaceChildren(back, el("h2", "name", `${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`), list);
  } catch (e) {
    complain(e);
  }
}

/** What a place at a point is, or how far from it. */
const locatedWord = (p: Properties): string =>
  p.distanceM ? `${(p.distanceM / 1000).toFixed(1)} km away`
    : placeWord(p.placeType, p.population) + (p.containment === "CONTAINMENT_UNDECIDED" ? ", undecided at its border" : "");

function complain(e: unknown): void {
  problem.hidden = false;
  problem.textContent = e instanceof ServiceError ? e.message : "The service cannot be reached. Is it still running?";
  if (e instanceof ServiceError && e.needsToken) $("key").hidden = false;
}

/** Asks for the text that stands there, in place of a call under way. */
async function ask(): Promise<void> {
  calls.abort();
  calls = new AbortController();
  const asked = text.value;
  if (asked.trim() === "") {
    show({ type: "FeatureCollection", features: [] });
    language.show();
    summary.textContent = "";
    problem.hidden = true;
    return;
  }
  document.body.classList.add("busy");
  try {
    const { doc: answer, ms } = await tag(asked, language.stated, calls.signal);
    problem.hidden = true;
    const places = answer.features.filter((f) => ["FEATURE_KIND_PLACE", "FEATURE_KIND_UNLISTED_PLACE"].includes(f.properties.kind)).length;
    const points = answer.features.filter((f) => f.properties.kind === "FEATURE_KIND_COORDINATES").length;
    const areas = answer.features.filter((f) => f.properties.area).length;
    const parts = [`${places} place${places === 1 ? "" : "s"}`, ...(points === 0 ? [] : [`${points} point${points === 1 ? "" : "s"}`]), `${areas} stated area${areas === 1 ? "" : "s"}`, `${answer.rejected?.length ?? 0} rejected`, ...(ms === undefined ? [] : [`${number(ms, 2)} ms`])];
    summary.textContent = parts.join(" · ");
    show(answer);
    language.show(answer);
  } catch (e) {
    if ((e as Error).name !== "AbortError") complain(e);
  } finally {
    document.body.classList.remove("busy");
  }
}

function show(answer: Collection): void {
  doc = answer;
  text.lang = marks.lang = doc.language ?? ""; // by which a browser picks the letters of Chinese and Japanese, and a voice
  render(marks, text.value, marksOf(doc));
  overview(panel, doc, actions);
  note(doc);
  map.show(doc);
  if (!drawer.hidden) fillDrawer(drawer, text.value, language.stated);
}

/** Says below the text what the service says of its answer. */
function note(answer: Collection): void {
  const warnings = answer.warnings ?? [];
  notes.hidden = warnings.length === 0;
  notes.replaceChildren(...warnings.map((w) => el("li", "", w.text)));
}

function changed(wait: number): void {
  render(marks, text.value, []); // the marks before would stand in wrong places
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(), wait);
}

/** Puts another text in the place of the one that stands there, in whatever language it is. */
function replace(by: string): void {
  text.value = by;
  language.detect();
  changed(0);
}

text.addEventListener("input", () => changed(150));
text.addEventListener("scroll", () => (marks.scrollTop = text.scrollTop));
marks.addEventListener("mouseover", (e) => point(Number((e.target as HTMLElement).dataset?.feature ?? 0)));
marks.addEventListener("mouseout", () => point(0));
marks.addEventListener("click", (e) => {
  const id = Number((e.target as HTMLElement).dataset?.feature ?? 0);
  if (id) choose(id);
  else text.focus();
});

const picker = $<HTMLSelectElement>("sample");
picker.append(new Option("a sample text", ""), ...samples.map(([name], i) => new Option(name, String(i))));
picker.addEventListener("change", () => {
  if (picker.value === "") return;
  replace(samples[Number(picker.value)][1]);
});
$("clear").addEventListener("click", () => {
  picker.value = "";
  replace("");
  text.focus();
});

async function open(file: File | undefined): Promise<void> {
  if (!file) return;
  replace(await file.text());
}
const picked = $<HTMLInputElement>("file");
picked.addEventListener("change", () => void open(picked.files?.[0]));
document.addEventListener("dragover", (e) => e.preventDefault());
document.addEventListener("drop", (e) => {
  e.preventDefault();
  void open(e.dataTransfer?.files[0]);
});

search($("find"), $("found"), {
  near: () => map.center(),
  choose: (f) => f.properties.location && map.goTo(f.properties.location, f.properties.name),
  point: (at) => {
    map.goTo(at);
    void here(at);
  },
});

const json = () => JSON.stringify(doc);
$("copy").addEventListener("click", () => void navigator.clipboard.writeText(json()).then(() => (summary.textContent = "GeoJSON copied")));
$("download").addEventListener("click", () => {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([json()], { type: "application/geo+json" }));
  a.download = "geotag.geojson";
  a.click();
  URL.revokeObjectURL(a.href);
});
$("fit").addEventListener("click", () => map.fit());
$("call").addEventListener("click", () => {
  drawer.hidden = !drawer.hidden;
  $("call").setAttribute("aria-expanded", String(!drawer.hidden));
  if (!drawer.hidden) fillDrawer(drawer, text.value, language.stated);
});

for (const [kind, name] of legend) $("legend").append(el("li", kind, name));
const hello = () => void gazetteer().then((g) => {
  $("versions").textContent = `${g.title ?? "gazetteer"} ${g.date ?? ""} · ${people(g.placeCount)} places`;
  language.offer(g.languages ?? []);
}).catch(complain);
$<HTMLInputElement>("token").addEventListener("change", (e) => {
  token.set((e.target as HTMLInputElement).value);
  $("key").hidden = true;
  hello();
  changed(0);
});
void basemap().then((tiles) => tiles && map.setBasemap(tiles));
hello();
picker.value = "0";
replace(samples[0][1]);
