// The text by keyboard and mouse: writing in it, walking through its marks, selecting.

import assert from "node:assert/strict";
import { paste, sample, test } from "./harness.mjs";

const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const caret = (page) => page.evaluate(() => [document.activeElement.id, document.querySelector("#text").selectionStart, document.querySelector("#text").selectionEnd]);
const state = (page, key) => page.evaluate((key) => window.geotag.store.state[key], key);

await test("Escape goes from writing to walking through the marks, and back", async (page) => {
  await paste(page, sample);
  await page.focus("#text");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "Ukrainian");
  assert.equal(await page.getAttribute("#marks", "aria-hidden"), null);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "500 square miles");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "Kursk Oblast");
  assert.match(await page.evaluate(() => document.activeElement.title), /^Kursk Oblast, state or province in Russia, location, \d+ % sure$/);
  assert.equal(await page.textContent("#panel .item.pointed bdi"), "Kursk Oblast", "the list does not light what has the focus in the text");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#panel h2.name"), "Kursk Oblast");
  assert.equal(await focused(page), "Kursk Oblast", "choosing takes the focus away");
  await page.keyboard.press("Escape");
  assert.equal(await state(page, "chosen"), 0);
  assert.equal(await focused(page), "Kursk Oblast");
  await page.keyboard.press("Escape");
  const end = sample.indexOf("Kursk Oblast") + "Kursk Oblast".length;
  assert.deepEqual(await caret(page), ["text", end, end]);
  await page.keyboard.type(" ");
  await page.keyboard.press("End"); // of a line, as in any text
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "Moscow");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.querySelector("#marks").contains(document.activeElement)), false, "the last mark keeps the focus");
});

await test("one writes in the marked text, and Tab leaves it", async (page) => {
  await page.route("**/v1/tag", async (route) => { // what was found before stays where it stands until the next answer
    if (!route.request().postDataJSON().text.startsWith("So ")) return route.continue();
    await new Promise((done) => page.once("close", done));
  });
  await paste(page, sample);
  await page.focus("#text");
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("So ");
  const stands = () => page.evaluate(() => [...document.querySelectorAll("#marks mark")].map((m) => m.textContent));
  assert.deepEqual((await stands()).slice(0, 2), ["Ukrainian", "1,300 square kilometers"]);
  assert.equal(await page.evaluate(() => document.querySelector("#marks").textContent), "So " + sample);
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type("x"); // in the name
  assert.deepEqual((await stands()).slice(0, 1), ["1,300 square kilometers"]);
  await page.keyboard.press("Enter");
  assert.equal((await page.inputValue("#text")).slice(0, 10), "So Ukrax\ni");
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "text");
});

await test("the mouse puts the caret into a mark, drags over marks, and takes one by a double click", async (page) => {
  await paste(page, sample);
  const at = sample.indexOf("Sudzha"), box = await page.locator("#marks mark:text('Sudzha')").boundingBox();
  await page.mouse.click(box.x + 1, box.y + box.height / 2);
  assert.deepEqual(await caret(page), ["text", at, at]);
  assert.equal(await page.textContent("#panel h2.name"), "Sudzha");
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  assert.deepEqual(await caret(page), ["text", at, at + 6]);
  assert.deepEqual(await state(page, "selection"), { start: at, end: at + 6 });
  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await page.waitForFunction(() => window.geotag.store.state.selection === undefined);
  await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
  assert.deepEqual(await caret(page), ["text", at, at + 6]);
});

await test("what is selected while reading is told in the offsets of the text", async (page) => {
  const text = "🌊 Floods in Kano.\n\nقالت الشرطة في بغداد إن الطريق مغلق.\nThe Zorvalka mill near Lagos.";
  await paste(page, text);
  await page.click("#walk");
  const at = text.indexOf("Zorvalka"), sent = await page.evaluate((word) => {
    const walker = document.createTreeWalker(document.querySelector("#marks"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const from = walker.currentNode.data.indexOf(word);
      if (from >= 0) getSelection().setBaseAndExtent(walker.currentNode, from, walker.currentNode, from + word.length);
    }
    return getSelection().toString();
  }, "Zorvalka");
  assert.equal(sent, "Zorvalka");
  await page.waitForFunction(() => window.geotag.store.state.selection !== undefined);
  assert.deepEqual(await state(page, "selection"), { start: at, end: at + 8 });
});
