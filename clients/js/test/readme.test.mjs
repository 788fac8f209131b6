// Packs the client as npm does, installs that elsewhere, and runs the examples of README.md with it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "./server.mjs";

const here = new URL("..", import.meta.url).pathname;

test("what npm packs runs the examples of the README", async () => {
  const url = await serve();
  const dir = mkdtempSync(join(tmpdir(), "geotag-packed-"));
  after(() => rmSync(dir, { recursive: true }));
  const packed = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", dir], { cwd: here, encoding: "utf8" }))[0];
  assert.deepEqual(packed.files.map((f) => f.path).filter((p) => !/^(LICENSE|README\.md|package\.json|dist\/(index|error|limit|stream|openapi)\.(js|d\.ts))$/.test(p)), []);
  const at = join(dir, "node_modules/geotag-client");
  mkdirSync(at, { recursive: true });
  execFileSync("tar", ["xzf", join(dir, packed.filename), "-C", at, "--strip-components=1"]);
  const examples = [...readFileSync(join(here, "README.md"), "utf8").matchAll(/```js\n(.*?)```/gs)].map((m) => m[1]);
  assert.ok(examples.length > 3);
  let printed = "";
  for (const example of examples) {
    writeFileSync(join(dir, "example.mjs"), example.replaceAll("http://localhost:8081", url));
    printed += execFileSync(process.execPath, ["example.mjs"], { cwd: dir, encoding: "utf8" });
  }
  for (const want of ["FEATURE_KIND_STATED_AREA", "Jakutsk", "Illinois", "Russia", "b text is empty", "404 true PLACE_NOT_FOUND"]) assert.ok(printed.includes(want), `${want} in\n${printed}`);
});
