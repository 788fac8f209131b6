// What a file that opens without a service holds in itself.

/** The title, answers as lines of JSON, and tiles by z/x/y; both are gzip in base64. `geotag atlas` writes it, too. */
export type Data = { title: string; results: string; tiles: Record<string, string> };

/** What this file holds; undefined: it is the service's page. */
export const embedded = ((): Data | undefined => {
  const text = document.getElementById("geotag-data")?.textContent;
  return text ? (JSON.parse(text) as Data) : undefined;
})();
