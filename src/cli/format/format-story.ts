// A story for a terminal, as `wirewatch stories show` prints it.
import { inLanguage, languageTag } from "../../digests/language-words.ts";
import { describeOrigin } from "../../stories/weigh-origins.ts";
import { isDoubtfulDate } from "../../text/doubtful-date.ts";
import { counted } from "../../text/counted.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { ShownStory } from "../../desk/show-story.ts";

type Story = Extract<ShownStory, { kind: "story" }>;

/** Enough of a paragraph to recognise it. */
const PARAGRAPH_CHARACTERS = 100;

export function formatStory(story: Story): string {
  const parts = [
    `${story.title ?? "(no title)"}\nStory ${story.story}: ${counted(story.articles, "article")}, ${counted(story.reports, "report")} of ${story.reports === 1 ? "its" : "their"} own`,
    formatOrigin(story),
    section(
      "Versions",
      story.versions.map(
        (one) => `${minute(one.at)}  ${one.mark}, ${counted(one.articles, "article")}, first article ${one.article}`,
      ),
    ),
    section("Carried by", story.carriers.flatMap(formatCarrier)),
    story.articles > story.carriers.length ? `… and ${counted(story.articles - story.carriers.length, "article")} more` : "",
    section("Related", formatLinks(story)),
    section(
      "Related, the same event in other words perhaps",
      story.related.map(
        ({ story: id, title, shared }) =>
          `story ${id}: ${title === "" ? "(no title)" : title}\n    both tell of ${shared.join(", ")}`,
      ),
    ),
    section(
      "Decided by hand",
      story.decisions.map(({ kind, story, into, articles, by, at }) =>
        kind === "split"
          ? `${minute(at)}  ${by} split ${counted(articles.length, "article")} of story ${story} into story ${into}`
          : `${minute(at)}  ${by} put story ${story} into story ${into}`,
      ),
    ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function formatOrigin({ origin, first }: Story): string {
  const who = describeOrigin(origin);
  if (first === null) return who;
  const doubt = first.doubt === null ? "" : `; doubtful: ${first.doubt}`;
  return `${who}\nFirst: article ${first.article}, ${first.by} ${minute(first.at)}${doubt}`;
}

function formatCarrier(carrier: Story["carriers"][number]): string[] {
  const { article, outlet, publishedAt, firstSeenAt, relation, leavesOut, adds } = carrier;
  const doubt = isDoubtfulDate(publishedAt, firstSeenAt) ? ` (doubtful: first seen ${minute(firstSeenAt)})` : "";
  const when = publishedAt === null ? `seen ${minute(firstSeenAt)}` : minute(publishedAt) + doubt;
  return [
    `${outlet}, article ${article}, ${relation}, ${when}`,
    ...leavesOut.map((paragraph) => `    leaves out: ${cut(paragraph)}`),
    ...adds.map((paragraph) => `    adds: ${cut(paragraph)}`),
  ];
}

const formatLinks = ({ follows, followedBy, elsewhere }: Story): string[] => [
  ...(follows === null
    ? []
    : [`${follows.isTold ? "tells in another language" : "follows"} story ${follows.story}: ${follows.title ?? "(no title)"}`]),
  ...elsewhere.map(
    ({ story, title, language, site, url }) =>
      `in ${inLanguage(languageTag(language))} story ${story}, ${site ?? url}: ${title ?? "(no title)"}`,
  ),
  ...followedBy.map(({ story, title }) => `followed by story ${story}: ${title ?? "(no title)"}`),
];

const section = (name: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `${name}\n${lines.map((line) => `  ${line}`).join("\n")}`;

const cut = (paragraph: string): string =>
  paragraph.length <= PARAGRAPH_CHARACTERS ? paragraph : `${paragraph.slice(0, PARAGRAPH_CHARACTERS).trimEnd()}…`;

/** UTC. */
const minute = (date: string): string => minuteOf(new Date(date));
