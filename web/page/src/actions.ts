// What a reader can do. Each action asks the service where it must and changes the state; what is shown follows from that.

import { locate, place, ServiceError, tag, type Alternative, type Feature, type LatLng } from "./api";
import { nothing, type Store } from "./state";

const typingMs = 150; // after the last key, until the text is sent. Set by hand.

export class Actions {
  private calls = new AbortController();
  private timer = 0;

  constructor(private store: Store) {}

  /** Takes what is typed, and asks when the typing pauses. */
  type(text: string): void {
    this.read({ text }, typingMs);
  }

  /** Puts another text in the place of the one that stands there, in whatever language it is. */
  replace(text: string): void {
    this.read({ text, language: "" }, 0);
  }

  /** States the language; "" has it detected. */
  speak(language: string): void {
    this.read({ language }, 0);
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
    const fresh = { edits: [], chosen: 0, pointed: 0, other: undefined, here: undefined };
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
