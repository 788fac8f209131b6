// Bytes as text, and packed.

/** The bytes that base64 stands for. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export async function toBase64(bytes: Blob): Promise<string> {
  const array = new Uint8Array(await bytes.arrayBuffer());
  let binary = "";
  for (let i = 0; i < array.length; i += 0x8000) binary += String.fromCharCode(...array.subarray(i, i + 0x8000)); // as many arguments as every browser takes
  return btoa(binary);
}

export const unzipped = (bytes: Blob): ReadableStream<Uint8Array> => (bytes.stream() as ReadableStream<BufferSource>).pipeThrough(new DecompressionStream("gzip"));
export const zipped = (bytes: Blob): Promise<Blob> => new Response((bytes.stream() as ReadableStream<BufferSource>).pipeThrough(new CompressionStream("gzip"))).blob();
