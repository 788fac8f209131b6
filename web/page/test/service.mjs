// What the service says.

import assert from "node:assert/strict";
import { paste, sample, test } from "./harness.mjs";

await test("where a token is asked for, the page asks for it, and shows it", async (page) => {
  let shown = "";
  await page.route("**/v1/**", (route) => {
    shown = route.request().headers().authorization ?? "";
    if (shown === "Bearer geotag_right") return route.continue();
    return route.fulfill({ status: 401, contentType: "application/json", body: JSON.stringify({ code: 16, message: "this needs a token" }) });
  });
  assert.equal(await page.isVisible("#token"), false);
  await page.fill("#text", sample);
  await page.waitForSelector("#token", { state: "visible" });
  assert.match(await page.textContent("#problem"), /this needs a token/);
  await page.fill("#token", " geotag_right ");
  await page.press("#token", "Enter");
  await page.waitForSelector("#marks mark");
  assert.equal(await page.isVisible("#token"), false);
  assert.equal(await page.isVisible("#problem"), false);
  assert.equal(await page.evaluate(() => document.cookie + JSON.stringify(localStorage)), "{}");
}, { expects: /401/ });

await test("errors are said, and go away", async (page) => {
  await page.route("**/v1/tag", (r) => r.fulfill({ status: 503, contentType: "application/json", body: '{"code":14,"message":"the gazetteer is still loading"}' }));
  await page.fill("#text", "Floods in Kano");
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.textContent("#problem"), /still loading/);
  await page.unroute("**/v1/tag");
  await paste(page, "Floods in Kano again");
  assert.ok(await page.isHidden("#problem"));
  await page.click("#clear");
  await page.waitForFunction(() => document.querySelector("#panel").textContent.includes("No place"));
}, { expects: /503/ });

await test("on a phone a service that is gone is told of, whatever was read there", async (page) => {
  await page.tap("#tab-list");
  await page.route("**/v1/tag", (r) => r.abort());
  await page.evaluate(() => {
    const text = document.querySelector("#text");
    text.value = "Floods in Kano";
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForSelector("#problem", { state: "visible" });
  assert.match(await page.textContent("#problem"), /cannot be reached/);
  await page.tap("#tab-list");
  assert.equal(await page.textContent("#panel"), "No answer.");
  assert.equal(await page.evaluate(() => window.geotag.map.getSource("points").serialize().data.features.length), 0);
}, { viewport: { width: 390, height: 844 }, hasTouch: true, expects: /ERR_FAILED/ });
