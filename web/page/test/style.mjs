// The style of the map, for whoever draws it, and its fonts.

import assert from "node:assert/strict";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { idle, origin, test } from "./harness.mjs";

await test("the style and the description of the tiles are as their specifications have them", async () => {
  for (const theme of ["light", "dark"]) {
    const style = await fetch(`${origin}/style.json?theme=${theme}`).then((r) => r.json());
    assert.deepEqual(validateStyleMin(style), []);
    const tiles = await fetch(style.sources.base.url).then((r) => r.json());
    assert.equal(tiles.tilejson, "3.0.0");
    const tile = await fetch(tiles.tiles[0].replace("{z}", 0).replace("{x}", 0).replace("{y}", 0));
    assert.equal(tile.headers.get("content-type"), "application/vnd.mapbox-vector-tile");
  }
});

await test("the map's letters are the page's own", async (page) => {
  await idle(page);
  const loaded = await page.evaluate(() => [...document.fonts].filter((f) => f.status === "loaded" && /Noto Sans/.test(f.family)).map((f) => `${f.style} ${f.weight}`));
  for (const face of ["normal 400", "normal 500", "italic 400"]) assert.ok(loaded.includes(face), `${face} is not loaded: ${loaded}`);
});
