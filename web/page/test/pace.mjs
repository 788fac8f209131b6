// How soon the page is there, by the clock: `GEOTAG=../../bin/geotag node test/pace.mjs`. Run by hand, on a quiet machine; where the processor draws for
// want of a graphics card, most of what it says is that. Each figure is of six visits: the first paint, the first map with land and the text's names on it,
// a paste of 3 kB and one of 46 kB until the frame after the map was given the answer, and the longest task after that one. Milliseconds.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const server = spawn(process.env.GEOTAG, ["serve", "-listen", "localhost:0", "-http", "localhost:0"], { stdio: ["ignore", "pipe", "inherit"] });
const origin = await new Promise((done) => server.stdout.on("data", (b) => { const m = /http:\/\/[\w.:]+/.exec(String(b)); if (m) done(m[0]); }));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });

const towns = ["Kano", "Ibadan", "Lagos", "Murmansk", "Sudzha", "Leipzig", "Lyon", "Nairobi", "Khartoum", "Quito", "Lima", "Jakarta", "Osaka", "Odesa", "Kharkiv", "Porto", "Tampere", "Bergen", "Cork"];
const sentence = (i) => `Heavy rain closed the road between ${towns[i % 19]} and ${towns[(7 * i + 3) % 19]} on Monday, and about ${100 + i} square kilometers of fields near ${towns[(3 * i + 5) % 19]} stood under water. `;
const news = (length) => Array.from({ length: length / 100 }, (_, i) => sentence(i)).join("").slice(0, length);

/** Notes when the map has land and names. */
function watch() {
  const look = () => {
    const map = window.geotag?.map;
    const there = map?.getLayer("land") && map.querySourceFeatures("base", { sourceLayer: "land" }).length && document.querySelector("#mapside [data-feature]");
    if (there) window.firstMap = performance.now();
    else requestAnimationFrame(look);
  };
  look();
  window.long = [];
  new PerformanceObserver((l) => window.long.push(...l.getEntries().map((e) => e.duration))).observe({ entryTypes: ["longtask"] });
}

/** Pastes a text, and says how long it took until what came of it was drawn. */
const paste = (page, text) => page.evaluate((text) => new Promise((done) => {
  const { store } = window.geotag, area = document.querySelector("#text"), began = performance.now();
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
  let waits = false; // the view is drawn once as it is made
  store.view(["answer"], ({ text: now, busy }) => waits && now === text && !busy && drawn());
  waits = true;
  window.long.length = 0;
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
}), text);

const visits = [];
for (let i = 0; i < 6; i++) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watch);
  await page.goto(origin + "/");
  await page.waitForFunction(() => window.firstMap);
  const [paint, map] = await page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, window.firstMap]);
  await paste(page, news(2900)); // the first draws what no text needed before
  await page.waitForTimeout(1500);
  const small = await paste(page, news(3000));
  await page.waitForTimeout(1500);
  const large = await paste(page, news(46_000));
  await page.waitForTimeout(2000);
  visits.push({ paint, map, "3 kB": small, "46 kB": large, "longest task": await page.evaluate(() => Math.max(0, ...window.long)) });
  await page.close();
}
console.table(visits.map((v) => Object.fromEntries(Object.entries(v).map(([name, ms]) => [name, Math.round(ms)]))));
await browser.close();
server.kill();
