// Reads the mails of an outbox, or of an SMTP server, back to what a person sees.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import type { ParsedMail } from "mailparser";

export async function readOutbox(dir: string): Promise<ParsedMail[]> {
  const names = await readdir(dir).catch(() => []);
  return Promise.all(names.filter((name) => name.endsWith(".eml")).map(async (name) => simpleParser(await readFile(join(dir, name)))));
}

/** How often each title stands as a headline (a link's text in a heading) in the mails' HTML. */
export function countHeadlines(mails: readonly ParsedMail[], titles: readonly string[]): Map<string, number> {
  const headlines = mails.flatMap(({ html }) =>
    [...(html || "").matchAll(/<h3\b[^>]*>([\s\S]*?)<\/h3>/g)].map((match) => plain(match[1] ?? "")),
  );
  return new Map(titles.map((title) => [title, headlines.filter((headline) => headline === plain(title)).length]));
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[\u200b\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();
