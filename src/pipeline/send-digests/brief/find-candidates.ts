// Finds the sentences that may stand in an issue's brief, in the texts of the articles that it shows.
import { quotableSentences } from "../../../digests/brief/quotable-sentences.ts";
import { rankCandidates } from "../../../digests/brief/pick-brief.ts";
import { listSaid, listShownTexts } from "../../../store/views/brief-texts.ts";
import { missingFrom, paragraphsOf, shinglesIn } from "../../../stories/compare-paragraphs.ts";
import { readFacts } from "../../../stories/news/read-facts.ts";
import type { Candidate } from "../../../digests/brief/pick-brief.ts";
import type { Issue, IssueStory } from "../../../digests/digest.ts";
import type { Sql } from "../../../store/engine/database.ts";

/** A brief of a longer issue is about the stories that rank first. */
const STORIES_MAX = 100;
const OF_STORY_MAX = 8;
/** What a digest said earlier is no news to its readers. */
const SAID_WITHIN_MS = 7 * 86_400_000;

/** Each is in the text of the story's article, word for word; the best first. */
export async function findCandidates(sql: Sql, issue: Issue): Promise<Candidate[]> {
  const inMail = issue.inMail === undefined ? null : new Set(issue.inMail);
  const stories = issue.sections
    .flatMap((section) => section.stories)
    .filter((story) => (inMail === null || inMail.has(story.id)) && isInArticle(story))
    .slice(0, STORIES_MAX);
  const texts = await listShownTexts(
    sql,
    stories.flatMap(({ article }) => (article === undefined ? [] : [Number(article)])),
  );
  const byArticle = new Map(texts.map((shown) => [String(shown.id), shown]));
  const since = new Date(Date.parse(issue.createdAt) - SAID_WITHIN_MS);
  const said = shinglesIn(await listSaid(sql, issue.digest, since));
  const found = stories.flatMap((story) => {
    const shown = byArticle.get(story.article ?? "");
    return shown === undefined ? [] : candidatesOf(story, shown, said);
  });
  // The same sentence under two stories is what an outlet writes under all of its own.
  const counts = new Map<string, number>();
  for (const { text } of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return rankCandidates(found.filter(({ text }) => counts.get(text) === 1));
}

/** Words that are a feed's, or no longer stand at the article, are not in its text. */
const isInArticle = ({ listedBy, summaryOnly, changedAt }: IssueStory): boolean =>
  (changedAt ?? null) === null && ((listedBy ?? null) === null || summaryOnly !== null);

function candidatesOf(
  { id, follows, reports = 1, news, terms }: IssueStory,
  { text, byline }: { text: string; byline: string | null },
  said: ReadonlySet<number>,
): Candidate[] {
  const quotable = quotableSentences(paragraphsOf(text), byline).filter((sentence) => text.includes(sentence.text));
  const unsaid = new Set(
    missingFrom(
      said,
      quotable.map((sentence) => sentence.text),
    ),
  );
  const isNews = (sentence: string): boolean => (news?.of === "this" ? news.sentences.includes(sentence) : unsaid.has(sentence));
  const fresh = quotable.filter((sentence) => isNews(sentence.text)).slice(0, OF_STORY_MAX);
  const lower = terms.map((term) => term.toLowerCase());
  return fresh.map((sentence) => {
    const facts = readFacts(sentence.text);
    return {
      story: id,
      tells: follows?.isTold === true ? (follows.id ?? id) : id,
      text: sentence.text,
      figures: facts.figures.length,
      names: facts.names.size,
      reports,
      paragraph: sentence.paragraph,
      matches: lower.some((term) => sentence.text.toLowerCase().includes(term)),
      words: facts.words,
    };
  });
}
