// The language of the text: what the service decided, how well it knows that one, and a menu to state another.

import type { TextLanguage } from "../api";
import { nothing, type State } from "../state";

/** What is said of a reading: in the menu, beside the language, and at length. */
const readings: Record<string, [group: string, said: string, meaning: string]> = {
  READING_TAUGHT: ["Learned", "learned", "A model has learned this language from texts."],
  READING_UNTAUGHT: ["Read untaught", "read untaught", "No model has learned this language: it is read by its words and by what was learned from others, and fewer places are found."],
  READING_BY_RULES: ["By rules alone", "by rules", "Read by rules alone: fewer places are found."],
};
const alone: [said: string, meaning: string] = ["no model", "No model knows this language: it is read by its script and the gazetteer, and fewer places are found."];

const names = new Intl.DisplayNames("en", { type: "language" });

/** "ru" is "Russian"; what is no tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function group(label: string, tags: string[]): HTMLElement[] {
  if (tags.length === 0) return [];
  const g = document.createElement("optgroup");
  g.label = label;
  const named = tags.map((tag): [string, string] => [languageName(tag), tag]).sort(([a], [b]) => a.localeCompare(b, "en"));
  g.append(...named.map(([name, tag]) => new Option(name, tag)));
  return [g];
}

/** The menu, and beside it how the language is read. The first entry is to detect it. */
export class LanguageChip {
  private known = new Map<string, string>();
  private last?: State;

  constructor(private menu: HTMLSelectElement, private how: HTMLElement, stated: (tag: string) => void) {
    menu.append(new Option("Detect", ""));
    menu.addEventListener("change", () => stated(menu.value));
  }

  /** Offers the languages that the service reads, those that it has learned first. */
  offer(languages: TextLanguage[]): void {
    this.known = new Map(languages.map((l) => [l.tag, l.reading]));
    const groups = Object.entries(readings).flatMap(([reading, [label]]) => group(label, languages.filter((l) => l.reading === reading).map((l) => l.tag)));
    this.menu.replaceChildren(this.menu.options[0], ...groups);
    if (this.last) this.draw(this.last);
  }

  /** Says which language is stated, or was detected in the text of an answer, and how it is read. */
  draw(state: State): void {
    const { language, answer } = (this.last = state);
    this.menu.value = language;
    for (const o of this.menu.options) {
      if (o.value === "") o.text = language || answer === nothing ? "Detect" : answer.language ? `${languageName(answer.language)}, detected` : "Language not told";
      else o.text = languageName(o.value) + (o.selected ? ", as stated" : "");
    }
    const warned = answer.warnings?.some((w) => w.code === "WARNING_CODE_LANGUAGE_WITHOUT_MODEL"), reading = this.known.get(answer.language ?? "") ?? "";
    const said = reading in readings ? readings[reading].slice(1) : warned ? alone : undefined;
    this.how.hidden = !said || answer === nothing;
    [this.how.textContent, this.how.title] = said ?? ["", ""];
    this.how.classList.toggle("weak", Boolean(warned));
  }
}
