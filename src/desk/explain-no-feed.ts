// Says what stands at an address where no feed was found: a wall, a log-in, a page made by script, a channel of a platform.
import { isPdf } from "../articles/pdf/is-pdf.ts";
import { surveyPage, type Survey } from "../feeds/discover/survey-page.ts";
import type { Channel } from "../feeds/discover/name-channel.ts";
import { showUrl } from "../text/show-url.ts";
import { textOf, type Asked, type DiscoverDeps, type FoundDocument } from "./ask-document.ts";

/** What was found instead of a feed. */
export type Instead = "channel" | "unreachable" | "refused" | "wall" | "login" | "not-a-page" | "script-only" | "page";

/** A page that shows fewer letters than this shows nothing. */
const BARE_LETTERS_MAX = 60;
/** Walls and notices are short, and have next to no links. */
const SHORT_LETTERS_MAX = 800;
const NOTICE_LINKS_MAX = 3;
const QUOTED_CHARS = 120;
const CHECKS_FOR_ROBOTS =
  /not a (?:ro)?bot\b|are you (?:a )?(?:human|robot)|just a moment|checking your browser|captcha|turnstile|anubis|proof[- ]of[- ]work|_cf_chl|ddos/i;

/** `detail` is a clause for people, without the page's own address and without a full stop. */
export async function explainNoFeed(
  { asked, channel }: { asked: Asked; channel: Channel | null },
  deps: DiscoverDeps,
): Promise<{ kind: Instead; detail: string }> {
  if (channel !== null) return { kind: "channel", detail: describeChannel(channel) };
  if (asked.kind === "none") return { kind: asked.unreached ? "unreachable" : "not-a-page", detail: asked.reason };
  const page = await describePage(asked.document, deps);
  if (asked.kind === "document") return page;
  return { kind: page.kind === "wall" || page.kind === "login" ? page.kind : "refused", detail: joined(asked.reason, page) };
}

const describeChannel = ({ name, feed, hint }: Channel): string =>
  `it is ${name}${feed === null ? "" : `, and its feed ${feed} cannot be read`}${hint === null ? "" : `; ${hint}`}`;

const joined = (reason: string, { kind, detail }: { kind: Instead; detail: string }): string =>
  kind === "wall" || kind === "login" ? `${reason}; ${detail}` : reason;

const WALLS: Partial<Record<string, string>> = {
  "bot-check": "a check for robots stands there, which asks for proof that a person is reading",
  "consent-wall": "a consent wall stands there, which asks about cookies first",
  paywall: "a paywall stands there, which asks its reader to subscribe",
};
const ASKS_FOR_LOGIN = { kind: "login", detail: "a login page stands there, which asks its reader to log in" } as const;

async function describePage(document: FoundDocument, { threads }: DiscoverDeps): Promise<{ kind: Instead; detail: string }> {
  const html = textOf(document);
  const survey = surveyPage(html, document.url);
  const { url, contentType } = document;
  if (isPdf(document.bytes)) return { kind: "not-a-page", detail: "the address holds a PDF document, not an HTML page" };
  const read = await threads.run("read-page", { bytes: new Uint8Array(document.bytes), url, contentType });
  const page = read.kind === "done" ? read.value : null;
  const wall = WALLS[page?.reason ?? ""];
  const isNotice = survey.letters <= SHORT_LETTERS_MAX && survey.links <= NOTICE_LINKS_MAX;
  if (wall !== undefined) return { kind: "wall", detail: wall };
  if (page?.reason === "login" || (isNotice && survey.asksForPassword)) return ASKS_FOR_LOGIN;
  if (page?.reason === "not-html" || page?.reason === "too-large")
    return { kind: "not-a-page", detail: clause(page.detail ?? "") };
  if (isNotice && CHECKS_FOR_ROBOTS.test(html)) return { kind: "wall", detail: WALLS["bot-check"] ?? "" };
  if (survey.letters < BARE_LETTERS_MAX && survey.links === 0 && survey.hasScripts)
    return { kind: "script-only", detail: "the page shows its text by script only, so its links cannot be seen" };
  return { kind: "page", detail: isNotice ? quote(survey) : describeLinks(survey) };
}

/** "The address holds a picture." as a clause. */
const clause = (sentence: string): string => sentence.replace(/\.$/, "").replace(/^The /, "the ");

function quote({ text, title }: Survey): string {
  const words = (text || title).slice(0, QUOTED_CHARS);
  return words === ""
    ? "the page is empty"
    : `the page names no feed; it says "${words}${text.length > QUOTED_CHARS ? "…" : ""}"`;
}

function describeLinks({ title, links }: Survey): string {
  const named = title === "" ? "" : ` ("${title.slice(0, QUOTED_CHARS)}")`;
  return `an ordinary web page${named} stands there; none of its ${links} links leads to a feed`;
}

/** A sitemap without news may be of use to people, if nothing else is there. */
export const describeSitemap = (url: string): string =>
  `its sitemap ${showUrl(url)} lists pages without titles: \`- sitemap: ADDRESS\` in feeds.yaml reads those that are new`;
