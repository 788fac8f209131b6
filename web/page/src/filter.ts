// What of an answer is shown: the one rule that the text, the list and the map go by.

import type { Collection, Feature, Mention } from "./api";
import { roleClass } from "./words";

/** What of an answer is not shown: roles (as in words.ts) and kinds (FEATURE_KIND_...), and what is less sure than a score of 0 to 1. */
export type Filter = { roles: string[]; kinds: string[]; below: number };

/** Nothing is left out. */
export const all: Filter = { roles: [], kinds: [], below: 0 };

export const isFiltered = (f: Filter): boolean => f.roles.length > 0 || f.kinds.length > 0 || f.below > 0;

/**
 * The features that are shown, in their order, each with those of its mentions that are. A feature that is named is shown by its mentions; one that has no score is as
 * sure as can be. Where nothing is filtered these are the features of the answer themselves.
 */
export function shown({ doc, filter }: { doc: Collection; filter: Filter }): Feature[] {
  if (!isFiltered(filter)) return doc.features;
  return doc.features.flatMap((f) => {
    const p = f.properties;
    if (filter.kinds.includes(p.kind) || (p.score ?? 1) < filter.below) return [];
    if (!p.mentions?.length || filter.roles.length === 0) return [f];
    const mentions = p.mentions.filter((m) => !filter.roles.includes(roleClass(m.role)));
    return mentions.length === p.mentions.length ? [f] : mentions.length ? [{ ...f, properties: { ...p, mentions } }] : [];
  });
}

/** How many mentions of each role, and features of each kind, an answer has, by what a filter calls them. */
export function counts(doc: Collection): { roles: Map<string, number>; kinds: Map<string, number> } {
  const roles = new Map<string, number>(), kinds = new Map<string, number>();
  const more = (of: Map<string, number>, key: string) => of.set(key, (of.get(key) ?? 0) + 1);
  for (const { properties: p } of doc.features) {
    more(kinds, p.kind);
    for (const m of (p.mentions ?? []) as Mention[]) more(roles, roleClass(m.role));
  }
  return { roles, kinds };
}

/** The list without one that it has, or with one that it lacks. */
export const toggled = (list: string[], one: string): string[] => (list.includes(one) ? list.filter((l) => l !== one) : [...list, one]);
