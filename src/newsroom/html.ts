// The parts that the page templates share: escaping, the body's blocks, and the headlines of the sidebar.
import type { PublishedArticle } from "./edition.ts";

/** The data that a template needs besides the article. */
export interface Page {
  article: PublishedArticle;
  /** Other articles of the same outlet, newest first, for sidebars. */
  latest: PublishedArticle[];
  origin: string;
  urlOf: (slug: string) => string;
}

export type Template = (page: Page) => string;

/** How a template writes each kind of block; all text is already escaped. */
export interface BlockStyle {
  paragraph(text: string): string;
  heading(text: string): string;
  caption(text: string): string;
  related(title: string, href: string): string;
  credit(text: string): string;
}

/** Text made safe for HTML and XML, in content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const plainStyle: BlockStyle = {
  paragraph: (text) => `<p>${text}</p>`,
  heading: (text) => `<h2>${text}</h2>`,
  caption: (text) =>
    `<figure><img src="/images/picture.svg" alt="" width="640" height="360"><figcaption>${text}</figcaption></figure>`,
  related: (title, href) => `<p><a href="${href}">${title}</a></p>`,
  credit: (text) => `<p>${text}</p>`,
};

/** The article's blocks in order, as a list so that templates can insert others. */
export function renderBlocks({ article, urlOf }: Pick<Page, "article" | "urlOf">, style: Partial<BlockStyle> = {}): string[] {
  const { paragraph, heading, caption, related, credit } = { ...plainStyle, ...style };
  const blocks = article.body.map((block) => {
    if (typeof block === "string") return paragraph(escapeMarkup(block));
    if ("heading" in block) return heading(escapeMarkup(block.heading));
    if ("caption" in block) return caption(escapeMarkup(block.caption));
    return related(escapeMarkup(block.related), urlOf(block.slug));
  });
  return article.credit === undefined ? blocks : [...blocks, credit(escapeMarkup(article.credit))];
}

/** Headlines as list items, each with its link. */
export function renderHeadlines(articles: PublishedArticle[]): string {
  return articles.map(({ url, title }) => `<li><a href="${url}">${escapeMarkup(title)}</a></li>`).join("\n");
}

/** The blocks with an insertion after the nth. */
export function withInsert(blocks: string[], after: number, insert: string): string {
  return blocks.toSpliced(after, 0, insert).join("\n");
}

/** A date as a newspaper prints it: "Friday, 15 November 2024". */
export function longDate(date: Date, language: string): string {
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(date);
}
