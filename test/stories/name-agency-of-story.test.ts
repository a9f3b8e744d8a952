// Nearly all stories with a copy that credits an agency name it, whatever photographers are credited; the others name none.
import { expect, test } from "vitest";
import { findOrigin } from "../../src/stories/find-origin.ts";
import { weighOrigins } from "../../src/stories/weigh-origins.ts";
import { openDice } from "../support/open-dice.ts";
import { article, inventWords } from "./invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

const AGENCIES = ["Reuters", "AFP", "AP", "dpa", "TASS", "Xinhua", "Kyodo", "EFE", "ANSA", "Interfax"];
const STORIES = 400;

type Credit = (agency: string, body: string) => Partial<GroupDocument> & { text: string };
/** The ways in which one copy of a story says who wrote it. */
const CREDITS: Credit[] = [
  (agency, body) => ({ text: `VELDHAVEN, March 2 (${agency}) - ${body}` }),
  (agency, body) => ({ text: `Veldhaven (${agency}) – ${body}` }),
  (agency, body) => ({ text: `${body} (${agency})` }),
  (agency, body) => ({ text: `${body}\n\nSource: anews citing ${agency}` }),
  (agency, body) => ({ text: `${body}\n\nSource: ${agency}` }),
  (agency, body) => ({ text: `${body}\n\nИсточник: ${agency}` }),
  (agency, body) => ({ text: `${body}\n\nCopyright 2026 ${agency}. All rights reserved.` }),
  (agency, body) => ({ text: `By ${agency}\n\n${body}` }),
  (agency, body) => ({ text: `${body}\n\n(Reporting by Ann Other for ${agency}; editing by Some One)` }),
  (agency, body) => ({ text: `${body} The talks failed, the Anews reported, citing ${agency}.` }),
  (agency, body) => ({ text: `${body}\n\nWith inputs from ${agency}` }),
  (agency, body) => ({ text: body, byline: `Ann Other, ${agency}` }),
  (agency, body) => ({ text: body, byline: agency }),
  (agency, body) => ({ text: body, credits: [`(${agency})`] }),
  (agency, body) => ({ text: body, credits: [`© 2026 ${agency}`] }),
  (agency, body) => ({ text: body, site: agency, url: null }),
];
const PHOTOS = [
  (agency: string) => `(File photo: ${agency})`,
  (agency: string) => `Photo: ${agency}/Getty Images`,
  (agency: string) => `Pickets at the gate on Monday. ${agency.toUpperCase()}/Ann Other`,
  (agency: string) => `A crane stands idle in the port. (Photo by Ann Other/${agency})`,
  (agency: string) => `Фото: ${agency}`,
  (agency: string) => `图：${agency}`,
];

function pick<T>(list: readonly T[], dice: () => number): T {
  return list[Math.floor(dice() * list.length)] as T;
}

/** Up to eight copies, each with a photo of any agency's; at most one or two of them credit the story's own. */
function inventStory(seed: number, credited: boolean): { agency: string; copies: GroupDocument[] } {
  const dice = openDice(seed);
  const agency = pick(AGENCIES, dice);
  const body = [1, 2, 3].map((part) => `The talks at ${inventWords(seed * 5 + part, 40)}.`).join("\n\n");
  const count = 1 + Math.floor(dice() * 8);
  const copies = Array.from({ length: count }, (_, i) => {
    const photo = pick(PHOTOS, dice)(pick(["Reuters", "AFP", "AP", "EPA"], dice));
    const credit = credited && (i === 0 || dice() < 0.2) ? pick(CREDITS, dice)(agency, body) : { text: body };
    const text = dice() < 0.5 ? `${photo}\n\n${credit.text}` : `${credit.text}\n\n${photo}`;
    return article(text, { ...credit, text });
  });
  return { agency, copies };
}

const originOf = (copies: readonly GroupDocument[]): string | undefined =>
  weighOrigins(copies.map((copy) => ({ outlet: copy.id, origin: findOrigin(copy), seenAt: null })))?.name;

test("at least 95 of 100 stories with a copy that credits an agency name it", () => {
  const missed = Array.from({ length: STORIES }, (_, seed) => inventStory(seed, true)).flatMap(({ agency, copies }) => {
    const found = originOf(copies);
    return found === agency
      ? []
      : [`${agency}, not ${found ?? "nobody"}: ${copies[0]?.text.slice(0, 60)} … ${copies[0]?.text.slice(-80)}`];
  });
  expect(missed.length, missed.slice(0, 5).join("\n")).toBeLessThanOrEqual(STORIES * 0.05);
});

test("a thousand photo credits name no agency", () => {
  const named = Array.from({ length: STORIES }, (_, seed) => originOf(inventStory(seed, false).copies));
  expect(named.filter((name) => name !== undefined)).toEqual([]);
});
