// A client of geotag over REST, for Node and for browsers: text in, places on a map out, as GeoJSON.

import { GeotagError } from "./error.js";
import { Limit, pause } from "./limit.js";
import type {
  ConvertAreaResponse, FailedText, FindPlacesResponse, GetGazetteerResponse, GetPlaceResponse, LatLng, LocatePointResponse, StreamAnswer, TagRequest, TagResponse, paths,
} from "./openapi.js";
import { lines, shares } from "./stream.js";

export { Code, GeotagError } from "./error.js";
export type * from "./openapi.js";

/** How a server is called. Every member has a good default. */
export interface Options {
  /** Where the server is; "": where the page comes from. Default: http://localhost:8081. */
  baseUrl?: string;
  /** The token to show, or what returns it at each call. */
  token?: string | (() => string | undefined);
  /** After how many milliseconds a call, with its repetitions, ends with a TimeoutError; a stream: without an answer for so long. Default: 60,000. */
  timeoutMs?: number;
  /** How often a call that a busy server refuses (429, 503) is made again, after the time that the server says, if that is less than timeoutMs. Default: 4. */
  retries?: number;
  /** What makes requests, if not the platform's fetch. */
  fetch?: typeof fetch;
}

/** What holds for one call. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** As in Options. */
  timeoutMs?: number;
  /** Sees the response before its body is read: its headers have Server-Timing and X-Request-Id. */
  onResponse?: (response: Response) => void;
}

/** What holds for a stream. */
export interface StreamOptions extends CallOptions {
  /** How many texts are sent in one request at most. A greater number is faster, a smaller one answers a slow source sooner. Default: 64. */
  batch?: number;
}

type Query<Path extends keyof paths> = Omit<NonNullable<paths[Path]["parameters"]["query"]>, "flat" | "lenient">;
/** What find asks: see FindPlacesRequest in geotag.proto. */
export type FindQuery = Omit<Query<"/v1/places">, "near"> & { near?: LatLng };
/** How a place is answered. */
export type PlaceQuery = Query<"/v1/places/{placeId}">;
/** Which point is asked for. */
export type LocateQuery = Query<"/v1/locate">;
/** Which area is asked for. */
export type AreaQuery = Query<"/v1/area">;

/** Calls one server. All calls only ask, so that making one twice does no harm; any number may be under way at once. */
export class Geotag {
  readonly #baseUrl: string;
  readonly #options: Options;

  constructor(options: Options = {}) {
    this.#options = options;
    this.#baseUrl = (options.baseUrl ?? "http://localhost:8081").replace(/\/+$/, "");
  }

  /** Answers a text with the places that it names and the areas that it states. Offsets count in UTF-16, as JavaScript does, unless the request says otherwise. */
  tag(request: string | TagRequest, options?: CallOptions): Promise<TagResponse> {
    return this.#json("/v1/tag", options, JSON.stringify(asked(request)));
  }

  /**
   * Yields the answers to many texts, in their order, as they come. A text that fails is answered by its error: see failed. What a connection that broke
   * did not answer is sent again.
   */
  async *tagStream(requests: Iterable<string | TagRequest> | AsyncIterable<string | TagRequest>, options: StreamOptions = {}): AsyncGenerator<StreamAnswer, void, void> {
    for await (let share of shares(requests, asked, options.batch ?? 64)) {
      while (share.length > 0) {
        let answered = 0;
        try {
          for await (const answer of this.#stream(share, options)) {
            answered++;
            yield answer;
          }
        } catch (e) {
          if (answered === 0 || e instanceof GeotagError || options.signal?.aborted) throw e;
        }
        if (answered === 0) throw new Error("geotag: the server ended the stream without an answer");
        share = share.slice(answered);
      }
    }
  }

  /** Answers a name, a code, an address or coordinates with the places that are so called, the best known first; nextPageToken asks for more. */
  find(query: FindQuery, options?: CallOptions): Promise<FindPlacesResponse> {
    return this.#json("/v1/places" + search(query), options);
  }

  /** Answers an id with its place: names, ancestors and extent. Without one it is a GeotagError with the code NOT_FOUND. */
  place(id: string, query: PlaceQuery = {}, options?: CallOptions): Promise<GetPlaceResponse> {
    return this.#json(`/v1/places/${encodeURIComponent(id)}` + search(query), options);
  }

  /** Answers a point with the areas that contain it, the largest first, then the settlements near it, the nearest first. */
  locate(query: LocateQuery, options?: CallOptions): Promise<LocatePointResponse> {
    return this.#json("/v1/locate" + search(query), options);
  }

  /** Answers a stated area ("1,300 km²") with its figures, and with a shape around its place, if it has one. */
  area(query: AreaQuery, options?: CallOptions): Promise<ConvertAreaResponse> {
    return this.#json("/v1/area" + search(query), options);
  }

  /** Says which gazetteer answers, and which languages are read. */
  gazetteer(options?: CallOptions): Promise<GetGazetteerResponse> {
    return this.#json("/v1/gazetteer", options);
  }

  async #json<Answer>(path: string, options: CallOptions = {}, body?: string): Promise<Answer> {
    const limit = this.#limit(options);
    try {
      const init: RequestInit = body === undefined ? {} : { method: "POST", body, headers: { "Content-Type": "application/json" } };
      return await (await this.#ask(path, init, "application/geo+json, application/json", limit, options)).json();
    } finally {
      limit.end();
    }
  }

  async *#stream(share: string[], options: StreamOptions): AsyncGenerator<StreamAnswer, void, void> {
    const limit = this.#limit(options);
    try {
      const init = { method: "POST", body: share.join(""), headers: { "Content-Type": "application/x-ndjson" } };
      const response = await this.#ask("/v1/tag:stream", init, "application/x-ndjson", limit, options);
      for await (const line of lines(response.body!)) {
        limit.pause(); // while who reads the answers is at work
        yield JSON.parse(line);
        limit.restart();
      }
    } finally {
      limit.end(); // and the request, where nobody wants the rest
    }
  }

  #limit(options: CallOptions): Limit {
    return new Limit(options.timeoutMs ?? this.#options.timeoutMs ?? 60_000, options.signal);
  }

  /** Makes a request until it is answered well, or as often as it may. */
  async #ask(path: string, init: RequestInit, accept: string, limit: Limit, options: CallOptions): Promise<Response> {
    const { token, retries = 4, fetch: ask = globalThis.fetch } = this.#options;
    const shown = typeof token === "function" ? token() : token;
    const headers = { ...init.headers, Accept: accept, ...(shown ? { Authorization: `Bearer ${shown}` } : {}) };
    for (let tried = 0; ; tried++) {
      const response = await ask(this.#baseUrl + path, { ...init, headers, signal: limit.signal });
      options.onResponse?.(response);
      if (response.ok) return response;
      const error = await GeotagError.of(response);
      const wait = error.retryAfterMs ?? 500 * 2 ** tried;
      if (!error.passing || tried >= retries || !limit.allows(wait)) throw error;
      await pause(wait, limit.signal);
    }
  }
}

/** Reports whether a stream's answer is that of a text that failed. */
export const failed = (answer: StreamAnswer): answer is FailedText => "error" in answer;

const asked = (request: string | TagRequest): TagRequest =>
  ({ offsetEncoding: "OFFSET_ENCODING_UTF16", ...(typeof request === "string" ? { text: request } : request) });

/** The parameters of a URL: a list stands between commas, a point is LAT,LON, and what is undefined is left out. */
function search(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, unknown][]) {
    if (value === undefined) continue;
    const point = value as Partial<LatLng>;
    parameters.set(name, point.latitude !== undefined ? `${point.latitude},${point.longitude}` : String(value));
  }
  return parameters.size > 0 ? `?${parameters}` : "";
}
