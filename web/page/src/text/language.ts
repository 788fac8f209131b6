// The language of the text: what the service decided, and a menu to state another.

import type { TextLanguage } from "../api";
import { nothing, type State } from "../state";

const readings = [["READING_TAUGHT", "Learned"], ["READING_UNTAUGHT", "Read untaught"], ["READING_BY_RULES", "By rules alone"]];

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

/** The menu, and beside it what to know of a language that no model knows. The first entry is to detect it. */
export class LanguageChip {
  constructor(private menu: HTMLSelectElement, private alone: HTMLElement, stated: (tag: string) => void) {
    menu.append(new Option("Detect", ""));
    menu.addEventListener("change", () => stated(menu.value));
  }

  /** Offers the languages that the service reads, those that it has learned first. */
  offer(languages: TextLanguage[]): void {
    const kept = this.menu.value;
    const groups = readings.flatMap(([reading, label]) => group(label, languages.filter((l) => l.reading === reading).map((l) => l.tag)));
    this.menu.replaceChildren(this.menu.options[0], ...groups);
    this.menu.value = kept;
  }

  /** Says which language is stated, or was detected in the text of an answer. */
  draw({ language, answer }: State): void {
    this.menu.value = language;
    for (const o of this.menu.options) {
      if (o.value === "") o.text = language || answer === nothing ? "Detect" : answer.language ? `${languageName(answer.language)}, detected` : "Language not told";
      else o.text = languageName(o.value) + (o.selected ? ", as stated" : "");
    }
    this.alone.hidden = !answer.warnings?.some((w) => w.code === "WARNING_CODE_LANGUAGE_WITHOUT_MODEL");
  }
}
