// article-or-wall: how surely a page that is not the article is told from one that is, on our walls and on a folder's pages (.html, .html.gz).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeBytes } from "../src/text/decode-bytes.ts";
import { extractPage } from "../src/articles/extract-page.ts";
import { waitingArticle } from "../test/pipeline/fetch-articles/waiting-article.ts";
import { weighPage } from "../src/pipeline/fetch-articles/weigh-page.ts";
import { benchArticles } from "./support/pages.ts";
import { report } from "./support/report.ts";
import { openWalls } from "./support/walls.ts";
import type { ExtractedPage } from "../src/articles/article.ts";
import type { WaitingArticle } from "../src/store/articles.ts";

const URL_READ = "https://courier.example/2026/11/story";
const DESCRIPTION =
  /<meta\b[^<>]{0,300}?\b(?:name|property)=["']?(?:og:)?description["']?[^<>]{0,50}?\bcontent=(?:"([^"<>]{20,600})"|'([^'<>]{20,600})')/i;

/** What a feed lists of the article. */
interface Listed {
  title: string | null;
  text: string;
  /** The feed's. */
  language?: string | null;
}

/** Whether the feed's words go on in the page's place. */
const isRefused = (page: ExtractedPage, listed: Listed): boolean => weighPage(articleOf(listed), page).method === "summary";

const articleOf = ({ title, text, language = null }: Listed): WaitingArticle =>
  waitingArticle(URL_READ, {
    url: URL_READ,
    title,
    text,
    language,
    author: null,
    published_at: null,
    feed: "Courier",
    feed_url: URL_READ,
    tags: [],
  });

const isVerbose = process.argv.includes("--verbose");

/** Counts pairs of a page and what a feed lists, and those that were refused. */
function openCount(name: string) {
  const count = { pairs: 0, refused: 0 };
  return {
    count,
    add(page: ExtractedPage, listed: Listed, wanted: boolean): void {
      const found = isRefused(page, listed);
      count.pairs++;
      if (found) count.refused++;
      if (found !== wanted && isVerbose) console.error(`${name}: ${listed.title} <> ${page.title}: ${page.text.slice(0, 300)}`);
    },
    share: () => (count.pairs === 0 ? 0 : count.refused / count.pairs),
  };
}

const walls = openWalls();
const [byBoth, byHeadline] = [openCount("wall"), openCount("wall, headline alone")];
const passed = new Set<string>();
for (const { language, kind, page, stories } of walls)
  for (const [title, text] of stories) {
    const read = extractPage(page(title), URL_READ);
    byBoth.add(read, { title, text }, true);
    byHeadline.add(read, { title, text: "" }, true);
    if (!isRefused(read, { title, text })) passed.add(`${language} ${kind}`);
  }

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const titles = readTitles(folder);
const [articles, titled, translated, foreign] = ["article", "article, headline alone", "translation", "another article"].map(
  openCount,
);
const pages = (await benchArticles(folder)).map(({ bytes, name }) => {
  const html = decodeBytes(bytes, { contentType: null, kind: "html" }).text;
  const page = extractPage(html, URL_READ);
  const [, double, single] = DESCRIPTION.exec(html) ?? [];
  return { page, title: titles.get(name) ?? page.title, text: double ?? single ?? "" };
});
const read = pages.filter(({ page }) => page.reason === null);
for (const [index, { page, title, text }] of read.entries()) {
  articles?.add(page, { title, text }, false);
  titled?.add(page, { title, text: "" }, false);
  const other = read[(index + 1) % read.length];
  if (other !== undefined) foreign?.add(page, other, true);
}
for (const [page, listed] of listTranslations(folder)) translated?.add(page, listed, false);

function readTitles(dir: string | undefined): Map<string, string> {
  return new Map(readLines(dir, "truth.ndjson").flatMap(({ file, title }) => (title === undefined ? [] : [[file ?? "", title]])));
}

/** Documents in several languages, each with what feeds in the other languages list: the headline and the first paragraph. */
function listTranslations(dir: string | undefined): [ExtractedPage, Listed][] {
  const documents = readLines(dir, "articles.ndjson");
  const pagesRead = documents.map(({ title, text = "" }) =>
    extractPage(
      `<meta property="article:published_time" content="2026-11-20T08:00:00Z"><title>${title}</title><article><h1>${title}</h1>${text
        .split("\n\n")
        .map((p) => `<p>${p}</p>`)
        .join("")}</article>`,
      URL_READ,
    ),
  );
  return documents.flatMap(({ document, language }, index) =>
    documents
      .filter((other) => other.document === document && other.language !== language)
      .map(({ title = null, text = "", language: ofFeed = null }): [ExtractedPage, Listed] => [
        pagesRead[index]!,
        { title, text: text.split("\n\n", 1)[0] ?? "", language: ofFeed },
      ]),
  );
}

type Line = Partial<Record<"file" | "title" | "text" | "document" | "language", string>>;

function readLines(dir: string | undefined, file: string): Line[] {
  const path = join(dir ?? ".", file);
  if (dir === undefined || !existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

const refusedArticles = (articles?.count.refused ?? 0) + (titled?.count.refused ?? 0);
const refusedWalls = byBoth.count.refused + byHeadline.count.refused;
report([
  { name: "walls", value: walls.length, unit: "" },
  { name: "recall by headline and summary", value: byBoth.share(), unit: "", floor: { kind: "at least", value: 0.99 } },
  { name: "recall by the headline alone", value: byHeadline.share(), unit: "" },
  { name: "walls that passed for some story", value: passed.size, unit: "" },
  { name: "articles", value: read.length, unit: "" },
  {
    name: "precision",
    value: refusedWalls / (refusedWalls + refusedArticles),
    unit: "",
    floor: { kind: "at least", value: 0.998 },
  },
  { name: "false alarms", value: 100 * (articles?.share() ?? 0), unit: "%", floor: { kind: "at most", value: 0.2 } },
  {
    name: "false alarms by the headline alone",
    value: 100 * (titled?.share() ?? 0),
    unit: "%",
    floor: { kind: "at most", value: 0.2 },
  },
  { name: "translations", value: translated?.count.pairs ?? 0, unit: "" },
  {
    name: "false alarms of translations",
    value: 100 * (translated?.share() ?? 0),
    unit: "%",
    floor: { kind: "at most", value: 0.2 },
  },
  { name: "other articles that are refused", value: 100 * (foreign?.share() ?? 0), unit: "%" },
]);
