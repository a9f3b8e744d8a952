// Learns the lines that outlets put around every story, by counting the stories with each: a hot wire in a hundred outlets is one story.
import { hashText, mix } from "../hash-units.ts";
import { rememberLatest } from "../remember-latest.ts";
import type { Latest } from "../remember-latest.ts";

/** A line is an outlet's own if it was in so many different stories on one site, or in so many on any. */
const STORIES_OF_SITE = 3;
const STORIES_OVERALL = 6;
/** Longer lines are paragraphs. */
const LINE_CHARACTERS_MAX = 700;
const LINES_MAX = 64;
/** Lines remembered; the one unseen for longest makes room. Boilerplate recurs all the time, so it stays. */
const REMEMBERED_MAX = 50_000;
/** If less than this share of an article is left, its lines are a form that the site fills in, not boilerplate. */
const LEFT_MIN = 0.5;
/** A shorter report is judged by all of its words: nearly every line of a short form is in all others of its kind. */
const LEFT_CHARACTERS_MIN = 500;

export interface LineMemory {
  /**
   * A cleaned text without the lines learnt until `now`, in milliseconds; with all of them, which are in `kept`, if too little would be left.
   */
  without(text: string, site: string | null, now: number): { text: string; kept: readonly string[] };
  /** How many of its lines are learnt until its time. */
  countLearnt(article: Omit<LinesOfArticle, "story">): number;
  /** Learns an article's lines. */
  add(article: LinesOfArticle): void;
  /** Those of its lines that an article, not added yet, makes boilerplate, and the stories that have such a line. */
  taught(article: LinesOfArticle): { lines: number[]; stories: number[] };
}

export interface LinesOfArticle {
  /** As `hashLines` returns them. */
  lines: Iterable<number>;
  site: number;
  story: number;
  /** In milliseconds. */
  at: number;
}

/** The stories in which it was seen, each with its last time in milliseconds; the latest last. */
type Sightings = { story: number; at: number }[];

/** `windowMs`: older sightings no longer count, so that a process that starts later learns the same. */
export function openLineMemory(windowMs: number): LineMemory {
  const ofSite = rememberLatest<Sightings>(REMEMBERED_MAX);
  const overall = rememberLatest<Sightings>(REMEMBERED_MAX);

  const alive = (memory: Latest<Sightings>, key: number, now: number): Sightings =>
    (memory.get(key) ?? []).filter(({ at }) => at > now - windowMs);

  const withOne = (seen: Sightings, one: Sightings[number]): Sightings => [
    ...seen.filter(({ story }) => story !== one.story),
    one,
  ];

  const countHeld = (memory: Latest<Sightings>, key: number): number => memory.get(key)?.length ?? 0;
  const countAlive = (memory: Latest<Sightings>, key: number, now: number): number =>
    (memory.get(key) ?? []).reduce((count, { at }) => (at > now - windowMs ? count + 1 : count), 0);
  const isLearnt = (hash: number, site: number, now: number): boolean =>
    countAlive(overall, hash, now) >= STORIES_OVERALL || countAlive(ofSite, mix(hash ^ site), now) >= STORIES_OF_SITE;

  return {
    without(text, site, now) {
      const siteHash = hashSite(site);
      const kept: string[] = [];
      const own = text.split("\n").filter((line) => {
        const hash = hashLine(line);
        if (hash === null || !isLearnt(hash, siteHash, now)) return true;
        kept.push(line);
        return false;
      });
      if (kept.length === 0) return { text, kept };
      const left = own.join("\n");
      return left.length < Math.max(text.length * LEFT_MIN, LEFT_CHARACTERS_MIN) ? { text, kept } : { text: left, kept: [] };
    },
    countLearnt({ lines, site, at }) {
      let count = 0;
      for (const line of lines) if (isLearnt(line, site, at)) count += 1;
      return count;
    },
    add({ lines, site, story, at }) {
      for (const line of lines) {
        overall.set(line, withOne(alive(overall, line, at), { story, at }).slice(-STORIES_OVERALL));
        if (site === NO_SITE) continue;
        const key = mix(line ^ site);
        ofSite.set(key, withOne(alive(ofSite, key, at), { story, at }).slice(-STORIES_OF_SITE));
      }
    },
    taught({ lines, site, story, at }) {
      const found: number[] = [];
      const stories = new Set<number>();
      for (const line of lines) {
        const key = mix(line ^ site);
        const isNear =
          countHeld(overall, line) >= STORIES_OVERALL - 1 || (site !== NO_SITE && countHeld(ofSite, key) >= STORIES_OF_SITE - 1);
        if (!isNear || isLearnt(line, site, at)) continue;
        const everywhere = withOne(alive(overall, line, at), { story, at });
        const here = site === NO_SITE ? [] : withOne(alive(ofSite, key, at), { story, at });
        if (here.length < STORIES_OF_SITE && everywhere.length < STORIES_OVERALL) continue;
        found.push(line);
        for (const sighting of everywhere) stories.add(sighting.story);
      }
      return { lines: found, stories: [...stories] };
    },
  };
}

const NO_SITE = 0;

export const hashSite = (site: string | null): number => (site === null ? NO_SITE : mix(hashText(site.toLowerCase())));

/** The lines of a cleaned text with these hashes. */
export const linesWith = (text: string, hashes: ReadonlySet<number>): string[] =>
  text.split("\n", LINES_MAX).filter((line) => hashes.has(hashLine(line) ?? -1));

/** The part of a cleaned text that a line memory learns. */
export function hashLines(text: string): Uint32Array {
  const hashes = text.split("\n", LINES_MAX).flatMap((line) => hashLine(line) ?? []);
  return Uint32Array.from(new Set(hashes));
}

function hashLine(line: string): number | null {
  return line.length > LINE_CHARACTERS_MAX ? null : mix(hashText(line.toLowerCase()));
}
