// The pages that benches of extraction read: the newsroom's, made as heavy as real ones, or a folder's (.html, .html.gz).
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { inventedArticles, publish } from "../../src/newsroom/edition.ts";
import { generateArticles } from "../../src/newsroom/generate-articles.ts";
import { paragraphsOf } from "../../src/newsroom/invented-article.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";

const ARTICLES = 60;
/** The median of 88 real news pages was 112 kB. */
const PAGE_BYTES = 112_000;

export interface BenchPage {
  bytes: Uint8Array;
  /** The paragraphs that an exact reader finds; null if nobody has written them down. */
  expected: string | null;
  /** Its path in the folder, or its address. */
  name: string;
}

/** The pages of the folder, or the newsroom's by default. */
export const benchPages = async (folder: string | undefined): Promise<Uint8Array[]> =>
  (await benchArticles(folder)).map(({ bytes }) => bytes);

/** The same pages, each with the text that it should give. */
export async function benchArticles(folder: string | undefined): Promise<BenchPage[]> {
  return folder === undefined ? newsroomPages() : (await folderPages(folder)).map((page) => ({ ...page, expected: null }));
}

async function newsroomPages(): Promise<BenchPage[]> {
  const startedAt = new Date();
  const newsroom = await openNewsroom({ startedAt, moreArticles: ARTICLES, pageBytesMin: PAGE_BYTES });
  const port = Number(new URL(newsroom.outlets[0]?.url ?? "").port);
  const { articles } = publish([...inventedArticles, ...generateArticles(ARTICLES)], startedAt, port);
  const expected = new Map(articles.map((article) => [article.url, paragraphsOf(article).join("\n\n")]));
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  try {
    const pages: BenchPage[] = [];
    const { stories, summaryOnly } = newsroom.expected;
    for (const url of stories.flatMap(({ articles }) => articles)) {
      // A wall has no text to read.
      if (summaryOnly.includes(url)) continue;
      const answer = await client.get(url, { bodyBytesMax: 10 * PAGE_BYTES, deadlineMs: 10_000 });
      if (answer.kind === "answer" && answer.status === 200)
        pages.push({ bytes: answer.body, expected: expected.get(url) ?? null, name: url });
    }
    return pages;
  } finally {
    await client.close();
    await newsroom.close();
  }
}

async function folderPages(folder: string): Promise<Omit<BenchPage, "expected">[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.html?(?:\.gz)?$/i.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, bytes: name.endsWith(".gz") ? gunzipSync(bytes) : bytes };
    }),
  );
}
