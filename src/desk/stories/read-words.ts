// What an article says, whole: its own words with the places that watchlists found, and the words of its sources, now and before.
import { isElsewhere } from "../../digests/words-shown.ts";
import { findExplained, listMatches, listVersions, listVoices } from "../../store/views/explanations.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Span } from "../../watchlists/watchlist.ts";

/** A place in the title or the text, in UTF-16 units, with what was found there. */
export interface FoundPlace {
  start: number;
  end: number;
  found: { watchlist: string; term: string }[];
}

/** Dates are ISO 8601. */
export interface ArticleWords {
  title: string | null;
  text: string;
  /** Whether the text is longer than what is given. */
  isCut: boolean;
  /** In order, and not overlapping. */
  titlePlaces: FoundPlace[];
  textPlaces: FoundPlace[];
  /** What each source said of it. */
  voices: { feed: string; title: string | null; text: string; firstSeenAt: string }[];
  /** What was said before and has changed; `feed` is null for the article's own words. */
  earlier: { feed: string | null; title: string | null; text: string; since: string; until: string }[];
}

const CHARACTERS_MAX = 100_000;
const VOICE_CHARACTERS_MAX = 5_000;
const VOICES_MAX = 20;
const PLACES_MAX = 2_000;

/** Null if there is no such article. */
export async function readWords(sql: Sql, article: number): Promise<ArticleWords | null> {
  const found = await findExplained(sql, { article });
  if (found === null) return null;
  const [matches, voices, earlier] = await Promise.all([
    listMatches(sql, article),
    listVoices(sql, article, VOICES_MAX, VOICE_CHARACTERS_MAX),
    listVersions(sql, article),
  ]);
  const spans = matches.flatMap(({ watchlist_id: watchlist, spans: all }) =>
    all.filter((span) => !isElsewhere(span)).map((span) => ({ ...span, watchlist })),
  );
  const whole = found.text ?? "";
  const text = whole.slice(0, CHARACTERS_MAX);
  return {
    title: found.title,
    text,
    isCut: text.length < whole.length,
    titlePlaces: placesIn("title", found.title ?? "", spans),
    textPlaces: placesIn("text", text, spans),
    voices: voices.map(({ first_seen_at: seen, ...voice }) => ({ ...voice, firstSeenAt: seen.toISOString() })),
    earlier: earlier.slice(-VOICES_MAX).map((version) => ({
      feed: version.feed,
      title: version.title,
      text: version.text.slice(0, VOICE_CHARACTERS_MAX),
      since: version.since.toISOString(),
      until: version.until.toISOString(),
    })),
  };
}

/** Places that overlap become one, so that each letter is marked once. */
function placesIn(field: Span["field"], text: string, spans: readonly (Span & { watchlist: string })[]): FoundPlace[] {
  const inOrder = spans
    .filter((span) => span.field === field && span.start < span.end && span.end <= text.length)
    .sort((a, b) => a.start - b.start)
    .slice(0, PLACES_MAX);
  const places: FoundPlace[] = [];
  for (const { start, end, watchlist, term } of inOrder) {
    const last = places.at(-1);
    const place = last !== undefined && start < last.end ? last : { start, end, found: [] };
    if (place !== last) places.push(place);
    place.end = Math.max(place.end, end);
    if (!place.found.some((one) => one.watchlist === watchlist && one.term === term)) place.found.push({ watchlist, term });
  }
  return places;
}
