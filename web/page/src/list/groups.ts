// In which order the list shows what was found: what to check first, then country by country.

import type { Collection, Feature } from "../api";

/** Features under one heading, and under headings of their own where there are many: those of no division come first. weight counts the mentions of all. */
export type Group = { key: string; name: string; features: Feature[]; divisions: { name: string; features: Feature[] }[]; size: number; weight: number };

/**
 * Below this score a place stands among those to check. The score says how likely an answer is to be right. Set by hand: of the 1,552 mentions that are answered in our
 * own gold texts (own, genres and languages in testdata/gold), 143 are below it, and 44 of the 93 wrong ones are among them.
 */
export const unsure = 0.6;

const many = 8; // features of a country, from which on its divisions have headings. Set by hand.

const countryNames = new Intl.DisplayNames("en", { type: "region" });

/** The place that a stated area, a relation or a share is of. */
function anchorOf(doc: Collection, { properties: p }: Feature): Feature | undefined {
  const id = p.area?.placeId ?? p.relation?.anchorPlaceId ?? p.share?.placeId;
  return id ? doc.features.find((f) => f.properties.placeId === id) : undefined;
}

/** The code and the name of the country that a feature lies in; what lies in none, or in several, has the code "". */
function countryOf(doc: Collection, f: Feature): [code: string, name: string] {
  const p = (anchorOf(doc, f) ?? f).properties, code = p.countryCode ?? p.host?.countryCode ?? "";
  if (!code) return ["", ""];
  const name = p.placeType === "PLACE_TYPE_COUNTRY" ? p.name : p.ancestors?.find((a) => a.placeType === "PLACE_TYPE_COUNTRY")?.name;
  return [code, name ?? regionName(code)];
}

/** The name of a country by its code. */
export function regionName(code: string): string {
  try {
    return countryNames.of(code) ?? code;
  } catch {
    return code; // of a gazetteer that has codes of its own
  }
}

function divisionOf(doc: Collection, f: Feature): string {
  const p = (anchorOf(doc, f) ?? f).properties;
  return p.admin1Name ?? (p.placeType === "PLACE_TYPE_ADMIN1" ? p.name : (p.ancestors?.find((a) => a.placeType === "PLACE_TYPE_ADMIN1")?.name ?? ""));
}

const weight = (features: Feature[]): number => features.reduce((sum, f) => sum + (f.properties.mentions?.length ?? 1), 0);

/** The features of an answer that are shown, grouped. Countries that are named more often come first, and what lies in no country last. */
export function grouped(doc: Collection, features: Feature[]): Group[] {
  const check: Feature[] = [], countries = new Map<string, { name: string; features: Feature[] }>();
  for (const f of features) {
    if ((f.properties.score ?? 1) < unsure) {
      check.push(f);
      continue;
    }
    const [code, name] = countryOf(doc, f), group = countries.get(code) ?? { name, features: [] };
    group.features.push(f);
    countries.set(code, group);
  }
  const groups = [...countries].map(([code, { name, features }]) => divided(doc, code, name || "In no one country", features));
  groups.sort((a, b) => Number(a.key === "") - Number(b.key === "") || b.weight - a.weight);
  return [...(check.length ? [{ key: "check", name: "Check these", features: check, divisions: [], size: check.length, weight: 0 }] : []), ...groups];
}

/** A country's group: itself first, then what is in no division, then division by division. */
function divided(doc: Collection, key: string, name: string, all: Feature[]): Group {
  const first = (f: Feature) => Number(f.properties.placeType !== "PLACE_TYPE_COUNTRY");
  const features = [...all].sort((a, b) => first(a) - first(b));
  const divisions = new Map<string, Feature[]>();
  if (all.length > many) for (const f of features) divisions.set(divisionOf(doc, f), [...(divisions.get(divisionOf(doc, f)) ?? []), f]);
  const own = divisions.get("") ?? [];
  divisions.delete("");
  const parts = [...divisions].map(([name, features]) => ({ name, features })).sort((a, b) => weight(b.features) - weight(a.features));
  return { key, name, features: all.length > many ? own : features, divisions: parts, size: all.length, weight: weight(all) };
}
