// Single stories about Russia in English, each from one outlet; one page is behind a consent wall.
import type { InventedArticle } from "../invented-article.ts";

export const russiaSingles: InventedArticle[] = [
  {
    slug: "kremlin-orders-boiler-audit",
    outlet: "anadir",
    hoursBefore: 42.6,
    title: "Kremlin orders audit of boilers as first frosts bite",
    byline: "Ilmari Koskvist",
    body: [
      "The Kremlin has given regional governors until the end of the month to account for every municipal boiler house in the country, after three towns lost their heating in a single night at minus eighteen.",
      "In the worst hit of them, a mining settlement of 6,000 people, families moved into the cinema, which has its own stove. It showed films around the clock to keep people from falling asleep beside the projector’s exhaust.",
      "The audit’s questionnaire runs to 212 points and asks, among other things, for the name of the person who holds the key. Officials in two regions said privately that no such person could be found.",
      "Similar orders were issued in four of the past six winters. An accounting chamber report of last March, which was briefly on its website, found that a third of the boilers reported as replaced had been repainted.",
      "Temperatures are expected to fall further from {weekday}. Railway wagons with coal for the eastern districts are standing on sidings because, a dispatcher explained, the points are frozen.",
    ],
    watchlists: ["russia"],
  },
  {
    slug: "court-fines-shipping-insurer",
    outlet: "meridian",
    hoursBefore: 38.1,
    title: "Moscow court fines insurer over a ship that may not exist",
    byline: "Pell Garrow",
    body: [
      "MOSCOW (Meridian Wire) — A commercial court fined an insurance company the equivalent of four million dollars for refusing to pay for a freighter that the company says was never built.",
      "The Svetlana K., as she is called in the papers, was insured two years ago, reported lost in fog last November and mourned in a regional newspaper with a photograph that shows another ship. No wreckage and no crew have been found.",
      "“My client is accused of failing to compensate for an absence,” said the insurer’s lawyer, Rodion Vyatkin. The judge replied that a policy is a policy.",
      "The plaintiff, a trading house registered above a shoe repair shop, said that it was satisfied. Its director could not be reached, and a cobbler who answered the door said that he took in letters for several oceans.",
      "Marine underwriters in London and Singapore are watching the case because hulls of uncertain age and name have multiplied on northern and eastern routes, and with them claims that no surveyor can check.",
    ],
    credit: "(Reporting by Pell Garrow; editing by Orla Tennison)",
    watchlists: ["russia"],
  },
  {
    slug: "timber-firms-told-to-use-rouble-exchange",
    outlet: "quay",
    hoursBefore: 16.4,
    title: "Timber firms told to settle through new exchange",
    byline: "Corwin Dace",
    page: "consent-wall",
    summary:
      "Exporters of sawn timber in Russia must settle foreign sales through a new commodity exchange from January, a decree says. Traders expect the rule to add a week to each payment and to favour the three largest mills, one of which owns the exchange’s building. Two associations have asked for a delay until the river ice breaks.",
    body: [
      "Exporters of sawn timber in Russia must settle foreign sales through a new commodity exchange from January, a decree published on {weekday} says.",
      "Traders expect the rule to add a week to each payment and to favour the three largest mills, one of which owns the exchange’s building.",
      "Two associations have asked for a delay until the river ice breaks.",
    ],
    watchlists: ["russia"],
  },
  {
    slug: "a-translator-in-winter",
    outlet: "farshore",
    hoursBefore: 30.9,
    title: "A translator in winter",
    byline: "Henrike Vossberg",
    body: [
      "The flat on the fifth floor has no lift and two telephones, one of which has not rung since the publishing house closed. Here Zoya Artemyeva has spent forty years putting other people’s sentences into her own language, and here she is now doing the reverse, which is harder and, in Moscow, unpaid.",
      "She is translating a cookery book. It belonged to a neighbour who left in a hurry and it is full of marginal notes about queues. “The recipes are ordinary,” she says, “but look what she did with one egg.”",
      "I had come to ask about censorship and we talked instead about commas. A censor, she told me, reads for nouns. Whatever you need to smuggle goes into the rhythm, where nobody looks, and if it survives the journey the reader will find himself out of breath and not know why.",
      "Her own first book was pulped for a semicolon. She keeps the letter, framed, beside the window; it is very polite and gives the page and the line.",
      "When I left it had begun to snow, and she corrected my word for it. There are several. Mine was for a snow that has already decided to stay.",
    ],
    watchlists: ["russia"],
  },
];
