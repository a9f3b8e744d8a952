// What a page lists when its list was learnt before, or when it carries a list as data.
import { expect, test } from "vitest";
import { markOfUrl } from "../../src/feeds/listing/item-mark.ts";
import { readListing } from "../../src/feeds/listing/read-listing.ts";
import { inventPage } from "./invent-listing.ts";

const AT = "https://office.example/news/";
const urlOf = (path: string): string => new URL(path, AT).href;
const read = (body: string, known: readonly string[] = []) =>
  readListing(inventPage("en", body), {
    url: AT,
    selector: null,
    now: "2026-11-29T12:00:00.000Z",
    isFirst: known.length === 0,
    known: known.map((path) => markOfUrl(urlOf(path))),
  }).entries;
const pathsOf = (entries: ReturnType<typeof read>) => entries.map(({ url }) => url?.replace(urlOf("/"), "/"));

const news = ["/news/kiln-burns-down", "/news/ferry-runs-late", "/news/mill-is-sold"];
const titleOf = (path: string): string => `${path.slice(path.lastIndexOf("/") + 1).replaceAll("-", " ")} in the old town`;
const list = (paths: readonly string[], name = "li", more = ""): string =>
  paths.map((path) => `<${name}><a href="${path}">${titleOf(path)}${more}</a></${name}>`).join("");
const services = ["/info/how-to-register", "/info/how-to-marry-here", "/info/how-to-get-water"];

test("the list of the last look stays the list when another one has longer words, or dates", () => {
  const longer = `<ul>${list(news)}</ul><ol>${list(services, "li", " and everything else that one may want to know of it")}</ol>`;
  expect(pathsOf(read(longer))).toEqual(services);
  expect(pathsOf(read(longer, news.slice(1)))).toEqual(news);
  const events = ["/events/brass-band-plays", "/events/choir-sings-again", "/events/dance-on-the-pier"];
  const rows = events.map((path) => `<tr><td>2026-12-24</td><td><a href="${path}">${titleOf(path)}</a></td></tr>`).join("");
  expect(pathsOf(read(`<ul>${list(news)}</ul><table>${rows}</table>`, news.slice(1)))).toEqual([...news, ...events]);
});

const carried = (...lists: (readonly string[])[]): string =>
  `<script type="application/json">${JSON.stringify(
    lists.map((paths) => paths.map((url) => ({ url, headline: titleOf(url), publishedAt: "2026-11-28T10:00:00Z" }))),
  )}</script>`;

test("of lists that a page carries, the one of the last look goes before a longer one", () => {
  const archive = Array.from({ length: 6 }, (_, number) => `/archive/story-of-year-${2000 + number}`);
  expect(pathsOf(read(carried(news, archive)))).toEqual(archive);
  expect(pathsOf(read(carried(news, archive), news.slice(1)))).toEqual(news);
});

test("a carried list of dated articles goes before a menu, and gives a list that is shown its dates", () => {
  expect(pathsOf(read(`<div>${list(services.slice(1), "span")}</div>${carried(news)}`))).toEqual(news);
  const shown = read(`<ul>${list([...news, ...services])}</ul>${carried(news)}`);
  expect(shown.map(({ publishedAt }) => publishedAt)).toEqual([...news.map(() => "2026-11-28T10:00:00.000Z"), null, null, null]);
});

const assigned = (json: string) => `<script>var a = 1; window.__INITIAL_STATE__ = ${json}; start({ now: true });</script>`;

test("a list is found in what a script gives to a name of the window", () => {
  const state = JSON.stringify({ posts: news.map((link) => ({ link, title: { rendered: titleOf(link) }, date: "2026-11-28" })) });
  expect(pathsOf(read(assigned(state)))).toEqual(news);
  expect(read(assigned(state.slice(0, -2)))).toEqual([]);
  expect(read(assigned("{ posts: load() }"))).toEqual([]);
});

test("a banner without a date has not that of the row below it", () => {
  const rows = news.map((path) => `<li>2026-11-20 <a href="${path}">${titleOf(path)}</a></li>`).join("");
  const [banner, ...others] = read(
    `<div><a href="/news/dam-bursts-tonight">${titleOf("/news/dam-bursts-tonight")}</a></div><ul>${rows}</ul>`,
  );
  expect([banner?.url, banner?.publishedAt, others.length]).toEqual([urlOf("/news/dam-bursts-tonight"), null, 3]);
});

test("of very many rows the newest are listed, wherever they stand", () => {
  const rows = Array.from(
    { length: 6_000 },
    (_, number) =>
      `<li>${new Date(Date.UTC(2010, 0, 1 + number)).toISOString().slice(0, 10)} <a href="/n/${number}">Report number ${number} of the office</a></li>`,
  );
  const entries = read(`<ul>${rows.join("")}</ul>`);
  expect([entries.length, entries[0]?.url]).toEqual([5_000, urlOf("/n/5999")]);
});
