// Fits an issue into the size that mail clients show whole, and keeps count of what it leaves out.
import type { Issue } from "./digest.ts";

export interface FittedIssue {
  issue: Issue;
  /** Stories shown without their excerpt to save room. */
  withoutExcerpt: number;
}

/** So many headlines are worth more to a reader than the excerpts of other stories. */
const HEADLINES_KEPT = 150;

/** Each story takes at least a two-hundredth of the room, so more than this many never fit. */
const storiesMax = 200;

/**
 * The issue with as much as fits: first headlines are dropped if there are very many, then excerpts, then stories, which `more`
 * counts and `headlines` lists, then headlines from the end. The lowest stories of all sections are dropped together, so that no section is emptied for another. `sizeOf` measures a rendered
 * issue.
 */
export function fitIssue(issue: Issue, sizeMax: number, sizeOf: (fitted: FittedIssue) => number): FittedIssue {
  const stories = issue.sections.reduce((sum, section) => sum + section.stories.length, 0);
  const whole: FittedIssue = { issue, withoutExcerpt: 0 };
  if (stories <= storiesMax && sizeOf(whole) <= sizeMax) return whole;
  // Each step leaves out a little more than the one before, so bisection finds the first that fits.
  let low = 1;
  const headlines = issue.headlines === undefined ? 0 : stories + issue.headlines.length;
  let high = 2 * stories + headlines;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizeOf(leaveOut(issue, stories, middle)) <= sizeMax) high = middle;
    else low = middle + 1;
  }
  return leaveOut(issue, stories, low);
}

/**
 * The first steps drop a headline each while there are very many, the next `stories` steps drop an excerpt each, the next turn a story into
 * a headline each, and the last drop a headline each.
 */
function leaveOut(issue: Issue, stories: number, allSteps: number): FittedIssue {
  const first = Math.min(allSteps, Math.max(0, (issue.headlines?.length ?? 0) - HEADLINES_KEPT));
  const steps = allSteps - first;
  const shown = Math.max(0, stories - Math.max(0, steps - stories));
  const withExcerpt = stories - Math.min(steps, stories);
  const places = issue.sections
    .flatMap((section, sectionIndex) => section.stories.map((_, rank) => ({ sectionIndex, rank })))
    .sort((a, b) => a.rank - b.rank || a.sectionIndex - b.sectionIndex);
  const order = new Map(places.map(({ sectionIndex, rank }, index) => [`${sectionIndex} ${rank}`, index]));
  const place = (sectionIndex: number, rank: number): number => order.get(`${sectionIndex} ${rank}`) ?? 0;
  const sections = issue.sections.map((section, sectionIndex) => ({
    ...section,
    stories: section.stories.flatMap((story, rank) => {
      if (place(sectionIndex, rank) >= shown) return [];
      return [
        place(sectionIndex, rank) < withExcerpt
          ? story
          : { ...story, excerpt: { text: "", marks: [] }, news: story.news ? { ...story.news, sentences: [], more: 0 } : null },
      ];
    }),
  }));
  const dropped = places.slice(shown).flatMap(({ sectionIndex, rank }) => issue.sections[sectionIndex]?.stories[rank] ?? []);
  const headlines = issue.headlines && [...dropped, ...issue.headlines];
  const listed = headlines && { headlines: headlines.slice(0, headlines.length - first - Math.max(0, steps - 2 * stories)) };
  return {
    issue: { ...issue, sections, more: issue.more + stories - shown, ...listed },
    withoutExcerpt: shown - Math.min(shown, withExcerpt),
  };
}
