// Links that hold all there is to show: nothing of them is stored anywhere, and what follows # is not even sent to the server.

import { checked, type Shared } from "./form";

/** What the fragment of such a link begins with: the version of what follows, which is JSON, deflated, in base64url. */
const prefix = "#share=1.";

const most = 16 << 20; // bytes that a link may unpack to: twice a text's limit, for JSON escapes. Set by hand.

/** Whether a fragment is meant to be such a link's, of this version or another. */
export const isShared = (fragment: string): boolean => fragment.startsWith("#share=");

/** The fragment of a link to what is shared. */
export async function fragmentOf(s: Shared): Promise<string> {
  const packed = await new Response(new Blob([JSON.stringify(s)]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  return prefix + toBase64(new Uint8Array(packed));
}

/** What a fragment holds. The error says why it cannot be read. */
export async function sharedIn(fragment: string): Promise<Shared> {
  if (!fragment.startsWith(prefix)) throw new Error("it is of another version of this page");
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await unpacked(fromBase64(fragment.slice(prefix.length)))));
  } catch (e) {
    throw e instanceof RangeError ? e : new Error("it is damaged, or was cut short");
  }
  return checked(json);
}

/** Unpacks what somebody packed, and no more of it than can be meant. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: BlobPart[] = [];
  let size = 0;
  for (let r = await reader.read(); !r.done; r = await reader.read()) {
    size += r.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("it holds more than a text may have");
    }
    parts.push(r.value);
  }
  return new Blob(parts).arrayBuffer();
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000)); // as many arguments as every browser takes
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
