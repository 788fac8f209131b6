// The service's answers, as far as the page reads them.

import { embedded } from "./corpus/embedded";
import { lines } from "./corpus/lines";

export type LatLng = { latitude: number; longitude: number };
export type Mention = { start: number; end: number; text: string; role: string };
export type Evidence = { id: string; weight?: number; text: string };
export type Alternative = { placeId: string; name: string; placeType: string; countryCode?: string; admin1Name?: string; location: LatLng; score?: number };
export type Restatement = { start: number; end: number; text: string; m2: number; consistent?: boolean; differencePercent?: number; likelyMistake?: string };
export type StatedArea = {
  start: number; end: number; text: string; qualifier: string; unit?: string; squareKilometers: number; squareMiles: number; hectares: number; acres: number;
  restatement?: Restatement; placeId?: string; shareOfPlace?: number; placeAreaSource?: string; placeAreaWarning?: string; statedShare?: number; clipped?: boolean;
};
export type Relation = { start: number; end: number; text: string; kind: string; lowM?: number; highM?: number; bearingDegrees?: number; anchorPlaceId?: string; otherPlaceId?: string };
/** A part of a place whose area is not known. */
export type Share = { start: number; end: number; text: string; placeId?: string; part?: number };
/** What a place lies in or near that the gazetteer lacks. */
export type Host = { placeId: string; name: string; placeType?: string; countryCode?: string; location: LatLng };
export type Properties = {
  kind: string; name: string; placeId?: string; placeType?: string; featureCode?: string; countryCode?: string; admin1Name?: string; admin1Id?: string; population?: number; location?: LatLng;
  score?: number; uncertaintyM?: number; geometrySource?: string; host?: Host; mentions?: Mention[]; mentionCount?: number; ancestors?: { placeId: string; name: string; placeType: string }[];
  alternatives?: Alternative[]; evidence?: Evidence[]; area?: StatedArea; relation?: Relation; share?: Share; distanceM?: number; containment?: string; areaM2?: number;
  /** What the reader did to it: another place, a mention that was missed, another role, or a word that it is right. */
  corrected?: "picked" | "added" | "role" | "accepted";
};
export type Geometry = GeoJSON.Geometry;
export type Feature = { type: "Feature"; id: number; bbox?: number[]; geometry: Geometry | null; properties: Properties };
export type Rejected = { start: number; end: number; text: string; reason: string; detail?: string };
export type Warning = { code: string; text: string };
export type Focus = { countries?: FocusPlace[]; regions?: FocusPlace[]; settlements?: FocusPlace[] };
export type FocusPlace = { placeId: string; name: string; share: number };
export type Collection = {
  type: "FeatureCollection"; bbox?: number[]; features: Feature[]; rejected?: Rejected[]; warnings?: Warning[]; focus?: Focus; gazetteerVersion?: string; modelVersion?: string; language?: string;
};

/** A language that the service reads, by its tag, and by what it reads it. */
export type TextLanguage = { tag: string; reading: string };

/** An error that the service gave, in its own words, and whether a token could mend it. */
export class ServiceError extends Error {
  constructor(message: string, readonly needsToken = false) { super(message); }
}

/** The token that is shown to the service, if there is one: this tab keeps it until it is closed. */
export const token = {
  get: (): string => sessionStorage.getItem("token") ?? "",
  set: (t: string): void => sessionStorage.setItem("token", t.trim()),
};

async function ask(path: string, init?: RequestInit): Promise<{ body: any; ms?: number }> {
  if (embedded) throw new ServiceError("This file holds what was found in its texts, and has no service to ask.");
  const shown: Record<string, string> = token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
  const response = await fetch(path, { ...init, headers: { ...init?.headers, ...shown, Accept: "application/geo+json, application/json" } });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ServiceError(body?.message ?? `the service answered ${response.status}`, response.status === 401 || response.status === 403);
  const ms = /dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "")?.[1];
  return { body, ms: ms === undefined ? undefined : Number(ms) };
}

const call = async (path: string, init?: RequestInit): Promise<any> => (await ask(path, init)).body;

/** What is asked of a text: shapes, reasons, other readings, and offsets that JavaScript counts in. */
export const tagOptions = {
  offsetEncoding: "OFFSET_ENCODING_UTF16", geometry: "GEOMETRY_DETAIL_BOUNDARY", simplifyToleranceM: 500,
  includeRejected: true, includeEvidence: true, maxAlternatives: 5,
};

/** What is asked; without a language, it is detected. */
export const tagRequest = (text: string, language: string) => ({ text, ...(language ? { language } : {}), ...tagOptions });

/** The answer, and how many milliseconds the service took for it. */
export async function tag(text: string, language: string, signal: AbortSignal): Promise<{ doc: Collection; ms?: number }> {
  const { body, ms } = await ask("/v1/tag", { method: "POST", body: JSON.stringify(tagRequest(text, language)), headers: { "Content-Type": "application/json" }, signal });
  return { doc: body, ms };
}

/** Answers texts, a line each in their order, as they come: places by their points, and offsets that JavaScript counts in. */
export async function* tagLines(texts: { id: string; text: string }[], signal: AbortSignal): AsyncGenerator<Collection> {
  if (embedded) throw new ServiceError("This file has no service that could tag texts.");
  const body = texts.map((t) => JSON.stringify({ ...t, offsetEncoding: tagOptions.offsetEncoding })).join("\n");
  const shown: Record<string, string> = token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
  const response = await fetch("/v1/tag:stream", { method: "POST", body, signal, headers: { ...shown, "Content-Type": "application/x-ndjson" } });
  if (!response.ok || !response.body) {
    const why = await response.json().catch(() => null);
    throw new ServiceError(why?.message ?? `the service answered ${response.status}`, response.status === 401 || response.status === 403);
  }
  const decoder = new TextDecoder();
  for await (const { bytes } of lines(response.body)) yield JSON.parse(decoder.decode(bytes));
}

export const place = (id: string): Promise<Feature> =>
  call(`/v1/places/${encodeURIComponent(id)}?` + new URLSearchParams({ geometry: tagOptions.geometry, simplifyToleranceM: String(tagOptions.simplifyToleranceM) }));

export const find = (query: string, near: LatLng, signal: AbortSignal): Promise<Collection> =>
  call("/v1/places?" + new URLSearchParams({
    query, mode: "FIND_MODE_PREFIX", pageSize: "8", "near.latitude": String(near.latitude), "near.longitude": String(near.longitude),
  }), { signal });

export const fuzzy = (query: string, signal: AbortSignal): Promise<Collection> =>
  call("/v1/places?" + new URLSearchParams({ query, pageSize: "8" }), { signal });

export const locate = (at: LatLng): Promise<Collection> => call(`/v1/locate?lat=${at.latitude}&lon=${at.longitude}`);

/** The URL of an outside basemap's tiles, or nothing. */
export const basemap = (): Promise<string> => call("/basemap.json").then((b) => b.tiles ?? "", () => "");

/** Where the service answers gRPC, HOST:PORT as it listens there, and whether over TLS. */
export const grpc = (): Promise<{ address: string; tls: boolean }> => call("/grpc.json");

export const gazetteer = (): Promise<{ title?: string; version: string; date?: string; placeCount: number; languages?: TextLanguage[]; sources?: { name: string; attribution: string; url: string }[] }> =>
  call("/v1/gazetteer");
