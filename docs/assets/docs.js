// What the documentation gains by a script: a search, buttons that copy code, and the contents that follow the reader. It is read without.
import { find, load, pieces } from "/docs/assets/search.js";

/** Makes an element with a class, a text and what stands in it. */
function make(tag, properties = {}, ...inside) {
  const e = Object.assign(document.createElement(tag), properties);
  e.append(...inside);
  return e;
}

for (const block of document.querySelectorAll(".code")) {
  const button = make("button", { className: "copy", type: "button" }, "Copy");
  button.setAttribute("aria-label", "Copy this code");
  button.addEventListener("click", async () => {
    const commands = [...block.querySelectorAll(".command")].map((c) => c.textContent);
    await navigator.clipboard.writeText(commands.length > 0 ? commands.join("") : block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  block.append(button);
}

const links = new Map([...document.querySelectorAll("aside.contents a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const headings = [...links.keys()].map((id) => document.getElementById(id));
/** Marks the last heading above a third of the window in the contents. */
function follow() {
  const last = headings.findLast((h) => h.getBoundingClientRect().top < innerHeight / 3);
  for (const a of links.values()) a.removeAttribute("aria-current");
  const link = last && links.get(last.id);
  link?.setAttribute("aria-current", "true");
  const box = link?.closest("aside");
  if (box && (link.offsetTop < box.scrollTop || link.offsetTop > box.scrollTop + box.clientHeight - 80)) box.scrollTop = link.offsetTop - box.clientHeight / 2;
}
addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
follow();
document.querySelector("#pages [aria-current]")?.scrollIntoView({ block: "nearest" });

const query = document.querySelector("#query");
const results = document.querySelector("#results");
const count = document.querySelector("#count");
let chosen = -1;

function choose(i) {
  const options = [...results.querySelectorAll("[role=option]")];
  chosen = options.length === 0 ? -1 : (i + options.length) % options.length;
  options.forEach((o, j) => o.setAttribute("aria-selected", String(j === chosen)));
  options[chosen]?.scrollIntoView({ block: "nearest" });
  if (chosen < 0) query.removeAttribute("aria-activedescendant");
  else query.setAttribute("aria-activedescendant", options[chosen].id);
}

function close() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}

const marked = (text, words) => pieces(text, words).map((p) => (p.hit ? make("mark", {}, p.text) : p.text));

function option(hit, i, words) {
  const title = hit.heading === "" ? [make("b", {}, ...marked(hit.title, words))] : [make("b", {}, ...marked(hit.heading, words)), make("small", {}, hit.title)];
  const a = make("a", { id: `result${i}`, href: hit.path, role: "option", tabIndex: -1 }, ...title, make("p", {}, ...marked(hit.snippet, words)));
  a.addEventListener("click", close);
  a.addEventListener("mousemove", () => chosen !== i && choose(i));
  return a;
}

async function show() {
  const asked = query.value;
  if (asked.trim() === "") return close();
  let found;
  try {
    found = find(await load(), asked);
  } catch {
    found = { words: [], hits: [], failed: true };
  }
  if (query.value !== asked) return; // typed on meanwhile
  const { words, hits } = found;
  const said = found.failed ? "The search cannot be reached." : hits.length === 0 ? "Nothing has all of these words." : "";
  results.replaceChildren(...(said ? [make("p", { className: "none" }, said)] : hits.map((h, i) => option(h, i, words))));
  results.hidden = false;
  query.setAttribute("aria-expanded", "true");
  count.textContent = said || `${hits.length} sections found`;
  choose(0);
}

query.addEventListener("input", show);
query.addEventListener("focus", () => { load().catch(() => {}); if (query.value !== "") show(); });
query.addEventListener("keydown", (e) => {
  if (e.key === "ArrowDown") choose(chosen + 1);
  else if (e.key === "ArrowUp") choose(chosen - 1);
  else if (e.key === "Enter") results.querySelector("[aria-selected=true]")?.click();
  else if (e.key === "Escape") results.hidden ? query.blur() : close();
  else return;
  e.preventDefault();
});
document.addEventListener("keydown", (e) => {
  if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) return;
  e.preventDefault();
  query.focus();
});
document.addEventListener("pointerdown", (e) => { if (!e.target.closest(".search")) close(); });
document.querySelector(".search").hidden = false;
