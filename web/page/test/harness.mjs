// What tests of the page share: the server, Debian's Chromium driven by Playwright's core, and what a page must never do. GEOTAG is the program to
// serve; the page must be built in. Screenshots go to shots/.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const here = new URL("..", import.meta.url).pathname;
mkdirSync(here + "shots", { recursive: true });

const server = spawn(process.env.GEOTAG, ["serve", "-listen", "localhost:0", "-http", "localhost:0"], { stdio: ["ignore", "pipe", "inherit"] });
export const origin = await new Promise((done, fail) => {
  server.stdout.on("data", (b) => { const m = /http:\/\/\S+/.exec(String(b)); if (m) done(m[0]); });
  server.on("exit", () => fail(new Error("the server ended")));
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
let failed = 0, only = process.argv[2];

/** Ends the browser and the server, and with them the program: by 0 if all is well. */
export async function end() {
  await browser.close();
  server.kill();
  process.exit(failed ? 1 : 0);
}

/** A page that notes what it should not do, which is to ask whom it may not. */
async function watched(options, mayAsk) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (m) => { if (m.type() === "error" && !/WebGL|GPU|swiftshader|fallback/i.test(m.text())) page.wrong.push("console: " + m.text()); });
  page.on("pageerror", (e) => page.wrong.push("error: " + e.message));
  page.on("request", (r) => { if (!r.url().startsWith(mayAsk) && !/^(blob|data):/.test(r.url())) page.wrong.push("outside: " + r.url()); });
  return page;
}

/** The service's page, or what is at a path of the server. */
export async function open({ at, ...options } = {}) {
  const page = await watched(options, origin);
  await page.goto(origin + (at ?? "/"));
  if (at === undefined) await answered(page, /7 places|\d+ places/);
  return page;
}

/** A file, opened where there is no network. */
export async function openFile(path, options = {}) {
  const page = await watched({ ...options, offline: true }, "file://" + path);
  await page.goto("file://" + path);
  return page;
}

export const answered = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#summary").textContent), pattern.source);
export const idle = (page) => page.evaluate(() => new Promise((done) => { const m = window.geotag.map; m.loaded() && m.areTilesLoaded() ? done() : m.once("idle", done); }));

export async function paste(page, text) {
  await page.fill("#text", text);
  await page.waitForFunction((t) => window.geotag.document() && document.querySelector("#marks").textContent.startsWith(t) && document.querySelector("#marks mark") !== null, text.slice(0, 40));
}

/** Has the service say of each text that no model knows its language. */
export const warned = (page) => page.route("**/v1/tag", async (route) => {
  const response = await route.fetch();
  const warnings = [{ code: "WARNING_CODE_LANGUAGE_WITHOUT_MODEL", text: "no model knows the language" }];
  await route.fulfill({ response, json: { ...(await response.json()), warnings } });
});

export const chip = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#language").selectedOptions[0].text), pattern.source);

/** Runs a test that needs no page. */
export async function check(name, run) {
  if (only && !name.includes(only)) return;
  try {
    await run();
    console.log("ok   ", name);
  } catch (e) {
    failed++;
    console.log("FAIL ", name, "\n      ", e.message.replaceAll("\n", "\n       "));
  }
}

/** Runs a test on a page of its own. A word on the command line runs those alone that have it in their name. */
export async function test(name, run, options) {
  if (only && !name.includes(only)) return;
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

export const sample = "Ukrainian forces gained around 1,300 square kilometers (roughly 500 square miles) of Kursk Oblast, including the town of Sudzha. Moscow has yet to comment, The Kyiv Independent reported.";
