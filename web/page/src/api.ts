// The service, by its client of clients/js, whose types are made from the service's OpenAPI.

import { embedded } from "./corpus/embedded";
import { Geotag, GeotagError } from "../../../clients/js/src/index";
import type * as served from "../../../clients/js/src/index";

/** The type of something that the service, a file or the reader has made: where the service has one of some words, it has any, and where it has one of its geometries, any. */
type Any<T> = T extends string ? string : T extends readonly (infer One)[] ? Any<One>[] : T extends object ? { [K in keyof T]: K extends "type" ? T[K] : K extends "geometry" ? Geometry | null : Any<T[K]> } : T;

export type Geometry = GeoJSON.Geometry;
export type LatLng = served.LatLng;
export type Mention = Any<served.Mention>;
export type Alternative = Any<served.Alternative>;
export type Focus = served.Focus;
export type FocusPlace = served.FocusPlace;
export type Rejected = Any<served.RejectedMention>;
export type TextLanguage = Any<served.TextLanguage>;
/** What is known of a feature, and what the reader did to it: another place, a mention that was missed, another role, or a word that it is right. */
export type Properties = Any<served.Properties> & { corrected?: "picked" | "added" | "role" | "accepted" };
export type Feature = Omit<Any<served.Feature>, "properties"> & { properties: Properties };
/** The answer to a text, or to a look-up, which no model gave. */
export type Collection = Omit<Any<served.TagResponse>, "features" | "gazetteerVersion" | "modelVersion"> & { features: Feature[]; gazetteerVersion?: string; modelVersion?: string };

/** An error that the service gave, in its own words, and whether a token could mend it. */
export const ServiceError = GeotagError;

/** The token that is shown to the service, if there is one: this tab keeps it until it is closed. */
export const token = {
  get: (): string => sessionStorage.getItem("token") ?? "",
  set: (t: string): void => sessionStorage.setItem("token", t.trim()),
};

/** What asks the service; a file that holds its answers has none. */
const ask: typeof fetch = async (input, init) => {
  if (embedded) throw new GeotagError("This file holds what was found in its texts, and has no service to ask.", 0);
  return fetch(input, init);
};

// A reader sees at once that the service is busy, and types on; many texts wait for their turn.
const service = { baseUrl: "", token: token.get, fetch: ask };
const geotag = new Geotag({ ...service, retries: 0 });
const patient = new Geotag(service);

/** What is asked of a text: shapes, reasons, other readings, and offsets that JavaScript counts in. */
export const tagOptions = {
  offsetEncoding: "OFFSET_ENCODING_UTF16", geometry: "GEOMETRY_DETAIL_BOUNDARY", simplifyToleranceM: 500,
  includeRejected: true, includeEvidence: true, maxAlternatives: 5,
} as const satisfies Partial<served.TagRequest>;

/** What is asked; without a language, it is detected. */
export const tagRequest = (text: string, language: string) => ({ text, ...(language ? { language } : {}), ...tagOptions });

/** The answer, and how many milliseconds the service took for it. */
export async function tag(text: string, language: string, signal: AbortSignal): Promise<{ doc: Collection; ms?: number }> {
  let timing = "";
  const doc = await geotag.tag(tagRequest(text, language), { signal, onResponse: (response) => { timing = response.headers.get("Server-Timing") ?? ""; } });
  const ms = /dur=([\d.]+)/.exec(timing)?.[1];
  return { doc, ms: ms === undefined ? undefined : Number(ms) };
}

/** Answers texts in their order, as they come: places by their points. */
export const tagLines = (texts: { id: string; text: string }[], signal: AbortSignal): AsyncGenerator<served.StreamAnswer> => patient.tagStream(texts, { signal });

/** A place with its boundary, as the first feature of its own. */
export const place = async (id: string): Promise<Feature> =>
  ({ ...(await geotag.place(id, { geometry: tagOptions.geometry, simplifyToleranceM: tagOptions.simplifyToleranceM })), id: 1 });

export const find = (query: string, near: LatLng, signal: AbortSignal): Promise<Collection> => geotag.find({ query, mode: "FIND_MODE_PREFIX", pageSize: 8, near }, { signal });

export const fuzzy = (query: string, signal: AbortSignal): Promise<Collection> => geotag.find({ query, pageSize: 8 }, { signal });

export const locate = (at: LatLng): Promise<Collection> => geotag.locate({ lat: at.latitude, lon: at.longitude });

export const gazetteer = () => geotag.gazetteer();

const told = (path: string): Promise<any> => ask(path).then((response) => response.json());

/** The URL of an outside basemap's tiles, or nothing. */
export const basemap = (): Promise<string> => told("/basemap.json").then((b) => b.tiles ?? "", () => "");

/** Where the service answers gRPC, HOST:PORT as it listens there, and whether over TLS. */
export const grpc = (): Promise<{ address: string; tls: boolean }> => told("/grpc.json");
