// Settles which stories tell one another: each group of linked texts has the name of its first story, and keeps the links that nobody weighed.
import type { Held, HeldTexts } from "./held-texts.ts";
import type { Link } from "./link-texts.ts";
import type { Text } from "./pair-texts.ts";

export interface Translation {
  /** The article with which it agrees best. */
  article: number;
  root: number;
  /** Bits of evidence for a text of usual length, and those for the next best that tells something else. */
  score: number;
  next: number;
  /** From 0 to 1: how much agrees of what the text with fewer figures and names says. */
  share: number;
}

/** A story that tells another one since an article came, or no longer does. */
export interface Relinked {
  story: number;
  article: number;
  /** Its own if it tells none. */
  root: number;
  /** Null if it tells none, or if only the name of the first story changed. */
  told: Translation | null;
}

export interface Weighed {
  /** Null if no story held stands out. */
  told: Translation | null;
  relinked: Relinked[];
}

/** A text whose links are weighed, or that is compared with these; `held` is null for the one that arrives. */
export type Weighing = Text & { story: number; article: number; held: Held | null };

/** A text of which the links were weighed, or a held one of which they stay. */
type Member = Weighing | Held;

const isWeighing = (one: Member): one is Weighing => "held" in one;
const rootOf = (one: Member): number | null => (isWeighing(one) ? (one.held?.root ?? null) : one.root);

/** `core`: the texts of which all links were weighed, with the arriving one; `before`: what was held of that, if it was. */
export function settleLinks(
  texts: HeldTexts,
  { own, core, before }: { own: Weighing; core: readonly Weighing[]; before: Held | undefined },
  links: readonly Link<Weighing>[],
): Weighed {
  const { groups, unite } = openGroups();
  const weighed = new Map(core.map((text) => [text.held, text]));
  const memberOf = (held: Held): Member => weighed.get(held) ?? held;
  const best = new Map<Weighing, { link: Link<Weighing>; other: Weighing }>();
  for (const text of core) unite(text, text);
  for (const link of links) {
    const { a, b } = link;
    unite(a.held === null ? a : memberOf(a.held), b.held === null ? b : memberOf(b.held));
    if (!best.has(a)) best.set(a, { link, other: b });
    if (!best.has(b)) best.set(b, { link, other: a });
  }
  const roots = new Set([before?.root ?? null, ...[...groups.keys()].map(rootOf)]);
  for (const root of roots) {
    const stay = root === null ? [] : [...texts.family(root)].filter((held) => held !== before && !weighed.has(held));
    for (const held of stay) unite(stay[0] ?? held, held);
  }

  /** A story that is no longer held keeps those that tell it. */
  const nameOf = (group: ReadonlySet<Member>): number => {
    const old = [...group].flatMap((one) => rootOf(one) ?? []).filter((root) => !texts.holds(root));
    return Math.min(...old, ...[...group].map(({ story }) => story));
  };
  const toldBy = (one: Member, root: number): Translation | null => {
    const found = isWeighing(one) && root !== one.story ? best.get(one) : undefined;
    if (found === undefined) return null;
    const { score, share } = found.link.agreement;
    const rounded = Math.min(1, Math.round(share * 1000) / 1000);
    return { article: found.other.article, root, score, next: found.link.next, share: rounded };
  };
  const relinked = [...groups].flatMap(([one, group]): Relinked[] => {
    const root = nameOf(group);
    const known = one === own ? (before?.root ?? root) : rootOf(one);
    return root === known ? [] : [{ story: one.story, article: one.article, root, told: toldBy(one, root) }];
  });
  const group = groups.get(own);
  return { told: group === undefined ? null : toldBy(own, nameOf(group)), relinked };
}

/** Sets of members, of which each member is in one. */
function openGroups(): { groups: ReadonlyMap<Member, ReadonlySet<Member>>; unite(a: Member, b: Member): void } {
  const groups = new Map<Member, Set<Member>>();
  const groupOf = (one: Member): Set<Member> => {
    const group = groups.get(one) ?? new Set([one]);
    groups.set(one, group);
    return group;
  };
  return {
    groups,
    unite(a, b) {
      const [into, from] = [groupOf(a), groupOf(b)];
      if (into !== from) for (const one of from) groups.set(one, into.add(one));
    },
  };
}
