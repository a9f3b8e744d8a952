// The sentences of an issue, before HTML or plain text gives them a form.
import { webAddress } from "./escape-html.ts";
import { languageTag } from "./language-words.ts";
import { localShort } from "./local-time.ts";
import { plainLine } from "./plain-line.ts";
import { describeUndelivered } from "./undelivered-words.ts";
import { counted } from "../text/counted.ts";
import type { BriefSentence, Issue } from "./digest.ts";

const namedMax = 20;
const SENTENCE_MAX = 400;

/** The heading of its mails. */
export const headingOf = ({ name, digest }: Issue): string => name ?? digest;

/** Why a reader gets it, how to stop it, and where its settings are; null in old issues. */
export function footerOf(
  issue: Issue,
): { why: string; stop: string; mailto: string | null; change: string; settings: string | null } | null {
  const { footer, digest } = issue;
  if (footer === undefined) return null;
  const on = footer.watchlists === null ? "all watchlists" : footer.watchlists.map((name) => plainLine(name, 80)).join(", ");
  const heading = plainLine(headingOf(issue), 80);
  const subject = `unsubscribe ${digest}`;
  return {
    why: `You get this mail because your address is in the digest “${heading}”, which follows ${on}.`,
    stop:
      footer.from === null
        ? footer.ask === true
          ? "To stop it, ask the person who runs this Wirewatch to take your address out."
          : "To stop it, use “unsubscribe” in your mail program."
        : `To stop it, use “unsubscribe” in your mail program, or write to ${footer.from} with the subject “${subject}”.`,
    mailto: footer.from === null ? null : `mailto:${footer.from}?subject=${encodeURIComponent(subject)}`,
    change: `Its settings are in digests.yaml under “id: ${digest}”${footer.settings === null ? "." : "; the pages of this Wirewatch are here:"}`,
    settings: footer.settings,
  };
}

/** The sentences above its stories, and who chose them; null if there are none. */
export function briefWords({ brief }: Issue): { lead: string; sentences: BriefSentence[] } | null {
  if (brief === undefined || brief.sentences.length === 0) return null;
  const by = brief.chosenBy === null ? "rules" : `the model ${plainLine(brief.chosenBy, 80)} by their numbers`;
  return {
    lead: `Sentences from these articles, word for word, chosen by ${by}.`,
    sentences: brief.sentences.map((sentence) => ({
      ...sentence,
      text: plainLine(sentence.text, SENTENCE_MAX),
      outlet: plainLine(sentence.outlet, 80) || "unknown outlet",
      url: webAddress(sentence.url),
      language: languageTag(sentence.language),
    })),
  };
}

/** How many stories an issue holds, shown or only counted. */
export function storyCount(issue: Issue): number {
  return issue.sections.reduce((sum, { stories }) => sum + stories.length, issue.more);
}

/** A sentence if an issue is later than its reader expects, else null. */
export function lateWords({ dueAt, createdAt, timezone }: Issue): string | null {
  if (dueAt === undefined) return null;
  return `This was due ${localShort(timezone, new Date(dueAt), new Date(createdAt))} and comes late, as nothing ran then.`;
}

/** Why stories come together that would else come one by one. */
export function togetherWords(issue: Issue): string[] {
  const { gathered, firstReading = 0 } = issue;
  const first = `${counted(firstReading, "story", "stories")} here ${firstReading === 1 ? "is" : "are"} of the first round since sources, watchlists or this digest were added.`;
  const many = `${counted(gathered ?? 0, "mail")} of this digest went out within the hour, so its stories now come together.`;
  return [...(firstReading > 0 ? [first] : []), ...(gathered === undefined ? [] : [many]), ...surgeWords(issue)];
}

/** A sentence for each watchlist with far more stories than usual, which are therefore sent together. */
function surgeWords({ surges = [] }: Issue): string[] {
  return surges.map(
    ({ name, stories, usual }) =>
      `A surge on ${plainLine(name, 120)}: ${counted(stories, "story", "stories")} within an hour, where ${usual === 0 ? "most hours have none" : `${usual} is usual`}. While it lasts, they come together each half hour.`,
  );
}

/** The single items of the proof of silence; `more` says how many are not listed. */
export interface HealthList {
  title: string;
  items: { name: string; why: string }[];
  more: string | null;
}

/** The proof of silence: what was read, each feed that was not, and each mail that went wrong. */
export function describeHealth(issue: Issue): { read: string; details: string[]; lists: HealthList[] } {
  const { health } = issue;
  const details = [
    health.articles === 0 && storyCount(issue) > 0
      ? "No article came in that an earlier mail has not counted."
      : `${counted(health.articles, "article")} came in.`,
    health.foldedCopies > 0 && `${counted(health.foldedCopies, "copy", "copies")} folded into the stories they repeat.`,
    ...clockWords(issue),
    health.summaryOnly > 0 && `${counted(health.summaryOnly, "article")} could be read only as the feed's summary.`,
    (health.quarantined ?? 0) > 0 &&
      `${counted(health.quarantined ?? 0, "article is", "articles are")} quarantined: wirewatch quarantine list`,
  ].filter((detail) => detail !== false);
  const failing = health.failing.map(({ name, since, reason }) => {
    const from = new Date(since ?? Number.NaN);
    const when = Number.isNaN(from.getTime()) ? "" : `, since ${localShort(issue.timezone, from, new Date(issue.createdAt))}`;
    return { name: plainLine(name, 80), why: `${plainLine(reason, 160)}${when}` };
  });
  const lists = [
    listOf(
      "The configuration was changed and has faults, so the one before is in force:",
      (health.configFaults ?? []).map(({ place, fault }) => ({ name: plainLine(place, 120), why: plainLine(fault, 200) })),
      "fault",
    ),
    listOf("Not read:", [...failing, ...pausedFeeds(issue)], "feed"),
    listOf(
      "Given up since the last mail, and in no digest:",
      (health.givenUp ?? []).map(({ title, reason, matched }) => ({
        name: plainLine(title, 120) || "(no title)",
        why: `${matched ? "it matched; " : ""}${plainLine(reason, 160)}`,
      })),
      "article",
    ),
    listOf("Held back, as each was sent a short while ago:", heldStories(issue), "story", "stories"),
    listOf("Perhaps not all of it:", doubtsOf(issue), "feed"),
    listOf(
      "More than their limits allow:",
      (health.overLimits ?? []).map(({ name, why }) => ({ name: plainLine(name, 80), why: plainLine(why, 200) })),
      "feed",
    ),
    listOf("Mails that went wrong:", describeUndelivered(issue), "line"),
  ];
  return { read: readWords(issue), details, lists: lists.filter(({ items }) => items.length > 0) };
}

function listOf(title: string, all: HealthList["items"], one: string, many = `${one}s`): HealthList {
  const more = all.length - namedMax;
  return { title, items: all.slice(0, namedMax), more: more > 0 ? `and ${counted(more, `more ${one}`, `more ${many}`)}` : null };
}

function pausedFeeds({ health, timezone, createdAt }: Issue): HealthList["items"] {
  return (health.paused ?? []).map(({ name, since }) => ({
    name: plainLine(name, 80),
    why: `paused by hand since ${localShort(timezone, new Date(since), new Date(createdAt))}`,
  }));
}

function heldStories({ held = [], timezone, createdAt }: Issue): HealthList["items"] {
  const at = (date: string) => localShort(timezone, new Date(date), new Date(createdAt));
  return held.map(({ title, toldAt, until }) => ({
    name: plainLine(title, 120) || "(no title)",
    why: `sent ${at(toldAt)}; its news waits until ${at(until)}`,
  }));
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

/** The name of the file with the stories for which a mail has no room. */
export const REST_FILE = "more-stories.txt";

/** Where readers of a mail without a page find the stories for which it has no room. */
export function othersWords({ attachesRest, willHavePage }: Issue): string {
  if (willHavePage === true) return "The mail will link to a page with all of them.";
  if (willHavePage === null) return "The mail will link to a page with all of them, or have the others in a file.";
  return attachesRest === true ? `The others are in the attached file ${REST_FILE}.` : "The others wait for the next issue.";
}

/** The sentence above the headlines of the stories that are not shown; if none is listed, it ends with where to see them. */
export function restWords({ more, headlines = [] }: Issue): string {
  const stories = counted(more, "more story", "more stories");
  if (headlines.length === 0) return `${stories} matched and ${more === 1 ? "is" : "are"} not shown here`;
  if (headlines.length === more) return `${stories} matched:`;
  return `${stories} matched, of which ${headlines.length} are listed here:`;
}

/** Such as `41 of 45 feeds read`. */
export function readWords({ health }: Issue): string {
  return `${health.feedsRead} of ${counted(health.feedsTotal, "feed")} read`;
}
