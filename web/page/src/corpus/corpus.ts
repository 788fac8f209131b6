// Many texts: the answers of a corpus, a document each.

import type { Collection } from "../api";

export type Document = { id: string; title?: string; date?: string; text?: string; answer: Collection };
export type Corpus = { name: string; documents: Document[] };
