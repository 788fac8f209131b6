// The style of the map, for whoever draws it, and its fonts.

import assert from "node:assert/strict";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { answered, idle, origin, paste, test } from "./harness.mjs";

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

await test("a page whose map fonts do not come answers, and draws them when they come", async (page) => {
  let come;
  const held = new Promise((done) => (come = done));
  await page.route(/noto-sans-latin-400-normal.*woff2/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => window.geotag);
  await paste(page, "A bakery in Uppsala opens at six.");
  await answered(page, /^1 place/);
  const anew = page.evaluate(() => new Promise((done) => window.geotag.map.once("style.load", () => done(document.fonts.check("400 24px 'Noto Sans'")))));
  come();
  assert.equal(await anew, true);
  await idle(page);
  assert.equal(await page.evaluate(() => window.geotag.map.getSource("points").serialize().data.features.length), 1);
});

await test("a name is bold in the page's own letters of its script", async (page) => {
  await paste(page, "नई रेल मुंबई में है।");
  const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
  const scripts = await page.evaluate(async (family) => (await document.fonts.load(`600 13px ${family}`, "नई")).map((f) => f.family), family);
  assert.ok(scripts.some((f) => /Noto Sans/.test(f)), `of ${scripts}`);
});
