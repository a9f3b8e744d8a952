// Splits invented newsletters and counts the stories that come out right: their headline, with one of their links.
import { readLines } from "../../../src/feeds/newsletter/read-lines.ts";
import { readPlainLines } from "../../../src/feeds/newsletter/read-plain-lines.ts";
import { splitNewsletter } from "../../../src/feeds/newsletter/split-newsletter.ts";
import { foldTitle } from "../../../src/feeds/poll/entry-key.ts";
import { inventNewsletter } from "./invent-newsletter.ts";

export interface Score {
  stories: number;
  right: number;
  /** Stories that no newsletter has. */
  invented: number;
  /** Links about the mail, of advertisements and of social networks that became stories. */
  forbidden: number;
}

/** By shape, of the newsletters with the numbers from `first` on. */
export function scoreNewsletters(first: number, count: number): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (let number = first; number < first + count; number++) {
    const { shape, html, text, stories, forbidden } = inventNewsletter(number);
    const score = scores.get(shape) ?? { stories: 0, right: 0, invented: 0, forbidden: 0 };
    const lines = html === null ? readPlainLines(text ?? "") : readLines(html);
    const found = splitNewsletter(lines, new Set()).stories;
    const isRight = ({ title, url }: { title: string; url: string }): boolean =>
      found.some(
        (one) => one.url !== null && url.split(" ").includes(one.url) && foldTitle(one.title).includes(foldTitle(title)),
      );
    score.stories += stories.length;
    score.right += stories.filter(isRight).length;
    score.invented += found.filter(
      (one) => !stories.some(({ url }) => one.url !== null && url.split(" ").includes(one.url)),
    ).length;
    score.forbidden += found.filter((one) => one.url !== null && forbidden.includes(one.url)).length;
    scores.set(shape, score);
  }
  return scores;
}
