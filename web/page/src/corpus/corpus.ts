// Many texts: what they name, in columns that are quick to count, and where the answer to each of them lies.

import type { Collection } from "../api";
import { roleClass } from "../words";

/** A text with its answer, as it goes into a file and comes out of one. The date begins with YYYY, YYYY-MM or YYYY-MM-DD. */
export type Document = { id: string; title?: string; date?: string; text?: string; answer: Collection };

/** A document of a corpus: its bytes lie in the source, and its rows among the rows, each from, to and without the second. The day counts from
 * 1970. Its text lies in the source by itself where it came apart from the answer. */
export type Entry = { id: string; title: string; day?: number; from: number; to: number; rows: [number, number]; text?: [number, number] };

/** What documents name, once. Kind is a FEATURE_KIND_... and at is longitude and latitude. */
export type Place = { placeId?: string; name: string; kind: string; type: string; country: string; admin1: string; at: [number, number]; population?: number };

/** Who names what: a row for each place of a document and each role that it has there, in the order of the documents. */
export type Rows = { entry: Uint32Array; place: Uint32Array; role: Uint8Array; kind: Uint8Array; score: Float32Array; mentions: Uint16Array };

/** A line that could not be read, or a text that could not be tagged. */
export type Fault = { where: string; why: string };

export type Corpus = { name: string; entries: Entry[]; places: Place[]; rows: Rows; source: Blob; faults: Fault[]; tagged: boolean };

/** What of a corpus is looked at: documents with such a name, of days from and to, and those of places that were chosen. */
export type Looking = { query: string; days?: [number, number]; places?: number[] };

export const everything: Looking = { query: "" };

/** The roles and kinds that rows count. */
export const roles = ["location", "actor", "demonym", "dateline", "part"];
export const kinds = ["FEATURE_KIND_PLACE", "FEATURE_KIND_UNLISTED_PLACE", "FEATURE_KIND_COORDINATES"];

export const roleIndex = (role: string): number => Math.max(0, roles.indexOf(roleClass(role)));

const dayMs = 86_400_000;
const dateNames = ["date", "published", "publishedat", "pubdate", "datepublished", "datetime", "timestamp", "created", "createdat", "time", "day"];
const titleNames = ["title", "headline", "heading"];

type Members = Record<string, unknown>;

const named = (of: Members, names: string[]): unknown => {
  for (const [name, value] of Object.entries(of)) if (names.includes(name.toLowerCase().replace(/[_-]/g, "")) && value) return value;
  return undefined;
};

/** The title that a record or its columns have. */
export const titleOf = (record: Members): string | undefined => {
  const title = named(record, titleNames) ?? named((record.columns ?? {}) as Members, titleNames);
  return typeof title === "string" ? title : undefined;
};

/** The day that a record, its columns or, as a path of an archive does, its id states. */
export function dayOf(record: Members, id: string): number | undefined {
  const said = named(record, dateNames) ?? named((record.columns ?? {}) as Members, dateNames);
  return parseDay(said) ?? parseDay(/(?:^|\D)((?:19|20)\d\d[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01]))(?:\D|$)/.exec(id)?.[1]);
}

/** Reads a day as days from 1970: dates that begin with the year, seconds or milliseconds of Unix, and what Date.parse knows. */
export function parseDay(said: unknown): number | undefined {
  if (typeof said === "number" || (typeof said === "string" && /^\d{10,13}$/.test(said))) {
    const n = Number(said);
    return n > 1e11 ? Math.floor(n / dayMs) : n > 1e8 ? Math.floor(n / 86_400) : n >= 1000 && n < 3000 ? days(n, 1, 1) : undefined;
  }
  if (typeof said !== "string") return undefined;
  const m = /^\s*(\d{4})(?:[-/.]?(\d\d)(?:[-/.]?(\d\d))?)?(?!\d)/.exec(said);
  if (m) return days(Number(m[1]), Number(m[2] ?? 1), Number(m[3] ?? 1));
  const ms = Date.parse(said);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / dayMs);
}

function days(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / dayMs;
}

/** A day as YYYY-MM-DD. */
export const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
