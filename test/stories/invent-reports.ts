// Invented reports of the kind that an office fills in anew each day, or forty times a day: the same words around other figures and names.
import { openDice } from "../support/open-dice.ts";
import { article } from "./invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

/** `{2}` is a figure of two digits, `{2.1}` with one behind the point, `{=3}` one that the series keeps, `{company}` a name. */
export interface Form {
  kind: string;
  /** What the office itself always reports on, or what each of the day's reports is about. */
  subject: string;
  title: string;
  lines: string[];
}

export const FORMS: readonly Form[] = [
  {
    kind: "bond issue",
    subject: "company",
    title: "{subject} issues {3} mln crown bond",
    lines: [
      "{subject} is raising {3} million crowns through a bond due {date} that carries a coupon of {1.3} per cent and is priced at {3.2}, lead manager {bank} said.",
      "The bond is not callable before its last year. It is guaranteed by the parent and comes in pieces of {=4} and {=5} crowns.",
      "The selling concession is {1.2} per cent while management and underwriting combined pay {=1.1} per cent. Payment is due {date}. Listing is in {town}.",
    ],
  },
  {
    kind: "short bond issue",
    subject: "company",
    title: "{subject} brings {2} mln crown notes",
    lines: [
      "{subject} is issuing {2} million crowns of notes due {year} at {1.2} per cent, priced at par, lead manager {bank} said. Fees are {=1.2} per cent and payment is on {date}.",
    ],
  },
  {
    kind: "market close",
    subject: "exchange",
    title: "{subject} shares end {move}",
    lines: [
      "Shares on the {subject} exchange closed {move} on {weekday} as investors waited for word from the central bank, dealers said. The main index ended at {4.2}, a change of {2.1} points from the close of the day before.",
      "Volume came to {2.1} million shares, against {2.1} million. Gainers led losers by {3} to {3} while {2} issues were unchanged.",
      "Among the most traded, {company} ended at {3.2} and {company} at {3.2}. The bank index stood at {4.1} and the shipping index at {4.1}.",
      "The central bank's key rate is {=1.2} per cent. The exchange opens again at {=1} in the morning and trades until {=1} in the afternoon.",
      "Analysts said that trading was likely to stay thin until the end of the quarter, when funds adjust what they hold, and that foreign buyers in particular were waiting for a lead from overseas.",
    ],
  },
  {
    kind: "money market",
    subject: "bank",
    title: "{subject} forecasts market shortage of {3} mln",
    lines: [
      "The {subject} said it forecast a shortage of around {3} million crowns in the money market today. Among the main factors affecting liquidity, bills maturing in official hands will drain some {3} million crowns.",
      "A rise in note circulation will take out {2} million and balances below target another {2} million. Partly offsetting these, exchequer transactions will add {3} million.",
    ],
  },
  {
    kind: "weather",
    subject: "town",
    title: "Weather for {subject}, {weekday}",
    lines: [
      "{weekday} in {subject} and on the coast will be {sky}, with temperatures rising to {2} degrees in the afternoon after a low of {1} degrees in the night, the met office said.",
      "Winds from the {side} will reach {2} kilometres an hour on the open sea, and waves of up to {1.1} metres are expected off the outer banks. The sun rises at {clock} and sets at {clock}.",
      "Boat owners are advised to listen to the bulletin of the coast guard before they leave port, and to have life jackets and a working radio on board.",
      "The water has {=2} degrees. The pollen count is {level}. The next bulletin comes at {=1} in the evening.",
    ],
  },
  {
    kind: "lottery",
    subject: "lottery",
    title: "{subject}: the numbers of {weekday}",
    lines: [
      "The winning numbers in {weekday} evening's drawing of the {subject} are {2}, {2}, {2}, {2}, {2} and {2}. The bonus ball is {2}.",
      "The jackpot stood at {=1.1} million crowns. Tickets cost {=1} crowns and are sold until half an hour before the drawing at kiosks, petrol stations and online. Players must be at least {=2} years old.",
      "Prizes of up to {=3} crowns are paid out by every kiosk; larger ones are to be claimed at the head office in person within {=2} weeks. The numbers are given without warranty.",
    ],
  },
  {
    kind: "score",
    subject: "team",
    title: "{subject} {1}, {team} {1}",
    lines: [
      "{subject} met {team} in the {=1}th round of the league on {weekday} and the match ended {1}-{1} after a first half in which neither side found its rhythm. {person} scored in minute {2} and {person} in minute {2}.",
      "The referee was {person}. {3} people saw the match. {subject} have {2} points and {team} have {2}. The next round is played at the weekend.",
    ],
  },
  {
    kind: "loan rates",
    subject: "bank",
    title: "{subject} {change} prime lending rate",
    lines: [
      "{subject} said it was {changing} its prime lending rate to {1.2} per cent from {1.2} per cent with effect from {date}. The rate on overdrafts will be {2.2} per cent and that on mortgages for first homes {1.2} per cent.",
      "The move follows that of other banks this week. {subject} has {=3} branches and {=2} billion crowns of loans on its books.",
    ],
  },
  {
    kind: "prime rate",
    subject: "bank",
    title: "{subject} matches prime rate move",
    lines: [
      "{subject} said it was cutting its prime lending rate to {=1.2} per cent from {=1.2} per cent, matching a move that other banks began on {weekday}. The change takes effect on {=2} March and applies to all loans in crowns.",
    ],
  },
  {
    kind: "earnings",
    subject: "company",
    title: "{subject} 2nd qtr net {2.1} mln",
    lines: [
      "{subject} reported net profit of {2.1} million crowns, or {1.2} a share, for the second quarter ended June {=2}, against {2.1} million, or {1.2} a share, a year earlier. Sales came to {3.1} million against {3.1} million.",
      "For the first half, net was {2.1} million against {2.1} million and sales {3.1} million against {3.1} million. Average shares were {2.1} million.",
      "Results include a gain of {1.1} million crowns from the sale of a plant in {town}. The company declared a dividend of {=2} cents, payable {date}.",
    ],
  },
  {
    kind: "dividend",
    subject: "company",
    title: "{subject} sets quarterly",
    lines: [
      "Quarterly dividend {2} cents against {2} cents before. Payable {date}. Record {date}. {subject} has {=2} million shares.",
    ],
  },
  {
    kind: "traffic",
    subject: "town",
    title: "Road works in {subject} on {weekday}",
    lines: [
      "Drivers in {subject} must expect delays on {weekday} because {street} is closed between numbers {2} and {2} from {=1} in the morning until {=1} in the evening while crews mend a water main, the city said.",
      "Buses of lines {2} and {1} are diverted over {street}. Residents can reach their houses on foot. The city asks for understanding and says that its telephone line is open day and night for questions.",
    ],
  },
  {
    kind: "exchange rates",
    subject: "bank",
    title: "{subject} fixing, {weekday}",
    lines: [
      "The {subject} fixed the crown on {weekday} at {2.4} to the dollar, {2.4} to the euro and {2.4} to the pound; {3.2} to a hundred yen and {2.4} to the franc. The rates are for settlement between banks and serve as a guide.",
    ],
  },
];

const NAMES: Record<string, string[]> = {
  front: ["Vel", "Quay", "Brod", "Harr", "Lind", "Most", "Kest", "Orl", "Tam", "Wen", "Pell", "Sor", "Dra", "Fen", "Ost", "Gar"],
  back: ["haven", "line", "ensk", "ow", "gate", "mere", "burg", "ova", "dal", "wick", "stad", "tin", "by", "holm", "ford", "ley"],
  company: ["Holding", "Mills", "Terminals", "Energy", "Foods", "Steel", "Pharma", "Lines"],
  bank: ["Bank", "Credit", "Savings", "Trust"],
  team: ["United", "Rovers", "Athletic", "Wanderers"],
  person: ["Marta", "Ilan", "Pavla", "Anders", "Yusuf", "Noor", "Tomas", "Elin"],
  weekday: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  month: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"],
  move: ["higher", "lower", "slightly higher", "slightly lower", "mixed"],
  sky: ["sunny", "cloudy", "rainy at times", "mostly clear", "overcast"],
  side: ["north", "south", "east", "west"],
  level: ["low", "moderate", "high"],
  change: ["cuts", "raises"],
  changing: ["cutting", "raising"],
};

export interface Report {
  document: GroupDocument;
  /** Equal for two reports of which one is the other, sent again. */
  report: string;
}

const DAY_MS = 86_400_000;
const START_MS = Date.parse("2026-03-02T06:00:00Z");

/** One office's report on the same subject on `days` days in a row, this share of its figures being the usual ones. */
export function dailyReports(form: Form, days: number, seed: number, unchanged = 0): Report[] {
  const kept = openDice(seed);
  const subject = nameOf(form.subject, kept);
  const keepers = seed * 7919;
  return Array.from({ length: days }, (_, day) =>
    write(form, { subject, keepers, seed: seed * 1_000 + day, day, unchanged, atMs: START_MS + day * DAY_MS }),
  );
}

/** One office's reports of the same kind on `count` subjects, all in ten hours. */
export function reportsOfADay(form: Form, count: number, seed: number, unchanged = 0): Report[] {
  const subjects = new Set<string>();
  const dice = openDice(seed);
  while (subjects.size < count) subjects.add(nameOf(form.subject, dice));
  return [...subjects].map((subject, index) => {
    const own = seed * 1_000 + index;
    return write(form, {
      subject,
      keepers: seed * 7919,
      seed: own,
      day: 0,
      unchanged,
      atMs: START_MS + (index * 36_000_000) / count,
    });
  });
}

interface Filling {
  subject: string;
  keepers: number;
  seed: number;
  day: number;
  atMs: number;
  unchanged: number;
}

function write(form: Form, { subject, keepers, seed, day, atMs, unchanged }: Filling): Report {
  const dice = openDice(seed);
  const kept = openDice(keepers);
  const fill = (pattern: string): string =>
    pattern.replace(/\{(=?)([^}]+)\}/g, (_, keep: string, slot: string) => {
      if (slot === "subject") return subject;
      if (slot === "weekday") return NAMES["weekday"]?.[day % 7] ?? "";
      const values = [slotOf(slot, kept), slotOf(slot, dice)];
      return values[keep === "=" || (/^\d/.test(slot) && dice() < unchanged) ? 0 : 1] ?? "";
    });
  const title = fill(form.title);
  return {
    report: `${form.kind} ${seed}`,
    document: article(form.lines.map(fill), { title, publishedAt: new Date(atMs).toISOString(), site: "wire.example" }),
  };
}

function slotOf(slot: string, dice: () => number): string {
  const figure = /^(\d)(?:\.(\d))?$/.exec(slot);
  if (figure !== null) {
    const [, whole = "1", behind = "0"] = figure;
    const most = 10 ** Number(whole);
    const value = Math.max(1, Math.floor(most / 10) + dice() * (most - most / 10));
    return Number(behind) === 0 ? Math.floor(value).toLocaleString("en-US") : value.toFixed(Number(behind));
  }
  if (slot === "date") return `${pick("month", dice)} ${1 + Math.floor(dice() * 28)}`;
  if (slot === "year") return String(2027 + Math.floor(dice() * 9));
  if (slot === "clock") return `${4 + Math.floor(dice() * 5)}.${10 + Math.floor(dice() * 49)}`;
  return nameOf(slot, dice);
}

function nameOf(slot: string, dice: () => number): string {
  const place = () => `${pick("front", dice)}${pick("back", dice)}`;
  switch (slot) {
    case "company":
    case "bank":
    case "team":
      return `${place()} ${pick(slot, dice)}`;
    case "person":
      return `${pick("person", dice)} ${place()}`;
    case "street":
      return `${place()} Street`;
    case "town":
    case "exchange":
    case "lottery":
      return place();
    default:
      return pick(slot, dice);
  }
}

function pick(list: string, dice: () => number): string {
  const choices = NAMES[list] ?? [];
  const choice = choices[Math.floor(dice() * choices.length)];
  if (choice === undefined) throw new Error(`there is no list of names called ${list}`);
  return choice;
}

/** The same report as other outlets have it: whole under a dateline, with a line of their own, trimmed, with one figure corrected. */
export function sentAgain({ document, report }: Report, seed: number): Report[] {
  const lines = document.text.split("\n\n");
  const later = (minutes: number): string => new Date(Date.parse(document.publishedAt ?? "") + minutes * 60_000).toISOString();
  const again = (text: string[], minutes: number, title = document.title): Report => ({
    report,
    document: article(text, { title, publishedAt: later(minutes), site: `outlet${minutes}.example` }),
  });
  const trimmed = lines.length > 2 ? [again(lines.slice(0, Math.ceil(lines.length * 0.6)), 47)] : [];
  return [
    again([`VELDHAVEN, March 2 (Lantern Wire) - ${lines[0] ?? ""}`, ...lines.slice(1)], 13),
    again(
      [
        "Photo: a photographer of ours",
        ...lines.map((line) => line.replaceAll("per cent", "percent")),
        "Read more: all figures of the week in one place",
      ],
      29,
      `${document.title} - The Evening Post`,
    ),
    ...trimmed,
    again(
      [`Corrects figure in first paragraph.`, corrected(lines[0] ?? "", seed), ...lines.slice(1)],
      61,
      `CORRECTED: ${document.title}`,
    ),
  ];
}

/** One of its figures, another. */
function corrected(line: string, seed: number): string {
  const figures = [...line.matchAll(/\d[\d.,]*\d|\d/g)];
  const { 0: figure = "", index = 0 } = figures[seed % Math.max(1, figures.length)] ?? {};
  if (figure === "") return line;
  const other = figure.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 3) % 10));
  return `${line.slice(0, index)}${other}${line.slice(index + figure.length)}`;
}
