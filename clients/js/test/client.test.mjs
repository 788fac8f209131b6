import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, Geotag, GeotagError, failed } from "../dist/index.js";
import { proxy, serve, tokens } from "./server.mjs";

const baseUrl = await serve();
const client = new Geotag({ baseUrl });

test("a text is answered with its places", async () => {
  const doc = await client.tag("Überschwemmungen in Köln und 😀 Kano");
  assert.deepEqual(doc.features.map((f) => f.properties.name), ["Köln", "Kano"]);
  for (const f of doc.features) for (const m of f.properties.mentions) assert.equal("Überschwemmungen in Köln und 😀 Kano".slice(m.start, m.end), m.text);
  const german = await client.tag({ text: "Floods in Munich", displayLanguage: "de", geometry: "GEOMETRY_DETAIL_BBOX" });
  assert.equal(german.features[0].properties.name, "München");
});

test("places are looked up", async () => {
  const found = await client.find({ query: "Springfield", near: { latitude: 39.8, longitude: -89.6 }, placeTypes: ["PLACE_TYPE_SETTLEMENT", "PLACE_TYPE_ADMIN2"], pageSize: 2 });
  assert.equal(found.features.length, 2);
  assert.equal(found.features[0].properties.admin1Name, "Illinois");
  const more = await client.find({ query: "Springfield", near: { latitude: 39.8, longitude: -89.6 }, placeTypes: ["PLACE_TYPE_SETTLEMENT", "PLACE_TYPE_ADMIN2"], pageSize: 2, pageToken: found.nextPageToken });
  assert.equal(more.features[0].id, 3);
  const region = await client.place("RU.41", { geometry: "GEOMETRY_DETAIL_BOUNDARY", simplifyToleranceM: 20000 });
  assert.equal(region.geometry.type, "Polygon");
  const there = await client.locate({ lat: 51.19, lon: 35.27 });
  assert.equal(there.features[0].properties.placeId, "RU");
  const area = await client.area({ text: "1,300 km²", place: "Sudzha" });
  assert.equal(Math.round(area.properties.area.squareMiles), 502);
  const gazetteer = await client.gazetteer();
  assert.ok(gazetteer.placeCount > 100_000 && gazetteer.languages.length > 10);
});

test("errors say what is wrong", async () => {
  await assert.rejects(client.tag({ text: "Oslo", langauge: "no" }), (e) => {
    assert.ok(e instanceof GeotagError && e instanceof Error);
    assert.equal(e.status, 400);
    assert.equal(e.code, Code.INVALID_ARGUMENT);
    assert.match(e.message, /did you mean language/);
    assert.ok(e.requestId);
    return true;
  });
  await assert.rejects(client.tag(""), (e) => e.reason === "INVALID_FIELD" && e.fieldViolations[0].field === "text");
  await assert.rejects(client.place("nowhere"), (e) => e.code === Code.NOT_FOUND && e.reason === "PLACE_NOT_FOUND");
  await assert.rejects(new Geotag({ baseUrl: "http://127.0.0.1:9" }).gazetteer(), TypeError);
});

test("a stream is answered in order, and a text that fails by its error", async () => {
  async function* texts() {
    for (let i = 0; i < 150; i++) yield { id: String(i), text: i === 70 ? "" : `Rain in ${["Lagos", "Oslo", "Kano"][i % 3]}` };
  }
  const answers = [];
  for await (const answer of client.tagStream(texts())) answers.push(answer);
  assert.deepEqual(answers.map((a) => a.id), Array.from({ length: 150 }, (_, i) => String(i)));
  assert.deepEqual(answers.filter(failed).map((a) => [a.id, a.error.reason]), [["70", "INVALID_FIELD"]]);
  assert.equal(answers[149].features[0].properties.name, "Kano");
});

test("a stream may be left, and asks for no more than it needs", async () => {
  let made = 0;
  function* endless() {
    for (;;) yield `Rain in Lagos, number ${made++}`;
  }
  for await (const answer of client.tagStream(endless(), { batch: 8 })) {
    assert.equal(answer.features[0].properties.name, "Lagos");
    break;
  }
  assert.equal(made, 9); // the ninth tells that the share is full
});

test("what a connection that broke did not answer is sent again", async () => {
  const asked = [];
  const cut = await proxy(baseUrl, (request, answer, number) => {
    let lines = "";
    asked.push(number);
    if (number > 0) return;
    return (b) => {
      lines += b;
      const some = lines.split("\n").slice(0, 3).join("\n") + "\n{\"type\":";
      if (lines.split("\n").length > 3 && !answer.writableEnded) { answer.write(some, () => answer.destroy()); }
    };
  });
  const ids = [];
  for await (const answer of new Geotag({ baseUrl: cut }).tagStream(Array.from({ length: 20 }, (_, i) => ({ id: `t${i}`, text: "Rain in Lagos" })))) ids.push(answer.id);
  assert.deepEqual(ids, Array.from({ length: 20 }, (_, i) => `t${i}`));
  assert.ok(asked.length > 1);
});

test("a busy server is asked again when it says", async () => {
  let number = 0;
  const busy = await proxy(baseUrl, (_request, answer, n) => {
    number = n;
    if (n > 1) return;
    answer.writeHead(n ? 429 : 503, { "Retry-After": "0", "Content-Type": "application/json" });
    answer.end('{"code":14,"message":"busy"}');
    return true;
  });
  assert.equal((await new Geotag({ baseUrl: busy }).tag("Rain in Lagos")).features.length, 1);
  assert.equal(number, 2);
  const always = await proxy(baseUrl, (_request, answer) => { answer.writeHead(503, { "Retry-After": "0" }); answer.end("busy"); return true; });
  await assert.rejects(new Geotag({ baseUrl: always, retries: 2 }).gazetteer(), (e) => e.status === 503 && e.code === 0 && e.passing);
});

test("a call ends at its time and by its signal, and leaves no timer", async () => {
  const silent = await proxy(baseUrl, () => true);
  const slow = new Geotag({ baseUrl: silent });
  await assert.rejects(slow.tag("Oslo", { timeoutMs: 50 }), { name: "TimeoutError" });
  await assert.rejects(slow.tag("Oslo", { signal: AbortSignal.abort(new Error("not wanted")) }), /not wanted/);
  const controller = new AbortController();
  const pending = slow.gazetteer({ signal: controller.signal });
  controller.abort();
  await assert.rejects(pending, { name: "AbortError" });
  await assert.rejects(async () => { for await (const _ of slow.tagStream(["Oslo"], { timeoutMs: 50 })); }, { name: "TimeoutError" });
  const busy = await proxy(baseUrl, (_request, answer) => { answer.writeHead(429, { "Retry-After": "60" }); answer.end("{}"); return true; });
  await assert.rejects(new Geotag({ baseUrl: busy, timeoutMs: 30_000 }).gazetteer(), (e) => e.status === 429 && e.retryAfterMs === 60_000);
  const given = new AbortController();
  const waiting = new Geotag({ baseUrl: busy, timeoutMs: Infinity, retries: 1 }).gazetteer({ signal: given.signal, onResponse: () => setTimeout(() => given.abort()) });
  await assert.rejects(waiting, { name: "AbortError" });
  const never = await proxy(baseUrl, (_request, answer) => { answer.writeHead(503, { "Retry-After": "99999999999" }); answer.end("null"); return true; });
  await assert.rejects(new Geotag({ baseUrl: never, timeoutMs: Number.MAX_VALUE }).gazetteer(), (e) => e.status === 503 && e.details.length === 0);
});

test("a token is shown, and its lack is told", async () => {
  const { file, make } = tokens();
  const all = make("all"), finder = make("finder", "-scopes", "find"), slow = make("slow", "-rate", "1:1");
  const guarded = await serve("-tokens", file);
  await assert.rejects(new Geotag({ baseUrl: guarded }).tag("Oslo"), (e) => e.status === 401 && e.needsToken);
  await assert.rejects(new Geotag({ baseUrl: guarded, token: finder }).tag("Oslo"), (e) => e.status === 403 && e.code === Code.PERMISSION_DENIED && e.needsToken);
  let headers;
  const doc = await new Geotag({ baseUrl: guarded, token: () => all }).tag("Rain in Oslo", { onResponse: (r) => { headers = r.headers; } });
  assert.equal(doc.features.length, 1);
  assert.match(headers.get("Server-Timing"), /^service;dur=/);
  const rated = new Geotag({ baseUrl: guarded, token: slow, retries: 0 });
  await rated.tag("Rain in Oslo");
  await assert.rejects(rated.tag("Rain in Oslo"), (e) => e.status === 429 && e.retryAfterMs >= 1000);
});
