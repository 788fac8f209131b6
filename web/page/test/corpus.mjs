// Many texts on one map: results and texts that are dropped, and the file that opens without a network.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import assert from "node:assert/strict";
import { here, idle, openFile, paste, test } from "./harness.mjs";
import { texts } from "./many.mjs";

const require = createRequire(import.meta.url);
const all = [...texts(300)].map((t) => ({ ...t, text: `„${t.text}“ 🌉` })); // in which bytes, code points and UTF-16 count otherwise
const lines = (records) => records.map((r) => JSON.stringify(r)).join("\n") + "\n";
const geotag = (args, input) => execFileSync(process.env.GEOTAG, args, { input, maxBuffer: 1 << 28 }).toString();
const results = geotag(["tag", "-lines", "-lenient", "-with-text"], lines(all)).trim().split("\n").map((l, i) => ({ ...JSON.parse(l), date: all[i].date, title: all[i].title }));
const named = (name) => results.filter((r) => r.features.some((f) => f.properties.name === name));
const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

const facts = (page) => page.locator("#corpus > .facts").textContent();
const counts = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#corpus > .facts").textContent), pattern.source);
const corpus = (page) => page.waitForFunction(() => window.geotag?.store.state.corpus, null, { timeout: 60_000 });

async function serious(page) {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
}

await test("many texts: results become circles, documents, a timeline and a table, all of which narrow", async (page) => {
  const before = await page.inputValue("#text");
  const records = results.map((r) => JSON.stringify(r));
  records.splice(11, 0, "{ this is no answer");
  await page.setInputFiles("#file", file("places.jsonl.gz", gzipSync(records.join("\n"))));
  await corpus(page);
  assert.match(await facts(page), /^300 documents · \d+ places · \d+ countries$/);
  await page.click(".faults summary");
  assert.match(await page.locator(".faults li").textContent(), /^places.jsonl.gz, line 12: it is no JSON/);
  assert.ok((await page.locator("#corpus .document").count()) < 60, "only the rows that are seen are on the page");
  assert.equal(await page.locator(".rows .inner").first().evaluate((e) => e.clientHeight), 300 * 58);
  await idle(page);
  const circles = await page.evaluate(() => window.geotag.map.queryRenderedFeatures({ layers: ["corpus-circles"] }).map((f) => f.properties));
  assert.ok(circles.length > 5 && circles.every((c) => c.documents >= 1 && c.documents <= 300));
  await page.screenshot({ path: `${here}shots/many.png` });
  assert.deepEqual(await serious(page), []);

  await page.click(".table .row >> text=Kano");
  await counts(page, new RegExp(`^${named("Kano").length} of 300`));
  await page.click(".chosen-places button");
  const from = "2022-06-01", to = "2022-08-31", within = results.filter((r) => r.date >= from && r.date <= to).length;
  await page.fill("[aria-label='First day']", from);
  await page.fill("[aria-label='Last day']", to);
  await counts(page, new RegExp(`^${within} of 300`));
  await page.click(".timeline .all");
  await page.fill("#corpus input[type=search]", "ferry line");
  await counts(page, new RegExp(`^${results.filter((r) => /ferry line/.test(r.title)).length} of 300`));
  await page.fill("#corpus input[type=search]", "no such title");
  await counts(page, /^0 of 300 documents · 0 places/);
  assert.equal(await page.locator("#corpus .document, .table .row").count(), 0);
  await page.fill("#corpus input[type=search]", "");
  await page.click(".narrow summary");
  await page.click(".narrow .actor");
  const placed = results.filter((r) => r.features.some((f) => f.properties.mentions?.some((m) => m.role !== "ROLE_ACTOR"))).length;
  await counts(page, new RegExp(`^${placed} of 300`));
  await page.click(".narrow .actor");
  await page.click(".head >> text=Place");
  const sorted = await page.locator(".table .row .place").allTextContents();
  assert.deepEqual(sorted, [...sorted].sort(new Intl.Collator("en").compare));

  const first = await page.locator(".document .called").nth(2).textContent();
  await page.locator(".document button").nth(2).click();
  await page.waitForSelector("#marks mark");
  assert.equal(await page.locator(".opened strong").textContent(), first);
  const marked = await page.locator("#marks mark[data-feature]").allTextContents(), { text } = all.find((t) => t.title === first);
  assert.ok(marked.length >= 3 && marked.every((m) => new RegExp(`(?<![\\p{L}])${m}(?![\\p{L}])`, "u").test(text)), `offsets of bytes stand in the text: ${marked}`);
  await page.click(".opened .back");
  await counts(page, /^300 documents/);
  assert.match(await page.evaluate(() => document.activeElement.textContent), new RegExp(`^${first}`));
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("[data-row]").dataset.row), "3");
  await page.click("#corpus .close");
  assert.equal(await page.inputValue("#text"), before);
}, { expects: /Content Security Policy/ });

await test("many texts: texts are tagged as they come, and can be given up", async (page) => {
  const before = await page.inputValue("#text");
  await page.route("**/v1/tag:stream", () => {}); // which never answers
  await page.setInputFiles("#file", file("texts.jsonl", lines(all.slice(0, 100))));
  await page.click(".loading button");
  await page.waitForSelector(".loading", { state: "hidden" });
  assert.equal(await page.inputValue("#text"), before);
  await page.unroute("**/v1/tag:stream");
  await page.setInputFiles("#file", [
    file("2024-05-17 bridge.txt", "A bridge was opened in Kaduna, 🌉 north of Abuja."), file("2024-06-02.html", "<title>x</title><nav>Paris</nav><article><h1>Snow in Oslo</h1><p>Trains to Bergen stood still.</p></article><script>alert(1)</script>"),
    file("empty.txt", ""),
  ]);
  await corpus(page);
  assert.match(await facts(page), /^2 documents · 4 places · 2 countries$/);
  assert.match(await page.locator(".faults").textContent(), /empty\.txt: .*empty/);
  assert.deepEqual(await page.locator(".table .row .place").allTextContents().then((t) => t.sort()), ["Abuja", "Bergen", "Kaduna", "Oslo"]);
  await page.click(".document >> text=bridge");
  await page.waitForFunction(() => document.querySelectorAll("#marks mark").length >= 2);
  assert.equal(await page.locator("#marks mark").first().textContent(), "Kaduna");
});

const folder = mkdtempSync(tmpdir() + "/geotag-page-");
try {
  const hostile = "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'><!--";
  const [one, ...others] = results;
  writeFileSync(folder + "/places.jsonl", lines([{ ...one, title: hostile, id: hostile }, ...others]));
  geotag(["atlas", folder + "/places.jsonl", "-title", hostile, "-o", folder + "/map.html"]);
  for (const [name, options] of [["light", {}], ["dark, on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }]]) {
    await test(`many texts: one file opens without a network, ${name}`, async () => {
      const page = await openFile(folder + "/map.html", options);
      await corpus(page);
      await idle(page);
      assert.match(await facts(page), /^300 documents/);
      assert.ok(await page.evaluate(() => window.geotag.map.queryRenderedFeatures({ layers: ["land"] }).length > 0), "there is land");
      await page.evaluate(() => window.geotag.map.jumpTo({ center: [95, 62], zoom: 8.5 })); // where no text is
      await idle(page);
      assert.ok(await page.evaluate(() => window.geotag.map.queryRenderedFeatures({ layers: ["land"] }).length > 0), "what lies above an absent tile is drawn");
      await page.screenshot({ path: `${here}shots/offline-${name.split(",")[0]}.png` });
      await page.fill("#corpus input[type=search]", hostile);
      await counts(page, /^1 of 300/);
      await page.click(".document button");
      await page.waitForSelector("#marks mark");
      assert.equal(await page.locator(".opened strong").textContent(), hostile);
      assert.equal(await page.evaluate(() => window.hurt), undefined);
      assert.equal(await page.locator("#find").isVisible(), false);
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    });
  }
  await test("one text: saved as a page, which opens without a network", async (page) => {
    await paste(page, `Rain fell on Kano, ${hostile} and on Ibadan. The river covered 900 km² of Kano State.`);
    const coming = page.waitForEvent("download");
    await page.click("#tools >> text=Export");
    await page.click("[role=menuitem] >> text=opens offline");
    await (await coming).saveAs(folder + "/one.html");
    const saved = await openFile(folder + "/one.html");
    await saved.waitForSelector("#marks mark");
    assert.equal(await saved.inputValue("#text"), await page.inputValue("#text"));
    assert.deepEqual(await saved.locator("#marks mark").allTextContents(), await page.locator("#marks mark").allTextContents());
    await idle(saved);
    assert.ok(await saved.evaluate(() => window.geotag.map.queryRenderedFeatures({ layers: ["land"] }).length > 0), "there is land");
    await saved.click("#marks mark >> nth=0");
    await saved.screenshot({ path: `${here}shots/offline-one.png` });
    assert.equal(await saved.evaluate(() => window.hurt), undefined);
    assert.deepEqual(saved.wrong, []);
    await saved.context().close();
  });
} finally {
  rmSync(folder, { recursive: true });
}
