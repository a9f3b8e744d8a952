// What a page and the feeds that list it say of one article: every word is found where it stands, and no feed can take a match away.
import { expect, test } from "vitest";
import { matchVoices } from "../../src/watchlists/match-voices.ts";
import { expectLinear } from "../support/processor-time.ts";
import { compileOnce } from "../../src/watchlists/compile-once.ts";
import type { Voice } from "../../src/watchlists/match-voices.ts";

const { compiled } = compileOnce([
  {
    file: "w.yaml",
    content: {
      watchlists: [
        { id: "w", any: ["harbour", "lighthouse"], none: ["football"] },
        { id: "both", all: ["storm", "lighthouse"] },
      ],
    },
  },
]);
const voice = (entry: number, text: string, more: Partial<Voice> = {}): Voice => ({
  entry,
  title: null,
  text,
  own: false,
  ...more,
});
const match = (voices: Voice[], isPage = true, text = "A storm came.") =>
  matchVoices(compiled, { title: "Storm", text }, { voices, old: [], isPage });

const lines = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at} harbour`).join("\n");

test("a feed's words are found as the page's are, each span in the words of the one who said them", () => {
  expect(match([voice(5, "A storm came.\n\nThe lighthouse is dark.")])).toMatchObject([
    { watchlist: "w", spans: [{ field: "text", start: 19, end: 29, voice: 5 }] },
    { watchlist: "both", spans: expect.arrayContaining([expect.objectContaining({ start: 19, voice: 5 })]) },
  ]);
  expect(match([voice(6, "", { title: "Harbour closed" })])).toMatchObject([
    { watchlist: "w", spans: [{ field: "title", start: 0, end: 7, voice: 6 }] },
  ]);
});

test("what the page says already is not counted again", () => {
  const spans = match([voice(5, "The harbour …"), voice(6, "The harbour is shut.")], true, "The harbour is shut.")[0]?.spans;
  expect(spans).toEqual([{ field: "text", start: 4, end: 11, term: "harbour" }]);
});

test("a feed that repeats the page with links to other articles adds nothing, and one that goes on where the page ends does", () => {
  const page = "A storm came in the night and took two roofs.\n\nThe mayor spoke of luck, and of the men who had climbed up.";
  expect(match([voice(5, `${page}\n\nHarbour sold`, { own: true })], true, page)).toEqual([]);
  const more = "The old harbour is full of planks, and nobody knows yet whose they are. It will take weeks to clear them all.";
  expect(match([voice(5, `${page}\n\n${more}`, { own: true })], true, page)).toHaveLength(1);
});

test("another feed's words cannot take a match away, and those of the site's own feed can", () => {
  const page = "The harbour is shut.";
  expect(match([voice(5, "Football results.")], true, page)).toHaveLength(1);
  expect(match([voice(5, "Football results.", { own: true })], true, page)).toEqual([]);
});

test("a word of a version that nobody read is found there, and one that the words of today have is found in these", () => {
  const old = [{ version: 3, entry: 5, title: null, text: "The lighthouse is dark." }];
  const found = matchVoices(
    compiled,
    { title: "Calm", text: "All are well." },
    { voices: [voice(5, "All are well.")], old, isPage: true },
  );
  expect(found).toMatchObject([{ watchlist: "w", spans: [{ field: "text", start: 4, end: 14, voice: 5, version: 3 }] }]);
  const page = { ...old[0], version: 4, entry: null, title: null, text: "The harbour is shut." };
  expect(
    matchVoices(compiled, { title: "Calm", text: "The lighthouse." }, { voices: [], old: [page], isPage: true }),
  ).toMatchObject([{ watchlist: "w", spans: [{ start: 4, end: 14 }] }]);
});

const say = (own: boolean) => (count: number) =>
  Array.from({ length: count }, (_, at) => voice(at, `The lighthouse is dark${own ? `, says paper ${at}` : ""}.`));

test("one article from thousands of feeds that say the same, or each something else, is matched in linear time", async () => {
  for (const own of [false, true]) await expectLinear(500, say(own), (voices) => match(voices));
});

test("thousands of lines of a page and a feed are compared in linear time", async () => {
  await expectLinear(
    2_000,
    (count) => ({ page: lines("Quay", count), listed: voice(5, lines("Mole", count), { own: true }) }),
    ({ page, listed }) => match([listed], true, page),
  );
});

test("where no page was read, each other feed is judged by its own words", () => {
  expect(match([voice(5, "The lighthouse is dark.")], false).map(({ watchlist }) => watchlist)).toEqual(["w"]);
});
