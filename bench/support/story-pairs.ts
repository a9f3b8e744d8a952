// Labelled pairs of invented articles by kind, for the bench of stories: whether two are one story, and whether the second is news.
import { openDice } from "../../test/support/open-dice.ts";
import { inventWords } from "../../test/stories/invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

export interface StoryPair {
  kind: string;
  first: GroupDocument;
  second: GroupDocument;
  /** The second is a copy of the first; null if a report with few figures, of which one changed, may also be a story of its own. */
  isOne: boolean | null;
  /** Whether a reader of the first must hear of the second; null if it is a story of its own. */
  isNews: boolean | null;
}

type Pick = <T>(from: readonly T[]) => T;

const PLACES = [
  "Veldhaven",
  "Port Arlen",
  "Morwick",
  "Tessaly",
  "Karnburg",
  "Ostrand",
  "Lumeira",
  "Brackwater",
  "Zelden",
  "Quorra",
];
const PEOPLE = [
  "Marta Dolenc",
  "Ilan Brodsky",
  "Pavla Renner",
  "Otis Vane",
  "Sanja Kolar",
  "Emil Harrow",
  "Lena Voss",
  "Tomas Reik",
];
const BODIES = [
  "the harbour union",
  "the water board",
  "the transport ministry",
  "the regional court",
  "the border guard",
  "the teachers' council",
];
const DEEDS = [
  "flooded the lower streets",
  "closed the northern bridge",
  "left the grain silos in ruins",
  "cut power to the old quarter",
  "stopped all trains to the coast",
  "drove families from the hillside",
];
const CAUSES = [
  "a burst dam",
  "a warehouse fire",
  "an explosion at a fuel yard",
  "a landslide after heavy rain",
  "a strike over night shifts",
  "a collapsed scaffold",
];
const WORKS = ["rescue boats", "army engineers", "volunteer doctors", "cargo planes", "mobile kitchens", "sniffer dogs"];
const TALK = [
  "Nobody warned us before the water came",
  "We carried the old people out on doors",
  "My shop is gone and so is the street",
  "They promised repairs every spring",
  "I heard a noise like a train and ran",
];

interface Report {
  title: string;
  sentences: string[];
}

/** A report with figures, names, a quotation and a denial, in an order that papers use. */
function report(pick: Pick, number: () => number): Report {
  const [place, other, person, second, body, deed, cause, work] = [
    pick(PLACES),
    pick(PLACES),
    pick(PEOPLE),
    pick(PEOPLE),
    pick(BODIES),
    pick(DEEDS),
    pick(CAUSES),
    pick(WORKS),
  ];
  const [dead, hurt, homes, sum, hours, crew] = [
    number(),
    number() + 90,
    number() * 11,
    number() * 3,
    number() + 3,
    number() * 7,
  ];
  return {
    title: `${capital(cause)} in ${place} kills ${dead}`,
    sentences: [
      `At least ${dead} people were killed and ${hurt} injured when ${cause} ${deed} in ${place} on Tuesday, officials of ${body} said.`,
      `The disaster began shortly before dawn near the market of ${place}, where ${homes} homes were damaged and the main road to ${other} is blocked by rubble.`,
      `"${pick(TALK)}," said ${person}, a baker who spent the night on the roof of the town hall with two neighbours.`,
      `${capital(body)} did not say whether an inspection last spring had found faults, and has opened an inquiry that will hear witnesses next month.`,
      `Governor ${second} put the damage at ${sum} million crowns and asked the capital for ${work}, which are expected within ${hours} hours.`,
      `Some ${crew} workers cleared debris by hand through the evening, since heavy machines could not reach the narrow lanes behind the church.`,
      `${place} lies on a river that was diverted forty years ago, and its residents have long complained that the embankment was never finished.`,
      `Schools in the district remain shut until further notice, and the hospital in ${other} has called back nurses from leave to treat the wounded.`,
    ],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Changes of one fact; each is in every report. */
const CHANGES: readonly ((sentences: string[], pick: Pick) => string[])[] = [
  (all) => all.map((one) => one.replace(/At least (\d+)/, (_, dead: string) => `At least ${Number(dead) + 61}`)),
  (all) => all.map((one) => one.replace(/and (\d+) injured/, (_, hurt: string) => `and ${Number(hurt) + 212} injured`)),
  (all) => all.map((one) => one.replace(/at (\d+) million/, (_, sum: string) => `at ${Number(sum) + 407} million`)),
  (all) => all.map((one) => one.replace(/said \p{Lu}\p{L}+ \p{Lu}\p{L}+, a baker/u, "said Hedda Quist, a baker")),
  (all) => all.map((one) => one.replace(/Governor \p{Lu}\p{L}+ \p{Lu}\p{L}+/u, "Governor Aron Wexley")),
  (all) => all.map((one) => one.replace("did not say whether", "did say whether")),
  (all) => all.map((one) => one.replace("remain shut", "do not remain shut")),
  (all) => all.map((one) => one.replace(/"[^"]+,"/, '"The wardens had locked every gate,"')),
  (all) => [...all, "Correction: An earlier version of this report gave the wrong place for the hospital."],
  (all) => ["(Corrects the name of the governor in fifth paragraph)", ...all],
];
const REWORDINGS: readonly ((sentences: string[]) => string[])[] = [
  (all) =>
    all.map((one) =>
      one.replace("shortly before dawn", "just before sunrise").replace("opened an inquiry", "started an inquiry"),
    ),
  (all) => all.map((one) => one.replace("two neighbours", "2 neighbors").replace("forty years", "40 years")),
  (all) =>
    all.map((one) =>
      one.replace(
        /(\d+) million crowns/,
        (whole: string, sum: string) => `${whole} ($${Math.round(Number(sum) / 20) / 10} million)`,
      ),
    ),
  (all) => ["By Ann Nother in the capital", ...all],
  (all) => all.map((one) => one.replace("on Tuesday", "on March 3")),
  (all) => all.map((one) => one.replaceAll('"', "”").replace("were killed", "died").replace("remain shut", "stay closed")),
  (all) => [all[0] ?? "", all[2] ?? "", all[1] ?? "", ...all.slice(3)],
  (all) => [...all.slice(0, 6), "This report was edited by our desk from agency material."],
  (all) => [`${all[0]} ${all[1]}`, ...all.slice(2)],
  (all) => all.map((one) => one.replace(/^Governor /u, "Gov. ").replace("Some ", "About ")),
];
const HOUSE_TITLES = [
  (place: string) => `Disaster strikes ${place}`,
  (place: string) => `${place} counts its dead`,
  (place: string) => `Rescue work goes on in ${place}`,
];
const BLURBS = [
  "Subscribe to our channel for reports from every corner of the world. Turn on notifications so that you never miss a video, follow us on all networks, and watch the live stream in our free app at any hour of the day.",
  "To continue reading, please subscribe. Members of our paper read every article without limits, on the web and on the phone, and help independent journalists to do their work. You can cancel at any time by mail.",
];

const placeOf = ({ title }: Report): string => / in (.+) kills/.exec(title)?.[1] ?? "";

const pair = (kind: string, a: GroupDocument, b: GroupDocument, isOne: boolean, isNews: boolean | null): StoryPair => ({
  kind,
  first: a,
  second: b,
  isOne,
  isNews,
});

export function inventPairs(seed: number, each: number): StoryPair[] {
  const dice = openDice(seed);
  const pick: Pick = (from) => from[Math.floor(dice() * from.length)] as (typeof from)[number];
  const number = (): number => 4 + Math.floor(dice() * 56);
  let articles = 0;
  const as = ({ title, sentences }: Report, site?: string): GroupDocument => {
    articles += 1;
    const host = site ?? `paper${articles}.example`;
    return {
      id: String(articles),
      title,
      text: sentences.join("\n\n"),
      publishedAt: "2026-03-03T10:00:00Z",
      url: `https://${host}/${articles}`,
      site: host,
    };
  };
  const other = (than: Report): Report => {
    for (;;) {
      const made = report(pick, number);
      if (
        made.sentences.slice(0, 2).every((one, i) => one.slice(0, 90) !== than.sentences[i]?.slice(0, 90)) &&
        placeOf(made) !== placeOf(than)
      )
        return made;
    }
  };
  return Array.from({ length: each }, (_, i) => {
    const base = report(pick, number);
    const first = as(base);
    const title = HOUSE_TITLES[i % HOUSE_TITLES.length]?.(placeOf(base)) ?? base.title;
    const change = CHANGES[i % CHANGES.length] as (typeof CHANGES)[number];
    const reword = REWORDINGS[i % REWORDINGS.length] as (typeof REWORDINGS)[number];
    const stranger = other(base);
    const blurb = BLURBS[i % BLURBS.length] ?? "";
    const form = (rate: number, oil: number): Report => ({
      title: "Crown opens on the exchange",
      sentences: [
        `The crown stood at ${rate}.${number()} to the dollar on the exchange this morning, brokers said, while a barrel of oil cost ${oil}.${number()} and an ounce of gold ${rate * 9 + number()}. Trade was thin before the holiday.`,
      ],
    });
    return [
      pair("copy", first, as({ ...base, title }), true, false),
      pair("partial copy", first, as({ title, sentences: base.sentences.slice(0, 4 + (i % 3)) }), true, false),
      pair(
        "update",
        first,
        as({ title: base.title.replace(/\d+$/, "people"), sentences: change(base.sentences, pick) }),
        true,
        true,
      ),
      pair("rewording", first, as({ ...base, sentences: reword(base.sentences) }), true, false),
      pair("numbered update", first, as({ title: `UPDATE ${1 + (i % 4)}-${base.title}`, sentences: base.sentences }), true, true),
      pair("brief", first, as({ title, sentences: base.sentences.slice(0, 1) }), true, false),
      pair(
        "boilerplate",
        as({ title: base.title, sentences: [blurb] }, "tube.example"),
        as({ title: stranger.title, sentences: [blurb] }, "tube.example"),
        false,
        null,
      ),
      pair(
        "boilerplate with a sentence",
        as({ title: base.title, sentences: [base.sentences[0] ?? "", blurb, BLURBS[1 - (i % 2)] ?? ""] }, "tube.example"),
        as({ title: stranger.title, sentences: [stranger.sentences[0] ?? "", blurb, BLURBS[1 - (i % 2)] ?? ""] }, "tube.example"),
        false,
        null,
      ),
      pair("market form", as(form(number(), 70)), as(form(number() + 60, 91)), false, null),
      pair(
        "independent report",
        first,
        as({ title, sentences: [...stranger.sentences.slice(0, 5), ...base.sentences.slice(1, 3), stranger.sentences[7] ?? ""] }),
        false,
        null,
      ),
      pair(
        "hostile copy",
        as({
          title: `Routine meeting in ${placeOf(base)}`,
          sentences: [
            ...base.sentences.slice(0, 3),
            ...Array.from({ length: 7 }, (_, k) => `${inventWords(1_000 + 10 * i + k, 24)}.`),
          ],
        }),
        first,
        false,
        null,
      ),
    ];
  }).flat();
}
