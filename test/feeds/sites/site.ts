// What a design gets to draw a page that lists articles: its items in a language, and in one of ten states.
import { openDice } from "../../support/open-dice.ts";
import { type Tongue, TONGUES } from "./headlines.ts";

export interface Item {
  title: string;
  url: string;
  at: Date;
  teaser: string;
  author: string;
  /** In the last three days some sites say "3 hours ago". */
  isRecent: boolean;
}

/** How the page is at the time of the look. */
export const STATES = [
  "as usual",
  "three items",
  "forty items",
  "a lead in another form",
  "an old item on top",
  "most read next to it",
  "boxes between the items",
  "another list below",
  "without teasers",
  "all of today",
] as const;
export type State = (typeof STATES)[number];

export interface Site {
  tongue: Tongue;
  state: State;
  items: readonly Item[];
  /** Headlines and addresses of old articles that stand in other boxes. */
  others: readonly Pick<Item, "title" | "url">[];
  /** "28 November 2026" in the site's language. */
  long: (at: Date) => string;
  /** "28.11.2026". */
  dots: (at: Date) => string;
  /** "2026-11-28". */
  iso: (at: Date) => string;
  /** "10:30". */
  clock: (at: Date) => string;
}

export const NOW = "2026-11-29T12:00:00.000Z";
const DAY_MS = 86_400_000;
const PLACES = ["Abbot", "Brenn", "Callow", "Drumm", "Esk", "Fenn", "Garth", "Holm"];

export type Address = (index: number, at: Date) => string;

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** The same numbers make the same site. */
export function inventSite(design: number, state: State, address: Address, at: string): Site {
  const dice = openDice(design * STATES.length + STATES.indexOf(state) + 1);
  const tongue = TONGUES[(design * 7 + STATES.indexOf(state)) % TONGUES.length] as Tongue;
  const count = state === "three items" ? 3 : state === "forty items" ? 40 : 7 + Math.floor(dice() * 4);
  const first = Math.floor(dice() * tongue.headlines.length);
  let time = Date.parse(NOW) - dice() * 3_600_000;
  const items = Array.from({ length: count }, (_, index): Item => {
    const round = Math.floor(index / tongue.headlines.length);
    const headline = tongue.headlines[(first + index) % tongue.headlines.length] ?? "";
    time -= state === "all of today" ? 1_200_000 : dice() * 2 * DAY_MS;
    const isOld = state === "an old item on top" && index === 0;
    const date = new Date(isOld ? Date.parse(NOW) - 200 * DAY_MS : time);
    return {
      title: round === 0 ? headline : `${headline} – ${PLACES[(index + round) % PLACES.length]} ${round}`,
      url: new URL(address(index, date), at).href,
      at: date,
      teaser: state === "without teasers" ? "" : tongue.teaser,
      author: ["Kay Mole", "Ann Quay", "Lee Ford"][index % 3] ?? "",
      isRecent: Date.parse(NOW) - date.getTime() < 3 * DAY_MS,
    };
  });
  const others = tongue.headlines.slice(0, 5).map((title, index) => ({
    title: `${title} (${2019 + index})`,
    url: new URL(address(700 + index, new Date("2022-03-04T10:00:00Z")), at).href,
  }));
  const long = new Intl.DateTimeFormat(tongue.code === "my" ? "en" : tongue.code, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
    ...(tongue.code === "ar" && { numberingSystem: "latn", calendar: "gregory" }),
  });
  return {
    tongue,
    state,
    items,
    others,
    long: (date) => long.format(date),
    dots: (date) => iso(date).split("-").reverse().join("."),
    iso,
    clock: (date) => date.toISOString().slice(11, 16),
  };
}

/** What stands between two items, if the state says so: a box for subscribing, an advertisement. */
export const between = ({ state, tongue }: Site, index: number): string =>
  state === "boxes between the items" && index % 3 === 2
    ? `<div class="promo-unit"><h3><a href="/subscribe?from=list">${tongue.menu[4]}</a></h3><p>${tongue.teaser}</p><a href="https://ads.example/click?c=${index}">${tongue.menu[1]}</a></div>`
    : "";

/** A second list of the page: old articles that are read much, or links to services. */
export function margin({ state, others, tongue }: Site, heading = "h3"): string {
  if (state === "most read next to it")
    return `<div class="module module--ranked"><h2>Top 5</h2><ol>${others.map(({ title, url }, index) => `<li><span>${index + 1}</span><a href="${url}">${title}</a></li>`).join("")}</ol></div>`;
  if (state === "another list below")
    return `<section class="services"><h2>${tongue.menu[4]}</h2>${[1, 2, 3, 4].map((index) => `<div class="svc"><${heading}><a href="/services/${["passports", "moorings", "wells", "lamps"][index - 1]}/">${tongue.menu[index]}</a></${heading}><p>${tongue.teaser}</p></div>`).join("")}</section>`;
  return "";
}

/** A page's frame as its maker writes it: a menu of many entries, a path, filters, pages, a foot. */
export function frame({ tongue }: Site, list: string, kind: "semantic" | "divs" | "table"): string {
  const { menu, code, topic } = tongue;
  const entries = menu.map((text, index) => `<li class="m${index}"><a href="/section-${index}/">${text}</a></li>`).join("");
  const pages = [1, 2, 3].map((page) => `<li><a href="?page=${page}">${page}</a></li>`).join("");
  const head = `<!doctype html><html lang="${code}"${code === "ar" ? ' dir="rtl"' : ""}><head><title>${menu[2]} | ${menu[1]}</title></head><body>`;
  const cookies = `<div id="cookie-law" class="cc-window"><p>${tongue.teaser}</p><a href="/privacy-and-cookies-policy">${menu[4]}</a><button>OK</button></div>`;
  if (kind === "semantic")
    return `${head}<a class="skip-link" href="#content">${menu[0]}</a><header><nav><ul>${entries}</ul></nav></header><main id="content"><ol class="breadcrumb"><li><a href="/">${menu[0]}</a></li></ol><h1>${menu[2]}</h1>${list}<nav aria-label="pages"><ul>${pages}</ul></nav></main><footer><ul>${entries}</ul></footer>${cookies}</body></html>`;
  if (kind === "divs")
    return `${head}${cookies}<div id="wrapper"><div id="header"><div class="main-menu"><ul>${entries}</ul></div></div><div id="content"><div class="page-title"><h1>${menu[2]}</h1></div><div class="filters"><a href="?topic=1">${topic}</a><a href="?topic=2">${menu[1]}</a></div>${list}<div class="pagination"><ul>${pages}</ul></div></div><div id="footer"><ul>${entries}</ul></div></div></body></html>`;
  return `${head}<table width="980"><tr><td colspan="2"><table class="menu"><tr>${menu.map((text, index) => `<td><a href="/section-${index}/">${text}</a></td>`).join("")}</tr></table></td></tr><tr><td valign="top" class="left">${menu.map((text, index) => `<a class="lm" href="/left-${index}/">${text}</a><br>`).join("")}</td><td valign="top" class="body">${list}<p align="center">1 <a href="?page=2">2</a> <a href="?page=3">3</a></p></td></tr><tr><td colspan="2" class="copyright"><a href="/imprint">${menu[3]}</a></td></tr></table></body></html>`;
}
