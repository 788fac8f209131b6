// How smooth many texts are, by hand: GEOTAG=../../bin/geotag node test/perf.mjs 10000. It is no test: a machine's speed is not the page's. It opens so many
// texts, drags and zooms the map for some seconds, and says from Chromium's trace how many frames were drawn in a second and how much of the time the main thread
// ran, and ran scripts. Without a graphics card frames are drawn by the processor (SwiftShader), and their rate says what that takes; the main
// thread's share is the page's own.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { end, open } from "./harness.mjs";
import { texts } from "./many.mjs";

const count = Number(process.argv[2] ?? 10_000), seconds = 5;
const all = [...texts(count)], folder = mkdtempSync(tmpdir() + "/geotag-perf-"), file = folder + "/places.jsonl";
const answers = execFileSync(process.env.GEOTAG, ["tag", "-lines", "-lenient", "-with-text"], { input: all.map((t) => JSON.stringify(t)).join("\n"), maxBuffer: 1 << 30 });
writeFileSync(file, answers.toString().trim().split("\n").map((line, i) => `${line.slice(0, -1)},"date":"${all[i].date}"}`).join("\n"));

const page = await open();
const session = await page.context().newCDPSession(page);

/** Runs something, and returns the events of Chromium's trace meanwhile. */
async function traced(run) {
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline.frame"] } });
  const began = performance.now();
  await run();
  const took = performance.now() - began;
  const done = new Promise((ok) => session.once("Tracing.tracingComplete", ok));
  await session.send("Tracing.end");
  await done;
  session.removeAllListeners("Tracing.dataCollected");
  return { events, took };
}

/** The time of events of a name on the page's main thread, in milliseconds; of those within one another, the outer. */
function spent(events, thread, names) {
  let sum = 0, end = 0, longest = 0;
  const on = events.filter((e) => e.ph === "X" && e.pid === thread.pid && e.tid === thread.tid && names.includes(e.name)).sort((a, b) => a.ts - b.ts);
  for (const e of on) {
    if (e.ts < end) continue;
    const ms = (e.tdur ?? e.dur) / 1000; // of the processor, where the trace has it: others may use it, too
    sum += ms;
    longest = Math.max(longest, ms);
    end = e.ts + e.dur;
  }
  return { sum, longest };
}

function say(what, { events, took }) {
  const scripts = events.filter((e) => e.name === "FireAnimationFrame");
  const thread = scripts[0] ?? events.find((e) => e.name === "FunctionCall");
  const task = spent(events, thread, ["RunTask", "ThreadControllerImpl::RunTask"]), script = spent(events, thread, ["FunctionCall", "EvaluateScript", "FireAnimationFrame", "v8.callFunction"]);
  const frames = scripts.length;
  console.log(`${what.padEnd(34)} ${(frames / took * 1000).toFixed(1).padStart(5)} frames/s  main thread ${(100 * task.sum / took).toFixed(0).padStart(3)} %, scripts ${(100 * script.sum / took).toFixed(0).padStart(3)} %, ${(script.sum / Math.max(1, frames)).toFixed(1)} ms a frame, longest task ${task.longest.toFixed(0)} ms`);
}

const pan = async () => {
  const box = await page.locator("#map").boundingBox(), x = box.x + box.width / 2, y = box.y + box.height / 3;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const until = performance.now() + seconds * 1000, begun = performance.now(); performance.now() < until; ) {
    const t = (performance.now() - begun) / 700;
    await page.mouse.move(x + 150 * Math.sin(t), y + 60 * Math.sin(1.7 * t));
  }
  await page.mouse.up();
};
const zoom = async () => {
  await page.evaluate((ms) => new Promise((done) => {
    window.geotag.map.once("moveend", () => done());
    window.geotag.map.easeTo({ center: [10, 45], zoom: 6, duration: ms });
  }), seconds * 1000);
};
const scroll = async () => {
  const box = await page.locator("#corpus .rows").boundingBox();
  await page.mouse.move(box.x + 50, box.y + 100);
  for (const until = performance.now() + seconds * 1000; performance.now() < until; ) await page.mouse.wheel(0, 400);
};
const brush = async () => {
  const box = await page.locator(".chart").boundingBox();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  for (const until = performance.now() + seconds * 1000, begun = performance.now(); performance.now() < until; )
    await page.mouse.move(box.x + 20 + (box.width - 40) * Math.abs(Math.sin((performance.now() - begun) / 900)), box.y + 20);
  await page.mouse.up();
};

await page.waitForTimeout(1500);
say("the map of one text, dragged", await traced(pan));
const began = performance.now();
const opening = await traced(async () => {
  await page.setInputFiles("#file", file);
  await page.waitForFunction(() => window.geotag.store.state.corpus, null, { timeout: 120_000 });
});
console.log(`${count} texts, ${(statSync(file).size / 1e6).toFixed(0)} MB, open after ${((performance.now() - began) / 1000).toFixed(1)} s`);
say("while they are read", opening);
await page.waitForTimeout(3000);
say(`the map of ${count} texts, dragged`, await traced(pan));
say("zoomed from the world to a country", await traced(zoom));
say("the list of documents, scrolled", await traced(scroll));
say("the timeline, brushed", await traced(brush));
console.log(`${await page.evaluate(() => document.querySelectorAll("*").length)} elements on the page`);
rmSync(folder, { recursive: true });
await end();
