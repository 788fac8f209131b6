import type { Detail, FieldViolation, Status } from "./openapi.js";

/** The codes of google.rpc.Code that a server answers with. */
export const Code = {
  INVALID_ARGUMENT: 3, DEADLINE_EXCEEDED: 4, NOT_FOUND: 5, PERMISSION_DENIED: 7, RESOURCE_EXHAUSTED: 8, UNIMPLEMENTED: 12, INTERNAL: 13, UNAVAILABLE: 14, UNAUTHENTICATED: 16,
} as const;

/** An error that the server answered with. */
export class GeotagError extends Error {
  override readonly name = "GeotagError";

  /** Made by of; for tests of one's own it may be made by hand. */
  constructor(
    message: string,
    /** The status of HTTP, such as 400. */
    readonly status: number,
    /** A google.rpc.Code, such as Code.INVALID_ARGUMENT; 0: the answer was none of geotag's, as a proxy's is. */
    readonly code = 0,
    /** What the server says for programs. */
    readonly details: readonly Detail[] = [],
    /** After how many milliseconds the server says to try again. */
    readonly retryAfterMs?: number,
    /** The name of the call in the server's log. */
    readonly requestId?: string,
  ) {
    super(message);
  }

  /** Reads an answer that is no good one. */
  static async of(response: Response): Promise<GeotagError> {
    const said: Partial<Status> = (await response.json().catch(() => null)) ?? {}; // of a proxy it may be anything
    const after = Number(response.headers.get("Retry-After") ?? NaN);
    return new GeotagError(
      said.message ?? `the server answered ${response.status}`, response.status, said.code, Array.isArray(said.details) ? said.details : [],
      Number.isFinite(after) ? after * 1000 : undefined, response.headers.get("X-Request-Id") ?? undefined,
    );
  }

  /** The reason in one word, such as "INVALID_FIELD"; undefined: the server gave none. */
  get reason(): string | undefined {
    return this.details.find((d) => d.reason)?.reason;
  }

  /** The fields of the request that are wrong, and how. */
  get fieldViolations(): readonly FieldViolation[] {
    return this.details.flatMap((d) => d.fieldViolations ?? []);
  }

  /** Whether the same call may succeed later: the server is busy, or not ready. */
  get passing(): boolean {
    return this.status === 429 || this.status === 503;
  }

  /** Whether a token could mend it: one is lacking, unknown or expired, or its scope is another. */
  get needsToken(): boolean {
    return this.status === 401 || (this.status === 403 && this.code === Code.PERMISSION_DENIED);
  }
}
