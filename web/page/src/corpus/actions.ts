// What a reader does with many texts. Each changes the state; what is shown follows from that.

import { ServiceError } from "../api";
import type { Actions } from "../actions";
import { nothing, type State, type Store } from "../state";
import { everything, type Corpus, type Looking } from "./corpus";
import type { Data } from "./embedded";
import { embeddedCorpus } from "./offline";
import { openDocument } from "./open";
import { isGold, readFiles } from "./read";

const fresh: Partial<State> = { edits: [], past: [], future: [], only: undefined, placing: undefined, walking: false, chosen: 0, pointed: 0, other: undefined, here: undefined, problem: "", busy: false };

export class CorpusActions {
  private calls = new AbortController();
  private before: Partial<State> = {};

  constructor(private store: Store, private single: Actions) {}

  /** Reads files as a corpus, and shows it; gold texts go to whoever reads one text. */
  async take(files: File[]): Promise<void> {
    if (files.length === 1 && (await isGold(files[0]))) return this.single.open(files);
    this.calls.abort();
    const { signal } = (this.calls = new AbortController());
    this.store.change({ loading: { done: 0, of: 0, what: "reading" }, problem: "" });
    try {
      const corpus = await readFiles(files, (done, of, what) => this.store.change({ loading: { done, of, what } }), signal);
      this.store.change({ loading: undefined });
      this.enter(corpus);
    } catch (e) {
      this.store.change({ loading: undefined });
      if (signal.aborted) return;
      if (e instanceof ServiceError || e instanceof TypeError) this.single.complain(e);
      else this.store.change({ problem: (e as Error).message });
    }
  }

  /** Ends the reading of files. */
  cancel(): void {
    this.calls.abort();
  }

  /** Shows a corpus in place of the text that is read. */
  enter(corpus: Corpus): void {
    const { text, language, answer, read, ms, edits, past, future, corpus: other } = this.store.state;
    if (!other) this.before = { text, language, answer, read, ms, edits, past, future };
    this.store.change({ ...fresh, answer: nothing, ms: undefined, corpus, looking: everything, open: undefined });
  }

  /** Shows the documents that this file has in itself: many, or the one. */
  async unfold(data: Data): Promise<void> {
    const corpus = await embeddedCorpus(data);
    if (corpus.entries.length !== 1) return this.enter(corpus);
    const doc = await openDocument(corpus, 0);
    this.store.change({ ...fresh, text: doc.text ?? "", read: doc.text ?? "", answer: doc.answer });
  }

  look(part: Partial<Looking>): void {
    this.store.change({ looking: { ...this.store.state.looking, ...part } });
  }

  /** Shows one document as a text of its own. One that was tagged here is read again, with shapes and reasons. */
  async open(n: number): Promise<void> {
    const { corpus } = this.store.state;
    if (!corpus?.entries[n]) return;
    const doc = await openDocument(corpus, n);
    if (this.store.state.corpus !== corpus) return;
    this.store.change({ ...fresh, language: "", ms: undefined, text: doc.text ?? "", read: doc.text ?? "", answer: doc.answer, open: n });
    if (corpus.tagged && doc.text) this.single.again();
  }

  /** Goes back to the corpus. */
  back(): void {
    const { text, language } = this.before;
    this.store.change({ ...fresh, text: text ?? "", read: text ?? "", language: language ?? "", answer: nothing, ms: undefined, open: undefined });
  }

  /** Leaves the corpus for the text that was read before. */
  close(): void {
    this.store.change({ ...fresh, ...this.before, corpus: undefined, open: undefined, looking: everything });
  }
}
