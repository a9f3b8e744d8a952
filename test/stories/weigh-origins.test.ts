// The first author of a story, by the credits of all its copies: contradictions are said, and a late lone credit is doubted.
import { expect, test } from "vitest";
import { findOrigin } from "../../src/stories/find-origin.ts";
import { weighOrigins } from "../../src/stories/weigh-origins.ts";
import { article } from "./invented.ts";
import type { Witness } from "../../src/stories/weigh-origins.ts";

const BODY = "Dock workers in the port of Veldhaven walked off the job on Monday after talks collapsed.";
const AFP = `(AFP)\n\n${BODY}`;
const REUTERS = `VELDHAVEN (Reuters) - ${BODY}`;
const ANEWS = `${BODY}\n\nSource: anews`;

/** Each text at an outlet of its own, seen so many minutes after ten. */
const seen = (copies: readonly (readonly [text: string, minutes: number, more?: Partial<Witness>])[]): Witness[] =>
  copies.map(([text, minutes, more], i) => ({
    outlet: `p${i + 1}`,
    origin: findOrigin(article(text)),
    seenAt: new Date(Date.UTC(2026, 2, 3, 10, minutes)).toISOString(),
    ...more,
  }));

test("outlets that contradict each other are counted", () => {
  const copies = seen([
    [AFP, 0],
    [REUTERS, 1],
    [AFP, 2],
    [AFP, 3],
    [BODY, 4],
    [AFP, 5],
  ]);
  expect(weighOrigins(copies)).toEqual({
    name: "AFP",
    evidence: 'dateline: "(AFP)"; 4 of 6 credit AFP, 1 credits Reuters',
    weight: 1,
  });
});

test("one copy that credits an agency weighs more than many that credit an outlet, and a copy without credit is counted", () => {
  expect(weighOrigins(seen([ANEWS, ANEWS, ANEWS, AFP, BODY].map((text) => [text, 0] as const)))).toMatchObject({
    name: "AFP",
    evidence: 'dateline: "(AFP)"; 1 of 5 credits AFP, 3 credit anews',
  });
  expect(weighOrigins([])).toBeNull();
  expect(weighOrigins(seen([[BODY, 0]]))).toBeNull();
  expect(weighOrigins(seen([[AFP, 0]]))?.evidence).toBe('dateline: "(AFP)"');
});

test("an outlet speaks once, however many copies it has", () => {
  const hostile = Array.from({ length: 9 }, () => [REUTERS, 0, { outlet: "evil" }] as const);
  expect(weighOrigins(seen([...hostile, [AFP, 1], [AFP, 2]]))).toMatchObject({
    name: "AFP",
    evidence: 'dateline: "(AFP)"; 2 of 3 credit AFP, 1 credits Reuters',
  });
});

test("a lone credit that comes well after another outlet had the story is doubtful, unless that outlet usually reprints", () => {
  const exclusive = (more?: Partial<Witness>): Witness[] =>
    seen([
      [BODY, 0, { outlet: "The Ledger", ...more }],
      [REUTERS, 50, { outlet: "evil" }],
    ]);
  expect(weighOrigins(exclusive())).toMatchObject({
    name: "Reuters",
    isDoubtful: true,
    evidence: 'dateline: "VELDHAVEN (Reuters) -"; 1 of 2 credits Reuters; The Ledger had it 50 min before, without that credit',
  });
  expect(weighOrigins(exclusive({ reprints: true }))?.isDoubtful).toBeUndefined();
  expect(
    weighOrigins(
      seen([
        [BODY, 0],
        [REUTERS, 10],
      ]),
    )?.isDoubtful,
  ).toBeUndefined();
  expect(weighOrigins([...exclusive(), ...seen([[REUTERS, 55, { outlet: "south" }]])])?.isDoubtful).toBeUndefined();
});

test("what the agency published itself is no claim", () => {
  const own = { origin: findOrigin(article(BODY, { url: "https://www.reuters.com/world/1" })) };
  const found = weighOrigins(
    seen([
      [AFP, 0],
      [AFP, 1],
      [BODY, 90, { ...own, outlet: "Reuters" }],
    ]),
  );
  expect(found).toMatchObject({
    name: "Reuters",
    evidence: "published on www.reuters.com; 1 of 3 credits Reuters, 2 credit AFP",
  });
  expect(found?.isDoubtful).toBeUndefined();
});
