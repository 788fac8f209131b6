// The names of what a text names, on the map: none on a pin or on another, none lost, and what is outside the view at its border.

import assert from "node:assert/strict";
import { here, paste, test } from "./harness.mjs";

const county = "WATFORD, England — Buses in Hertfordshire stood still on Monday. Depots in Watford, St Albans, Hemel Hempstead, Welwyn Garden City, Hatfield, Stevenage, Hitchin, Letchworth, Hertford, Ware and Hoddesdon were closed; so were those in Harpenden, Rickmansworth, Tring, Berkhamsted, Royston, Baldock and Potters Bar.";
const front = "POKROVSK, Ukraine — Shells fell on Pokrovsk for a third day, and on other towns of Donetsk Oblast. Families left Pokrovsk for Dnipro and Pavlohrad. Myrnohrad and Selydove had no water. In Warsaw, Poland offered beds; Washington promised aid.";
const burning = "The wildfire that broke out 12 miles north of Redding has burned more than 45,000 acres (18,200 hectares) of Shasta County. The road between Redding and Weaverville was closed, and smoke reached Red Bluff and Chico.";
const railways = "SARAJEVO — A railway will run from Ljubljana through Zagreb, Slavonski Brod and Belgrade to Skopje, another one from Mostar and Sarajevo to Novi Sad. Croatia, Serbia, Montenegro and North Macedonia signed. The Sava will be bridged near Belgrade.";
const marshes = "بغداد — قال مسؤولون في محافظة ميسان إن الجفاف ضرب نحو 1300 كيلومتر مربع من أهوار جنوب العراق. وغادرت عشرات الأسر قراها قرب العمارة إلى البصرة والناصرية.";
const islands = "The ferry left Suva for Taveuni, where schools had opened again. Farmers on Vanua Levu lost half of their harvest. Another storm passed Unalaska and the other Aleutians; on Unalaska and in Dutch Harbor power failed. Samoa and Tonga sent boats to Fiji.";

/** Waits until the map stands still, with all that it draws. */
const still = (page) => page.evaluate(() => new Promise((done) => { const { map } = window.geotag; map.loaded() && !map.isMoving() ? done() : map.once("idle", () => done()); }));

async function read(page, text) {
  await paste(page, text);
  await page.waitForFunction((t) => window.geotag.store.state.text === t && !window.geotag.store.state.busy, text);
  await still(page);
}

/** What the map shows: the boxes of names and chips, the pins, and the names of what has neither name nor chip. */
const seen = (page) => page.evaluate(() => {
  const { map } = window.geotag, own = document.querySelector("#map").getBoundingClientRect();
  const boxes = (which) => [...document.querySelectorAll(which)].filter((e) => e.checkVisibility()).map((e) => { const b = e.getBoundingClientRect(); return { text: e.textContent, id: Number(e.dataset.feature), x: b.x - own.x, y: b.y - own.y, width: b.width, height: b.height }; });
  const names = boxes("#map .name .text"), chips = boxes("#map .chip-off");
  const pins = map.getSource("points").serialize().data.features.map((f) => ({ light: f.properties.light, ...map.project(f.geometry.coordinates) }));
  const told = [...chips.map((c) => c.text), ...[...document.querySelectorAll("#map .chip-off")].map((e) => e.title)].join("\n");
  const lost = window.geotag.document().features.filter((f) => !names.some((n) => n.id === f.id) && !told.includes(f.properties.name)).map((f) => f.properties.name);
  return { names, chips, pins, lost, width: own.width, height: own.height };
});

function assertApart({ names, chips, pins, width, height }) {
  const meet = (a, b) => a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;
  const all = [...names, ...chips];
  for (const [i, a] of all.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, `${a.text} is cut off`);
    for (const b of all.slice(i + 1)) assert.ok(!meet(a, b), `${a.text} lies on ${b.text}`);
    for (const p of pins) {
      const far = Math.hypot(p.x - Math.max(a.x, Math.min(p.x, a.x + a.width)), p.y - Math.max(a.y, Math.min(p.y, a.y + a.height)));
      assert.ok(far >= (p.light ? 4.5 : 7), `${a.text} lies on a pin`);
    }
  }
}

for (const [name, options] of [["wide", {}], ["narrow", { viewport: { width: 390, height: 844 }, hasTouch: true }]]) {
  await test(`${name}: no name lies on a pin or on another, and none is lost`, async (page) => {
    for (const text of [county, front, burning, railways, marshes, islands]) {
      await read(page, text);
      const shown = await seen(page);
      assertApart(shown);
      assert.deepEqual(shown.lost, [], text.slice(0, 20));
      assert.ok(shown.names.length > 4);
      if (text === county) await page.screenshot({ path: `${here}shots/names-${name}.png` });
    }
  }, { ...options, reducedMotion: "reduce" });
}

await test("what is outside the view stands at its border, and takes one there", async (page) => {
  await read(page, front);
  const chip = page.locator("#map .chip-off", { hasText: "Washington" });
  const told = await chip.getAttribute("aria-label");
  assert.match(told, /^Washington [78],\d00 km (north-)?west/);
  const { zoom, box } = await page.evaluate(() => ({ zoom: window.geotag.map.getZoom(), box: document.querySelector("#map").getBoundingClientRect().toJSON() }));
  assert.ok(zoom > 4, `one mention of Washington makes the map that of half the world: ${zoom}`);
  assert.ok((await chip.boundingBox()).x < box.x + 40, "it is in the west");
  await page.evaluate(() => window.geotag.map.jumpTo({ center: [-100, 40] }));
  await page.waitForFunction(() => /Washington [12],\d00 km .*east/.test([...document.querySelectorAll("#map .chip-off")].map((e) => e.getAttribute("aria-label")).join()));
  await page.locator("#map .chip-off", { hasText: "Pokrovsk" }).click();
  await page.waitForFunction(() => Math.abs(window.geotag.map.getCenter().lat - 48.3) < 3 && !window.geotag.map.isMoving());
  assert.equal(await page.locator("#map .name .text", { hasText: "Pokrovsk" }).first().isVisible(), true);
}, { reducedMotion: "reduce" });

await test("a country that only acts is not filled, and who acts has a light pin", async (page) => {
  await read(page, front);
  const drawn = await page.evaluate(() => Object.fromEntries(["shapes", "edges", "points"].map((s) => [s, window.geotag.map.getSource(s).serialize().data.features.map((f) => [f.properties.name, f.properties.light])])));
  assert.ok(drawn.shapes.some(([n]) => n === "Donetsk Oblast"));
  assert.ok(!drawn.shapes.some(([n]) => n === "Poland") && drawn.edges.some(([n, light]) => n === "Poland" && light) && drawn.points.some(([n, light]) => n === "Poland" && light), JSON.stringify(drawn));
  assert.ok(drawn.points.some(([n, light]) => n === "Pokrovsk" && !light));
});

await test("a text on both sides of 180 degrees has no seam", async (page) => {
  await read(page, islands);
  const { names, chips, width, height } = await seen(page);
  assert.deepEqual(chips, []);
  for (const n of ["Taveuni", "Suva", "Unalaska"]) assert.ok(names.some((s) => s.text === n && s.x > 0 && s.x < width && s.y > 0 && s.y < height), n);
  const cut = await page.evaluate(() => window.geotag.map.getSource("edges").serialize().data.features.flatMap((f) => f.geometry.coordinates).some((line) => line.some((p, i) => i > 0 && Math.abs(p[0]) > 179.8 && p[0] === line[i - 1][0])));
  assert.equal(cut, false, "an edge runs along 180 degrees");
}, { reducedMotion: "reduce" });

await test("what is pointed at is lit everywhere, and a popup quotes its sentence", async (page) => {
  await read(page, front);
  await page.locator("#map .name .text", { hasText: "Pavlohrad" }).hover();
  await page.waitForSelector(".quote");
  assert.match(await page.textContent(".quote"), /^Pavlohrad/);
  assert.equal(await page.textContent(".quote q"), "Families left Pokrovsk for Dnipro and Pavlohrad.");
  assert.equal(await page.textContent(".quote mark"), "Pavlohrad");
  assert.equal(await page.textContent("#marks mark.pointed"), "Pavlohrad");
  await page.hover("#marks mark:text('Dnipro')");
  assert.equal(await page.textContent("#map .name.pointed"), "Dnipro");
  assert.equal(await page.locator(".quote").count(), 0, "who reads the text has its sentence before him");
  await page.locator("#map .name .text", { hasText: "Selydove" }).click();
  assert.match(await page.textContent(".quote"), /Myrnohrad and Selydove had no water\./);
  assert.ok(await page.evaluate(() => window.geotag.store.state.chosen > 0));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".quote") && window.geotag.store.state.chosen === 0);
  await read(page, "In <b>Kano</b> it \"rained\" & Lagos stayed dry.");
  await page.locator("#map .name .text", { hasText: "Kano" }).click();
  assert.equal(await page.textContent(".quote q"), "In <b>Kano</b> it \"rained\" & Lagos stayed dry.");
}, { reducedMotion: "reduce" });

await test("the map is a picture with its names, and goes where many texts are shown", async (page) => {
  await read(page, county);
  const { names } = await seen(page);
  const inked = await page.evaluate(async (names) => {
    const { places, map } = window.geotag;
    const picture = await places.picture(), pen = picture.getContext("2d"), scale = picture.width / map.getContainer().clientWidth;
    const colors = (b) => new Set(Array.from({ length: Math.floor(b.width * scale) }, (_, i) => pen.getImageData(Math.floor(b.x * scale) + i, Math.floor((b.y + b.height / 2) * scale), 1, 1).data.join()));
    return { width: picture.width, bare: names.filter((n) => colors(n).size < 5).map((n) => n.text), land: pen.getImageData(5, 5, 1, 1).data[3] };
  }, names);
  assert.deepEqual([inked.bare, inked.land], [[], 255]);
  await page.evaluate(() => window.geotag.places.visible(false));
  const { names: none, pins } = await seen(page);
  assert.deepEqual([none, pins], [[], []]);
  await page.evaluate(() => window.geotag.places.visible(true));
  assert.equal((await seen(page)).names.length, names.length);
}, { reducedMotion: "reduce" });
