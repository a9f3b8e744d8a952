// The page that lists articles, of a site without a feed. Its list is learnt from its form, or named by a selector.
import { parseFeedUrl, sameFeedKey } from "../../schema/parse-feed-url.ts";
import { textRead } from "../../schema/reading.ts";
import { documentOf } from "../../http/answer.ts";
import { readInThread } from "../../threads/read-in-thread.ts";
import { askAddress, askFurther, failedPoll, withoutHub } from "../ask-address.ts";
import { compareItems, type KnownItems, remember } from "./known-items.ts";
import { parseSelector } from "./parse-selector.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Backlog } from "../../feeds/poll/backlog.ts";
import type { Entry } from "../../feeds/feed.ts";
import type { Listing, ListingOptions } from "../../feeds/listing/read-listing.ts";
import type { Answered } from "../../http/answer.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { Source, SourceDeps } from "../source.ts";

const REQUEST = { accept: "text/html, application/xhtml+xml;q=0.9, */*;q=0.5", bodyBytesMax: 8 * 1024 * 1024 };
/** Links around a form for signing in, which are no list. */
const FORM_LINKS_MAX = 4;
/** Older pages that a first poll reads. */
const OLDER_MAX = 5;
/** A change of form is mentioned for this long. */
const CHANGE_SHOWN_MS = 14 * 86_400_000;

const NO_MARKS_OF_ROW = { etag: null, last_modified: null };

interface PageOptions {
  items?: string;
}

export const page: Source<string, PageOptions> = {
  kind: "page",
  key: "page",
  schema: textRead(parseFeedUrl, "webAddress").describe(
    "The address of a page that lists articles, for sites without a feed. The list is learnt.",
  ),
  options: {
    items: textRead(parseSelector).describe(
      "A CSS selector of the list's items, where another list is learnt than the one that is wanted.",
    ),
  },
  inYaml: "page: https://…",
  does: "a page that lists articles, for sites without a feed",
  addressOf: (url) => url,
  identityOf: sameFeedKey,
  async poll(deps, { row, options, browser, backlog }) {
    const known = row.cursor as KnownItems | null;
    const wasRendered = browser && known?.isRendered === true;
    const asked = await askAddress(deps, wasRendered ? { ...row, ...NO_MARKS_OF_ROW } : row, REQUEST);
    if (asked.kind !== "fresh") return asked;
    const { answer, web } = asked;
    const selector = options.items ?? null;
    const reading = { selector, isFirst: known === null, known: known?.marks ?? [] };
    const plain = await parse(deps, answer, reading);
    const isRendered = browser && typeof plain !== "string" && (wasRendered || plain.entries.length === 0);
    const listing = isRendered ? await parseRendered(deps, answer, { row, ...reading }) : plain;
    if (typeof listing === "string") return failedPoll(listing);
    if (listing.entries.length === 0)
      return failedPoll(explainOther(web.head) ?? explainNone(listing, known, { selector, isRendered }));
    const older = known === null ? await readOlder(deps, listing, { backlog, row, selector }) : [];
    const found = [...listing.entries, ...older];
    const compared = compareItems(known, found, { lastLook: row.last_ok_at, isNamed: selector !== null });
    const entries = found.map((entry, index) => (index < found.length - compared.older ? entry : { ...entry, isOlder: true }));
    const isForeign = known === null ? selector === null : compared.isChanged;
    const isOther = listing.isConsentWall || (listing.asksToSignIn && isForm(entries.length, known?.count ?? 0));
    // Learnt as the list, it would make the true one a change of form.
    if (isForeign && isOther) return failedPoll(explainNone(listing, known, { selector, isRendered }));
    const document = {
      feed: { title: listing.title, url: row.url, language: listing.language },
      entries,
      incomplete: false,
      ttlMinutes: null,
    };
    return {
      kind: "fresh",
      document,
      web: { ...withoutHub(web), ...(isRendered && { validators: { etag: null, lastModified: null } }) },
      cursor: {
        ...remember(known, found, compared, deps.now()),
        ...(isRendered && { isRendered }),
      },
      ...(compared.isChanged && { quietly: true, missed: true }),
    };
  },
  notes({ cursor, last_polled_at: polledAt }) {
    const changed = (cursor as KnownItems | null)?.changed ?? null;
    if (changed === null || polledAt === null || polledAt.getTime() - Date.parse(changed.at) > CHANGE_SHOWN_MS) return [];
    const at = `${minuteOf(changed.at)} UTC`;
    return [
      `the page changed its form on ${at}: ${changed.items} items were new at once, and none of them was told; look at the page, or name its items (items:)`,
    ];
  },
};

/** A sign-in page has few links where a list was; a short list whose items are all new has as many as before. */
const isForm = (links: number, before: number): boolean => links <= FORM_LINKS_MAX && 2 * links <= before;

const HEAD_BYTES = 2_000;

/** If the address answers with something that is no page. */
function explainOther(begin: Uint8Array): string | null {
  const head = Buffer.from(begin.subarray(0, HEAD_BYTES)).toString("latin1").trimStart();
  if (head.startsWith("%PDF-")) return "this address answers with a PDF file, which is an article and no list";
  return /<(?:rss|rdf:RDF|feed)[\s>]/i.test(head) && !/<html[\s>]/i.test(head)
    ? "this address answers with a feed: name it by url: in place of page:"
    : null;
}

function explainNone(
  { asksToSignIn, isConsentWall }: Listing,
  known: KnownItems | null,
  { selector, isRendered }: { selector: string | null; isRendered: boolean },
): string {
  const where = known === null ? "" : `, where ${known.count} items stood before`;
  if (isConsentWall)
    return `this page asks for consent to cookies${where}: give it the cookie of your choice by headers:, or write browser: true`;
  if (asksToSignIn) return `this page asks to sign in${where}: give it login: or headers:, or renew what it has`;
  if (selector !== null)
    return `nothing on this page that matches "${selector}" links to an article: look whether the page changed its form, and correct items:`;
  if (known === null && isRendered)
    return "no list of articles is found on this page, nor as a browser shows it: name its items by a CSS selector (items:), or look for its feed (feeds discover)";
  if (known === null)
    return "no list of articles is found on this page: name its items by a CSS selector (items:), look for its feed (feeds discover), or write browser: true if its scripts show it";
  return `the page changed its form: no list of articles is found in it, where ${known.count} stood before`;
}

type Reading = Pick<ListingOptions, "selector" | "isFirst" | "known">;

/** Resolves to the list, or to why the page could not be read. */
const parse = ({ threads, now }: SourceDeps, answer: Answered, reading: Reading): Promise<Listing | string> =>
  readInThread(threads, "read-listing", { ...documentOf(answer), ...reading, now: now().toISOString() });

/** The same of the page as a browser shows it. */
async function parseRendered(
  deps: SourceDeps,
  answer: Answered,
  { row, ...options }: { row: FeedRow } & Reading,
): Promise<Listing | string> {
  const rendered = await deps.client().render(answer, [row.url]);
  return rendered.kind === "answer" ? parse(deps, rendered, options) : `the page ${rendered.message}`;
}

/** The items of older pages, as far as the backlog reaches: until an item is older, or has no date. */
async function readOlder(
  deps: SourceDeps,
  newest: Listing,
  { backlog, row, selector }: { backlog: Backlog; row: FeedRow; selector: string | null },
): Promise<Entry[]> {
  if (backlog.kind === "none") return [];
  const reach = backlog.kind === "all" ? -Infinity : deps.now().getTime() - backlog.ms;
  const seen = new Set(newest.entries.map(({ url }) => url));
  const found: Entry[] = [];
  let last = newest;
  for (let asked = 0; asked < OLDER_MAX && last.olderUrl !== null; asked++) {
    const dates = last.entries.map(({ publishedAt }) => Date.parse(publishedAt ?? ""));
    // A page without dates cannot say whether its older ones are wanted; one that is pinned on top is older than all.
    if (!dates.some((date) => date >= reach) || Number.isNaN(dates.at(-1)) || (dates.at(-1) ?? 0) < reach) break;
    const answer = await askFurther(deps, { url: last.olderUrl, row }, REQUEST);
    if (typeof answer === "string") {
      deps.log.warn(`an older page of a list could not be read: ${answer}`);
      break;
    }
    const older = await parse(deps, answer, { selector, isFirst: true });
    if (typeof older === "string") break;
    const more = older.entries.filter(({ url }) => !seen.has(url));
    if (more.length === 0) break;
    for (const { url } of more) seen.add(url);
    found.push(...more);
    last = older;
  }
  return found;
}
