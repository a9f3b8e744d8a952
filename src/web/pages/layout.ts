// The frame of every page: head, navigation, main part, footer.
import { markup } from "../../digests/escape-html.ts";
import { plainLine } from "../../digests/plain-line.ts";
import { ASSETS } from "../assets/assets.ts";
import { SECTIONS } from "./navigation.ts";
import { NO_TITLE } from "./spoken.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Links } from "../links.ts";

export type Section = (typeof SECTIONS)[number][0];

export interface PageContent {
  /** The heading, and with the product's name the title; text from the web is cleaned and cut. */
  title: string;
  /** The language of the heading, as a BCP 47 tag; null if it is not known. */
  language?: string | null;
  here?: Section;
  /** What follows the heading. */
  body: Markup;
  status?: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
}

const TITLE_CHARACTERS = 300;
const FAULTS_MAX = 5;

/** For a page that cannot load the style sheet: as much of it as a few sentences need. */
export const OWN_STYLE = markup`<style>
:root { color-scheme: light dark }
body { max-width: 40rem; margin: 1rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: light-dark(#1f2328, #e6e8ea); background: light-dark(#fff, #15181c); overflow-wrap: anywhere }
.empty { padding: 1rem; background: light-dark(#f6f8fa, #1d2126); border-inline-start: 3px solid light-dark(#0b57d0, #8ab8ff) }
h1 { font-size: 1.5rem } p { margin: 0 0 .6rem }
</style>`;

/** The whole page. Readers with a token, and those who have yet to sign in, get no navigation, script or icon. */
export function layout({ title, language = null, here, body }: PageContent, links: Links, style = styleSheet(links)): string {
  const { root, isOwner } = links;
  const name = plainLine(title, TITLE_CHARACTERS) || NO_TITLE;
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${name}${name !== "Wirewatch" && " · Wirewatch"}</title>
${style}
${isOwner && markup`<link rel="icon" type="image/svg+xml" href="${root}${ASSETS.icon.path}"><script src="${root}${ASSETS.keys.path}" defer></script>`}</head>
<body>
${isOwner && navigation(links, here)}<main id="main" tabindex="-1">
${renderFaults(links)}<h1 dir="auto"${language !== null && markup` lang="${language}"`}>${name}</h1>
${body}
</main>
${isOwner && footer(links)}</body></html>
`.html;
}

const styleSheet = ({ root }: Links): Markup => markup`<link rel="stylesheet" href="${root}${ASSETS.style.path}">`;

/** On every page, since a person who made a mistake in a file does not open System first. */
const renderFaults = ({ faults, root }: Links): Markup | false =>
  faults.length > 0 &&
  markup`<p class="fault">The configuration was changed and has faults at ${faults.slice(0, FAULTS_MAX).join(", ")}. The one before is in force: <a href="${root}system">System</a> has more.</p>
`;

const navigation = ({ root, canSignOut }: Links, here: Section | undefined): Markup =>
  markup`<a class="skip" href="#main">Skip to the content</a>
<header><nav aria-label="Pages">${SECTIONS.map(
    ([name, path, key]) =>
      markup`<a href="${path === "" ? root : `${root}${path}`}" data-key="${key}"${name === here && markup` aria-current="page"`}>${name}</a>`,
  )}</nav>${canSignOut && markup`<form method="post" action="${root}logout"><button>Sign out</button></form>`}</header>
`;

const footer = ({ root, zone, json }: Links): Markup =>
  markup`<footer><p>Wirewatch. Times are those of ${zone}.${json !== null && markup` <a href="${json}">This page as JSON</a>`}</p>
<details id="keys"><summary>Keys</summary><p>j, k: next and previous heading; o: open; c: unfold; w: why; n, p: older and newer; /: search; g and then ${SECTIONS.map(
    ([name, , key], index) => `${index > 0 ? ", " : ""}${key}: ${name}`,
  )}.</p><p><a href="${root}keys">All pages and keys</a></p></details></footer>
`;
