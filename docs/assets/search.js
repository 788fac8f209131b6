// The search: every section of the documentation that has all words asked for, the best first. No DOM here.

let sections;

/** Fetches the sections, once. A section is { path, title, heading, text }. */
export function load() {
  sections ??= fetch("/docs/search.json").then((r) => (r.ok ? r.json() : Promise.reject(new Error(r.statusText))));
  sections.catch(() => (sections = undefined));
  return sections;
}

/** Lower case, without accents, as long as it was: letters that would change the length stay. */
export function fold(text) {
  return text.replace(/[^\0-\x7f]/gu, (c) => {
    const plain = c.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.length === c.length ? plain : c;
  }).replace(/[A-Z]+/g, (c) => c.toLowerCase());
}

/** The places at which a word begins or, where it begins at none, stands within others. */
function placesOf(word, folded) {
  const starts = [], within = [];
  for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) {
    (i === 0 || !/[\p{L}\p{N}]/u.test(folded[i - 1]) ? starts : within).push(i);
  }
  return { starts, within };
}

/** How well a word fits a text: 1 where another word begins with it, more where it is the whole of one, less where it stands within. */
function fit(word, folded) {
  const { starts, within } = placesOf(word, folded);
  if (starts.some((i) => !/[\p{L}\p{N}]/u.test(folded[i + word.length] ?? " "))) return 1.5;
  return starts.length > 0 ? 1 : within.length > 0 ? 0.3 : 0;
}

/** How well a section fits words, all of which it must have: a heading counts ten times, a title four, a text once and a little for each time more. */
function score(section, words) {
  const { heading, title, text } = section.folded ??= { heading: fold(section.heading), title: fold(section.title), text: fold(section.text) };
  let sum = 0;
  for (const word of words) {
    const { starts, within } = placesOf(word, text);
    const one = 10 * fit(word, heading) + (section.heading === "" ? 8 : 4) * fit(word, title) + fit(word, text) + Math.log1p(starts.length + within.length / 4) / 2;
    if (one === 0) return 0;
    sum += one;
  }
  const whole = words.join(" ");
  return sum + (heading === whole || title === whole ? 20 : 0) + (heading.includes(whole) ? 5 : 0) + (words.length > 1 && text.includes(whole) ? 4 : 0);
}

/** Some 180 letters of a text, where most of the words stand, cut between words. */
function snippet(text, words) {
  const folded = fold(text);
  const places = words.flatMap((word) => { const p = placesOf(word, folded); return (p.starts.length ? p.starts : p.within).slice(0, 50).map((at) => ({ at, word })); });
  const wordsNear = (at) => new Set(places.filter((p) => p.at >= at && p.at < at + 140).map((p) => p.word)).size;
  const best = places.reduce((a, b) => (wordsNear(b.at) > wordsNear(a.at) ? b : a), places[0] ?? { at: 0 }).at;
  let from = Math.max(0, best - 40), to = Math.min(text.length, from + 180);
  if (from > 0) from = text.indexOf(" ", from) + 1;
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best + 20);
  return (from > 0 ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
}

/** At most twelve sections with all words of the query, the best first, each with a snippet; and the words as they were looked for. */
export function find(sections, query) {
  const words = [...new Set(fold(query).split(/\s+/).filter(Boolean))].slice(0, 8).map((w) => w.slice(0, 64));
  const scored = words.length === 0 ? [] : sections.map((section) => ({ section, score: score(section, words) })).filter((s) => s.score > 0);
  const hits = scored.sort((a, b) => b.score - a.score).slice(0, 12).map(({ section }) => ({ ...section, snippet: snippet(section.text, words) }));
  return { words, hits };
}

/** A text in pieces, of which those that are one of the words are hits. */
export function pieces(text, words) {
  const folded = fold(text), hit = new Array(text.length).fill(false);
  for (const word of words) {
    const { starts, within } = placesOf(word, folded);
    for (const i of starts.length ? starts : within) hit.fill(true, i, i + word.length);
  }
  const out = [];
  for (let i = 0; i < text.length; ) {
    let to = i;
    while (to < text.length && hit[to] === hit[i]) to++;
    out.push({ text: text.slice(i, to), hit: hit[i] });
    i = to;
  }
  return out;
}
