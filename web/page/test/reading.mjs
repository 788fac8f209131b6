// Reading: the text, its marks, its language.

import assert from "node:assert/strict";
import { chip, idle, paste, sample, test, warned } from "./harness.mjs";

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
  assert.equal(await page.isVisible("#panel .evidence"), false);
  await page.click("#panel .why summary");
  assert.equal(await page.isVisible("#panel .evidence"), true);
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
  await page.waitForFunction(() => window.geotag.document().language === "uk");
  assert.equal(await page.getAttribute("#marks", "lang"), "uk");
  await page.click("#call");
  for (const tab of await page.$$("#drawer [role=tab]")) {
    await page.click(`#drawer [role=tab]:text-is("${await tab.textContent()}")`);
    assert.match(await page.textContent("#code"), /[Ll]anguage"?: ?"uk"/);
  }
  await page.selectOption("#language", "");
  await chip(page, /^Russian, detected$/);
  assert.doesNotMatch(await page.textContent("#drawer"), /language/);
  await page.selectOption("#language", "uk");
  await page.selectOption("#sample", { index: 1 }); // another text, of which nothing is stated
  await chip(page, /^English, detected$/);
  assert.equal(await page.textContent("#how"), "learned");
  await page.selectOption("#language", "el");
  await page.waitForFunction(() => document.querySelector("#how").textContent === "read untaught" && document.querySelector("#how").title.includes("No model has learned"));
  await warned(page);
  await page.route("**/v1/tag", async (route) => { // a language of which the service knows nothing
    const response = await route.fetch(), answer = await response.json();
    await route.fulfill({ response, json: { ...answer, language: "tlh", warnings: [{ code: "WARNING_CODE_LANGUAGE_WITHOUT_MODEL", text: "" }] } });
  });
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => document.querySelector("#how").textContent === "no model");
  assert.equal(await page.isVisible("#how.weak"), true);
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

await test("markup in a text stays text", async (page) => {
  const hostile = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script> <b>Kano</b> and "Ibadan" & <mark>Lagos</mark>`;
  await paste(page, hostile);
  assert.equal(await page.evaluate(() => document.querySelector("#marks").textContent.trimEnd()), hostile);
  assert.equal(await page.$$eval("#marks img, #marks script, #marks b, #panel img", (all) => all.length), 0);
  assert.notEqual(await page.title(), "broken");
});

await test("of an HTML file the text is read and nothing else, and an empty pane offers samples", async (page) => {
  const html = "<html><head><title>Floods</title><style>p { color: red }</style></head><body><nav>Home</nav><p>Floods in <b>Kano</b>.</p><p>Rain in Lagos&nbsp;&amp; Ibadan.</p><script>document.title = 'Paris'</script></body></html>";
  await page.setInputFiles("#file", { name: "news.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.waitForFunction(() => document.querySelector("#text").value.includes("Kano"));
  assert.equal(await page.inputValue("#text"), "Floods\n\nFloods in Kano.\n\nRain in Lagos & Ibadan.");
  await page.click("#clear");
  await page.click("#empty .card >> nth=2");
  await page.waitForFunction(() => [...document.querySelectorAll("#marks mark")].some((m) => m.textContent === "Port Sudan"));
  assert.equal(await page.isVisible("#empty"), false);
  assert.equal(await page.$$eval("#sample option", (all) => all.length), 13);
}, { expects: /inline style/ }); // which the policy keeps from the page that is read, too
