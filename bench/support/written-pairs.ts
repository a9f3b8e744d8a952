// Labelled pairs of hand-written reports in fourteen languages, for the bench of stories: the kinds of `story-pairs.ts`, by other hands.
import { MORE_PLANTED } from "./more-changes.ts";
import { MORE_WRITTEN } from "./more-reports.ts";
import { PLANTED } from "./planted-changes.ts";
import { WRITTEN } from "./written-reports.ts";
import type { StoryPair } from "./story-pairs.ts";
import type { GroupDocument } from "../../src/stories/story.ts";
import type { Written } from "./written-reports.ts";

/** All pairs of all languages. */
export const writtenPairs = (): StoryPair[] => [...WRITTEN, ...MORE_WRITTEN].flatMap(pairsOf);

let articles = 0;

function as(
  language: string,
  title: string,
  sentences: readonly string[],
  { site, minutes = 0 }: { site?: string; minutes?: number } = {},
): GroupDocument {
  articles += 1;
  const host = site ?? `paper${articles}.example`;
  return {
    id: `w${articles}`,
    language,
    title,
    text: sentences.join("\n\n"),
    publishedAt: new Date(Date.UTC(2026, 2, 3, 8, minutes)).toISOString(),
    url: `https://${host}/${articles}`,
    site: host,
  };
}

const one = (kind: string, first: GroupDocument, second: GroupDocument, isNews: boolean): StoryPair => ({
  kind: `${kind}, by hand`,
  first,
  second,
  isOne: true,
  isNews,
});

const changed = (first: GroupDocument, second: GroupDocument): StoryPair => ({
  kind: "update, by hand",
  first,
  second,
  isOne: null,
  isNews: true,
});

const two = (kind: string, first: GroupDocument, second: GroupDocument): StoryPair => ({
  kind: `${kind}, by hand`,
  first,
  second,
  isOne: false,
  isNews: null,
});

function pairsOf(written: Written): StoryPair[] {
  const { language, title, house, sentences: all, update, reworded, otherTitle, other, blurb } = written;
  const told = (headline: string, text: readonly string[], more = {}): GroupDocument => as(language, headline, text, more);
  const later = { minutes: 90 };
  const change = ([from, to]: readonly [string, string], text: readonly string[] = all): string[] =>
    text.map((one) => one.replace(from, to));
  const tube = { site: "tube.example" };
  const byline = ["Ann Nother", ...all];
  const planted = [PLANTED[language], MORE_PLANTED[language]].flatMap((changes) => changes ?? []);
  const [updates, rewordings] = [planted.flatMap((changes) => changes.updates), planted.flatMap((changes) => changes.rewordings)];
  return [
    one("copy", told(title, all), told(house, all, later), false),
    one("copy", told(house, byline), told(title, all, later), false),
    one("partial copy", told(title, all), told(house, all.slice(0, 3), later), false),
    one("partial copy", told(title, all), told(house, all.slice(0, 4), later), false),
    one("brief", told(title, all), told(house, all.slice(0, 1), later), false),
    one("brief", told(title, all), told(title, all.slice(0, 2), later), false),
    changed(told(title, all), told(title, change(update), later)),
    changed(told(title, all), told(house, change(update).slice(0, 4), later)),
    one("rewording", told(title, all), told(title, change(reworded), later), false),
    ...updates.map((fact) => changed(told(title, all), told(title, change(fact), later))),
    ...rewordings.map((words) => one("rewording", told(title, all), told(title, change(words), later), false)),
    one("added paragraph", told(title, all), told(title, [...all, ...other.slice(0, 2)], later), true),
    two("boilerplate", told(title, [blurb], tube), told(otherTitle, [blurb], { ...tube, ...later })),
    two(
      "boilerplate",
      told(title, [all[0] ?? "", blurb], tube),
      told(otherTitle, [other[0] ?? "", blurb], { ...tube, ...later }),
    ),
    two(
      "boilerplate",
      told(title, [blurb, all[0] ?? ""], tube),
      told(otherTitle, [blurb, other[0] ?? ""], { ...tube, ...later }),
    ),
    two("other story", told(title, all), told(otherTitle, other, later)),
    two(
      "independent report",
      told(title, all),
      told(house, [other[2] ?? "", ...other.slice(0, 2), all[3] ?? "", other[3] ?? ""], later),
    ),
    two(
      "hostile copy",
      told(otherTitle, [...all.slice(0, 2), ...other, ...other.map((line) => `${line} ${line}`)]),
      told(title, all, later),
    ),
  ];
}
