// Gold texts: one as JSON on a line, with every place that it names, as `geotag eval` and `geotag train` read it.

import type { Collection } from "../api";
import { namedBy, type Edit, type Stretch } from "../correct/apply";
import { placeOr } from "./form";

type GoldMention = { start: number; end: number; text?: string; lat?: number; lon?: number; id?: string; geonameid?: number; kind?: string };

/** A gold text. Offsets count code points; partial says that only some of its places are marked. */
export type Gold = { id: string; text: string; lang?: string; partial?: boolean; mentions?: GoldMention[] };

const kinds: Record<string, string> = { ROLE_ACTOR: "Metonymic", ROLE_DEMONYM: "Demonym", ROLE_PART_OF_NAME: "Embedded_Literal" };
const rolesOf: Record<string, string> = {
  Metonymic: "ROLE_ACTOR", Non_Literal_Modifier: "ROLE_ACTOR", Demonym: "ROLE_DEMONYM", Language: "ROLE_DEMONYM", Embedded_Literal: "ROLE_PART_OF_NAME", Embedded_Non_Lit: "ROLE_PART_OF_NAME",
  Literal: "ROLE_LOCATION", Mixed: "ROLE_LOCATION", Coercion: "ROLE_LOCATION", Literal_Modifier: "ROLE_LOCATION",
};

/** The number of code points before each UTF-16 unit of a text, and before its end. */
function codePoints(text: string): Uint32Array {
  const before = new Uint32Array(text.length + 1);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    before[i] = n;
    const c = text.charCodeAt(i + 1);
    if (!(text.charCodeAt(i) >> 10 === 0x36 && c >> 10 === 0x37)) n++; // but for the first half of a pair
  }
  before[text.length] = n;
  return before;
}

/** The text and the places that the document says it names, as a line. */
export function goldLine(text: string, doc: Collection): string {
  const at = codePoints(text);
  const mentions = doc.features.filter((f) => f.properties.kind !== "FEATURE_KIND_COORDINATES").flatMap(({ properties: p }) => (p.mentions ?? []).map((m): GoldMention => ({
    start: at[m.start], end: at[m.end], text: m.text, lat: p.location?.latitude, lon: p.location?.longitude,
    ...(p.placeId && { id: p.placeId, ...(/^\d+$/.test(p.placeId) && { geonameid: Number(p.placeId) }) }), kind: kinds[m.role] ?? "Literal",
  })));
  return JSON.stringify({ id: idOf(text), ...(doc.language && { lang: doc.language }), text, mentions: mentions.sort((a, b) => a.start - b.start) } satisfies Gold) + "\n";
}

/** An id that the same text has again: FNV-1a of its UTF-16 units. */
export function idOf(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return `page-${(h >>> 0).toString(16).padStart(8, "0")}`;
}

/** The gold texts in a file; undefined, if it is no such file. The error says which line is wrong. */
export function readGold(file: string): Gold[] | undefined {
  const lines = file.split("\n").filter((l) => l.trim());
  if (!/^\s*\{/.test(lines[0] ?? "") || !/"mentions"\s*:/.test(lines[0])) return undefined;
  return lines.map((line, i) => {
    let g: Gold;
    try {
      g = JSON.parse(line);
    } catch {
      throw new Error(`line ${i + 1} is no JSON`);
    }
    if (typeof g.text !== "string" || !g.text || !Array.isArray(g.mentions ?? [])) throw new Error(`line ${i + 1} has no text with mentions`);
    const n = codePoints(g.text).at(-1)!;
    for (const m of g.mentions ?? []) if (!(Number.isInteger(m?.start) && Number.isInteger(m.end) && m.start >= 0 && m.start < m.end && m.end <= n)) throw new Error(`line ${i + 1} has a mention that is not in its text`);
    return g;
  });
}

/** The edits that make an answer what a gold text says. */
export async function goldEdits(g: Gold, answer: Collection): Promise<Edit[]> {
  const at = codePoints(g.text);
  const stretch = (m: GoldMention): Stretch => {
    const start = at.indexOf(m.start), end = at.indexOf(m.end);
    return { start, end, text: g.text.slice(start, end) };
  };
  const gold = (g.mentions ?? []).map((m) => ({ ...m, at: stretch(m), place: m.id ?? (m.geonameid ? String(m.geonameid) : undefined) }));
  const none = g.partial ? [] : answer.features.flatMap((f) => f.properties.mentions ?? []).filter((m) => !gold.some((o) => o.at.start === m.start && o.at.end === m.end));
  const edits: Edit[] = none.length ? [{ act: "none", at: none.map(({ start, end, text }) => ({ start, end, text })) }] : [];
  for (const m of gold) {
    const found = namedBy(answer, m.at)?.properties;
    const agrees = found && (m.place ? found.placeId === m.place : m.lat === undefined || near(found.location, m.lat, m.lon!));
    if (agrees) edits.push({ act: "accept", at: [m.at] });
    else if (m.lat !== undefined && m.lon !== undefined) edits.push({ act: "place", at: [m.at], there: await placeOr({ id: m.place, name: m.at.text, at: [m.lat, m.lon] }) });
    const role = rolesOf[m.kind ?? ""], was = found?.mentions?.find((o) => o.start === m.at.start)?.role ?? "ROLE_LOCATION";
    if (role && role !== was && !(role === "ROLE_LOCATION" && was === "ROLE_DATELINE")) edits.push({ act: "role", at: [m.at], role });
  }
  return edits;
}

/** Whether a point is the same: to a thousandth of a degree, some hundred meters. */
const near = (at: { latitude: number; longitude: number } | undefined, lat: number, lon: number): boolean =>
  at !== undefined && Math.abs(at.latitude - lat) < 0.001 && Math.abs(at.longitude - lon) < 0.001;
