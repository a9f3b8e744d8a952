// What an issue says, in words, before HTML or plain text gives it a form.
import { webAddress } from "./escape-html.ts";
import { localShort } from "./local-time.ts";
import { markedRuns, plainLine } from "./plain-line.ts";
import type { Issue, IssueStory } from "./digest.ts";
import type { Run } from "./plain-line.ts";

/** A name that leads somewhere, where it does. */
export interface Named {
  name: string;
  url: string | null;
}

export interface StoryWords {
  title: Run[];
  excerpt: Run[];
  url: string | null;
  /** A language tag for `lang`, where the story's is one. */
  lang: string | null;
  outlet: string;
  /** The other outlets that carry it: how many, and the first of them by name. */
  others: { count: number; named: Named[] };
  /** Time, language and origin, each as a phrase. */
  facts: string[];
  summaryOnly: string | null;
  terms: string[];
  /** What it follows; `isAbove` where that story stands right above it. */
  follows: (Named & { isAbove: boolean }) | null;
}

const othersNamedMax = 6;
const failingNamedMax = 20;
const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** One story in words; `above` holds the ids of the story and its follow-ups right above it. */
export function describeStory(story: IssueStory, issue: Issue, above: ReadonlySet<string>): StoryWords {
  const lang = languageTag(story.language);
  const others = otherOutlets(story);
  const origin = story.origin === null ? null : originWords(story.origin);
  return {
    title: /\S/.test(story.title) ? markedRuns(story.title, story.titleMarks, 300) : [{ text: "(no title)", marked: false }],
    excerpt: markedRuns(story.excerpt.text, story.excerpt.marks, 400),
    url: webAddress(story.url),
    lang,
    outlet: plainLine(story.outlet, 80) || "unknown outlet",
    others: { count: others.length, named: others.slice(0, othersNamedMax) },
    facts: [timeWords(story, issue), languageWords(lang), origin].filter((fact) => fact !== null),
    summaryOnly: story.summaryOnly === null ? null : `summary only: ${plainLine(story.summaryOnly, 200)}`,
    terms: story.terms.slice(0, 12).map((term) => plainLine(term, 80)),
    follows: story.follows && {
      name: plainLine(story.follows.title, 300) || "(no title)",
      url: webAddress(story.follows.url),
      isAbove: above.has(story.follows.id ?? ""),
    },
  };
}

function otherOutlets(story: IssueStory): Named[] {
  const others = new Map<string, Named>();
  for (const { outlet, url } of story.copies) {
    const name = plainLine(outlet, 80);
    if (name !== "" && outlet !== story.outlet && !others.has(name)) others.set(name, { name, url: webAddress(url) });
  }
  return [...others.values()];
}

function timeWords(story: IssueStory, issue: Issue): string | null {
  const now = new Date(issue.createdAt);
  const published = new Date(story.publishedAt ?? Number.NaN);
  if (!Number.isNaN(published.getTime())) return localShort(issue.timezone, published, now);
  const seen = new Date(story.firstSeenAt);
  return Number.isNaN(seen.getTime()) ? null : `seen ${localShort(issue.timezone, seen, now)}`;
}

function languageTag(language: string | null): string | null {
  return language !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(language) ? language : null;
}

function languageWords(lang: string | null): string | null {
  if (lang === null || /^en\b/i.test(lang)) return null;
  try {
    return languages.of(lang) ?? lang;
  } catch {
    // Shaped like a language tag, and not one.
    return lang;
  }
}

function originWords({ name, evidence }: { name: string; evidence: string }): string {
  const grounds = plainLine(evidence, 120);
  const who = `first: ${plainLine(name, 80)}`;
  if (grounds === "") return who;
  // "the dateline" or "dateline" reads on; a longer account stands by itself.
  if (grounds.split(" ").length > 4) return `${who} (${grounds})`;
  return `${who}, from ${/^(the|a|an|its|their) /i.test(grounds) ? "" : "the "}${grounds}`;
}

/** Stories that an issue holds, shown or only counted. */
export function storyCount(issue: Issue): number {
  return issue.sections.reduce((sum, { stories }) => sum + stories.length, issue.more);
}

/** That an issue comes later than its reader expects it, or null. */
export function lateWords({ dueAt, createdAt, timezone }: Issue): string | null {
  if (dueAt === undefined) return null;
  return `This was due ${localShort(timezone, new Date(dueAt), new Date(createdAt))} and comes late, as nothing ran then.`;
}

/** The proof of silence: what was read, and each feed that was not. */
export function describeHealth(issue: Issue): {
  read: string;
  details: string[];
  failing: { name: string; why: string }[];
  failingMore: number;
  /** Feeds that were read, and yet may have had more to say. */
  doubtful: { name: string; why: string }[];
  doubtfulMore: number;
} {
  const { health } = issue;
  const details = [
    `${counted(health.articles, "article")} came in.`,
    health.foldedCopies > 0 && `${counted(health.foldedCopies, "copy", "copies")} folded into the stories they repeat.`,
    ...clockWords(issue),
    health.summaryOnly > 0 && `${counted(health.summaryOnly, "article")} could be read only as the feed's summary.`,
  ].filter((detail) => detail !== false);
  const failing = health.failing.slice(0, failingNamedMax).map(({ name, since, reason }) => {
    const from = new Date(since ?? Number.NaN);
    const when = Number.isNaN(from.getTime()) ? "" : `, since ${localShort(issue.timezone, from, new Date(issue.createdAt))}`;
    return { name: plainLine(name, 80), why: `${plainLine(reason, 160)}${when}` };
  });
  const doubts = doubtsOf(issue);
  const doubtful = doubts.slice(0, failingNamedMax);
  return {
    read: readWords(issue),
    details,
    failing,
    failingMore: health.failing.length - failing.length,
    doubtful,
    doubtfulMore: doubts.length - doubtful.length,
  };
}

function clockWords({ health, timezone, createdAt }: Issue): string[] {
  const at = (date: string) => localShort(timezone, new Date(date), new Date(createdAt));
  return (health.clock ?? []).map(
    ({ at: now, was }) => `The clock of this machine went back from ${at(was)} to ${at(now)}: times around then may be wrong.`,
  );
}

function doubtsOf({ health, timezone, createdAt }: Issue): { name: string; why: string }[] {
  const at = (date: string) =>
    Number.isNaN(Date.parse(date)) ? "an unknown time" : localShort(timezone, new Date(date), new Date(createdAt));
  const gaps = (health.gaps ?? []).map(({ name, since, until }) => ({
    name: plainLine(name, 80),
    why: `entries may have come and gone unseen from ${at(since)} to ${at(until)}`,
  }));
  const late = (health.late ?? []).map(({ name, since, usual }) => ({
    name: plainLine(name, 80),
    why: `silent since ${at(since)}; it usually has news every ${plainLine(usual, 40)}`,
  }));
  return [...gaps, ...late];
}

/** Such as `41 of 45 feeds read`. */
export function readWords({ health }: Issue): string {
  return `${health.feedsRead} of ${counted(health.feedsTotal, "feed")} read`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
