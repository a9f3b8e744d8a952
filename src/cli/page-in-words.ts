// What a page holds, in words, for whoever reads one by hand.
import type { ExtractedPage } from "../articles/article.ts";

export function pageInWords(page: ExtractedPage): string {
  const facts = {
    Title: page.title,
    By: page.byline,
    Published: page.publishedAt,
    Changed: page.modifiedAt,
    Language: page.language,
    Site: page.site,
    Address: page.canonicalUrl,
    Credits: page.credits.join("; ") || null,
  };
  const lines = Object.entries(facts).map(([name, value]) => `${`${name}:`.padEnd(11)}${value ?? "not said"}`);
  const how =
    page.reason === null
      ? `read by ${page.method}, ${page.text.split(/\s+/).length} words`
      : `no text: ${page.detail ?? page.reason}`;
  return `${lines.join("\n")}\nText:      ${how}\n${page.text === "" ? "" : `\n${page.text}\n`}`;
}
