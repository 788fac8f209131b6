// A server for the tests: the program that GEOTAG names, or a proxy before it that does what networks do.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

const program = process.env.GEOTAG ?? new URL("../../../bin/geotag", import.meta.url).pathname;

/** Serves until the tests are over, and returns where. */
export async function serve(...flags) {
  const server = spawn(program, ["serve", "-listen", "127.0.0.1:0", "-http", "127.0.0.1:0", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  after(() => new Promise((done) => { server.on("exit", done); server.kill(); }));
  return new Promise((done, fail) => {
    server.stdout.on("data", (b) => { const m = /http:\/\/[^\s/]+/.exec(String(b)); if (m) done(m[0]); });
    server.on("exit", () => fail(new Error("the server ended")));
  });
}

/** A file of tokens, and what makes one in it. */
export function tokens() {
  const dir = mkdtempSync(join(tmpdir(), "geotag-tokens-")), file = join(dir, "tokens");
  after(() => rmSync(dir, { recursive: true }));
  const make = (name, ...flags) => execFileSync(program, ["token", "new", "-file", file, ...flags, name], { encoding: "utf8" }).trim();
  return { file, make };
}

/** A proxy before a server. spoil(request, number) may answer a request itself: it returns what is to be done to the answer's bytes, or nothing; true: it has answered. */
export async function proxy(to, spoil) {
  let number = 0;
  const server = createServer((asked, answer) => {
    const done = spoil(asked, answer, number++);
    if (done === true) return;
    const on = request(to + asked.url, { method: asked.method, headers: { ...asked.headers, host: new URL(to).host } }, (from) => {
      answer.writeHead(from.statusCode, from.headers);
      from.on("data", (b) => (done ? done(b) : answer.write(b)));
      from.on("end", () => answer.end());
    });
    on.on("error", () => answer.destroy());
    asked.pipe(on);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  after(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}`;
}
