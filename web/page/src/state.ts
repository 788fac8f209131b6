// What the page shows, as one value. Views are drawn from it, and actions alone change it: no view writes into another.

import type { Collection, LatLng } from "./api";
import { applied, type Edit, type Stretch } from "./correct/apply";
import { everything, type Corpus, type Looking } from "./corpus/corpus";
import { all, type Filter } from "./filter";
import { roomy, type Layout, type ThemeChoice } from "./layout";

export type { Filter };

export type State = {
  /** What the reader put in: the text, and the tag of its language, or "" to have it detected. */
  text: string; language: string;
  /** What the service said of the text `read`, which is the one that stands there once it has answered, and how many milliseconds it took. */
  answer: Collection; read: string; ms?: number;
  /** What the reader made of the answer, in order, and the answer with that, which follows from both. */
  edits: Edit[]; doc: Collection;
  /** What can be undone, and what was undone: the last one is the next. */
  past: Step[]; future: Step[];
  /** Where the one mention of the chosen feature begins that edits are for; undefined: all of them. */
  only?: number;
  /** The stretches of the text that the next click on the map says where they are. */
  placing?: Stretch[];
  /** Ids of features that were chosen and that are pointed at; 0: none. */
  chosen: number; pointed: number;
  filter: Filter;
  /** Whether the text is read, and its marks are walked, rather than written. */
  walking: boolean;
  /** The stretch of the text that is selected, in UTF-16 units, if there is one. */
  selection?: { start: number; end: number };
  /** A point of the map that the reader asked about, and what is there. */
  here?: { at: LatLng; found: Collection };
  /** Another place that the map marks for now: a reading that is weighed, or a place that was looked up. */
  other?: { at: LatLng; name: string };
  /** Many texts, where they are shown in place of one, what of them is looked at, and the number of the one that was opened. */
  corpus?: Corpus; looking: Looking; open?: number;
  /** How far the reading of many texts has come. */
  loading?: { done: number; of: number; what: string };
  /** How the panes share the window, and in which colors; both are remembered. */
  layout: Layout; theme: ThemeChoice;
  busy: boolean; problem: string; needsToken: boolean;
};

/** What undo brings back. */
export type Step = Pick<State, "text" | "language" | "answer" | "read" | "ms" | "edits">;

export const stepOf = ({ text, language, answer, read, ms, edits }: State): Step => ({ text, language, answer, read, ms, edits });

export const nothing: Collection = { type: "FeatureCollection", features: [] };

const first: State = {
  text: "", language: "", answer: nothing, read: "", edits: [], doc: nothing, past: [], future: [], chosen: 0, pointed: 0, filter: all, looking: everything, walking: false, layout: roomy, theme: "auto",
  busy: false, problem: "", needsToken: false,
};

type Key = keyof State;
type View = { keys: readonly Key[]; draw(now: State, before: State): void };

/** The one value and who is told when a part of it changes. */
export class Store {
  private now = first;
  private views: View[] = [];
  private waiting: Partial<State>[] = [];
  private drawing = false;

  get state(): State {
    return this.now;
  }

  /** Draws at once, and again whenever one of the keys has another value. Views are drawn in the order in which they came. */
  view(keys: readonly Key[], draw: View["draw"]): void {
    this.views.push({ keys, draw });
    draw(this.now, this.now);
  }

  /** Puts other values in. What a view asks for while it is drawn is done after all of them are. */
  change(part: Partial<State>): void {
    this.waiting.push(part);
    if (this.drawing) return;
    this.drawing = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.step(next);
    } finally {
      this.drawing = false;
    }
  }

  private step(part: Partial<State>): void {
    const before = this.now;
    const next = { ...before, ...part };
    if (next.answer !== before.answer || next.edits !== before.edits) next.doc = next.answer === nothing ? nothing : applied(next.answer, next.edits);
    this.now = next;
    for (const v of this.views) if (v.keys.some((k) => next[k] !== before[k])) v.draw(next, before);
  }
}

/** The feature of an id, or undefined. */
export const featureOf = (doc: Collection, id: number) => (id ? doc.features.find((f) => f.id === id) : undefined);
