// The ways in which services write bold words and links; each leaves the words themselves without markup.
import type { Line, Span, Writer } from "./piece.ts";

const written =
  (escape: (text: string) => string, bold: (text: string) => string, link: (text: string, href: string) => string): Writer =>
  (line) =>
    line
      .map(({ text, href, bold: isBold }) => {
        const words = isBold === true && text.trim() !== "" ? bold(escape(text)) : escape(text);
        return href === undefined ? words : link(words, href);
      })
      .join("");

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The few tags that Telegram, Matrix and Pushover know. */
export const writeHtml: Writer = written(
  escapeHtml,
  (text) => `<b>${text}</b>`,
  (text, href) => `<a href="${escapeHtml(href)}">${text}</a>`,
);

/** Markdown as Discord, Gotify and Teams know it; what would be markup has a backslash before it. */
export const writeMarkdown: Writer = (line) => {
  const text = written(
    (words) => words.replace(/[\\`*_{}[\]()#~|<>]/g, "\\$&"),
    (words) => `**${words}**`,
    (words, href) =>
      `[${words}](${href.replace(/[()<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)})`,
  )(line);
  return text.replace(/^(\s*)([-+])/, "$1\\$2").replace(/^(\s*\d+)([.)])/, "$1\\$2");
};

/** Slack's own markup (https://api.slack.com/reference/surfaces/formatting). */
export const writeMrkdwn: Writer = written(
  (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text) => `*${text}*`,
  (text, href) => `<${href.replace(/[<>|]/g, encodeURIComponent)}|${text}>`,
);

/** Words alone, and each address on a line of its own, which programs make a link of. */
export const writePlain: Writer = (line) => [wordsOf(line), ...line.flatMap(({ href }) => href ?? [])].join("\n");

export const wordsOf = (line: Line): string => line.map(({ text }: Span) => text).join("");
