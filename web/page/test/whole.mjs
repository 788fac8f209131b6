// The page as a whole: for everybody, quick, and small.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import assert from "node:assert/strict";
import { here, idle, sample, test } from "./harness.mjs";

const require = createRequire(import.meta.url);

/** What axe calls serious or worse of the page as it stands. */
async function faults(page) {
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
}

for (const [name, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 390, height: 844 } }]]) {
  await test(`${name}: no serious fault for those who see or hear it otherwise`, async (page) => {
    if (name === "light") {
      await page.click("#marks mark:text('Sudzha')"); // a place's reasons
      await page.click("#panel .why summary");
    }
    if (name === "dark") { // relations, and an area in acres
      await page.selectOption("#sample", "1");
      await page.waitForFunction(() => window.geotag.document().features.some((f) => f.properties.name === "Taitung"));
      await page.click("#marks mark.relation >> nth=-1");
    }
    await idle(page);
    await page.addScriptTag({ content: "" }).catch(() => {}); // the policy refuses inline scripts: axe goes in another way
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    await page.screenshot({ path: `${here}shots/${name}.png` });
    assert.deepEqual(await faults(page), []);
    if (name === "narrow") await page.click("#tab-list");
    if (await page.isVisible("#panel .back")) await page.click("#panel .back");
    await page.click(".filtering");
    await page.click("#filter [data-role=location]");
    await page.screenshot({ path: `${here}shots/${name}-list.png` });
    assert.deepEqual(await faults(page), [], "with the list and its filter");
    await page.click("#helping");
    assert.deepEqual(await faults(page), [], "with the help");
    await page.keyboard.press("Escape");
    if (name === "narrow") await page.click("#tab-text");
    await page.click("#walk");
    assert.deepEqual(await faults(page), [], "while the marks are walked");
    await page.click("#clear");
    await page.waitForSelector("#empty .card");
    await page.screenshot({ path: `${here}shots/${name}-empty.png` });
    assert.deepEqual(await faults(page), [], "without a text");
  }, { ...options, expects: /Content Security Policy/ });
}

await test("the first render takes less than a second, and little is loaded", async (page) => {
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  assert.ok(paint < 1000, `first paint after ${paint} ms`);
  let all = 0, own = 0, letters = 0;
  for (const f of readdirSync(here + "dist/assets")) {
    const size = gzipSync(readFileSync(here + "dist/assets/" + f)).length;
    all += size;
    if (f.endsWith(".woff2")) letters += size;
    else if (!/^(vendor|maplibre)/.test(f)) own += size;
  }
  console.log(`       first paint ${paint.toFixed(0)} ms; ${(all / 1000).toFixed(0)} kB gzipped, of which ${(own / 1000).toFixed(0)} kB are our own and ${(letters / 1000).toFixed(0)} kB are letters, which are fetched by script`);
  assert.ok(own < 120_000);
});
