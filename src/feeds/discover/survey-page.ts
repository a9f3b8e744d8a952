// Measures what a page shows without its scripts, to say what stands there if it names no feed.
import { readXml } from "../read/read-xml.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";

export interface Survey {
  title: string;
  /** What a reader sees, its beginning only. */
  text: string;
  /** Letters of all that a reader sees. */
  letters: number;
  /** Links to other pages of the same host, each once. */
  links: number;
  hasScripts: boolean;
  asksForPassword: boolean;
  /** The pages of a frameset; they are the page's content. */
  frames: string[];
}

const UNSEEN = new Set(["script", "style", "noscript", "template", "svg", "head"]);
const TEXT_CHARS_MAX = 2_000;
const LINKS_MAX = 1_000;
const FRAMES_MAX = 4;

export function surveyPage(html: string, pageUrl: string): Survey {
  const survey: Survey = { title: "", text: "", letters: 0, links: 0, hasScripts: false, asksForPassword: false, frames: [] };
  const links = new Set<string>();
  let unseen: string | null = null;
  let isTitle = false;
  readXml(html, {
    onOpen(name, attributes, selfClosing) {
      // A head is often left open.
      if (name === "body" && unseen === "head") unseen = null;
      survey.hasScripts ||= name === "script";
      isTitle = name === "title" && survey.title === "";
      if (name === "frame" && survey.frames.length < FRAMES_MAX) {
        const frame = resolveWebUrl(attributes.get("src"), pageUrl);
        if (frame !== null) survey.frames.push(frame);
      }
      if (unseen === null && UNSEEN.has(name) && !selfClosing) unseen = name;
      if (name === "input") survey.asksForPassword ||= attributes.get("type")?.toLowerCase() === "password";
      const url = name === "a" && links.size < LINKS_MAX ? resolveWebUrl(attributes.get("href"), pageUrl) : null;
      if (url !== null && new URL(url).host === new URL(pageUrl).host) links.add(url.replace(/#.*/s, ""));
    },
    onClose(name) {
      if (name === unseen) unseen = null;
      if (name === "title") isTitle = false;
    },
    onText(text) {
      if (isTitle) survey.title += text;
      if (isTitle || unseen !== null) return;
      survey.letters += text.match(/\p{L}/gu)?.length ?? 0;
      if (survey.text.length < TEXT_CHARS_MAX) survey.text += `${text} `;
    },
  });
  links.delete(pageUrl.replace(/#.*/s, ""));
  return {
    ...survey,
    title: survey.title.replace(/\s+/g, " ").trim(),
    text: survey.text.replace(/\s+/g, " ").trim(),
    links: links.size,
  };
}
