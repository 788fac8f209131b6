import type { TagRequest } from "./openapi.js";

/** As many units of text as one request has, beside the number of texts; a server takes 8 MiB, of which a unit may need three bytes. Set by hand. */
const shareUnits = 1 << 19;

/** Yields the requests as lines, so many at a time. */
export async function* shares<Request>(
  requests: Iterable<Request> | AsyncIterable<Request>, asked: (request: Request) => TagRequest, most: number,
): AsyncGenerator<string[], void, void> {
  let share: string[] = [], units = 0;
  for await (const request of requests) {
    const line = JSON.stringify(asked(request)) + "\n";
    if (share.length > 0 && (share.length >= most || units + line.length > shareUnits)) {
      yield share;
      share = [];
      units = 0;
    }
    share.push(line);
    units += line.length;
  }
  if (share.length > 0) yield share;
}

/** Yields the lines of a body, each when it is whole. */
export async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return; // what is left is no line: the stream was cut off
    const parts = value.split("\n"); // and not what was split before, which may be long
    parts[0] = rest + parts[0];
    rest = parts.pop()!;
    for (const line of parts) if (line !== "") yield line;
  }
}
