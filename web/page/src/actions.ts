// What a reader can do. Each action asks the service where it must and changes the state; what is shown follows from that.

import { locate, place, ServiceError, tag, type Alternative, type Feature, type LatLng } from "./api";
import type { Filter } from "./filter";
import { textOf } from "./text/file";
import { nothing, type State, type Store } from "./state";

const typingMs = 150; // after the last key, until the text is sent. Set by hand.

export class Actions {
  private calls = new AbortController();
  private timer = 0;

  constructor(private store: Store) {}

  /** Takes what is typed, and asks when the typing pauses; of what was pasted at once. */
  type(text: string, pasted = false): void {
    this.read({ text }, pasted ? 0 : typingMs);
  }

  /** Puts another text in the place of the one that stands there, in whatever language it is. */
  replace(text: string): void {
    this.read({ text, language: "" }, 0);
  }

  /** States the language; "" has it detected. */
  speak(language: string): void {
    this.read({ language }, 0);
  }

  /** Opens files: the text of the first one takes the place of what stands there. */
  async open(files: File[]): Promise<void> {
    this.walk(false);
    this.replace(await textOf(files[0]));
  }

  again(): void {
    this.read({}, 0);
  }

  private read(part: { text?: string; language?: string }, wait: number): void {
    this.store.change({ ...part, busy: true });
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  /** Asks for the text that stands there, in place of a call under way. */
  private async ask(): Promise<void> {
    this.calls.abort();
    const calls = (this.calls = new AbortController());
    const { text, language } = this.store.state;
    const fresh = { edits: [], chosen: 0, pointed: 0, other: undefined, here: undefined, selection: undefined };
    if (text.trim() === "") {
      this.store.change({ ...fresh, answer: nothing, ms: undefined, busy: false, problem: "" });
      return;
    }
    try {
      const { doc, ms } = await tag(text, language, calls.signal);
      this.store.change({ ...fresh, answer: doc, ms, busy: false, problem: "" });
    } catch (e) {
      if ((e as Error).name === "AbortError") return;
      this.store.change({ ...fresh, answer: nothing, ms: undefined }); // what stood there was of another text
      this.complain(e);
    }
  }

  complain(e: unknown): void {
    const told = e instanceof ServiceError;
    this.store.change({ busy: false, problem: told ? e.message : "The service cannot be reached. Is it still running?", needsToken: told && e.needsToken });
  }

  choose(id: number): void {
    this.store.change({ chosen: id, other: undefined, here: undefined });
  }

  point(id: number): void {
    if (id !== this.store.state.pointed) this.store.change({ pointed: id });
  }

  /** Shows less of the answer, or more: what is given takes the place of what the filter had. */
  filter(part: Partial<Filter> | ((now: Filter) => Partial<Filter>)): void {
    const { filter } = this.store.state;
    this.store.change({ filter: { ...filter, ...(typeof part === "function" ? part(filter) : part) } });
  }

  /** Goes from writing to walking through what was found, or back. */
  walk(walking: boolean): void {
    if (walking !== this.store.state.walking) this.store.change({ walking, pointed: 0, selection: undefined });
  }

  /** Takes a stretch of the text that was selected, in UTF-16 units, or that none is. */
  select(selection: State["selection"]): void {
    const now = this.store.state.selection;
    if (selection?.start !== now?.start || selection?.end !== now?.end) this.store.change({ selection });
  }

  /** Marks another reading on the map, or nothing. */
  weigh(a: Alternative | undefined): void {
    this.store.change({ other: a && { at: a.location, name: a.name } });
  }

  /** Puts another reading in the place of a feature. */
  async pick(f: Feature, alternative: Alternative): Promise<void> {
    const { answer } = this.store.state;
    try {
      const there = await place(alternative.placeId);
      const now = this.store.state;
      if (now.answer !== answer) return; // another text took its place
      this.store.change({ edits: [...now.edits, { act: "pick", feature: f.id, alternative, there }], chosen: f.id, other: undefined });
    } catch (e) {
      this.complain(e);
    }
  }

  /** Says what is at a point of the map. */
  async here(at: LatLng): Promise<void> {
    try {
      const found = await locate(at);
      this.store.change({ here: { at, found }, chosen: 0 });
    } catch (e) {
      this.complain(e);
    }
  }
}
