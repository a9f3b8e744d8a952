// Groups articles in memory as they come: the `group` filter, and grouping without a database.
import { decideStory, STORY_WINDOW_MS } from "./decide-story.ts";
import { findOrigin } from "./find-origin.ts";
import { weighOrigins } from "./weigh-origins.ts";
import { hostOf } from "../text/host-of.ts";
import { openGroupingMemory } from "./grouping-memory.ts";
import { readAnnouncement } from "./named-headlines.ts";
import { packItems } from "./translations/mark.ts";
import { readMarks } from "./translations/read-marks.ts";
import { speakerOf, speakerOfNotice, speakingOf } from "./notices/speaker.ts";
import { openTranslationMemory } from "./translations/translation-memory.ts";
import type { TranslationMemory } from "./translations/translation-memory.ts";
import type { Witness } from "./weigh-origins.ts";
import type { Speaker } from "./notices/speaker.ts";
import type { ShelvedStory } from "./story-shelf.ts";
import type { Candidate, GroupDocument, Relation, StoryDecision } from "./story.ts";

/** `of` names the copied article, or the story that is followed up or told in another language; `origin` who wrote the story first, by the evidence of its copies. */
export interface Grouped {
  id: string;
  story: string;
  relation: Relation;
  of?: string;
  score: number;
  origin?: string;
}

export interface StoryMemory {
  add(document: GroupDocument): Grouped;
}

type HeldArticle = Candidate & { speaker: Speaker };

/** A story, with the articles to compare others with, by their numbers, and the votes on its origin. */
interface HeldStory {
  lastAt: number;
  representatives: Map<number, HeldArticle>;
  origins: Witness[];
}

/** Votes kept for each story: the hundred-and-first copy changes nothing. */
const ORIGINS_MAX = 100;
/** The clock, by which stories are forgotten, is the median of this many dates, so that one article dated 2099 does not empty the memory. */
const CLOCK_DATES = 15;

const witnessOf = ({ id, url, site }: GroupDocument): string => hostOf(url ?? "") ?? site ?? id;

/** An empty memory. Stories are named s1, s2, ... in the order in which they come; those that ended over 72 h ago are forgotten. */
export function openStoryMemory(): StoryMemory {
  const memory = openGroupingMemory();
  const translations = openTranslationMemory();
  /** By their numbers, in the order of their last article. */
  const stories = new Map<number, HeldStory>();
  const dates: number[] = [];
  let storiesSoFar = 0;
  let articlesSoFar = 0;

  /** The time by the articles themselves, since a domain folder reads no clock. */
  function tellTime(publishedAt: string | null): number {
    const date = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
    if (!Number.isNaN(date)) dates.push(date);
    if (dates.length > CLOCK_DATES) dates.shift();
    return [...dates].sort((a, b) => a - b)[dates.length >> 1] ?? 0;
  }

  function forgetOld(now: number): void {
    for (const [story, { lastAt }] of stories) {
      if (lastAt >= now - STORY_WINDOW_MS) break;
      stories.delete(story);
    }
    memory.forget(now);
  }

  const candidatesOf = ({ story, first, longest, latest }: ShelvedStory): HeldArticle[] =>
    [...new Set([first, longest, latest])].flatMap((article) => stories.get(story)?.representatives.get(article) ?? []);

  function hold(shelved: ShelvedStory, candidate: HeldArticle, now: number): HeldStory {
    const { story, first, longest, latest } = shelved;
    const held = stories.get(story) ?? { lastAt: now, representatives: new Map<number, HeldArticle>(), origins: [] };
    held.lastAt = Math.max(held.lastAt, now);
    held.representatives.set(latest, candidate);
    for (const other of held.representatives.keys()) {
      if (other !== first && other !== longest && other !== latest) held.representatives.delete(other);
    }
    stories.delete(story);
    stories.set(story, held);
    return held;
  }

  return {
    add(document) {
      const clock = tellTime(document.publishedAt);
      forgetOld(clock);
      const { id, publishedAt } = document;
      // Its own time: after a gap in the stream the clock is still the old one for some articles.
      const now = Date.parse(publishedAt ?? "") || clock;
      const { sketch, site, lines, block } = memory.read(document, now);
      const announcement = readAnnouncement(document);
      const candidates = memory.find(sketch, now, announcement.named).flatMap(candidatesOf);
      const origin = findOrigin(document);
      const maySpeakOf = announcement.isNotice
        ? speakingOf(
            speakerOfNotice(document, { origin }),
            candidates,
            new Map(candidates.map((one) => [one.article, one.speaker])),
          )
        : () => true;
      const decision = decideStory({ sketch, publishedAt, ...announcement, maySpeakOf, text: document.text, block }, candidates);
      const story = decision.story === null ? ++storiesSoFar : Number(decision.story.slice(1));
      const article = ++articlesSoFar;
      const name = `s${story}`;
      const candidate = { story: name, article: id, sketch, publishedAt, speaker: speakerOf(document, { origin }) };
      const shelved = memory.add({ story, article, words: sketch.words, keys: sketch.keys, site, lines, at: now });
      const held = hold(shelved, candidate, now);
      if (held.origins.length < ORIGINS_MAX) held.origins.push({ outlet: witnessOf(document), origin, seenAt: null });
      const weighed = weighOrigins(held.origins);
      const { relation, of, score } = tell(translations, document, { decision, place: { story, article, at: now } });
      return { id, story: name, relation, ...(of !== null && { of }), score, ...(weighed !== null && { origin: weighed.name }) };
    },
  };
}

/** The decision, and for a new story whether it is one in another language. */
function tell(
  translations: TranslationMemory,
  document: GroupDocument,
  { decision, place }: { decision: StoryDecision; place: { story: number; article: number; at: number } },
): Pick<StoryDecision, "relation" | "of" | "score"> {
  if (decision.relation === "copy") return decision;
  const { tongue, items } = readMarks(document);
  const marks = packItems(items);
  const weighed = translations.weigh({ tongue, marks }, place.at);
  const told = decision.relation === "original" ? weighed.told : null;
  for (const { article, root } of weighed.relinked) translations.relink(article, root);
  translations.add({ ...place, root: told?.root ?? place.story, tongue, marks });
  return told === null ? decision : { relation: "translation", of: `s${told.root}`, score: told.share };
}
