// Polls an invented page before and after a redesign, and counts what would be told wrongly and what is said of it.
import { readListing } from "../../src/feeds/listing/read-listing.ts";
import { page } from "../../src/sources/page/page.ts";
import { DATED, inventItems, inventPage, LANGUAGES, moreIn, UNDATED, type ListedItem } from "../feeds/invent-listing.ts";
import { openDice } from "../support/open-dice.ts";
import { pollSource } from "./poll-source.ts";
import type { Tasks } from "../../src/threads/tasks.ts";
import type { Threads } from "../../src/threads/pool.ts";

/** What a site does to its page. */
export const REDESIGNS = [
  "another design, the same addresses",
  "another design, other addresses",
  "other addresses and headlines",
  "topics in place of articles",
  "an empty list",
  "a list by script",
  "the same in another language",
  "a list within a frame",
] as const;
export type Redesign = (typeof REDESIGNS)[number];

export interface Followed {
  redesign: Redesign;
  /** Items that are told and are no news. */
  wrong: number;
  /** The new item among them is told. */
  isNewTold: boolean;
  /** Its health says that the page changed its form, or that it has no list. */
  isNamed: boolean;
}

const AT = "https://office.example/news/";
const SCHEMES: readonly ((index: number) => string)[] = [
  (index) =>
    `/news/${["ferry-is-cancelled", "depot-sold", "lamps-stolen-from-mole", "bakers-refuse", "well-runs-dry", "choir-sings"][index]}`,
  (index) => `/story/${47_110 + index}.html`,
  (index) => `/index.php?id=${300 + index}&lang=x`,
  (index) => `/2026/11/${28 - index}/item-${index}/`,
  (index) => `/en/press/release/${900 + index}`,
];

/** Reads in this thread, since a thousand lists are read. */
const threads = {
  run: (_: string, { bytes, ...options }: Tasks["read-listing"]["input"]) =>
    Promise.resolve({ kind: "done", value: readListing(Buffer.from(bytes).toString(), options) }),
} as unknown as Threads;

const poll = (html: string, cursor: unknown, lastOkAt: Date | null) =>
  pollSource(page, {
    threads,
    site: (url) => (url === AT ? html : undefined),
    url: AT,
    options: {},
    backlog: { kind: "none" },
    row: { cursor, last_ok_at: lastOkAt, first_polled_at: lastOkAt },
  });

/** The same number makes the same redesign. */
export async function followRedesign(number: number): Promise<Followed> {
  const dice = openDice(number + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)] as T;
  const redesign = REDESIGNS[number % REDESIGNS.length] as Redesign;
  const designs = Object.entries({ ...DATED, ...UNDATED });
  const [language, other] = [pick(LANGUAGES), pick(LANGUAGES)];
  const [before, after] = [pick(designs), pick(designs)];
  const scheme = Math.floor(dice() * SCHEMES.length);
  const items = inventItems(language, SCHEMES[scheme] as (index: number) => string);
  const [first, ...rest] = items as [ListedItem, ...ListedItem[]];
  const news: ListedItem = { ...first, date: new Date("2026-11-29T11:30:00Z") };
  const moved = SCHEMES[(scheme + 1 + Math.floor(dice() * (SCHEMES.length - 1))) % SCHEMES.length] as (index: number) => string;
  const draw = (design: (typeof designs)[number], list: readonly ListedItem[], words = language): string =>
    inventPage(words, design[1](list, { more: moreIn(words) }));
  const redesigned: Record<Redesign, () => string> = {
    "another design, the same addresses": () => draw(after, [news, ...rest]),
    "another design, other addresses": () =>
      draw(
        after,
        [news, ...rest].map((item, index) => ({ ...item, path: moved(index) })),
      ),
    "other addresses and headlines": () =>
      draw(
        after,
        rest.map((item, index) => ({ ...item, path: moved(index), title: `${item.title} (${index + 7})` })),
      ),
    "topics in place of articles": () =>
      inventPage(
        language,
        `<ul>${rest.map(({ title }, index) => `<li><a href="/topics/${index}">${index + 1} × ${title.slice(3)} etc.</a></li>`).join("")}</ul>`,
      ),
    "an empty list": () => inventPage(language, '<div class="grid"></div>'),
    "a list by script": () => inventPage(language, '<div id="app"></div><script src="/app.js"></script>'),
    "the same in another language": () =>
      draw(
        after,
        inventItems(
          other === language ? (LANGUAGES[0] === language ? (LANGUAGES[1] ?? "") : (LANGUAGES[0] ?? "")) : other,
          moved,
        ),
        language,
      ),
    "a list within a frame": () => inventPage(language, '<iframe src="/list.html"></iframe>'),
  };
  const looked = await poll(draw(before, rest), null, null);
  if (looked.polled.kind !== "fresh") throw new Error(`the first look failed: ${JSON.stringify(looked.polled)}`);
  const known = new Set(looked.polled.document.entries.flatMap(({ url, title }) => [url, title]));
  const then = await poll(redesigned[redesign](), looked.polled.cursor, new Date("2026-11-29T11:00:00Z"));
  if (then.polled.kind === "failed")
    return { redesign, wrong: 0, isNewTold: false, isNamed: /changed its form|no list/.test(then.polled.fault) };
  if (then.polled.kind !== "fresh") throw new Error(`unexpected: ${then.polled.kind}`);
  const { quietly = false, document, cursor } = then.polled;
  const told = quietly ? [] : document.entries.filter(({ url, title }) => !known.has(url) && !known.has(title));
  const notes = page.notes?.({ ...then.row, cursor, last_polled_at: new Date("2026-11-29T12:00:00Z") }) ?? [];
  return {
    redesign,
    wrong: told.filter(({ title }) => title !== first.title).length,
    isNewTold: told.some(({ title }) => title === first.title),
    isNamed: notes.some((note) => note.includes("changed its form")),
  };
}
