// The newsroom's outlets: their names, the kinds of their feeds and the layouts of their pages. None of them exists.

export type FeedFormat = "rss" | "rss-content" | "rss-broken" | "atom" | "rdf" | "json";
export type TemplateName = "article-tag" | "div-soup" | "json-ld" | "meta-only" | "microdata" | "tables" | "chrome";

export interface Outlet {
  /** The host's first label, as in `http://<id>.localhost:PORT/`. */
  id: string;
  name: string;
  language: "en" | "my" | "ru";
  tags: string[];
  format: FeedFormat;
  feedPath: string;
  template: TemplateName;
  /** Sent with feed and pages; only the documents themselves declare it. */
  encoding: "utf-8" | "windows-1251";
  gzip: boolean;
  /** Appended to every link of the feed. */
  tracking: string;
  tagline: string;
}

type Particulars = Pick<Outlet, "id" | "name" | "tags" | "format" | "feedPath" | "template" | "tagline"> & Partial<Outlet>;
const outlet = (particulars: Particulars): Outlet => ({
  language: "en",
  encoding: "utf-8",
  gzip: false,
  tracking: "",
  ...particulars,
});

export const outlets: Outlet[] = [
  outlet({
    id: "meridian",
    name: "Meridian Wire",
    tags: ["agency", "world"],
    format: "rss",
    feedPath: "/rss/world.xml",
    template: "article-tag",
    tagline: "The desk that never closes",
  }),
  outlet({
    id: "anadir",
    name: "Anadir News Service",
    tags: ["agency", "north"],
    format: "atom",
    feedPath: "/atom.xml",
    template: "json-ld",
    tagline: "News from the sixty-sixth parallel",
  }),
  outlet({
    id: "ledger",
    name: "The Harbor Ledger",
    tags: ["daily"],
    format: "rss-content",
    feedPath: "/feed/",
    template: "div-soup",
    tagline: "Since the first ferry",
  }),
  outlet({
    id: "tidewater",
    name: "Tidewater Gazette",
    tags: ["daily"],
    format: "rdf",
    feedPath: "/index.rdf",
    template: "tables",
    tagline: "Three counties, two tides, one paper",
  }),
  outlet({
    id: "thazin",
    name: "သဇင်နေ့သစ်",
    language: "my",
    tags: ["asia", "burmese"],
    format: "rss",
    feedPath: "/feed.xml",
    template: "microdata",
    gzip: true,
    tagline: "နေ့သစ်တိုင်း သတင်းသစ်",
  }),
  outlet({
    id: "ozerny",
    name: "Озёрный листок",
    language: "ru",
    tags: ["north", "russian"],
    format: "rss",
    feedPath: "/rss.xml",
    template: "tables",
    encoding: "windows-1251",
    tagline: "Газета Приозёрного Бора",
  }),
  outlet({
    id: "lantern",
    name: "Lantern & Post",
    tags: ["daily", "diaspora"],
    format: "json",
    feedPath: "/feed.json",
    template: "json-ld",
    tagline: "Lit every morning",
  }),
  outlet({
    id: "kestrel",
    name: "Kestrel Daily",
    tags: ["daily"],
    format: "rss-broken",
    feedPath: "/rss",
    template: "div-soup",
    tagline: "Hovering over the news",
  }),
  outlet({
    id: "farshore",
    name: "Far Shore Review",
    tags: ["culture", "asia"],
    format: "atom",
    feedPath: "/feeds/all.atom",
    template: "meta-only",
    tagline: "Essays and reports",
  }),
  outlet({
    id: "plainsman",
    name: "Plainsman Courier",
    tags: ["daily"],
    format: "rss",
    feedPath: "/rss/latest",
    template: "chrome",
    tracking: "?utm_source=rss&utm_medium=feed",
    tagline: "Where the road is straight",
  }),
  outlet({
    id: "quay",
    name: "Quay Street Business",
    tags: ["business"],
    format: "rss",
    feedPath: "/markets/rss.xml",
    template: "microdata",
    tagline: "Money, plainly",
  }),
  outlet({
    id: "banyan",
    name: "Banyan Dispatch",
    tags: ["asia"],
    format: "rss-content",
    feedPath: "/feed.rss",
    template: "article-tag",
    tagline: "Reporting from the shade",
  }),
];

/** Its feed is configured and nothing listens there: port 4 is unassigned (IANA), and browsers do not block it. */
export const deadOutlet = {
  id: "saltmarsh",
  name: "Saltmarsh Bulletin",
  language: "en",
  tags: ["daily"],
  feedUrl: "http://saltmarsh.localhost:4/feed.xml",
};
