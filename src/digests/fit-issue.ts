// Fits an issue into the size that mail clients show whole, and keeps count of what it leaves out.
import type { Issue } from "./digest.ts";

export interface FittedIssue {
  issue: Issue;
  /** Stories shown without their excerpt to save room. */
  withoutExcerpt: number;
}

/** Each story takes at least a two-hundredth of the room, so more than this many never fit. */
const storiesMax = 200;

/**
 * The issue with as much as fits: first excerpts are dropped, then stories, which `more` counts. The lowest stories of all sections
 * are dropped together, so that no section is emptied for another. `sizeOf` measures a rendered issue.
 */
export function fitIssue(issue: Issue, sizeMax: number, sizeOf: (fitted: FittedIssue) => number): FittedIssue {
  const stories = issue.sections.reduce((sum, section) => sum + section.stories.length, 0);
  const whole: FittedIssue = { issue, withoutExcerpt: 0 };
  if (stories <= storiesMax && sizeOf(whole) <= sizeMax) return whole;
  // Each step leaves out a little more than the one before, so bisection finds the first that fits.
  let low = 1;
  let high = 2 * stories;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizeOf(leaveOut(issue, stories, middle)) <= sizeMax) high = middle;
    else low = middle + 1;
  }
  return leaveOut(issue, stories, low);
}

/** The first `stories` steps drop an excerpt each, the next `stories` steps a story each. */
function leaveOut(issue: Issue, stories: number, steps: number): FittedIssue {
  const shown = stories - Math.max(0, steps - stories);
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
  return {
    issue: { ...issue, sections, more: issue.more + stories - shown },
    withoutExcerpt: shown - Math.min(shown, withExcerpt),
  };
}
