// The page: the state, what draws it, and what the reader does to it.

import "maplibre-gl/dist/maplibre-gl.css";
import "./fonts.css";
import "./style.css";
import { Actions } from "./actions";
import { basemap, gazetteer, token } from "./api";
import { CorpusActions } from "./corpus/actions";
import { embedded } from "./corpus/embedded";
import { corpusPanes } from "./corpus/panes";
import { $ } from "./dom";
import { placingBanner } from "./correct/placing";
import { markMissed } from "./correct/select";
import { listPane } from "./list/list";
import { layOut, theming } from "./layout";
import { loadFonts } from "./map/fonts";
import { PlaceMap } from "./map/map";
import { search } from "./map/search";
import { shareBar } from "./share/bar";
import type { View } from "./share/form";
import { keep } from "./share/kept";
import { begin } from "./share/opening";
import { sharp } from "./share/picture";
import { Store } from "./state";
import { samples } from "./text/samples";
import { readingPane } from "./text/pane";
import { people, summaryOf } from "./words";

const store = new Store();
const actions = new Actions(store);

layOut(store);
const theme = theming(store, (other) => map.setTheme(other));
await loadFonts(() => map.redraw());
const map: PlaceMap = new PlaceMap($("map"), theme, { choose: (id) => store.state.placing || actions.choose(id), point: (id) => actions.point(id), click: (at, id) => actions.click(at, id) });
(window as unknown as { geotag: unknown }).geotag = { map: map.map, places: map, document: () => store.state.doc, store }; // for those who look under the hood, and for the tests

const reading = readingPane(store, actions);
markMissed(store, actions);
placingBanner(store, actions);
store.view(["doc", "filter"], (now, before) => map.show(now, now.answer !== before.answer));
store.view(["chosen", "doc"], (now) => {
  map.emphasize("chosen", now.chosen);
  if (now.chosen) map.fit(now.chosen);
});
store.view(["pointed", "doc"], (now) => map.emphasize("pointed", now.pointed));
store.view(["other", "here"], ({ other, here }) => map.showOther(other ?? (here && { at: here.at, name: "" })));
listPane(store, $("head"), $("panel"), actions);
store.view(["answer", "ms"], (now) => ($("summary").textContent = summaryOf(now.answer, now.ms)));
store.view(["busy"], (now) => document.body.classList.toggle("busy", now.busy));
store.view(["problem", "needsToken"], (now) => {
  $("problem").hidden = !now.problem;
  $("problem").textContent = now.problem;
  $("key").hidden = !now.needsToken;
});
const view = (): View => [map.map.getCenter().wrap().lng, map.map.getCenter().lat, map.map.getZoom()];
const many = new CorpusActions(store, actions);
store.view(["corpus", "open"], (now) => map.visible(!now.corpus || now.open !== undefined));
corpusPanes(store, actions, many, map.map);
shareBar(store, actions, { fit: () => map.fit(), view, picture: () => sharp(map.map, () => map.picture()) });

search($("find"), $("found"), {
  near: () => map.center(),
  choose: ({ properties: p }) => {
    if (!p.location) return;
    store.change({ other: { at: p.location, name: p.name } });
    map.goTo(p.location);
  },
  point: (at) => {
    map.goTo(at);
    void actions.here(at);
  },
});

/** Asks what the service is: which places, and which languages. */
async function hello(): Promise<void> {
  try {
    const g = await gazetteer();
    $("versions").textContent = `${g.title ?? "gazetteer"} ${g.date ?? ""} · ${people(g.placeCount)} places`;
    reading.offer(g.languages ?? []);
  } catch (e) {
    actions.complain(e);
  }
}
$<HTMLInputElement>("token").addEventListener("change", (e) => {
  token.set((e.target as HTMLInputElement).value);
  store.change({ needsToken: false });
  void hello();
  actions.again();
});

if (embedded) {
  document.body.classList.add("offline");
  document.title = embedded.title;
  $<HTMLTextAreaElement>("text").readOnly = true;
  void many.unfold(embedded);
} else {
  void basemap().then((tiles) => tiles && map.setBasemap(tiles));
  void hello();
  $<HTMLSelectElement>("sample").value = "0";
  begin(store, actions, ([lng, lat, zoom]) => map.map.jumpTo({ center: [lng, lat], zoom }), samples[0][1]);
  keep(store, view);
}
