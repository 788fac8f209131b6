// How text, map and list share the window, in which colors, and what is remembered of that.

import assert from "node:assert/strict";
import { here, paste, sample, test } from "./harness.mjs";

const widths = (page) => page.evaluate(() => ["reading", "mapside", "listing"].map((id) => Math.round(document.getElementById(id).getBoundingClientRect().width)));

/** No two of the panes that are seen lie on one another. */
async function apart(page, ...ids) {
  const boxes = await page.evaluate((ids) => ids.map((id) => document.getElementById(id).getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom]), ids);
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b, k) =>
    assert.ok(a[2] <= b[0] + 0.5 || b[2] <= a[0] + 0.5 || a[3] <= b[1] + 0.5 || b[3] <= a[1] + 0.5, `${ids[i]} and ${ids[i + 1 + k]} cover each other: ${a} ${b}`)));
}

await test("panes are made wider by pointer and keyboard, put away, and remembered", async (page) => {
  await apart(page, "reading", "mapside", "listing");
  const [text, map, list] = await widths(page), box = await page.locator("#edge-text").boundingBox();
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), "{}");
  await page.mouse.move(box.x + 3, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + 103, 400, { steps: 4 });
  await page.mouse.up();
  const [wider, smaller] = await widths(page);
  assert.ok(Math.abs(wider - text - 100) < 8 && Math.abs(map - smaller - 100) < 8, `${[text, map]} became ${[wider, smaller]}`);
  await page.focus("#edge-list");
  const before = Number(await page.getAttribute("#edge-list", "aria-valuenow"));
  await page.keyboard.press("ArrowLeft");
  assert.equal(Number(await page.getAttribute("#edge-list", "aria-valuenow")), before + 2);
  assert.ok((await widths(page))[2] > list);
  await page.keyboard.press("End");
  assert.equal(await page.getAttribute("#edge-list", "aria-valuenow"), await page.getAttribute("#edge-list", "aria-valuemax"));
  await apart(page, "reading", "mapside", "listing");
  await page.dblclick("#edge-list");
  assert.equal((await widths(page))[2], list);
  await page.click("#show-list");
  await page.focus("#edge-text");
  const kept = await widths(page);
  assert.equal(kept[2], 0);
  await page.click("#theme");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.reload();
  await page.waitForSelector("#marks mark");
  assert.deepEqual(await widths(page), kept);
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.click("#marks mark:text('Sudzha')"); // what is chosen is told in the list, which comes back
  assert.ok((await widths(page))[2] > 100);
  await page.focus("#edge-text");
  await page.keyboard.press("Enter");
  assert.equal((await widths(page))[0], 0);
  assert.equal(await page.getAttribute("#show-text", "aria-pressed"), "false");
  const canvas = await page.waitForFunction(() => { // the map takes the room
    const canvas = document.querySelector("#map canvas").getBoundingClientRect().width, pane = document.querySelector("#mapside").getBoundingClientRect().width;
    return Math.abs(canvas - pane) < 2 && canvas;
  });
  assert.ok((await canvas.jsonValue()) > 700);
});

await test("the colors are chosen, also against the system's", async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await paper(), land = () => page.evaluate(() => window.geotag.map.getStyle().layers[0].paint["background-color"]);
  await page.waitForFunction(() => window.geotag.map.isStyleLoaded());
  const sea = await land();
  await page.click("#theme");
  assert.notEqual(await paper(), dark);
  await page.waitForFunction((sea) => window.geotag.map.getStyle()?.layers[0].paint["background-color"] !== sea, sea);
  await page.click("#theme");
  assert.equal(await page.getAttribute("#theme", "aria-label"), "Colors: dark");
  assert.equal(await paper(), dark);
}, { colorScheme: "dark" });

await test("on a tablet the text and the list take turns beside the map", async (page) => {
  await apart(page, "reading", "mapside");
  assert.equal(await page.isVisible("#listing"), false);
  await page.click("#tab-list");
  await apart(page, "listing", "mapside");
  assert.equal(await page.isVisible("#reading"), false);
  await page.click("#tab-text");
  await page.click("#marks mark:text('Sudzha')");
  assert.equal(await page.isVisible("#panel h2.name"), true);
  await page.screenshot({ path: `${here}shots/tablet.png` });
}, { viewport: { width: 900, height: 1100 } });

await test("on a phone the map stands above a sheet, which is dragged, and nothing is out of reach", async (page) => {
  await paste(page, sample);
  await apart(page, "mapside", "bar", "reading");
  const height = () => page.evaluate(() => Math.round(document.querySelector("#mapside").getBoundingClientRect().height));
  const before = await height(), handle = await page.locator("#edge-sheet").boundingBox();
  await page.mouse.move(handle.x + 100, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 100, handle.y - 140, { steps: 4 });
  await page.mouse.up();
  assert.ok(Math.abs(before - (await height()) - 150) < 6, `${before} became ${await height()}`);
  await apart(page, "mapside", "bar", "reading");
  assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, document.documentElement.scrollWidth <= innerWidth]), [true, true], "the page scrolls");
  const out = await page.evaluate(() => [...document.querySelectorAll("button, select, input, a, label.button")].filter((e) => {
    const b = e.getBoundingClientRect();
    return b.width > 1 && !e.closest(".maplibregl-map, #panel, #empty") && e.checkVisibility() && (b.left < -0.5 || b.right > innerWidth + 0.5 || b.bottom > innerHeight + 0.5);
  }).map((e) => e.id || e.textContent));
  assert.deepEqual(out, [], "controls lie outside of the window");
  await page.tap("#marks mark:text('Moscow')");
  assert.equal(await page.textContent("#panel h2.name"), "Moscow");
  await apart(page, "mapside", "bar", "listing");
  await page.tap("#panel .back");
  await page.tap("#tab-text");
  assert.equal(await page.isVisible("#text"), true);
}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
