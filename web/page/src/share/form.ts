// What is shared and kept of the page: the text and what was made of it, as JSON that says no more than it must.

import { place, type Feature } from "../api";
import type { Edit } from "../correct/apply";
import type { State } from "../state";

/** The middle of the map, in degrees, and its zoom. */
export type View = [longitude: number, latitude: number, zoom: number];

type SharedPlace = { id?: string; name: string; at: [latitude: number, longitude: number] };
type SharedEdit = { act: Edit["act"]; at: [start: number, end: number][]; place?: SharedPlace; role?: string };

/** The form. What is absent is nothing, or as the service has it; offsets count UTF-16 units. */
export type Shared = { text: string; language?: string; edits?: SharedEdit[]; chosen?: number; view?: View };

// The most that is read of what others made. Set by hand, but for the text: the service's limit of a body, in bytes.
const mostText = 8 << 20, mostEdits = 2000, mostPlaces = 200, mostName = 300;

/** What of the state is shared, with the view. */
export function sharedOf({ read, text, language, edits, chosen, busy }: State, view?: View): Shared {
  const answered = !busy && read === text;
  return {
    text, ...(language && { language }), ...(answered && edits.length && { edits: edits.map(sharedEdit) }), ...(answered && chosen && { chosen }),
    ...(view && { view: view.map((x) => Number(x.toFixed(4))) as View }),
  };
}

function sharedEdit(e: Edit): SharedEdit {
  const at = e.at.map((s): [number, number] => [s.start, s.end]);
  if (e.act === "role") return { act: e.act, at, role: e.role };
  if (e.act !== "place") return { act: e.act, at };
  const { placeId, name, location } = e.there.properties;
  return { act: e.act, at, place: { ...(placeId && { id: placeId }), name, at: [location?.latitude ?? 0, location?.longitude ?? 0] } };
}

/** Holds what somebody made to the form; the error says in a word what is wrong with it. */
export function checked(x: unknown): Shared {
  const s = x as Shared;
  want(typeof s === "object" && s !== null && typeof s.text === "string" && s.text.length <= mostText, "the text");
  want(s.language === undefined || (typeof s.language === "string" && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(s.language)), "the language");
  want(s.chosen === undefined || Number.isSafeInteger(s.chosen), "what is chosen");
  want(s.view === undefined || (Array.isArray(s.view) && s.view.length === 3 && within(s.view[0], 180) && within(s.view[1], 90) && within(s.view[2], 30)), "the view");
  want(s.edits === undefined || (Array.isArray(s.edits) && s.edits.length <= mostEdits && s.edits.every((e) => isEdit(e, s.text.length))), "the corrections");
  want(new Set(s.edits?.map((e) => e.place?.id)).size <= mostPlaces, "the number of places");
  return s;
}

function want(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it is wrong about ${what}`);
}

const within = (x: unknown, most: number): boolean => typeof x === "number" && Math.abs(x) <= most;

const isSpan = (s: unknown, most: number): boolean => Array.isArray(s) && s.length === 2 && s.every(Number.isSafeInteger) && s[0] >= 0 && s[0] < s[1] && s[1] <= most;

const isName = (x: unknown): boolean => typeof x === "string" && x.length > 0 && x.length <= mostName;

function isEdit(e: SharedEdit, most: number): boolean {
  if (!e || !Array.isArray(e.at) || e.at.length === 0 || !e.at.every((s) => isSpan(s, most))) return false;
  if (e.act === "role") return typeof e.role === "string" && /^ROLE_[A-Z_]{1,40}$/.test(e.role);
  if (e.act !== "place") return e.act === "none" || e.act === "accept";
  const p = e.place;
  return Boolean(p) && isName(p!.name) && (p!.id === undefined || isName(p!.id)) && Array.isArray(p!.at) && within(p!.at[0], 90) && within(p!.at[1], 180);
}

/** The edits as they act on the page, with the places as the gazetteer has them. One that it lacks is a point of its name. */
export async function editsOf(s: Shared): Promise<Edit[]> {
  const asked = new Map<string, Promise<Feature>>();
  const there = (p: SharedPlace): Promise<Feature> => {
    const known = asked.get(p.id ?? "") ?? placeOr(p);
    if (p.id) asked.set(p.id, known);
    return known;
  };
  return Promise.all((s.edits ?? []).map(async (e): Promise<Edit> => {
    const at = e.at.map(([start, end]) => ({ start, end, text: s.text.slice(start, end) }));
    if (e.act === "place") return { act: "place", at, there: await there(e.place!) };
    return e.act === "role" ? { act: "role", at, role: e.role! } : { act: e.act, at };
  }));
}

/** The place of an id, or what is said of it where the gazetteer has none of that id. */
export async function placeOr(p: SharedPlace): Promise<Feature> {
  const [latitude, longitude] = p.at;
  const said: Feature = {
    type: "Feature", id: 0, geometry: { type: "Point", coordinates: [longitude, latitude] },
    properties: { kind: "FEATURE_KIND_UNLISTED_PLACE", name: p.name, ...(p.id && { placeId: p.id }), location: { latitude, longitude } },
  };
  return p.id ? place(p.id).catch(() => said) : said;
}
