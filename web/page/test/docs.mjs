// The documentation as it is read: to see, to search, by keyboard and without a script.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { here, origin, test } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const narrow = { viewport: { width: 390, height: 844 } };

for (const [name, at, options] of [
  ["light", "/docs/", { colorScheme: "light" }],
  ["dark", "/docs/tutorial-gazetteer", { colorScheme: "dark" }],
  ["narrow", "/docs/quality", { colorScheme: "light", ...narrow }],
  ["narrow-dark", "/docs/using#pages", { colorScheme: "dark", ...narrow }],
]) {
  await test(`docs: accessible: ${name}`, async (page) => {
    if (name === "light") await search(page, "token rate");
    await page.screenshot({ path: `${here}shots/docs-${name}.png` });
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the window");
  }, { at, ...options, expects: /Content Security Policy/ }); // axe tries a style of its own
}

/** Types into the search as a reader would. */
async function search(page, words) {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.waitForSelector("#results:not([hidden])");
}

await test("docs: the search ranks headings first, and goes there by keyboard", async (page) => {
  await search(page, "who may call");
  const options = page.locator("#results [role=option]");
  assert.match(await options.first().textContent(), /^Who may callOperating geotag/);
  assert.equal(await options.first().locator("p mark").count() > 0, true, "the words are marked");
  await page.keyboard.press("ArrowDown");
  assert.equal(await options.nth(1).getAttribute("aria-selected"), "true");
  assert.equal(await page.getAttribute("#query", "aria-activedescendant"), await options.nth(1).getAttribute("id"));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(origin + "/docs/operations#who-may-call");
  assert.ok(await page.evaluate(() => { const y = document.getElementById("who-may-call").getBoundingClientRect().top; return y >= 60 && y < innerHeight / 2; }), "the heading is in view, below the header");
}, { at: "/docs/using" });

await test("docs: what is searched for is text, and Escape closes", async (page) => {
  await search(page, "<img src=x onerror=alert(1)>");
  assert.match(await page.textContent("#results"), /Nothing has all of these words/);
  await page.fill("#query", "</b>");
  await page.waitForFunction(() => document.querySelector("#results mark"));
  assert.equal(await page.textContent("#results mark"), "</b>");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#results"));
  await page.fill("#query", "Zürich quarterz");
  await page.waitForSelector("#results .none");
}, { at: "/docs/" });

await test("docs: a console's commands are copied without what they print", async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const block = page.locator(".code", { hasText: "Camp Heron\tPLACE_TYPE" });
  await block.hover();
  await block.getByRole("button").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^geotag find -gazetteer mine\.gaz 'Station Seven'\ngeotag reverse/);
  assert.doesNotMatch(copied, /PLACE_TYPE/);
}, { at: "/docs/tutorial-gazetteer" });

await test("docs: they are read without a script", async (page) => {
  assert.equal(await page.isVisible("#query"), false);
  await page.click(".menu");
  await page.click("#pages >> text=Limits of the service");
  await page.waitForURL(origin + "/docs/limits");
  assert.match(await page.textContent("h1"), /Limits/);
  assert.ok(await page.isHidden("#pages"), "the list of pages is closed again");
}, { at: "/docs/using", javaScriptEnabled: false, ...narrow });

await test("docs: the map that they show is drawn by the MapLibre that npm installs", async (page) => {
  const [, html] = /```html\n(.*?)```/s.exec(readFileSync(here + "../../docs/using.md", "utf8"));
  await page.route("**/own/*.html", (r) => r.fulfill({ contentType: "text/html", body: html.replace("http://localhost:8081", origin) }));
  await page.route("**/own/node_modules/**", (r) => r.fulfill({ path: here + new URL(r.request().url()).pathname.replace("/own/", "") }));
  await page.goto(origin + "/own/map.html");
  await page.waitForSelector(".maplibregl-canvas");
  for (let popup = 0; popup === 0; popup = await page.locator(".maplibregl-popup").count()) { // until the places are drawn
    await page.mouse.click(720, 8 + 855 / 2);
    await page.waitForTimeout(100);
  }
  assert.equal(await page.textContent(".maplibregl-popup-content"), "Kano×");
}, { at: "/docs/" });

await test("docs: they have the colors that were chosen on the page", async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.evaluate(() => localStorage.setItem("geotag.theme", "dark"));
  await page.reload();
  assert.notEqual(await paper(), light);
}, { at: "/docs/", colorScheme: "light" });
