// The sentences about one story in an issue, before HTML or plain text gives them a form.
import { webAddress } from "./escape-html.ts";
import { counted } from "../text/counted.ts";
import { isDoubtfulDate } from "../text/doubtful-date.ts";
import { inLanguage, languageTag, languageWords } from "./language-words.ts";
import { localShort } from "./local-time.ts";
import { isVisible, markedRuns, plainLine } from "./plain-line.ts";
import type { Issue, IssueStory } from "./digest.ts";
import type { Run } from "./plain-line.ts";

/** A name, with its link if it has one. */
export interface Named {
  name: string;
  url: string | null;
}

export interface StoryWords {
  title: Run[];
  excerpt: Run[];
  url: string | null;
  /** A language tag for `lang`, if the story's language is one. */
  lang: string | null;
  outlet: string;
  /** The other outlets with the story: how many, and the names of the first. */
  others: { count: number; named: Named[] };
  /** Time, language, origin, reports and version, each as a phrase. */
  facts: string[];
  /** The outlet that published it first, and why that may be wrong; null if there is only one outlet, or if its time says it. */
  first: string | null;
  /** Whose words these are, and what is missing. */
  limits: string | null;
  terms: string[];
  /** Further watchlists that it matched. */
  alsoOn: string[];
  /** Its earlier versions. */
  versions: Named[];
  /** The story that it follows or tells in another language; `isAbove` if that story is right above it; `as` says which of the two. */
  follows: (Named & { isAbove: boolean; as: string }) | null;
  /** The same story in other languages, each with its outlet. */
  elsewhere: (Named & { as: string })[];
  /** What is new in it: since when, or compared with what, and the new sentences. */
  news: { lead: string; sentences: string[] } | null;
  /** Its audio or video file. */
  media: string | null;
  /** Our own page about it. */
  record: string | null;
  /** Where its reader says that it should not be here, or not folded with the others; `folded` only if there are others. */
  feedback: { notAbout: string; folded: string | null } | null;
}

const VERSIONS_MAX = 6;
const othersNamedMax = 6;
const newsLengthMax = 300;
const elsewhereMax = 5;

/** All the sentences of one story; `above` holds the ids of the story and its follow-ups right above it. */
export function describeStory(story: IssueStory, issue: Issue, above: ReadonlySet<string>): StoryWords {
  const lang = languageTag(story.language);
  const others = otherOutlets(story);
  const origin = story.origin === null ? null : originWords(story.origin);
  const isFirst = others.length > 0 && story.first?.outlet === story.outlet && story.first.doubt === null;
  const isAbove = above.has(story.follows?.id ?? "");
  return {
    title: isVisible(story.title) ? markedRuns(story.title, story.titleMarks, 300) : [{ text: "(no title)", marked: false }],
    excerpt: markedRuns(story.excerpt.text, story.excerpt.marks, 400),
    url: webAddress(story.url),
    lang,
    outlet: plainLine(story.outlet, 80) || "unknown outlet",
    others: { count: others.length, named: others.slice(0, othersNamedMax) },
    facts: [
      timeWords(story, issue, isFirst),
      languageWords(lang),
      origin,
      reportsWords(story),
      versionWords(story, issue),
    ].filter((fact) => fact !== null),
    first: others.length === 0 || isFirst ? null : firstWords(story, issue),
    limits: limitWords(story, issue),
    alsoOn: (story.alsoOn ?? []).map((name) => plainLine(name, 80)),
    versions: (story.versions ?? []).slice(0, VERSIONS_MAX).map((version) => ({
      name: versionWords({ version }, issue) ?? plainLine(version.mark, 40),
      url: webAddress(version.url),
    })),
    terms: story.terms.slice(0, 12).map((term) => plainLine(term, 80)),
    follows: story.follows && {
      name: plainLine(story.follows.title, 300) || "(no title)",
      url: webAddress(story.follows.url),
      isAbove,
      as: followWords(story, lang, isAbove),
    },
    elsewhere: elsewhereWords(story, issue),
    news: newsWords(story, issue, isAbove),
    media: webAddress(story.media ?? null),
    record: webAddress(story.record ?? null),
    feedback: feedbackOf(story, issue),
  };
}

/** Where the reader of an issue says what was missed: of a watchlist that the issue names, so nowhere if it names none. */
export const missedAt = (issue: Issue): string | null => (issue.sections.length === 0 ? null : formAt(issue, "0"));

const formAt = ({ feedback, readerMark }: Issue, story: string): string | null =>
  feedback === undefined || readerMark === undefined ? null : webAddress(`${feedback}/${story}/${readerMark}`);

function feedbackOf({ id, copies }: IssueStory, issue: Issue): StoryWords["feedback"] {
  const form = formAt(issue, id);
  return form === null ? null : { notAbout: form, folded: copies.length > 0 ? `${form}?reason=folded` : null };
}

/** Whose words they are, until when they stood there, and why the page's are missing, or which of them. */
function limitWords({ listedBy, forged, changedAt, summaryOnly, beginningOnly }: IssueStory, issue: Issue): string | null {
  const said = [
    ["as listed by ", plainLine(listedBy ?? "", 80)],
    ["linked by a mail of a forged sender: ", plainLine(forged ?? "", 40)],
    ["changed since: these are its words until ", shortTime(changedAt ?? null, issue) ?? ""],
    ["summary only: ", plainLine(summaryOnly ?? "", 200)],
    ["beginning only: ", plainLine(beginningOnly ?? "", 200)],
  ] as const;
  return said.flatMap(([label, words]) => (words === "" ? [] : [label + words])).join("; ") || null;
}

function otherOutlets(story: IssueStory): Named[] {
  const others = new Map<string, Named>();
  for (const { outlet, url } of story.copies) {
    const name = plainLine(outlet, 80);
    if (name !== "" && outlet !== story.outlet && !others.has(name)) others.set(name, { name, url: webAddress(url) });
  }
  return [...others.values()];
}

function timeWords(story: IssueStory, issue: Issue, isFirst: boolean): string | null {
  const published = shortTime(story.publishedAt, issue);
  const seen = shortTime(story.firstSeenAt, issue);
  if (published !== null && isDoubtfulDate(story.publishedAt, story.firstSeenAt))
    return `${published} (doubtful date: first seen ${seen})`;
  if (published !== null) return isFirst ? `${published}, before all others` : published;
  return seen === null ? null : `seen ${seen}`;
}

function shortTime(date: string | null, { timezone, createdAt }: Issue): string | null {
  const at = new Date(date ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : localShort(timezone, at, new Date(createdAt));
}

function followWords({ follows }: IssueStory, lang: string | null, isAbove: boolean): string {
  if (follows?.isTold === true) return isAbove ? `the story above in ${inLanguage(lang)}` : `tells in ${inLanguage(lang)}`;
  return isAbove ? "follow-up to the story above" : "follows";
}

/** Those that the issue does not show as stories. */
function elsewhereWords({ elsewhere = [] }: IssueStory, issue: Issue): StoryWords["elsewhere"] {
  if (elsewhere.length === 0) return [];
  const shown = new Set(issue.sections.flatMap(({ stories }) => stories.map(({ id }) => id)));
  return elsewhere
    .filter(({ story }) => !shown.has(story))
    .slice(0, elsewhereMax)
    .map(({ language, outlet, title, url }) => ({
      as: `also in ${inLanguage(languageTag(language))}, ${plainLine(outlet, 80) || "unknown outlet"}`,
      name: plainLine(title, 160) || "(no title)",
      url: webAddress(url),
    }));
}

function originWords({ name, evidence, isDoubtful }: NonNullable<IssueStory["origin"]>): string {
  const grounds = plainLine(evidence, 240);
  const who = `${isDoubtful ? "doubtful source" : "source"}: ${plainLine(name, 80)}`;
  if (grounds === "") return who;
  // "the dateline" or "dateline" fits into the sentence; a longer account stands alone.
  if (grounds.split(" ").length > 4) return `${who} (${grounds})`;
  return `${who}, from ${/^(the|a|an|its|their) /i.test(grounds) ? "" : "the "}${grounds}`;
}

const reportsWords = ({ reports = 1 }: IssueStory): string | null => (reports > 1 ? `${reports} independent reports` : null);

function versionWords({ version }: Pick<IssueStory, "version">, issue: Issue): string | null {
  const at = shortTime(version?.at ?? null, issue);
  if (!version || at === null) return null;
  const by = version.by === undefined ? "" : ` by ${plainLine(version.by, 80) || "unknown outlet"}`;
  return `${plainLine(version.mark, 40)}${by}, ${at}`;
}

function firstWords({ first }: IssueStory, issue: Issue): string | null {
  const at = shortTime(first?.at ?? null, issue);
  if (!first || at === null) return null;
  const doubt = first.doubt === null ? "" : `; perhaps another: ${plainLine(first.doubt, 160)}`;
  return `published first by ${plainLine(first.outlet, 80) || "unknown outlet"}, ${at}${doubt}`;
}

function newsWords({ news }: IssueStory, issue: Issue, isAbove: boolean): StoryWords["news"] {
  if (!news) return null;
  const told = shortTime(news.toldAt, issue);
  const says = news.markedBy === undefined ? "" : `, says ${plainLine(news.markedBy, 80) || "unknown outlet"}`;
  if (news.sentences.length === 0)
    return news.of === "this" && told !== null
      ? {
          lead: `Told ${told}; ${news.mark === undefined ? "" : `${news.mark} since then${says}; `}what is new stands above.`,
          sentences: [],
        }
      : null;
  const lead =
    told !== null
      ? `Told ${told}; ${news.mark ?? "new"} since then${news.mark === undefined ? "" : says}:`
      : news.of === "copies"
        ? "Told by other outlets only:"
        : `What it adds to the story ${isAbove ? "above" : "that it follows"}:`;
  const more = news.more > 0 ? [`and ${counted(news.more, "more new sentence")}`] : [];
  return { lead, sentences: [...news.sentences.map((sentence) => plainLine(sentence, newsLengthMax)), ...more] };
}
