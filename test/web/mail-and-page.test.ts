// Goal: a story's page says what its mail said. Method: the newsroom through the whole pipeline; its mail and its pages are read as a reader's program does.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp } from "../../src/app/open-app.ts";
import { runRound } from "../../src/desk/run-round.ts";
import { localShort } from "../../src/digests/local-time.ts";
import { openLog } from "../../src/log.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { newFolder } from "../support/database.ts";
import { loadNewsroomConfig } from "../support/newsroom-config.ts";
import { readOutbox } from "../support/read-mails.ts";
import type { App } from "../../src/app/open-app.ts";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";
import type { Web } from "../../src/web/open-web.ts";

let newsroom: Newsroom;
let app: App;
let web: Web;
let mail: Document;
let zone: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  cleanUps.push(remove);
  newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(() => newsroom.close());
  const config = await loadNewsroomConfig(folder, newsroom, {});
  app = await openApp({ config, log: openLog("silent", false) });
  cleanUps.push(() => app.close());
  await runRound(app, { sendAll: true });
  web = await openWeb({ ...app.deps, desk: app.desk });
  cleanUps.push(() => web.close());
  if (config.mail.smtp.kind !== "outbox") throw new Error("the mail is not in a folder");
  const [sent] = await readOutbox(config.mail.smtp.dir);
  mail = new JSDOM(sent?.html || "").window.document;
  zone = config.digests[0]?.timezone ?? "";
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const pageAt = async (path: string): Promise<Document> =>
  new JSDOM(await (await fetch(`${web.url}${path}`)).text()).window.document;
const textOf = (element: Element | null | undefined): string => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
const textsOf = (elements: Iterable<Element>): string[] => [...elements].map(textOf);

/** What both say of a story: null if that side does not say it. */
interface Told {
  title: string;
  titleMarks: string[];
  excerpt: string;
  excerptMarks: string[];
  language: string | null;
  direction: string | null;
  url: string | null;
  outlet: string;
  /** The other outlets, in any order; a mail names the first six. */
  others: { count: number; named: string[]; links: (string | null)[] };
  /** As the mail writes it. */
  time: string;
  origin: string | null;
  watchlists: string[];
}

function inMail(heading: Element): Told {
  const story = heading.parentElement;
  const [excerpt, ...rest] = [...(story?.querySelectorAll("p") ?? [])].filter((one) => heading.compareDocumentPosition(one) & 4);
  const details = rest.at(-1);
  const words = textOf(details);
  const [, count = "0"] = /with (\d+) others?: /.exec(words) ?? [];
  // Each line ends at a <br>; the first one names the outlets.
  const line = new JSDOM((details?.innerHTML ?? "").split("<br>")[0]).window.document.body;
  const named = Number(count) === 0 ? [] : [...line.querySelectorAll("a")];
  let section = story?.previousElementSibling;
  while (section && section.tagName !== "H2") section = section.previousElementSibling;
  return {
    title: textOf(heading),
    titleMarks: textsOf(heading.querySelectorAll(".mark")),
    excerpt: textOf(excerpt),
    excerptMarks: textsOf(excerpt?.querySelectorAll(".mark") ?? []),
    language: heading.getAttribute("lang"),
    direction: heading.getAttribute("dir"),
    url: heading.querySelector("a")?.getAttribute("href") ?? null,
    outlet: textOf(line.querySelector("bdi")),
    others: { count: Number(count), named: textsOf(named), links: named.map((link) => link.getAttribute("href")) },
    time: /\w{3} \d+ \w{3}(?: \d{4})?, \d\d:\d\d/.exec(words)?.[0] ?? "",
    origin: /source: ([^(·]*?) *(?:\(|·|$)/.exec(words)?.[1] ?? null,
    watchlists: [],
  };
}

interface OnPages {
  row: Element;
  page: Document;
}

/** The story in the list and on its page. */
async function onPages(story: number, list: Document): Promise<OnPages> {
  const row = list.querySelector(`#story-${story}`);
  if (row === null) throw new Error(`story ${story} is not in the list`);
  return { row, page: await pageAt(`stories/${story}`) };
}

function listed({ row }: OnPages, now: Date): Omit<Told, "url" | "origin"> {
  const heading = row.querySelector("h3");
  const [facts, excerpt] = row.querySelectorAll("p");
  const outlet = textOf([...(facts?.querySelectorAll("bdi") ?? [])].find((one) => one.nextElementSibling?.tagName === "TIME"));
  const carriers = [...row.querySelectorAll("details li")];
  const others = new Map(
    carriers.map((one): [string, string | null] => [
      textOf(one.querySelector("bdi")),
      one.querySelector("a")?.getAttribute("href") ?? null,
    ]),
  );
  others.delete(outlet);
  return {
    title: textOf(heading),
    titleMarks: textsOf(heading?.querySelectorAll("mark") ?? []),
    excerpt: textOf(excerpt),
    excerptMarks: textsOf(excerpt?.querySelectorAll("mark") ?? []),
    language: heading?.getAttribute("lang") ?? null,
    direction: heading?.getAttribute("dir") ?? null,
    outlet,
    others: { count: others.size, named: [...others.keys()], links: [...others.values()] },
    time: localShort(zone, new Date(facts?.querySelector("time")?.getAttribute("datetime") ?? ""), now),
    watchlists: [],
  };
}

test("the list and the page of each story say what the mail said: headline, marks, sentence, outlets, links, times and origin", async () => {
  const list = await pageAt("?since=2000-01-01");
  const headings = [...mail.querySelectorAll("h3")];
  expect(headings).toHaveLength(newsroom.expected.stories.length);
  const differences: object[] = [];
  for (const heading of headings) {
    const mailed = inMail(heading);
    const { story_id: story } = await app.deps.database.one<{ story_id: number }>(
      "select story_id from articles where url = $1",
      [mailed.url],
    );
    const pages = await onPages(story, list);
    const { url, origin, ...told } = mailed;
    const shown = listed(pages, new Date());
    const links = [...pages.page.querySelectorAll("main a")].map((link) => link.getAttribute("href"));
    const said = {
      ...told,
      others: { ...told.others, links: told.others.links },
      heading: told.title,
      lang: told.language,
      isLinked: [true, ...told.others.links.map(() => true)],
      origin,
      carriers: [...new Set([told.outlet, ...told.others.named])].toSorted(),
    };
    const seen = {
      ...shown,
      // The mail names the first of them.
      others: {
        count: shown.others.count,
        named: shown.others.named.slice(0, told.others.named.length),
        links: shown.others.links.slice(0, told.others.links.length),
      },
      heading: textOf(pages.page.querySelector("h1")),
      lang: pages.page.querySelector("h1")?.getAttribute("lang") ?? null,
      isLinked: [url, ...told.others.links].map((one) => links.includes(one)),
      origin: origin !== null && textOf(pages.page.querySelector("main > p")).includes(origin) ? origin : null,
      carriers: [...new Set(textsOf(pages.page.querySelectorAll("main li > b bdi")))]
        .filter((name) => name === told.outlet || told.others.named.includes(name))
        .toSorted(),
    };
    for (const key of Object.keys(said) as (keyof typeof said)[])
      if (JSON.stringify(said[key]) !== JSON.stringify(seen[key]))
        differences.push({ story, what: key, mail: said[key], page: seen[key] });
  }
  expect(differences).toEqual([]);
});
