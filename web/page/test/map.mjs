// The map and the search box.

import assert from "node:assert/strict";
import { here, idle, paste, sample, test } from "./harness.mjs";

await test("a stated area is drawn with its size, within its region", async (page) => {
  await paste(page, sample);
  const shape = await page.evaluate(() => window.geotag.document().features.find((f) => f.properties.area));
  assert.ok(shape.properties.area.clipped);
  const ring = shape.geometry.type === "Polygon" ? shape.geometry.coordinates[0] : shape.geometry.coordinates[0][0];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += (ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]) / 2;
  const km2 = Math.abs(sum) * 111.19 * 111.19 * Math.cos((51.2 * Math.PI) / 180);
  assert.ok(Math.abs(km2 / 1300 - 1) < 0.02, `${km2} km²`);
  await page.click("#marks mark.area");
  const panel = await page.textContent("#panel");
  assert.match(panel, /1,300 km² = 501\.9 sq mi/);
  assert.match(panel, /4\.3\d? % of Kursk Oblast/);
  assert.match(panel, /restated as “500 square miles”: consistent/);
  await idle(page);
  const drawn = await page.evaluate(() => window.geotag.map.querySourceFeatures("shapes").some((f) => f.properties.shape === "area"));
  assert.ok(drawn, "the map does not draw it");
});

await test("another reading moves the pin, and back", async (page) => {
  await paste(page, "Heavy rain fell in Springfield on Sunday. Officials in Springfield, Illinois, closed roads in Paris.");
  await page.click("#marks mark >> nth=0");
  const before = await page.evaluate(() => window.geotag.map.getSource("other").serialize().data.features.length);
  const other = page.locator("#panel .alternatives button >> nth=0");
  await other.focus();
  const after = await page.evaluate(() => window.geotag.map.getSource("other").serialize().data.features.length);
  assert.deepEqual([before, after], [0, 1], "another reading is not shown");
  assert.match(await page.textContent("#summary"), /\d ms/);
  const placeOf = () => page.evaluate(() => window.geotag.document().features[0].properties.placeId);
  const first = await placeOf();
  await other.click();
  await page.waitForFunction((first) => window.geotag.document().features[0].properties.placeId !== first, first);
  assert.match(await page.textContent("#panel"), /picked by hand/);
  const pin = await page.evaluate(() => window.geotag.map.getSource("points").serialize().data.features[0].geometry.coordinates);
  const picked = await page.evaluate(() => window.geotag.document().features[0]);
  assert.deepEqual(pin, picked.geometry.coordinates);
  assert.equal(picked.properties.mentionCount, picked.properties.mentions.length);
  await page.click("#panel .alternatives button >> nth=0");
  await page.waitForFunction((first) => window.geotag.document().features[0].properties.placeId === first, first);
  await page.click("#panel .back");
  assert.match(await page.textContent("#panel"), /Springfield/);
});

await test("a name from right to left is drawn on the map as it is written", async (page) => {
  await page.route("**/v1/tag", async (route) => {
    const response = await route.fetch(), answer = await response.json();
    for (const f of answer.features) f.properties.name = f.properties.name === "Kano" ? "قرية الزهيرية" : f.properties.name;
    await route.fulfill({ response, json: answer });
  });
  await paste(page, "Floods in Kano and Lagos.");
  await idle(page);
  const name = page.locator("#map .name .text", { hasText: "قرية الزهيرية" });
  assert.equal(await name.isVisible(), true);
  assert.equal(await name.locator("span").evaluate((e) => getComputedStyle(e).direction), "rtl");
});

await test("a river is drawn as it flows, and a lake as it lies", async (page) => {
  await paste(page, "Barges were stuck in the Danube. Rain fell on Lake Geneva.");
  await idle(page);
  const on = (layer) => page.evaluate((layer) => [...new Set(window.geotag.map.queryRenderedFeatures({ layers: [layer] }).map((f) => f.properties.name))], layer);
  assert.deepEqual([await on("courses"), await on("regions"), await on("points")], [["Danube River"], ["Lake Geneva"], []]);
  const at = await page.evaluate(() => {
    const line = window.geotag.document().features.find((f) => f.properties.name === "Danube River").geometry.coordinates[0];
    return window.geotag.map.project(line[Math.floor(line.length / 2)]);
  });
  const box = await page.locator("#map").boundingBox();
  await page.mouse.click(box.x + at.x + 4, box.y + at.y); // beside it
  await page.waitForFunction(() => document.querySelector("#panel h2.name")?.textContent === "Danube River");
  await page.screenshot({ path: `${here}shots/river.png` });
});

await test("the search box completes, by keyboard", async (page) => {
  await page.fill("#find", "murma");
  await page.waitForSelector("#found li");
  assert.match(await page.textContent("#found li >> nth=0"), /^Murmansk/);
  await page.press("#find", "ArrowDown");
  assert.equal(await page.getAttribute("#find", "aria-activedescendant"), "found-0");
  await page.press("#find", "Enter");
  assert.equal(await page.inputValue("#find"), "Murmansk");
  await page.waitForFunction(() => Math.abs(window.geotag.map.getCenter().lat - 68.97) < 1);
  await page.fill("#find", "51.19, 35.27");
  await page.press("#find", "Enter");
  await page.waitForFunction(() => /Sudzha/.test(document.querySelector("#panel").textContent));
  await page.fill("#find", "Murmanks");
  await page.waitForFunction(() => /Murmansk/.test(document.querySelector("#found")?.textContent ?? ""));
});

await test("a click on the map says what is there", async (page) => {
  await page.click("#clear");
  await page.evaluate(() => window.geotag.map.jumpTo({ center: [35.3, 51.25], zoom: 9 }));
  await idle(page);
  const box = await page.locator("#map").boundingBox();
  await page.mouse.click(box.x + box.width / 2 - 60, box.y + box.height / 2);
  await page.waitForFunction(() => /Kursk Oblast/.test(document.querySelector("#panel").textContent));
});
