// Which part of the earth the map shows of a text: the rule alone, on answers of our own making.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { check } from "./harness.mjs";

const made = await build({
  configFile: false, logLevel: "silent", build: { write: false, minify: false, lib: { entry: fileURLToPath(new URL("../src/map/fit.ts", import.meta.url)), formats: ["es"] } },
});
const { itemsOf, viewOf, fitsGlobe } = await import("data:text/javascript," + encodeURIComponent([made].flat()[0].output[0].code));

let ids = 0;
/** A town at a point, named so many times in a role. */
const town = (longitude, latitude, country, times = 1, role = "LOCATION", more = {}) => ({
  type: "Feature", id: ++ids, geometry: { type: "Point", coordinates: [longitude, latitude] },
  properties: { kind: "FEATURE_KIND_PLACE", name: "", placeId: `t${ids}`, location: { longitude, latitude }, score: 0.9, ancestors: [{ placeId: country }], mentions: Array(times).fill({ role: "ROLE_" + role }), ...more },
});
const square = (west, south, east, north) => [[[west, south], [east, south], [east, north], [west, north], [west, south]]];
const country = (id, polygons, role = "LOCATION") => ({
  type: "Feature", id: ++ids, bbox: [0, 0, 0, 0], geometry: { type: "MultiPolygon", coordinates: polygons },
  properties: { kind: "FEATURE_KIND_PLACE", name: "", placeId: id, placeType: "PLACE_TYPE_COUNTRY", location: { longitude: 0, latitude: 0 }, score: 0.9, ancestors: [], mentions: [{ role: "ROLE_" + role }] },
});
const view = (features, focus = {}) => viewOf(itemsOf({ type: "FeatureCollection", features, focus }), 0.8);
const holds = ([west, south, east, north], x, y) => [x, x + 360].some((x) => x >= west && x <= east) && y >= south && y <= north;

const pokrovsk = [37.18, 48.28], dnipro = [35.05, 48.45], kyiv = [30.52, 50.45], washington = [-77.04, 38.9];
const focus = { countries: [{ placeId: "UA", share: 0.8 }] };

await check("one mention far away does not take the map from what a text is about", async () => {
  const near = [town(...pokrovsk, "UA", 4), town(...dnipro, "UA", 2), town(...kyiv, "UA")];
  for (const role of ["LOCATION", "ACTOR", "DEMONYM", "DATELINE"]) {
    const box = view([...near, town(...washington, "US", 1, role)], focus);
    assert.ok(holds(box, ...pokrovsk) && holds(box, ...dnipro) && !holds(box, ...washington), `${role}: ${box}`);
  }
});

await check("what a text is about in equal parts is shown whole", async () => {
  const two = view([town(2.35, 48.86, "FR"), town(139.69, 35.69, "JP")]);
  assert.ok(holds(two, 2.35, 48.86) && holds(two, 139.69, 35.69), String(two));
  const many = [[-58, -34], [37, -1], [151, -34], [13, 52], [-123, 49], [18, -34], [104, 1], [-46, -24]];
  const world = view(many.map(([x, y], i) => town(x, y, "C" + i)));
  assert.ok(many.every(([x, y]) => holds(world, x, y)), String(world));
  assert.equal(fitsGlobe(world), false, "half of it is behind a globe");
});

await check("who only acts counts where nobody else does", async () => {
  assert.ok(holds(view([town(...washington, "US", 1, "ACTOR")]), ...washington));
  const talks = view([town(...washington, "US", 3, "ACTOR"), town(...kyiv, "UA", 1, "LOCATION")]);
  assert.ok(holds(talks, ...kyiv) && !holds(talks, ...washington), String(talks));
});

await check("a view goes on beyond 180 degrees", async () => {
  const box = view([town(178.4, -18.1, "FJ"), town(-179.97, -16.85, "FJ"), town(-166.5, 53.9, "US"), town(-176.6, 51.9, "US")]);
  assert.ok(box[2] - box[0] < 20 && holds(box, -166.5, 53.9) && holds(box, 178.4, -18.1), String(box));
});

await check("a country is shown by its main parts, and not by an island far away", async () => {
  const box = view([country("FR", [square(-5, 42, 8, 51), square(55.2, -21.4, 55.8, -20.9)])]);
  assert.deepEqual(box, [-5, 42, 8, 51]);
  const east = view([country("RU", [square(160, 62, 180, 70), square(-180, 64, -169, 68)])]);
  assert.ok(east[2] - east[0] < 35, `it is cut at 180 degrees: ${east}`);
});

await check("the country of a dateline says which town is meant, and shows itself in no view", async () => {
  const all = [town(...pokrovsk, "UA", 3), { ...country("UA", [square(22, 44, 40, 52)], "DATELINE"), id: 999 }];
  const box = view(all, focus);
  assert.ok(box[2] - box[0] < 5, String(box));
});

await check("hundreds of places take no time to speak of", async () => {
  const places = Array.from({ length: 600 }, (_, i) => town((i * 37) % 360 - 180, (i * 53) % 140 - 70, "C" + (i % 90)));
  assert.ok(view(places));
});
