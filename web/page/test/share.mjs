// What survives, what is shared, and what is taken away.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { here, idle, paste, sample, test } from "./harness.mjs";

const state = (page) => page.evaluate(() => {
  const { text, language, chosen, doc } = window.geotag.store.state, c = window.geotag.map.getCenter();
  return { text, language, chosen, doc, view: [c.lng, c.lat, window.geotag.map.getZoom()].map((x) => Number(x.toFixed(2))) };
});

/** Corrects a text in the page, and looks at a part of the map. */
async function prepare(page) {
  await paste(page, "Floods in Kano’s <b>old</b> town. A crowd fled Lagos, and \u202eMoscow said nothing. 🌊");
  await page.selectOption("#language", "en");
  await page.waitForFunction(() => !window.geotag.store.state.busy);
  await page.click("#marks mark:text('Lagos')");
  await page.click("text=Not a place");
  await page.click("#marks mark:text('Kano')");
  await page.click("text=Somewhere else…");
  await page.fill(".corrections input", "Katsina");
  await page.click(".corrections [role=option] >> nth=0");
  await page.waitForFunction(() => window.geotag.document().features.some((f) => f.properties.corrected === "picked"));
  await page.evaluate(() => window.geotag.map.jumpTo({ center: [10.5, 11.25], zoom: 5.5 }));
  return state(page);
}

const shown = (page) => page.waitForFunction(() => window.geotag?.document().features.some((f) => f.properties.corrected === "picked"));

async function link(page) {
  await page.click("#share");
  await page.waitForSelector(".sharebox:not([hidden])");
  return page.inputValue(".sharebox input");
}

await test("share: text, language, corrections, what is chosen and the view survive a reload, in this tab alone", async (page) => {
  const before = await prepare(page);
  await page.reload();
  await shown(page);
  assert.deepEqual(await state(page), before);
  assert.equal(await page.evaluate(() => document.cookie + JSON.stringify(localStorage)), "{}");
  assert.equal(new URL(page.url()).hash, "");
  await link(page);
  await page.click("text=Forget it now");
  await page.waitForFunction(() => /units have held/.test(document.querySelector("#text")?.value ?? ""));
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify(sessionStorage)), /Kano/);
});

await test("share: a link holds it all, and stands in the address until something is changed", async (page) => {
  const before = await prepare(page), url = await link(page);
  assert.match(url, /^http:\/\/[^#]+\/#share=1\.[\w-]+$/);
  assert.match(await page.textContent(".sharebox .length"), /^\d+ characters$/);
  await page.click("text=Copy link");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url);
  assert.equal(page.url(), url);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  const requests = [];
  page.on("request", (r) => requests.push(r.url()));
  await page.goto(url);
  await shown(page);
  assert.deepEqual(await state(page), before);
  assert.ok(requests.every((r) => !r.includes("share=")), "the server is told of the link");
  assert.equal(page.url(), url);
  const entries = await page.evaluate(() => history.length);
  await page.click("#marks mark:text('Moscow')");
  await page.click("text=Right");
  assert.equal(new URL(page.url()).hash, "");
  await page.fill("#text", "Floods in Kano");
  await page.waitForFunction(() => !window.geotag.store.state.busy);
  assert.equal(await page.evaluate(() => history.length), entries);

  const long = Array.from({ length: 3000 }, (_, i) => (i * 2654435761 >>> 0).toString(36)).join(" ");
  await page.fill("#text", long);
  await page.waitForFunction(() => !window.geotag.store.state.busy);
  await link(page);
  assert.match(await page.textContent(".sharebox .length"), /^\d+\.\d kB: some programs cut/);
}, { permissions: ["clipboard-read", "clipboard-write"] });

await test("share: a hostile link is refused in a word", async (page) => {
  const pack = (value) => "#share=1." + deflateRawSync(typeof value === "string" || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString("base64url");
  const good = { text: "Floods in Kano" };
  const open = (fragment) => page.evaluate((fragment) => {
    window.geotag.store.change({ problem: "" });
    location.hash = fragment;
  }, fragment);
  for (const [fragment, why] of [
    ["#share=2.abcd", /another version/], ["#share=1.!!!", /damaged/], ["#share=1.AAAA", /damaged/], [pack(good).slice(0, -6), /damaged/], [pack("not JSON"), /damaged/],
    [pack(Buffer.from('{"text":"\xff\xfe"}', "latin1")), /damaged/], [pack(Buffer.alloc(64 << 20, 32)), /more than a text may have/], [pack({ text: 7 }), /the text/], [pack(null), /the text/],
    [pack({ ...good, language: "<script>" }), /the language/], [pack({ ...good, view: [0, 1e9, 3] }), /the view/], [pack({ ...good, view: "x" }), /the view/], [pack({ ...good, chosen: {} }), /chosen/],
    [pack({ ...good, edits: [{ act: "place", at: [[0, 6]], place: { id: "../../x".repeat(80), name: "x", at: [0, 0] } }] }), /corrections/],
    [pack({ ...good, edits: [{ act: "none", at: [[10, 99]] }] }), /corrections/], [pack({ ...good, edits: [{ act: "erase", at: [[0, 1]] }] }), /corrections/],
    [pack({ ...good, edits: [{ act: "role", at: [[0, 1]], role: "\"><img>" }] }), /corrections/], [pack({ ...good, edits: [null] }), /corrections/],
    [pack({ ...good, edits: Array.from({ length: 300 }, (_, i) => ({ act: "place", at: [[0, 6]], place: { id: String(i), name: "x", at: [0, 0] } })) }), /number of places/],
  ]) {
    await open(fragment);
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.textContent("#problem"), why, fragment.slice(0, 60));
    assert.match(await page.textContent("#problem"), /^This link cannot be opened: /);
  }
  const name = '<img src=x onerror="document.title=1">';
  await open(pack({ text: "Floods in Kano " + name, edits: [{ act: "place", at: [[0, 6]], place: { id: "no/such?id", name, at: [1, 2] } }] }));
  await page.waitForFunction(() => window.geotag?.document().features.some((f) => f.properties.corrected === "added"));
  assert.equal(await page.$$eval("#panel img, #marks img, #map img", (all) => all.length), 0);
}, { expects: /404|Failed to load resource/ });

/** Takes a file from the menu. */
async function take(page, name) {
  const download = page.waitForEvent("download");
  await page.click("#tools >> text=Export");
  await page.click(`[role=menuitem]:has-text("${name}") >> nth=0`);
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Reads CSV as RFC 4180 has it. */
const readCSV = (text) => [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)].reduce((rows, [, quoted, plain, end]) => {
  rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
  if (end !== ",") rows.push([]);
  return rows;
}, [[]]).slice(0, -1);

await test("share: GeoJSON, a table, KML and a picture are what is on screen", async (page) => {
  await paste(page, sample + " Kano, he wrote.");
  await page.evaluate(() => window.geotag.store.change({ answer: { ...window.geotag.store.state.answer, features: window.geotag.store.state.answer.features.map((f) => (f.properties.name === "Kano" ? { ...f, properties: { ...f.properties, name: '=HYPERLINK("x")\u0001 & <Kano>' } } : f)) } }));
  const doc = await page.evaluate(() => window.geotag.document());
  const json = await take(page, "Map data");
  assert.match(json.name, /^geotag-[0-9a-f]{8}\.geojson$/);
  assert.deepEqual(JSON.parse(json.bytes), doc);

  const table = (await take(page, "Table")).bytes.toString();
  assert.ok(table.startsWith("\uFEFF"));
  const [columns, ...rows] = readCSV(table.slice(1)), cells = rows.map((r) => Object.fromEntries(r.map((c, i) => [columns[i], c])));
  assert.deepEqual(new Set(rows.map((r) => r.length)), new Set([columns.length]));
  assert.equal(rows.length, doc.features.reduce((n, f) => n + (f.properties.mentions?.length || 1), 0));
  const sudzha = cells.find((c) => c.mention === "Sudzha"), p = doc.features.find((f) => f.properties.name === "Sudzha").properties;
  assert.deepEqual([sudzha.placeId, Number(sudzha.lat), Number(sudzha.lon), sudzha.role, sudzha.country, sudzha.type], [p.placeId, p.location.latitude, p.location.longitude, "location", "RU", "settlement"]);
  assert.equal(cells.find((c) => c.mention === "Kano").name, `'=HYPERLINK("x")\u0001 & <Kano>`);
  const program = execFileSync(process.env.GEOTAG, ["tag", "-out", "csv", "-"], { input: "Floods in Kano", encoding: "utf8" }).split(/\r?\n/)[0].split(",");
  assert.deepEqual(columns, program.slice(1, -1), "the program's table has other columns");

  const kml = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, "application/xml"), all = (name) => [...xml.getElementsByTagName(name)];
    return {
      wrong: all("parsererror").map((e) => e.textContent), names: all("Placemark").map((m) => m.querySelector("name").textContent), polygons: all("Polygon").length,
      rings: all("coordinates").every((c) => c.textContent.split(" ").every((p) => p.split(",").length === 2 && p.split(",").every((x) => Number.isFinite(Number(x))))),
      styles: all("styleUrl").every((u) => xml.querySelector(`Style[id="${u.textContent.slice(1)}"]`)), colors: all("color").every((c) => /^[0-9a-f]{8}$/.test(c.textContent)),
    };
  }, (await take(page, "Google Earth")).bytes.toString());
  assert.deepEqual({ ...kml, names: kml.names.length, polygons: kml.polygons > 1 }, { wrong: [], names: doc.features.filter((f) => f.geometry).length, polygons: true, rings: true, styles: true, colors: true });
  assert.ok(kml.names.includes('=HYPERLINK("x")\uFFFD & <Kano>'));

  await idle(page);
  const picture = (await take(page, "Picture")).bytes;
  assert.equal(picture.subarray(1, 4).toString(), "PNG");
  assert.ok(picture.readUInt32BE(16) > 1600 && picture.readUInt32BE(20) > 1400);
  const colors = await page.evaluate(async (data) => { // the text at the left, the map at the right, whom it is owed to below: none of them is empty
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const c = new OffscreenCanvas(image.width, image.height).getContext("2d");
    c.drawImage(image, 0, 0);
    const seen = (x, y, w, h) => { const d = new Uint32Array(c.getImageData(x, y, w, h).data.buffer); return new Set(d).size; };
    return [seen(0, 104, 840, 600), seen(860, 120, image.width - 870, 1200), seen(image.width - 440, image.height - 40, 440, 40)];
  }, picture.toString("base64"));
  assert.ok(colors.every((n) => n > 20), colors.join());
  assert.equal(await page.evaluate(() => window.geotag.map.getPixelRatio()), 1);

  const html = (await take(page, "Page")).bytes.toString();
  assert.match(html, /<script type="application\/json" id="geotag-data">/); // which the tests of many texts open
});

await test("share: the menu is walked by keyboard; where there is nothing, nothing is taken away, nor of a text before an error", async (page) => {
  await paste(page, sample);
  await page.focus("#tools .opens");
  await page.keyboard.press("ArrowDown");
  const at = () => page.evaluate(() => document.activeElement.firstChild.textContent);
  assert.equal(await at(), "Picture");
  await page.keyboard.press("End");
  assert.equal(await at(), "Marked text");
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), "Picture");
  await page.keyboard.press("t");
  assert.equal(await at(), "Table");
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute("#tools .opens", "aria-expanded"), "false");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Export");
  assert.equal(await page.isDisabled("#tools .opens"), false);
  await page.route("**/v1/tag", (r) => r.fulfill({ status: 503, contentType: "application/json", body: '{"code":14,"message":"the gazetteer is still loading"}' }));
  await page.fill("#text", "Floods in Kano");
  await page.waitForSelector("#problem:not([hidden])");
  assert.deepEqual(await page.evaluate(() => [window.geotag.document().features.length, window.geotag.map.getSource("points").serialize().data.features.length, document.querySelectorAll("#marks mark").length]), [0, 0, 0]);
  assert.ok(await page.isDisabled("#tools .opens"));
  await page.unroute("**/v1/tag");
  await page.click("#clear");
  await page.waitForFunction(() => document.querySelector("#share").disabled);
  await page.click("[aria-label=Undo]");
  await page.waitForSelector("#marks mark");
}, { expects: /503/ });

await test("share: the calls on screen are made, and answer what the page shows", async (page) => {
  await paste(page, `Floods in Kano’s "old" town, $HOME and \`Lagos\`; it's 5 o'clock\\n in Katsina.\nTruly.`);
  await page.click("#call");
  const names = await page.evaluate(() => window.geotag.document().features.map((f) => f.properties.name));
  const show = async (name) => {
    await page.click(`#drawer [role=tab]:has-text("${name}")`);
    return page.textContent("#code");
  };
  const curl = spawnSync("bash", ["-c", await show("curl")], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(curl.stdout).features.map((f) => f.properties.name), names, curl.stderr);
  const clients = here + "../../clients/", lines = (out) => out.split("\n").filter((l) => names.some((n) => l.startsWith(n))).length;
  const javaScript = await show("JavaScript"), python = await show("Python");
  if (existsSync(clients + "js/dist/index.js")) {
    const ran = spawnSync("node", ["--input-type=module", "-e", javaScript.replace('"geotag-client"', JSON.stringify(clients + "js/dist/index.js"))], { encoding: "utf8" });
    assert.equal(lines(ran.stdout), names.length, ran.stderr);
  } else console.log("SKIPPED the call in JavaScript: clients/js is not built");
  if (spawnSync("python3", ["--version"]).status === 0) {
    const ran = spawnSync("python3", ["-c", python], { encoding: "utf8", env: { ...process.env, PYTHONPATH: clients + "python", PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" } });
    assert.equal(lines(ran.stdout), names.length, ran.stderr);
  } else console.log("SKIPPED the call in Python: there is no python3");
  const grpc = await page.evaluate(() => fetch("/grpc.json").then((r) => r.json()));
  assert.match(await show("grpcurl"), new RegExp(`-plaintext .* localhost:${grpc.address.split(":").at(-1)} geotag`, "s"));
  assert.match(await show("Go"), new RegExp(`client\\.Dial\\("localhost:${grpc.address.split(":").at(-1)}"`));
  await page.evaluate(() => { sessionStorage.setItem("token", "geotag_x"); window.geotag.store.change({ needsToken: true }); });
  assert.match(await show("curl"), /-H "authorization: Bearer \$GEOTAG_TOKEN"/);
  assert.doesNotMatch(await page.textContent("#code"), /geotag_x/);
  await page.focus("#drawer [aria-selected=true]");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.textContent("#drawer [aria-selected=true]"), "grpcurl");
  await page.screenshot({ path: `${here}shots/drawer.png` });
});

for (const [name, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 390, height: 844 } }]]) {
  await test(`share: ${name}: no serious fault in what opens`, async (page) => {
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const fine = async (part, shot) => {
      const found = await page.evaluate((part) => window.axe.run(part, { resultTypes: ["violations"] }), part);
      const serious = found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
      await page.screenshot({ path: `${here}shots/${shot}-${name}.png` });
      assert.deepEqual(serious, [], shot);
    };
    await page.click("#tools .opens");
    await fine("#tools", "export");
    await page.keyboard.press("Escape");
    await link(page);
    await fine("#tools", "share");
    await page.keyboard.press("Escape");
    await page.click("#call");
    await fine("#drawer", "call");
    await page.click("#call");
    await page.evaluate(() => window.geotag.store.change({ chosen: window.geotag.document().features.find((f) => f.properties.name === "Sudzha").id }));
    await page.click("text=Right");
    await page.click("text=Somewhere else…");
    await page.fill(".corrections input", "Sudz");
    await page.waitForSelector(".corrections [role=option]");
    await fine("#listing", "correct");
    if (name === "narrow") await page.click("#tab-text");
    await page.evaluate(() => {
      const text = document.querySelector("#text"), at = text.value.indexOf("tanker");
      text.focus();
      text.setSelectionRange(at, at + 6);
    });
    await page.click(".missed .offer");
    await fine("#reading", "missed");
  }, options);
}
