// The list: its groups, its filter, and how it and the other panes light what is pointed at.

import assert from "node:assert/strict";
import { idle, paste, sample, test } from "./harness.mjs";

const groups = (page) => page.$$eval("#panel .group", (all) => Object.fromEntries(all.map((g) => [g.querySelector("h2").textContent, [...g.querySelectorAll(".item bdi")].map((b) => b.textContent)])));
const marked = (page) => page.$$eval("#marks mark", (all) => all.map((m) => m.textContent));

/** Gives features of an answer other scores. */
const scored = (page, scores) => page.route("**/v1/tag", async (route) => {
  const response = await route.fetch(), answer = await response.json();
  for (const f of answer.features) f.properties.score = scores[f.properties.name] ?? f.properties.score;
  await route.fulfill({ response, json: answer });
});

await test("what was found is listed by country, what is unsure first, and what is no place last", async (page) => {
  await scored(page, { Sudzha: 0.41 });
  await paste(page, sample + " Boats drifted on the Danube.");
  const listed = await groups(page);
  assert.equal(Object.keys(listed)[0], "Check these");
  assert.ok(listed["Check these"].includes("Sudzha"));
  assert.ok(["Kursk Oblast", "Moscow", "1,300 square kilometers"].every((name) => listed["Russia"].includes(name)), JSON.stringify(listed));
  assert.deepEqual(listed["Ukraine"], ["Ukraine"]);
  assert.equal(Object.keys(listed).at(-1), "Not places");
  assert.equal(await page.isVisible("#panel .rejected"), false);
  assert.equal(await page.textContent("#panel .group.not .count"), "1");
  const width = (name) => page.evaluate((name) => [...document.querySelectorAll("#panel .item")].find((b) => b.textContent.startsWith(name)).querySelector(".sure i").getBoundingClientRect().width, name);
  assert.ok((await width("Sudzha")) < (await width("Kursk Oblast")), "a bar does not show how sure an answer is");
});

await test("a country with many places has its divisions as headings, and hundreds of features stay quick", async (page) => {
  const towns = ["Munich", "Nuremberg", "Augsburg", "Regensburg", "Cologne", "Dortmund", "Essen", "Stuttgart", "Mannheim", "Leipzig"];
  await paste(page, `Trains in Germany between ${towns.join(", ")} were late.`);
  assert.ok((await page.$$eval("#panel .group h3", (all) => all.map((h) => h.textContent))).includes("Bavaria"));
  await page.route("**/v1/tag", async (route) => {
    const response = await route.fetch(), answer = await response.json();
    answer.features = Array.from({ length: 600 }, (_, i) => ({ ...answer.features[i % answer.features.length], id: i + 1 }));
    await route.fulfill({ response, json: answer });
  });
  await paste(page, `Buses in Germany between ${towns.join(", ")} were late.`);
  await page.waitForFunction(() => document.querySelectorAll("#panel .item").length === 600);
  const took = await page.evaluate(() => {
    const { store } = window.geotag, from = performance.now();
    store.change({ filter: { roles: [], kinds: [], below: 0.1 } });
    document.querySelector("#panel").getBoundingClientRect();
    return performance.now() - from;
  });
  console.log(`       a filter over 600 features: ${took.toFixed(0)} ms`);
});

await test("one filter acts on the text, the list and the map", async (page) => {
  await paste(page, sample);
  await idle(page);
  const drawn = () => page.evaluate(() => [...new Set(["points", "shapes"].flatMap((s) => window.geotag.map.getSource(s).serialize().data.features.map((f) => f.properties.name)))]);
  assert.ok((await drawn()).includes("Moscow"));
  await page.click(".filtering");
  await page.click("#filter [data-role=actor]");
  assert.ok(!(await marked(page)).includes("Moscow") && (await marked(page)).includes("Sudzha"));
  assert.ok(!(await groups(page))["Russia"].includes("Moscow"));
  await page.waitForFunction(() => !window.geotag.map.getSource("points").serialize().data.features.some((f) => f.properties.name === "Moscow"));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.role), "actor", "the chip loses the focus");
  assert.match(await page.textContent("#head .count"), /^\d+ of \d+$/);
  await page.click("#filter [data-kind=FEATURE_KIND_STATED_AREA]");
  await page.click("#filter [data-role=rejected]");
  assert.ok(!(await marked(page)).includes("1,300 square kilometers") && !(await marked(page)).includes("The Kyiv Independent"));
  await page.locator("#below").fill("95");
  assert.equal(await page.textContent("#filter output"), "95 % sure");
  assert.ok((await page.evaluate(() => window.geotag.document().features.length)) > 4, "the filter changes the answer");
  await page.click("#panel .none button");
  assert.ok((await marked(page)).includes("Moscow") && (await marked(page)).includes("The Kyiv Independent"));
});

await test("what is pointed at in the list, by mouse or focus, is lit in the text and on the map", async (page) => {
  await paste(page, sample);
  await idle(page);
  const lit = () => page.evaluate(() => ({
    marks: [...document.querySelectorAll("#marks mark.pointed")].map((m) => m.textContent),
    map: [...document.querySelectorAll("#panel .item")].filter((b) => ["points", "shapes"].some((source) => window.geotag.map.getFeatureState({ source, id: Number(b.dataset.feature) }).pointed)).map((b) => b.querySelector("bdi").textContent),
  }));
  await page.hover("#panel .item:has-text('Sudzha')");
  assert.deepEqual(await lit(), { marks: ["Sudzha"], map: ["Sudzha"] });
  await page.focus("#panel .item:has-text('Moscow')");
  assert.deepEqual(await lit(), { marks: ["Moscow"], map: ["Moscow"] });
  await page.hover("#marks mark:text('Kursk Oblast')");
  assert.equal(await page.textContent("#panel .item.pointed bdi"), "Kursk Oblast");
  await page.keyboard.press("Enter");
  await page.click("#panel .back");
  await page.click("#panel .item:has-text('Sudzha')");
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#panel .group"), true);
});
