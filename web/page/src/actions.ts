// What a reader can do. Each action asks the service where it must and changes the state; what is shown follows from that.

import { locate, place, ServiceError, tag, type Alternative, type Collection, type Feature, type LatLng } from "./api";
import { applied, namedBy, outlasting, pointPlace, type Edit, type Stretch } from "./correct/apply";
import type { Filter } from "./filter";
import { openGold } from "./share/opening";
import { textOf } from "./text/file";
import { nothing, stepOf, type State, type Step, type Store } from "./state";

const typingMs = 150; // after the last key, until the text is sent. Set by hand.
const mostSteps = 200; // that can be undone. Set by hand: each holds an answer.

/** What was made of a text that is opened: edits, which may follow from the answer, the feature chosen, and what to do once it is shown. */
export type Opening = { edits(answer: Collection): Promise<Edit[]>; chosen?: number; then?(): void };

const untouched: Opening = { edits: async () => [] };

export class Actions {
  private calls = new AbortController();
  private timer = 0;
  private typing = false; // the last step was of typing, which goes on
  private opening?: Opening; // of the text that stands there, until it is answered

  constructor(private store: Store) {}

  /** Takes what is typed, and asks when the typing pauses; of what was pasted at once. */
  type(text: string, pasted = false): void {
    if (!this.typing || pasted) this.remember();
    this.typing = !pasted;
    this.opening = undefined;
    this.read({ text }, pasted ? 0 : typingMs);
  }

  /** Puts another text in the place of the one that stands there, in whatever language it is. */
  replace(text: string): void {
    this.restore(text, "", untouched);
  }

  /** Puts a text there with what was made of it. */
  restore(text: string, language: string, opening: Opening): void {
    this.remember();
    this.opening = opening;
    this.read({ text, language }, 0);
  }

  /** States the language; "" has it detected. */
  speak(language: string): void {
    this.remember();
    this.read({ language }, 0);
  }

  /** Opens files: the text of the first one, with its places if it is a gold text, takes the place of what stands there. */
  async open(files: File[]): Promise<void> {
    this.walk(false);
    const text = await textOf(files[0]);
    if (!openGold(text, this.store, this)) this.replace(text);
  }

  again(): void {
    this.read({}, 0);
  }

  /** Keeps what stands there, to come back to it. */
  private remember(): void {
    this.typing = false;
    const { past, text } = this.store.state;
    if (text || past.length) this.store.change({ past: [...past, stepOf(this.store.state)].slice(-mostSteps), future: [] });
  }

  undo(): void {
    const { past, future } = this.store.state;
    if (past.length) this.back(past.at(-1)!, { past: past.slice(0, -1), future: [...future, stepOf(this.store.state)] });
  }

  redo(): void {
    const { past, future } = this.store.state;
    if (future.length) this.back(future.at(-1)!, { past: [...past, stepOf(this.store.state)], future: future.slice(0, -1) });
  }

  /** Goes to a step, of which the answer may not have come yet. */
  private back(step: Step, rest: Pick<State, "past" | "future">): void {
    this.typing = false;
    this.opening = undefined;
    this.calls.abort();
    clearTimeout(this.timer);
    const { chosen, answer } = this.store.state;
    this.store.change({ ...step, ...rest, chosen: step.answer === answer ? chosen : 0, pointed: 0, only: undefined, placing: undefined, other: undefined, here: undefined, busy: false, problem: "" });
    if (step.read !== step.text) this.again();
  }

  private read(part: { text?: string; language?: string }, wait: number): void {
    this.calls.abort();
    this.store.change({ ...part, busy: true });
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  /** Asks for the text that stands there, in place of a call under way. */
  private async ask(): Promise<void> {
    const calls = (this.calls = new AbortController());
    const { text, language } = this.store.state, opening = this.opening;
    const fresh = { chosen: 0, pointed: 0, only: undefined, placing: undefined, other: undefined, here: undefined, selection: undefined, busy: false, problem: "" };
    if (text.trim() === "") {
      this.store.change({ ...fresh, answer: nothing, read: text, ms: undefined, edits: [] });
      return;
    }
    try {
      const { doc, ms } = await tag(text, language, calls.signal);
      const made = await opening?.edits(doc);
      if (calls.signal.aborted) return;
      this.opening = undefined;
      const { edits, read } = this.store.state;
      this.store.change({ ...fresh, answer: doc, read: text, ms, edits: made ?? outlasting(edits, read, text), chosen: opening?.chosen ?? 0 });
      opening?.then?.();
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
    this.store.change({ chosen: id, only: undefined, other: undefined, here: undefined });
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
  weigh(a: Pick<Alternative, "location" | "name"> | undefined): void {
    this.store.change({ other: a && { at: a.location, name: a.name } });
  }

  /** Says for which mention of the chosen feature edits are: the one that begins there, or all. */
  narrow(only: number | undefined): void {
    this.store.change({ only });
  }

  /** The stretches of a feature that edits are for. */
  meant(f: Feature): Stretch[] {
    const { only } = this.store.state;
    return (f.properties.mentions ?? []).filter((m) => only === undefined || m.start === only).map(({ start, end, text }) => ({ start, end, text }));
  }

  /** Puts another reading in the place of a feature, or of the mention that edits are for. */
  pick(f: Feature, alternative: Pick<Alternative, "placeId">): Promise<void> {
    return this.place(this.meant(f), alternative.placeId);
  }

  /** Says that stretches of the text name a place of the gazetteer. */
  async place(at: Stretch[], id: string): Promise<void> {
    const { answer } = this.store.state;
    try {
      const there = await place(id);
      if (this.store.state.answer === answer) this.edit({ act: "place", at, there }); // else another text took its place
    } catch (e) {
      this.complain(e);
    }
  }

  /** Has the next click on the map say where stretches of the text are; undefined: no more. */
  placing(at: Stretch[] | undefined): void {
    this.store.change({ placing: at });
  }

  /** Makes an edit, and chooses what it made. */
  edit(e: Edit): void {
    this.remember();
    const now = this.store.state, edits = [...now.edits, e];
    const made = namedBy(applied(now.answer, edits), e.at[0]);
    this.store.change({ edits, chosen: made?.id ?? 0, only: undefined, placing: undefined, other: undefined, here: undefined });
  }

  /** Takes a click on the map, where a feature is drawn or, by 0, none: it is chosen, unless the click says where something is that is being placed. */
  click(at: LatLng, id: number): void {
    if (id && !this.store.state.placing) this.choose(id);
    else void this.here(at);
  }

  /** Says what is at a point of the map, or that what is being placed is there. */
  async here(at: LatLng): Promise<void> {
    const { placing } = this.store.state;
    if (placing) return this.edit({ act: "place", at: placing, there: pointPlace(placing[0].text, at.latitude, at.longitude) });
    try {
      const found = await locate(at);
      this.store.change({ here: { at, found }, chosen: 0 });
    } catch (e) {
      this.complain(e);
    }
  }
}
