// What one takes away from the page, and the steps one takes back: the tools in its header.

import "./share.css";
import type { Actions } from "../actions";
import type { Collection } from "../api";
import { standalone } from "../corpus/standalone";
import { $, button, el } from "../dom";
import { whereabouts } from "../list/details";
import type { Store } from "../state";
import { featureClass, summaryOf } from "../words";
import { copyText, save } from "./copy";
import { callDrawer } from "./drawer";
import type { View } from "./form";
import { goldLine, idOf } from "./gold";
import { kmlOf } from "./kml";
import { menuButton, type Item } from "./menu";
import { pictureOf } from "./picture";
import { sharePopover } from "./popover";
import { csvOf } from "./tables";

/** What the tools ask of the map: what is seen of it, and a picture of that. */
export type Seen = { fit(): void; view(): View; picture(): Promise<HTMLCanvasElement> };

export function shareBar(store: Store, actions: Actions, map: Seen): void {
  const tools = $("tools"), told = el("span", "told");
  told.setAttribute("role", "status");
  const undo = step("Undo", "M8 4 4 8l4 4M4 8h7a5 5 0 0 1 0 10H8", () => actions.undo()), redo = step("Redo", "m12 4 4 4-4 4m4-4H9a5 5 0 0 0 0 10h3", () => actions.redo());
  const call = button("API", "", () => undefined), exporting = menuButton("Export", "exports", () => exportsOf(store, map, (word) => (told.textContent = word)));
  call.id = "call";
  call.setAttribute("aria-controls", "drawer");
  call.setAttribute("aria-expanded", "false");
  tools.replaceChildren(told, undo, redo, sharePopover(store, map.view), exporting, call);
  store.view(["past", "future"], ({ past, future }) => {
    undo.disabled = past.length === 0;
    redo.disabled = future.length === 0;
  });
  store.view(["doc", "text"], ({ doc, text }) => {
    exporting.querySelector<HTMLButtonElement>(".opens")!.disabled = doc.features.length === 0;
    tools.querySelector<HTMLButtonElement>("#share")!.disabled = text.trim() === "";
    told.textContent = "";
  });
  callDrawer(store, $("drawer"), call);
  $("fit").addEventListener("click", () => map.fit());
  document.addEventListener("keydown", (e) => steps(e, actions));
}

/** A button with a drawing on a field of 20 by 20. */
function step(name: string, path: string, act: () => void): HTMLButtonElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  const b = button(svg, "icon", act);
  b.setAttribute("aria-label", name);
  b.title = name;
  return b;
}

/** Undoes by Ctrl+Z and does again by Ctrl+Shift+Z or Ctrl+Y, but where one writes: there the browser does. */
function steps(e: KeyboardEvent, actions: Actions): void {
  if (!(e.ctrlKey || e.metaKey) || e.altKey || (e.target as HTMLElement).matches("input, textarea")) return;
  const key = e.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  e.preventDefault();
  if (key === "y" || e.shiftKey) actions.redo();
  else actions.undo();
}

function exportsOf(store: Store, map: Seen, tell: (word: string) => void): Item[] {
  const { doc, read, answer } = store.state, name = idOf(read).replace("page", "geotag");
  const file = (content: BlobPart, type: string, ending: string) => save(new Blob([content], { type }), `${name}.${ending}`);
  const json = () => JSON.stringify(doc);
  const picture = async () => file(await pictureOf({ map: await map.picture(), marks: $("marks"), summary: summaryOf(answer), places: placesOf(doc) }), "image/png", "png");
  const page = async () => file(await standalone({ documents: [{ id: name, title: titleOf(read), text: read, answer: doc }] }), "text/html", "html");
  const trying = (what: string, run: () => Promise<void>) => () => {
    tell(`Making the ${what}…`);
    void run().then(() => tell(""), (e: Error) => tell(`No ${what}: ${e.message}`));
  };
  return [
    { name: "Picture", hint: "PNG", act: trying("picture", picture) },
    { name: "Page", hint: "HTML, opens offline", act: trying("page", page) },
    null,
    { name: "Map data", hint: "GeoJSON", act: () => file(json(), "application/geo+json", "geojson") },
    { name: "Copy map data", hint: "GeoJSON", act: () => void copyText(json()).then((done) => tell(done ? "GeoJSON copied" : "The browser does not let it be copied")) },
    { name: "Table", hint: "CSV", act: () => file("\uFEFF" + csvOf(doc), "text/csv", "csv") },
    { name: "Google Earth", hint: "KML", act: () => file(kmlOf(doc, titleOf(read), colorsOf(doc.features.map(featureClass))), "application/vnd.google-earth.kml+xml", "kml") },
    null,
    { name: "Marked text", hint: "gold JSONL", act: () => file(goldLine(read, doc), "application/jsonl", "jsonl") },
  ];
}

/** What a text is called that has no title: how it begins. */
const titleOf = (text: string): string => text.trim().split("\n")[0].slice(0, 80);

/** What a picture lists: what is named or stated, each once. */
const placesOf = (doc: Collection) => doc.features.filter((f) => !f.properties.relation).map((f) => ({ kind: featureClass(f), name: f.properties.name, where: f.properties.area ? "stated area" : whereabouts(f) }));

/** The colors that the page has for classes of features, as #rrggbb. */
function colorsOf(classes: string[]): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...new Set(classes)].map((c) => [c, style.getPropertyValue(`--${c}`).trim()]));
}
