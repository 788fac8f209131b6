// A corpus is built of records, one after the other: collections, a text each, or features that bear their text's id.

import type { Feature, Mention, Properties } from "../api";
import { dayOf, kinds, roleIndex, titleOf, type Corpus, type Entry, type Fault, type Place } from "./corpus";

const blockBytes = 4 << 20; // of answers, which leave the page's own memory for a blob. Set by hand.
const mostFaults = 1000; // that are told; the rest would say nothing new

/** A text that is still to be tagged. */
export type Untagged = { id: string; title?: string; day?: number; text: string };

type Members = Record<string, any>;

export class Builder {
  readonly entries: Entry[] = [];
  readonly faults: Fault[] = [];
  readonly texts: Untagged[] = [];
  private places: Place[] = [];
  private known = new Map<string, number>();
  private rows: { entry: number[]; place: number[]; role: number[]; kind: number[]; score: number[]; mentions: number[] } =
    { entry: [], place: [], role: [], kind: [], score: [], mentions: [] };
  private blobs: Blob[] = [];
  private block: Uint8Array[] = [];
  private held = 0;
  private length = 0;
  private last = ""; // the text whose features come one by one

  fault(where: string, why: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ where, why });
  }

  /** Takes a record, which the bytes hold as JSON on one line. Where it says of itself no id, it has this one. Errors: what is wrong with it. */
  add(record: unknown, bytes: Uint8Array, id: string): void {
    if (typeof record !== "object" || record === null) throw new Error("it is no object");
    const r = record as Members;
    if (r.type === "FeatureCollection" && Array.isArray(r.features)) {
      const failed = r.error?.message ?? r.error;
      if (failed) throw new Error(String(failed));
      this.begin(r, String(r.id || id), bytes);
      for (const f of r.features) this.feature(f);
      this.last = "";
    } else if (r.type === "Feature") {
      const p = r.properties ?? {}, of = String(p.textId ?? p.id ?? id);
      if (p.error) throw new Error(String(p.error.message ?? p.error));
      if (of === this.last && this.entries.length > 0) this.entries.at(-1)!.to = this.keep(bytes);
      else this.begin(p, of, bytes);
      this.feature(r as Feature);
      this.last = of;
    } else if (typeof r.text === "string") {
      const of = String(r.id || id);
      this.texts.push({ id: of, title: titleOf(r), day: dayOf(r, of), text: r.text });
    } else {
      throw new Error("it is neither an answer (a FeatureCollection or a Feature) nor a text");
    }
  }

  private begin(r: Members, id: string, bytes: Uint8Array): void {
    const from = this.length, at = this.rows.entry.length;
    this.entries.push({ id, title: titleOf(r) ?? id, day: dayOf(r, id), from, to: this.keep(bytes), rows: [at, at] });
  }

  /** Puts texts to the answers that bear their ids, and returns the others. */
  join(): Untagged[] {
    const entries = this.texts.length > 0 ? new Map(this.entries.map((e) => [e.id, e])) : undefined, encoder = new TextEncoder();
    return this.texts.filter((t) => {
      const entry = entries?.get(t.id);
      if (!entry) return true;
      const from = this.length;
      Object.assign(entry, { title: t.title ?? entry.title, day: entry.day ?? t.day, text: [from, this.keep(encoder.encode(t.text)) - 1] });
      return false;
    });
  }

  /** Keeps the bytes of a record, and returns where they end. */
  private keep(bytes: Uint8Array): number {
    this.block.push(bytes, newline);
    this.held += bytes.length + 1;
    this.length += bytes.length + 1;
    if (this.held > blockBytes) this.store();
    return this.length;
  }

  private store(): void {
    this.blobs.push(new Blob(this.block as BlobPart[]));
    this.block = [];
    this.held = 0;
  }

  private feature(f: Feature): void {
    if (!f?.properties) return;
    const p = unflattened(f.properties as Properties & Members), place = this.place(f, p);
    if (place === undefined) return;
    const counts = new Map<number, number>();
    for (const m of p.mentions ?? [{ role: "" } as Mention]) counts.set(roleIndex(m.role), (counts.get(roleIndex(m.role)) ?? 0) + 1);
    const kind = Math.max(0, kinds.indexOf(this.places[place].kind));
    for (const [role, n] of counts) {
      this.rows.entry.push(this.entries.length - 1);
      this.rows.place.push(place);
      this.rows.role.push(role);
      this.rows.kind.push(kind);
      this.rows.score.push(p.score ?? 1);
      this.rows.mentions.push(Math.min(n, 65_535));
    }
    this.entries.at(-1)!.rows[1] = this.rows.entry.length;
  }

  /** The number of the place that a feature is; of what states an area or lies off a place, none. */
  private place(f: Feature, p: Properties): number | undefined {
    if (p.placeId && !p.name && !p.location) return this.known.get(p.placeId); // the file has said before what it is
    if (p.area || p.relation || p.share) return undefined;
    const at = p.location ? [p.location.longitude, p.location.latitude] : f.geometry?.type === "Point" ? f.geometry.coordinates : undefined;
    if (!at || !at.slice(0, 2).every(Number.isFinite)) return undefined;
    const key = p.placeId ?? `${p.name}\n${at[0].toFixed(3)},${at[1].toFixed(3)}`;
    let n = this.known.get(key);
    if (n === undefined) {
      n = this.places.length;
      this.known.set(key, n);
      this.places.push({
        placeId: p.placeId, name: String(p.name ?? ""), kind: p.kind ?? kinds[0], type: p.placeType ?? "", country: p.countryCode ?? p.host?.countryCode ?? "",
        admin1: p.admin1Name ?? "", at: [at[0], at[1]], population: p.population,
      });
    }
    return n;
  }

  finish(name: string, tagged: boolean): Corpus {
    this.store();
    const { entry, place, role, kind, score, mentions } = this.rows;
    return {
      name, entries: this.entries, places: this.places, faults: this.faults, tagged, source: new Blob(this.blobs),
      rows: {
        entry: Uint32Array.from(entry), place: Uint32Array.from(place), role: Uint8Array.from(role), kind: Uint8Array.from(kind),
        score: Float32Array.from(score), mentions: Uint16Array.from(mentions),
      },
    };
  }
}

const newline = Uint8Array.of(10);

/** Properties as they are, where they were written as plain values (-flat). */
export function unflattened<P extends Properties>(p: P & Members): P {
  if (p.mentions_text === undefined && p.location_latitude === undefined) return p;
  const list = (name: string): string[] => String(p[`mentions_${name}`] ?? "").split("; ");
  const starts = list("start"), ends = list("end"), texts = list("text"), given = list("role");
  return {
    ...p,
    location: p.location_latitude === undefined ? undefined : { latitude: p.location_latitude, longitude: p.location_longitude },
    mentions: p.mentions_text === undefined ? undefined : starts.map((s, i) => ({ start: Number(s), end: Number(ends[i]), text: texts[i] ?? "", role: given[i] ?? given[0] })),
  };
}
