// Reads mails back to what a person sees in them: which stories they tell, and how often.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { canonicalUrl } from "../../src/text/canonical-url.ts";
import type { ParsedMail } from "mailparser";
import type { Expected } from "../../src/newsroom/expectations.ts";

export async function readOutbox(dir: string): Promise<ParsedMail[]> {
  const names = await readdir(dir).catch(() => []);
  return Promise.all(
    names.filter((name) => name.endsWith(".eml")).map(async (name) => simpleParser(await readFile(join(dir, name)))),
  );
}

/** The addresses that the mails' headlines link to, one for each time a story is told. */
export function headlineAddresses(mails: readonly ParsedMail[]): string[] {
  return mails.flatMap(({ html }) =>
    [...(html || "").matchAll(/<h3\b[\s\S]*?<\/h3>/g)].map((heading) => {
      const href = /href="([^"]*)"/.exec(heading[0])?.[1]?.replaceAll("&amp;", "&") ?? "";
      return canonicalUrl(href) ?? href;
    }),
  );
}

/** How often each expected story is told, by its key; what no story expects stands under "unexpected". */
export function countStories(mails: readonly ParsedMail[], expected: Expected): Record<string, number> {
  const keyOf = new Map(expected.stories.flatMap(({ key, articles }) => articles.map((url) => [url, key] as const)));
  const counts: Record<string, number> = Object.fromEntries(expected.stories.map(({ key }) => [key, 0]));
  for (const address of headlineAddresses(mails)) {
    const key = keyOf.get(address) ?? "unexpected";
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** What `countStories` gives where every story was told once. */
export const eachOnce = (expected: Expected): Record<string, number> =>
  Object.fromEntries(expected.stories.map(({ key }) => [key, 1]));
