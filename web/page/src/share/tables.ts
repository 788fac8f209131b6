// The answer as a table, as `geotag tag -out csv` writes it, with what the map needs and no more.

import type { Collection } from "../api";

const columns = ["mention", "start", "end", "role", "kind", "name", "placeId", "type", "country", "admin1", "lat", "lon", "areaM2", "score"];

const enumWord = (value = "", prefix: string): string => value.replace(prefix, "").toLowerCase();

/** CSV (RFC 4180) with a row for each mention and each statement, in the order of the text. Offsets count UTF-16 units. */
export function csvOf(doc: Collection): string {
  const rows = doc.features.flatMap(({ properties: p }) => {
    const said = p.area ?? p.relation ?? p.share;
    const mentions = p.mentions?.length ? p.mentions : said ? [{ ...said, role: "" }] : [];
    return mentions.map((m) => [m.text, m.start, m.end, enumWord(m.role, "ROLE_"), enumWord(p.kind, "FEATURE_KIND_"), p.name, p.placeId ?? p.area?.placeId ?? p.share?.placeId, enumWord(p.placeType, "PLACE_TYPE_"),
      p.countryCode, p.admin1Name, p.location?.latitude, p.location?.longitude, p.areaM2, p.score]);
  }).sort((a, b) => (a[1] as number) - (b[1] as number));
  return [columns, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** A cell. One that a spreadsheet would run as a formula begins with an apostrophe, unless it is a number. */
function cell(value: string | number | undefined): string {
  let text = String(value ?? "");
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
