// Learn the lines that outlets put around every story, by counting the stories they stand in: a hot wire in a hundred outlets is one story.
import { hashText, mix } from "./hash-units.ts";
import { rememberLatest } from "./remember-latest.ts";
import type { Latest } from "./remember-latest.ts";

/** A line is an outlet's own where it stood in so many different stories on one site, or in so many on any. */
const STORIES_OF_SITE = 3;
const STORIES_OVERALL = 6;
/** Longer lines are paragraphs. */
const LINE_CHARACTERS_MAX = 700;
const LINES_MAX = 64;
/** Lines remembered; the one not seen for longest makes room. Boilerplate comes back all the time, so it stays. */
const REMEMBERED_MAX = 50_000;
/** Less than this share of an article left, and its lines are a form that the site fills in, not what stands around a story. */
const LEFT_MIN = 0.5;
/** A report shorter than this is judged by all of its words: nearly every one of a short form is in every other of its kind. */
const LEFT_CHARACTERS_MIN = 500;

export interface LineMemory {
  /** The lines of a cleaned text without those learned until `now`, in milliseconds; all of them where too little would be left. */
  without(text: string, site: string | null, now: number): string;
  /** Learns what stood in an article. `lines` as `hashLines` gives them. */
  add(lines: Iterable<number>, site: number, story: number, at: number): void;
}

/** Seen in these stories, each with when it last was, in milliseconds; the latest last. */
type Sightings = { story: number; at: number }[];

/** `windowMs`: sightings older than this count no more, so that who begins later learns the same. */
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

/** What a line memory learns of a cleaned text. */
export function hashLines(text: string): Uint32Array {
  const hashes = text.split("\n", LINES_MAX).flatMap((line) => hashLine(line) ?? []);
  return Uint32Array.from(new Set(hashes));
}

function hashLine(line: string): number | null {
  return line.length > LINE_CHARACTERS_MAX ? null : mix(hashText(line.toLowerCase()));
}
