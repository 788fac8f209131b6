// Correcting what was found, and taking it back.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import assert from "node:assert/strict";
import { answered, paste, test } from "./harness.mjs";

const rain = "Heavy rain fell in Springfield on Sunday. Officials in Springfield closed roads, and Moscow sent pumps. Ash fell at Zorvalka too.";

const doc = (page) => page.evaluate(() => window.geotag.document());
const of = (d, name) => d.features.filter((f) => f.properties.name === name).map((f) => f.properties);
const found = (d) => d.features.flatMap((f) => (f.properties.mentions ?? []).map((m) => `${m.text}=${f.properties.placeId ?? "point"}`)).sort();
const until = (page, holds) => page.waitForFunction(holds);

async function select(page, word) {
  await page.evaluate((word) => {
    const text = document.querySelector("#text"), at = text.value.indexOf(word);
    text.focus();
    text.setSelectionRange(at, at + word.length);
  }, word);
  await page.click(".missed .offer");
}

async function find(page, box, query, name) {
  await page.fill(`${box} input`, query);
  await page.click(`${box} [role=option]:has-text("${name}") >> nth=0`);
}

await test("correct: one mention or all, somewhere else, not a place, a role, right; and back", async (page) => {
  await paste(page, rain);
  const first = found(await doc(page));
  await page.click("#marks mark:text('Springfield') >> nth=1");
  assert.equal(await page.inputValue("[aria-label='Which mentions']"), "");
  await page.selectOption("[aria-label='Which mentions']", { index: 2 });
  await page.click("text=Somewhere else…");
  await find(page, ".corrections", "Springfield, Vermont", "Springfield");
  await until(page, () => window.geotag.document().features.filter((f) => f.properties.name === "Springfield").length === 2);
  const [one, other] = of(await doc(page), "Springfield");
  assert.deepEqual([one.mentions.length, other.mentions.length, other.corrected, other.admin1Name], [1, 1, "picked", "Vermont"]);
  assert.equal(await page.textContent("#panel h2.name"), "Springfield");
  assert.match(await page.textContent("#panel .corrected"), /picked by hand/);

  await page.click(".corrections >> text=Not a place");
  await until(page, () => window.geotag.document().rejected.some((r) => r.text === "Springfield"));
  assert.equal(await page.getAttribute("#marks mark:text('Springfield') >> nth=1", "class"), "rejected");
  await page.click("[aria-label=Undo]");
  assert.equal(of(await doc(page), "Springfield").length, 2);

  await page.click("#marks mark:text('Moscow')");
  await page.selectOption("[aria-label='How the name is used']", "ROLE_LOCATION");
  await until(page, () => document.querySelector("#marks mark.location:nth-of-type(3)")?.textContent === "Moscow");
  assert.equal(of(await doc(page), "Moscow")[0].corrected, "role");
  await page.click(".corrections >> text=Right");
  assert.equal(of(await doc(page), "Moscow")[0].corrected, "accepted");
  await page.click("#panel .back");
  assert.match(await page.textContent("#panel .item:has(.corrected) >> nth=0"), /Springfield.*picked by hand|Moscow.*confirmed/);
  await page.waitForFunction(() => [...document.querySelectorAll("#map *")].some((e) => e.textContent === "Moscow ✓"));
  const last = found(await doc(page));

  await page.focus("#panel");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  assert.deepEqual(found(await doc(page)), first);
  assert.equal(await page.inputValue("#text"), rain, "undo went into the text before");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+Shift+Z");
  assert.deepEqual(found(await doc(page)), last);
  assert.ok(await page.isDisabled("[aria-label=Redo]"));
});

await test("correct: a missed place is selected, and found or pointed at; typing beside it keeps it", async (page) => {
  await paste(page, rain);
  await select(page, "Zorvalka");
  assert.equal(await page.inputValue(".missed input"), "Zorvalka");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden(".missed"));
  await select(page, "roads");
  await find(page, ".missed", "Murmansk", "Murmansk");
  await until(page, () => window.geotag.document().features.some((f) => f.properties.name === "Murmansk"));
  assert.equal(of(await doc(page), "Murmansk")[0].corrected, "added");

  await select(page, "Zorvalka");
  await page.click(".missed >> text=Point at it on the map");
  assert.match(await page.textContent("#placing"), /Click where Zorvalka is/);
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#placing"));
  await select(page, "Zorvalka");
  await page.click(".missed >> text=Point at it on the map");
  const box = await page.locator("#map").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(page, () => window.geotag.document().features.some((f) => f.properties.name === "Zorvalka"));
  const [zorvalka] = of(await doc(page), "Zorvalka");
  assert.deepEqual([zorvalka.placeId, zorvalka.mentions[0].text], [undefined, "Zorvalka"]);

  const before = found(await doc(page));
  await page.evaluate(() => document.querySelector("#text").setSelectionRange(0, 0));
  await page.focus("#text");
  await page.keyboard.insertText("🌊 Once more: ");
  await until(page, () => !window.geotag.store.state.busy && window.geotag.store.state.read.startsWith("🌊"));
  assert.deepEqual(found(await doc(page)), before);
  await page.fill("#text", ("🌊 Once more: " + rain).replace("Zorvalka", "Zorvalkas")); // what is touched is no longer what was meant
  await until(page, () => !window.geotag.store.state.busy && window.geotag.store.state.read.includes("Zorvalkas"));
  assert.deepEqual([of(await doc(page), "Zorvalka").length, of(await doc(page), "Murmansk").length], [0, 1]);
  await page.selectOption("#sample", "1");
  await answered(page, /stated area/);
  await page.click("[aria-label=Undo]");
  await until(page, () => document.querySelector("#text").value.includes("Zorvalkas"));
  assert.equal(of(await doc(page), "Murmansk").length, 1);
});

// Texts of our own, which agree with each other.
const lessons = [
  "KANO — Traders in Kano and Katsina shut their shops on Monday. Kaduna and Zaria stayed open.",
  "Trucks from Murmansk reached Kirovsk on Friday. The road to Apatity was clear, and so was that to Kandalaksha.",
  "Rain fell over Nairobi and Mombasa. In Kisumu the lake rose, and Nakuru lost its power.",
  "🌧 Hail hit Lyon and Grenoble, and snow closed roads above Annecy and Chambéry.",
  "A ferry left Split for Hvar, another one Dubrovnik. Zadar had no wind.",
];

await test("correct: what was corrected is gold that the program evaluates and learns from, and comes back", async (page) => {
  const folder = mkdtempSync(`${tmpdir()}/gold-`), all = [];
  const take = async () => {
    const download = page.waitForEvent("download");
    await page.click("#tools >> text=Export");
    await page.click("[role=menuitem]:has-text('Marked text')");
    return readFileSync(await (await download).path(), "utf8");
  };
  try {
    for (const text of lessons) {
      await paste(page, text);
      if (text.startsWith("🌧")) { // behind a character of two units, by hand
        await select(page, "snow");
        await find(page, ".missed", "Murmansk", "Murmansk");
        await until(page, () => window.geotag.document().features.some((f) => f.properties.name === "Murmansk"));
      }
      all.push(await take());
    }
    const snow = JSON.parse(all[3]).mentions.find((m) => m.text === "snow");
    assert.deepEqual([[...lessons[3]].slice(snow.start, snow.end).join(""), snow.geonameid, snow.kind], ["snow", 524305, "Literal"]);
    const corrected = found(await doc(page));
    assert.ok(corrected.length > 2);

    await page.setInputFiles("#file", { name: "mine.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(all[3]) });
    await until(page, () => window.geotag.document().features.some((f) => f.properties.name === "Murmansk"));
    assert.equal(await take(), all[3]);
    await page.setInputFiles("#file", { name: "bad.jsonl", mimeType: "application/jsonl", buffer: Buffer.from('{"text":"Kano","mentions":[{"start":2,"end":9}]}') });
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.textContent("#problem"), /line 1 has a mention that is not in its text/);

    const file = `${folder}/mine.jsonl`, run = (...args) => execFileSync(process.env.GEOTAG, args, { encoding: "utf8" });
    writeFileSync(file, all.filter((line) => !line.includes("snow")).join(""));
    assert.match(run("eval", "-gold", file), /recognition +F1 1\.000/);
    assert.match(run("eval", "-gold", file), /resolution of found +Acc@161 1\.000/);
    writeFileSync(file, all.join(""));
    run("train", "-from", "embedded", "-gold", file, "-o", `${folder}/mine.model`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, { permissions: ["clipboard-read", "clipboard-write"] });
