// Learns the lines that outlets put around every story, by counting the stories with each: a hot wire in a hundred outlets is one story.
import { hashText, mix } from "./hash-units.ts";
import { rememberLatest } from "./remember-latest.ts";
import type { Latest } from "./remember-latest.ts";

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
  /** The lines of a cleaned text without those learnt until `now`, in milliseconds; all of them if too little would be left. */
  without(text: string, site: string | null, now: number): string;
  /** Learns an article's lines, as `hashLines` returns them. */
  add(lines: Iterable<number>, site: number, story: number, at: number): void;
}

/** The stories in which it was seen, each with its last time in milliseconds; the latest last. */
type Sightings = { story: number; at: number }[];

/** `windowMs`: older sightings no longer count, so that a process that starts later learns the same. */
export function openLineMemory(windowMs: number): LineMemory {
  const ofSite = rememberLatest<Sightings>(REMEMBERED_MAX);
  const overall = rememberLatest<Sightings>(REMEMBERED_MAX);

  function see(memory: Latest<Sightings>, key: number, most: number, sighting: Sightings[number]): void {
    const seen = (memory.get(key) ?? []).filter(({ story, at }) => story !== sighting.story && at > sighting.at - windowMs);
    memory.set(key, [...seen.slice(1 - most), sighting]);
  }

  const storiesOf = (memory: Latest<Sightings>, key: number, now: number): number =>
    (memory.get(key) ?? []).reduce((count, { at }) => (at > now - windowMs ? count + 1 : count), 0);

  return {
    without(text, site, now) {
      const siteHash = hashSite(site);
      const lines = text.split("\n");
      const own = lines.filter((line) => {
        const hash = hashLine(line);
        if (hash === null) return true;
        return storiesOf(overall, hash, now) < STORIES_OVERALL && storiesOf(ofSite, mix(hash ^ siteHash), now) < STORIES_OF_SITE;
      });
      if (own.length === lines.length) return text;
      const left = own.join("\n");
      return left.length < Math.max(text.length * LEFT_MIN, LEFT_CHARACTERS_MIN) ? text : left;
    },
    add(lines, site, story, at) {
      for (const line of lines) {
        see(overall, line, STORIES_OVERALL, { story, at });
        if (site !== NO_SITE) see(ofSite, mix(line ^ site), STORIES_OF_SITE, { story, at });
      }
    },
  };
}

const NO_SITE = 0;

export const hashSite = (site: string | null): number => (site === null ? NO_SITE : mix(hashText(site.toLowerCase())));

/** The part of a cleaned text that a line memory learns. */
export function hashLines(text: string): Uint32Array {
  const hashes = text.split("\n", LINES_MAX).flatMap((line) => hashLine(line) ?? []);
  return Uint32Array.from(new Set(hashes));
}

function hashLine(line: string): number | null {
  return line.length > LINE_CHARACTERS_MAX ? null : mix(hashText(line.toLowerCase()));
}
