// Holds the client against web/openapi.json, and that against a linter and against a client that is generated from it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createConfig, lint } from "@redocly/openapi-core";
import openapiTS, { astToString } from "openapi-typescript";

const here = new URL("..", import.meta.url).pathname;
const document = join(here, "../../web/openapi.json");
const types = "src/openapi.ts";

test("the linter finds nothing", async () => {
  const problems = await lint({ ref: document, config: await createConfig({ extends: ["recommended-strict"] }) });
  assert.deepEqual(problems.map((p) => `${p.severity} ${p.ruleId}: ${p.message} ${p.location[0]?.pointer}`), []);
});

test("the client's types are those of the document", async () => {
  const made = astToString(await openapiTS(new URL(`file://${document}`), { rootTypes: true, rootTypesNoSchemaPrefix: true }));
  const committed = readFileSync(join(here, types), "utf8");
  assert.ok(committed.endsWith(made), `${types} is stale: npm run types, in clients/js`);
});

test("the client has a call for each operation", () => {
  const source = readFileSync(join(here, "src/index.ts"), "utf8");
  for (const path of Object.keys(JSON.parse(readFileSync(document, "utf8")).paths).filter((p) => p.startsWith("/v1/"))) {
    assert.ok(source.includes(`"${path.replace("/{placeId}", "")}"`) || source.includes("`/v1/places/${"), path);
  }
});

test("a client that is generated from the document compiles", () => {
  const dir = mkdtempSync(join(tmpdir(), "geotag-generated-"));
  after(() => rmSync(dir, { recursive: true }));
  symlinkSync(join(here, "node_modules"), join(dir, "node_modules"));
  writeFileSync(join(dir, "package.json"), '{"type":"module"}');
  writeFileSync(join(dir, "api.ts"), readFileSync(join(here, types)));
  writeFileSync(join(dir, "use.ts"), `
import createClient from "openapi-fetch";
import type { paths, Mention } from "./api.js";
const api = createClient<paths>({ baseUrl: "http://localhost:8081" });
const { data, error } = await api.POST("/v1/tag", { body: { text: "Floods hit Kano.", geometry: "GEOMETRY_DETAIL_BBOX" } });
const mentions: Mention[] = data?.features.flatMap((f) => f.properties.mentions ?? []) ?? [];
const code: number | undefined = error?.code;
const found = await api.GET("/v1/places", { params: { query: { query: "Kano", countryCodes: ["NG"], bbox: [2, 4, 15, 14] } } });
const place = await api.GET("/v1/places/{placeId}", { params: { path: { placeId: "NG" } } });
const here = await api.GET("/v1/locate", { params: { query: { lat: 6.5, lon: 3.4 } } });
const area = await api.GET("/v1/area", { params: { query: { text: "5 km²" } } });
const gazetteer = await api.GET("/v1/gazetteer");
const stream = await api.POST("/v1/tag:stream", { body: '{"text":"Kano"}', parseAs: "stream" });
console.log(mentions, code, found.data?.features[0].properties.name, place.data?.geometry?.type, here.data?.features, area.data?.properties.area?.squareMiles, gazetteer.data?.version, stream.response);
// @ts-expect-error a member that there is not
await api.POST("/v1/tag", { body: { txt: "Floods hit Kano." } });
// @ts-expect-error a value that there is not
await api.GET("/v1/places", { params: { query: { query: "Kano", mode: "FIND_MODE_LOOSE" } } });
`);
  const flags = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--skipLibCheck"];
  const tsc = spawnSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), ...flags, "use.ts"], { cwd: dir, encoding: "utf8" });
  assert.equal(tsc.stdout, "");
  assert.equal(tsc.status, 0);
});
