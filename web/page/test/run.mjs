// Tests of the page in a real browser: Debian's Chromium, driven by Playwright's core. GEOTAG is the program to serve; the page must be built in.
// Screenshots go to shots/. It exits with 0 if all is well.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const here = new URL("..", import.meta.url).pathname;
mkdirSync(here + "shots", { recursive: true });

const server = spawn(process.env.GEOTAG, ["serve", "-listen", "localhost:0", "-http", "localhost:0"], { stdio: ["ignore", "pipe", "inherit"] });
const origin = await new Promise((done, fail) => {
  server.stdout.on("data", (b) => { const m = /http:\/\/\S+/.exec(String(b)); if (m) done(m[0]); });
  server.on("exit", () => fail(new Error("the server ended")));
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
let failed = 0;

/** A page that notes what it should not do. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (m) => { if (m.type() === "error" && !/WebGL|GPU|swiftshader|fallback/i.test(m.text())) page.wrong.push("console: " + m.text()); });
  page.on("pageerror", (e) => page.wrong.push("error: " + e.message));
  page.on("request", (r) => { if (!r.url().startsWith(origin) && !/^(blob|data):/.test(r.url())) page.wrong.push("outside: " + r.url()); });
  await page.goto(origin + "/");
  await answered(page, /7 places|\d+ places/);
  return page;
}

const answered = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#summary").textContent), pattern.source);
const idle = (page) => page.evaluate(() => new Promise((done) => { const m = window.geotag.map; m.loaded() && m.areTilesLoaded() ? done() : m.once("idle", done); }));

async function paste(page, text) {
  await page.fill("#text", text);
  await page.waitForFunction((t) => window.geotag.document() && document.querySelector("#marks").textContent.startsWith(t) && document.querySelector("#marks mark") !== null, text.slice(0, 40));
}

/** Has the service say of each text that no model knows its language. */
const warned = (page) => page.route("**/v1/tag", async (route) => {
  const response = await route.fetch();
  const warnings = [{ code: "WARNING_CODE_LANGUAGE_WITHOUT_MODEL", text: "no model knows the language" }];
  await route.fulfill({ response, json: { ...(await response.json()), warnings } });
});

const chip = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#language").selectedOptions[0].text), pattern.source);

async function test(name, run, options) {
  const page = await open(options);
  try {
    await run(page);
    assert.deepEqual(page.wrong.filter((w) => !options?.expects?.test(w)), [], "the page did what it must not");
    console.log("ok   ", name);
  } catch (e) {
    failed++;
    console.log("FAIL ", name, "\n      ", e.message.replaceAll("\n", "\n       "));
  } finally {
    await page.context().close();
  }
}

const sample = "Ukrainian forces gained around 1,300 square kilometers (roughly 500 square miles) of Kursk Oblast, including the town of Sudzha. Moscow has yet to comment, The Kyiv Independent reported.";

await test("marks are coloured by role and linked to the map", async (page) => {
  await paste(page, sample);
  const roles = await page.$$eval("#marks mark", (all) => Object.fromEntries(all.map((m) => [m.textContent, m.className])));
  assert.equal(roles["Sudzha"], "location");
  assert.equal(roles["Moscow"], "actor");
  assert.equal(roles["Ukrainian"], "demonym");
  assert.equal(roles["1,300 square kilometers"], "area");
  assert.equal(roles["The Kyiv Independent"], "rejected");
  await idle(page);
  await page.hover("#marks mark:text('Sudzha')");
  const pointed = await page.evaluate(() => {
    const id = Number(document.querySelector("#marks mark.pointed").dataset.feature);
    return ["points", "shapes"].some((source) => window.geotag.map.getFeatureState({ source, id }).pointed);
  });
  assert.ok(pointed, "the map does not know what is pointed at");
  await page.click("#marks mark:text('Sudzha')");
  assert.equal(await page.textContent("#panel h2.name"), "Sudzha");
  assert.match(await page.textContent("#panel"), /Why this one/);
});

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
  assert.match(await page.textContent("#panel"), /Found/);
});

await test("a place that the gazetteer lacks is shown at its host, and what the reader should know below the text", async (page) => {
  await paste(page, "Heavy rain fell in Kano on Sunday. A crowd gathered at Lake Kolonnawa in Kano, and nobody was hurt.");
  const unlisted = await page.evaluate(() => window.geotag.document().features.find((f) => f.properties.kind === "FEATURE_KIND_UNLISTED_PLACE"));
  assert.equal(unlisted.properties.host.name, "Kano");
  assert.equal(await page.isVisible("#notes"), false);
  await page.click("#marks mark:text('Lake Kolonnawa')");
  assert.match(await page.textContent("#panel"), /not in the gazetteer · Kano.*Shown at Kano/);
  await warned(page);
  await paste(page, "Πλημμύρα στην Αθήνα.");
  assert.match(await page.textContent("#notes"), /no model knows the language/);
});

await test("the language is said, and another one can be stated", async (page) => {
  await chip(page, /^English, detected$/);
  const read = await page.evaluate(() => fetch("/v1/gazetteer").then((r) => r.json()).then((g) => g.languages.map((l) => l.tag)));
  const offered = await page.$$eval("#language option", (all) => all.map((o) => o.value));
  assert.deepEqual(offered.filter(Boolean).sort(), read);
  await paste(page, "Это был пожар на севере Курской области, жители которой уже вернулись, сообщили в Москве.");
  await chip(page, /^Russian, detected$/);
  assert.equal(await page.isVisible("#language"), true);
  const asked = page.waitForRequest("**/v1/tag");
  await page.focus("#language");
  await page.selectOption("#language", "uk");
  assert.equal((await asked).postDataJSON().language, "uk");
  await chip(page, /^Ukrainian, as stated$/);
  assert.equal(await page.evaluate(() => window.geotag.document().language), "uk");
  assert.equal(await page.getAttribute("#marks", "lang"), "uk");
  await page.click("#call");
  for (const call of await page.$$eval("#drawer pre", (all) => all.map((p) => p.textContent))) assert.match(call, /[Ll]anguage"?: ?"uk"/);
  await page.selectOption("#language", "");
  await chip(page, /^Russian, detected$/);
  assert.doesNotMatch(await page.textContent("#drawer"), /language/);
  await page.selectOption("#language", "uk");
  await page.selectOption("#sample", { index: 1 }); // another text, of which nothing is stated
  await chip(page, /^English, detected$/);
  assert.equal(await page.isVisible("#alone"), false);
  await warned(page);
  await page.selectOption("#language", "de");
  await page.waitForSelector("#alone", { state: "visible" });
});

await test("marks stand where the text does in any script", async (page) => {
  const text = "🌊🌊 Floods in Kano and 🌊Lagos.\n\nقالت الشرطة في بغداد إن الطريق إلى البصرة مغلق.\nהשריפה ליד ירושלים כובתה.\n𠮷野家: 上海和北京。\nZu\u0308rich und Malmo\u0308, 👩‍👩‍👧 in Zürich.\nबाढ़ से दिल्ली में नुकसान।";
  await paste(page, text);
  const marks = await page.$$eval("#marks mark", (all) => all.map((m) => m.textContent));
  const named = await page.evaluate(() => window.geotag.document().features.flatMap((f) => f.properties.mentions ?? []).map((m) => m.text));
  assert.ok(named.length > 2, named.join());
  assert.deepEqual([...marks].filter((m) => named.includes(m)).sort(), [...named].sort());
  assert.equal(await page.evaluate(() => document.querySelector("#marks").textContent.trimEnd()), text);
  const edges = await page.evaluate(() => {
    const range = document.createRange(), layer = document.querySelector("#marks"), whole = layer.textContent, box = layer.getBoundingClientRect();
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    const at = (word) => {
      const from = whole.indexOf(word);
      let before = 0;
      walker.currentNode = layer;
      while (walker.nextNode()) {
        if (from < before + walker.currentNode.data.length) break;
        before += walker.currentNode.data.length;
      }
      range.setStart(walker.currentNode, from - before);
      range.setEnd(walker.currentNode, from - before + 1);
      const r = range.getBoundingClientRect();
      return { left: r.left - box.left, right: box.right - r.right };
    };
    const text = document.querySelector("#text");
    return { arabic: at("قالت"), hebrew: at("השריפה"), latin: at("Floods"), same: text.scrollHeight === layer.scrollHeight && text.clientWidth === layer.clientWidth && getComputedStyle(text).direction === getComputedStyle(layer).direction };
  });
  assert.ok(edges.arabic.right < 60 && edges.hebrew.right < 60, "a text from right to left begins at the left: " + JSON.stringify(edges));
  assert.ok(edges.latin.left < 120, "a text from left to right does not begin at the left: " + JSON.stringify(edges));
  assert.ok(edges.same, "the text and its marks are laid out in two ways");
  await page.fill("#text", "بغداد 2026");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("#text")).direction), "rtl");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("#marks")).direction === "rtl");
});

await test("a name from right to left is drawn on the map as it is written", async (page) => {
  await page.route("**/v1/tag", async (route) => {
    const response = await route.fetch(), answer = await response.json();
    for (const f of answer.features) f.properties.name = f.properties.name === "Kano" ? "قرية الزهيرية" : f.properties.name;
    await route.fulfill({ response, json: answer });
  });
  await paste(page, "Floods in Kano and Lagos.");
  await idle(page);
  const drawn = await page.evaluate(() => {
    const { map } = window.geotag;
    return {
      pictures: map.queryRenderedFeatures({ layers: ["pictures"] }).map((f) => f.properties.name), names: map.queryRenderedFeatures({ layers: ["names"] }).map((f) => f.properties.name),
      images: map.listImages().filter((id) => id.startsWith("name\n")).map((id) => map.getImage(id).data.data.some((x) => x > 0)),
    };
  });
  assert.deepEqual(drawn, { pictures: ["قرية الزهيرية"], names: ["Lagos"], images: [true] });
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

await test("markup in a text stays text", async (page) => {
  const hostile = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script> <b>Kano</b> and "Ibadan" & <mark>Lagos</mark>`;
  await paste(page, hostile);
  assert.equal(await page.evaluate(() => document.querySelector("#marks").textContent.trimEnd()), hostile);
  assert.equal(await page.$$eval("#marks img, #marks script, #marks b, #panel img", (all) => all.length), 0);
  assert.notEqual(await page.title(), "broken");
});

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

await test("the call on screen can be made", async (page) => {
  await paste(page, "Floods in Kano’s “old” town");
  await page.click("#call");
  const curl = await page.textContent("#drawer pre >> nth=0");
  assert.match(curl, /^curl http:\/\/\S+\/v1\/tag -d '\{"text":"Floods in Kano/);
  assert.match(await page.textContent("#drawer pre >> nth=2"), /TagRequest\{Text: "Floods in Kano/);
  assert.equal(await page.getAttribute("#call", "aria-expanded"), "true");
});

for (const [name, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 390, height: 844 } }]]) {
  await test(`${name}: no serious fault for those who see or hear it otherwise`, async (page) => {
    if (name === "light") await page.click("#marks mark:text('Sudzha')"); // a place's reasons
    if (name === "dark") { // relations, and an area in acres
      await page.selectOption("#sample", "1");
      await page.waitForFunction(() => window.geotag.document().features.some((f) => f.properties.name === "Taitung"));
      await page.click("#marks mark.relation >> nth=-1");
    }
    await idle(page);
    await page.addScriptTag({ content: "" }).catch(() => {}); // the policy refuses inline scripts: axe goes in another way
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const serious = found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
    await page.screenshot({ path: `${here}shots/${name}.png`, fullPage: name === "narrow" });
    assert.deepEqual(serious, []);
  }, { ...options, expects: /Content Security Policy/ });
}

await test("the first render takes less than a second, and little is loaded", async (page) => {
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  assert.ok(paint < 1000, `first paint after ${paint} ms`);
  let all = 0;
  for (const f of readdirSync(here + "dist/assets")) all += gzipSync(readFileSync(here + "dist/assets/" + f)).length;
  const library = ["maplibre-gl-csp.js", "maplibre-gl-csp-worker.js", "maplibre-gl.css"].reduce((n, f) => n + gzipSync(readFileSync(require.resolve("maplibre-gl/dist/" + f))).length, 0);
  console.log(`       first paint ${paint.toFixed(0)} ms; ${(all / 1000).toFixed(0)} kB gzipped, of which ${((all - library) / 1000).toFixed(0)} kB are our own`);
  assert.ok(all < 520_000 && all - library < 60_000);
});

await browser.close();
server.kill();
process.exit(failed ? 1 : 0);
