// The first author of an article, by its own credits; photo credits are ignored.
import { expect, test } from "vitest";
import { findOrigin } from "../../src/stories/find-origin.ts";
import { article } from "./invented.ts";
import { expectLinear } from "../support/processor-time.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

const BODY =
  "Dock workers in the port of Veldhaven walked off the job on Monday after talks collapsed.\n\nThe union said pickets would remain at the gates.";
const nameOf = (text: string, more: Partial<GroupDocument> = {}): string | undefined => findOrigin(article(text, more))?.name;

test.each([
  [`VELDHAVEN, March 2 (Reuters) - ${BODY}`, "Reuters"],
  [`Veldhaven (AFP) – ${BODY}`, "AFP"],
  [`BERLIN (dpa/tmn) - ${BODY}`, "dpa"],
  [`(AP)\n\n${BODY}`, "AP"],
  [`ALLENTOWN, Pa. (AP) — ${BODY}`, "AP"],
  [`CAIRO, March 2 (MENA) - ${BODY}`, "Middle East News Agency"],
  [`${BODY} (共同)`, "Kyodo"],
  [`МОСКВА, 2 марта. /ТАСС/. Докеры прекратили работу.`, "TASS"],
  [`МОСКВА, 2 мар — РИА Новости. Докеры прекратили работу.`, "RIA Novosti"],
  [`新华社维尔德港3月2日电 码头工人周一罢工。`, "Xinhua"],
  [`据路透社报道，码头工人周一罢工。`, "Reuters"],
  [`Докеры прекратили работу, сообщает Интерфакс.`, "Interfax"],
  [`ဆိပ်ကမ်းအလုပ်သမားများ အလုပ်ရပ်နားသည်ဟု ရိုက်တာ သတင်းဌာန က ဖော်ပြသည်။`, "Reuters"],
  [`${BODY} The walkout is unlawful, the Anews reported, citing the AFP.`, "AFP"],
  [`${BODY}\n\nSource: anews citing Kyodo News`, "Kyodo"],
  [`${BODY}\n\nИсточник: Синьхуа`, "Xinhua"],
  [`By Associated Press staff\n\n${BODY}`, "AP"],
  [`YANGON (Lantern Wire) — ${BODY}`, "Lantern Wire"],
  [`${BODY}\n\nCopyright 2026 The Associated Press. All rights reserved.`, "AP"],
  [`${BODY} (ANI)`, "ANI"],
  [`${BODY}\n\nWith inputs from PTI`, "PTI"],
])("%s", (text, name) => {
  expect(nameOf(text)).toBe(name);
});

test.each([
  `${BODY}\n\n(File photo: Reuters)`,
  `Photo: AFP/Getty Images\n\n${BODY}`,
  `${BODY}\n\nPickets at the gate on Monday. REUTERS/Ann Other`,
  `Pickets at the gate on Monday (Photo: AP)\n\n${BODY}`,
  `${BODY}\n\nAP Photo/Ann Other`,
])("a photo credit names no writer: %s", (text) => {
  expect(nameOf(text)).toBeUndefined();
});

test.each([
  `${BODY} "We will stay," the secretary told Reuters.`,
  `Arakan Army (AA) - what is known\n\n${BODY}`,
  `ARAKAN ARMY (AA) – ${BODY}`,
  `Middle East and North Africa (MENA): ${BODY}`,
  `The AP exam - a test for schools - was held. ${BODY}`,
  `By Tom Petra and Map Smith\n\n${BODY}`,
])("a mention is not a credit: %s", (text) => {
  expect(nameOf(text)).toBeUndefined();
});

test("byline, credits, site and address name the origin too", () => {
  expect(nameOf(BODY, { byline: "Ann Other, Associated Press" })).toBe("AP");
  expect(nameOf(BODY, { credits: ["(AFP)"] })).toBe("AFP");
  expect(nameOf(BODY, { credits: ["Photo: AFP", "Source: anews"] })).toBe("anews");
  expect(nameOf(BODY, { site: "Anadolu Agency", url: null })).toBe("Anadolu");
  expect(nameOf(BODY, { url: "https://www.reuters.com/world/1" })).toBe("Reuters");
  expect(nameOf(BODY, { url: "https://notreuters.com/world/1" })).toBeUndefined();
});

test("a page that calls its site by an agency's name is not that agency", () => {
  for (const site of ["Reuters", "AFP", "reuters.com", "Associated Press"])
    expect(nameOf(BODY, { site, url: "https://evil.example/1" })).toBeUndefined();
});

test("an address that the page calls the original's, and a feed's name for the source, credit it too", () => {
  const url = "https://east.example/1";
  expect(nameOf(BODY, { url, credits: ["https://www.reuters.com/world/1"] })).toBe("Reuters");
  expect(findOrigin(article(BODY, { url, credits: ["https://north.example/1"] }))).toMatchObject({
    name: "north.example",
    weight: 0.45,
  });
  expect(nameOf(BODY, { url, credits: ["https://www.east.example/other"] })).toBeUndefined();
  expect(nameOf(BODY, { url, listedAs: "Reuters" })).toBe("Reuters");
  expect(nameOf(BODY, { url, listedAs: "The Gull" })).toBeUndefined();
  expect(nameOf(`(AFP)\n\n${BODY}`, { url, listedAs: "Reuters" })).toBe("AFP");
});

test("an outlet that names itself as source is no evidence; another outlet is, with less weight than any agency", () => {
  expect(nameOf(`${BODY}\n\nSource: anews`, { site: "anews" })).toBeUndefined();
  expect(findOrigin(article(`${BODY}\n\nSource: anews`))).toEqual({
    name: "anews",
    evidence: 'source line: "Source: anews"',
    weight: 0.45,
  });
});

test.each(["(", "Source: ", "A ", "a\n"])("a text of nothing but %j is read in linear time", (piece) =>
  expectLinear(250_000, (length) => article(piece.repeat(length / piece.length)), findOrigin),
);

test("a post that was passed on is of the one that it names, unless that is an agency", () => {
  const found = ["Forwarded from Pilot house", "Forwarded from Reuters World", "Pilot house"].map((byline) =>
    findOrigin(article(BODY, { byline })),
  );
  expect(found[0]).toEqual({ name: "Pilot house", evidence: "forwarded post", weight: 0.9 });
  expect(found.slice(1).map((origin) => origin?.name ?? null)).toEqual(["Reuters", null]);
});
