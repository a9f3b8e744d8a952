// sources: 340 lists of articles learnt, 1,000 newsletters split into stories, 500 redesigned pages, and 1,000 channels followed for a month.
import { scoreNewsletters } from "../test/feeds/newsletter/score-newsletters.ts";
import { scoreSites } from "../test/feeds/sites/score-sites.ts";
import { followChannel } from "../test/sources/follow-channel.ts";
import { type Followed, followRedesign } from "../test/sources/follow-redesign.ts";
import { report } from "./support/report.ts";

const NEWSLETTERS = 1_000;
const PAGES = 500;
const CHANNELS = 1_000;
const none = { kind: "at most", value: 0 } as const;

const scores = [...scoreNewsletters(0, NEWSLETTERS).values()];
const sum = (key: "stories" | "right" | "invented" | "forbidden"): number => scores.reduce((all, score) => all + score[key], 0);
const lists = scoreSites();
const items = lists.reduce((all, list) => all + list.items, 0);
const pages: Followed[] = [];
for (let number = 0; number < PAGES; number++) pages.push(await followRedesign(number));
const numbers = { posted: 0, unexplained: 0, miscounted: 0, doubles: 0 };
for (let seed = 0; seed < CHANNELS; seed++) {
  const followed = await followChannel(seed);
  for (const key of ["posted", "unexplained", "miscounted", "doubles"] as const) numbers[key] += followed[key];
}
report([
  { name: "lists: pages", value: lists.length, unit: "" },
  {
    name: "lists: items with the right link and headline",
    value: (lists.reduce((all, { right }) => all + right, 0) / items) * 100,
    unit: "%",
    floor: { kind: "at least", value: 90 },
  },
  {
    name: "lists: found that is none of their items",
    value: (lists.reduce((all, { wrong }) => all + wrong.length, 0) / items) * 100,
    unit: "%",
    floor: { kind: "at most", value: 2 },
  },
  {
    name: "newsletters: stories with the right link",
    value: (sum("right") / sum("stories")) * 100,
    unit: "%",
    floor: { kind: "at least", value: 95 },
  },
  {
    name: "newsletters: stories that are none",
    value: (sum("invented") / sum("stories")) * 100,
    unit: "%",
    floor: { kind: "at most", value: 2 },
  },
  { name: "newsletters: links about the mail, sharing and advertisements", value: sum("forbidden"), unit: "", floor: none },
  {
    name: "pages: redesigns in silence",
    value: pages.filter(({ isNewTold, isNamed }) => !isNewTold && !isNamed).length,
    unit: "",
    floor: none,
  },
  {
    name: "pages: floods (three items or more told wrongly)",
    value: pages.filter(({ wrong }) => wrong >= 3).length,
    unit: "",
    floor: none,
  },
  { name: "channels: numbers of posts", value: numbers.posted, unit: "" },
  { name: "channels: numbers that nobody accounts for", value: numbers.unexplained, unit: "", floor: none },
  { name: "channels: shown numbers that are called unseen", value: numbers.miscounted, unit: "", floor: none },
  { name: "channels: posts with two identities", value: numbers.doubles, unit: "", floor: none },
]);
