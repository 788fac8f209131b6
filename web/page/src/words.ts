// How things are said.

import type { Collection, Feature } from "./api";

const formats = new Map<number, Intl.NumberFormat>(); // by digits: to make one takes as long as to use it a hundred times

export function number(n: number, digits = 4): string {
  const format = formats.get(digits) ?? new Intl.NumberFormat("en", { maximumSignificantDigits: digits });
  formats.set(digits, format);
  return format.format(n);
}

// How many significant digits a stated area is shown with: those it was stated with, 6 of "429,603 acres", but four at least.
export const digitsOf = (text: string): number =>
  Math.min(10, Math.max(4, ...(text.match(/[\d.,]+/g) ?? []).map((n) => n.replace(/^[0.,]+|[.,]/g, "").length)));

const whole = new Intl.NumberFormat("en");

export const people = (n: number): string => whole.format(n);

/** A share of 0 to 1 in percent. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const distance = (m: number): string => (m >= 950 ? `${number(m / 1000, 2)} km` : `${number(m, 2)} m`);

/** "ROLE_PART_OF_NAME" with "ROLE_" is "part of name". */
export const word = (value: string | undefined, prefix: string): string => (value ?? "").replace(prefix, "").replaceAll("_", " ").toLowerCase();

const types: Record<string, string> = { PLACE_TYPE_ADMIN1: "state or province", PLACE_TYPE_ADMIN2: "district", PLACE_TYPE_SETTLEMENT: "town", PLACE_TYPE_POSTCODE: "postal code" };

/** What a type of place is called by those who are no geographers. */
export const placeWord = (type = "", population = 0): string =>
  type === "PLACE_TYPE_SETTLEMENT" && population >= 100_000 ? "city" : (types[type] ?? word(type, "PLACE_TYPE_"));

const roles: Record<string, string> = {
  ROLE_LOCATION: "location", ROLE_ACTOR: "actor", ROLE_DEMONYM: "demonym", ROLE_DATELINE: "dateline", ROLE_PART_OF_NAME: "part",
};

/** The class of a role, by which it is coloured. */
export const roleClass = (role: string): string => roles[role] ?? "location";

/** The class of a feature: that of what it is, and of a place that of the strongest of its uses. */
export function featureClass({ properties: p }: Feature): string {
  if (p.area) return "area";
  if (p.relation || p.share) return "relation";
  return roleClass(strength.find((role) => p.mentions?.some((m) => m.role === role)) ?? "");
}

/** Roles, that first by which a place is most a part of what the text tells. */
const strength = ["ROLE_LOCATION", "ROLE_DATELINE", "ROLE_ACTOR", "ROLE_DEMONYM", "ROLE_PART_OF_NAME"];

export const legend: [string, string][] = [
  ["location", "location"], ["actor", "actor"], ["demonym", "demonym"], ["dateline", "dateline"], ["part", "part of a name"],
  ["area", "stated area"], ["relation", "relation"], ["rejected", "not a place"],
];

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

/** What an answer holds, in a line; of no answer nothing. */
export function summaryOf(answer: Collection, ms?: number): string {
  if (answer.features.length === 0 && ms === undefined) return "";
  const of = (...kinds: string[]): number => answer.features.filter((f) => kinds.includes(f.properties.kind)).length;
  const points = of("FEATURE_KIND_COORDINATES"), areas = answer.features.filter((f) => f.properties.area).length;
  const parts = [counted(of("FEATURE_KIND_PLACE", "FEATURE_KIND_UNLISTED_PLACE"), "place"), ...(points ? [counted(points, "point")] : []), counted(areas, "stated area"),
    `${answer.rejected?.length ?? 0} rejected`, ...(ms === undefined ? [] : [`${number(ms, 2)} ms`])];
  return parts.join(" · ");
}
