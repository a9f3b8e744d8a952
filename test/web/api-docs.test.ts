// What docs/guide/api.md shows of each page's JSON is what a page answers.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { tellStory } from "../pipeline/tell-story.ts";
import { addFeed, NOW } from "../store/seed.ts";
import { inventWords } from "../stories/invented.ts";
import { ask, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

/** Stands for any value, and at the end of a list for any further items. */
const ANY = "…";

const text = await readFile("docs/guide/api.md", "utf8");
const EXAMPLES = [...text.matchAll(/^`GET (\/\S+)`.*\n\n```json\n([\s\S]*?)```/gm)].map(([, path = "", json = ""]) => ({
  path,
  json,
}));

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  await stages.configure({
    digests: [digest("morning", { to: ["desk@example.org"], atom: true })],
    watchlists: watchlists("harbour"),
  });
  await addFeed(stages.database, { name: "The Gull", url: "https://gull.example/feed", configured: true });
  const report = inventWords(1, 60);
  await tellStory(stages.deps, { title: "Harbour closed", text: `The harbour is closed. ${report}` });
  await tellStory(stages.deps, { title: "Harbour closed again", text: `The harbour is closed. ${report}` });
  // Other files of the same run may have counted articles before.
  await stages.database.run("update articles set url = 'https://outlet.example/' || id");
  const composed = await composeIssue(stages.deps, "morning", { atOnce: true });
  if (composed.kind !== "issue") throw new Error(composed.kind);
  for (const delivery of composed.deliveries) await deliverIssue(stages.deps, delivery);
  const way = { kind: "page" as const, story: 1 };
  await stages.desk.giveFeedback({ way, reason: "not-about", words: "a ship", address: "", watchlist: "harbour" });
  await stages.database.run(
    "update articles set url = 'https://outlet.example/' || id, site = 'gull.example', language = 'en', published_at = $1",
    [NOW],
  );
});
afterAll(() => stages.close());

/** The places at which an answer is not as the example has it. It may have further keys. */
function differences(example: unknown, answer: unknown, at = ""): string[] {
  if (example === ANY) return [];
  if (Array.isArray(example) && Array.isArray(answer)) {
    const open = example.at(-1) === ANY;
    const items = open ? example.slice(0, -1) : example;
    const count = open ? answer.length >= items.length : answer.length === items.length;
    return [
      ...(count ? [] : [`${at}: ${answer.length} items`]),
      ...items.flatMap((item, index) => differences(item, answer[index], `${at}[${index}]`)),
    ];
  }
  if (isRecord(example) && isRecord(answer))
    return Object.keys(example).flatMap((key) => differences(example[key], answer[key], `${at}.${key}`));
  return example === answer ? [] : [`${at}: ${JSON.stringify(answer)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

test("there is an example of each kind of page", () => {
  const kinds = new Set(EXAMPLES.map(({ path }) => path.split(/[/.]/)[1]));
  const expected = ["articles", "digests", "feedback", "feeds", "issues", "search", "stories", "system", "watchlists"];
  expect(expected.filter((kind) => !kinds.has(kind))).toEqual([]);
});

test.each(EXAMPLES)("$path answers as its example says", async ({ path, json }) => {
  const answer = await ask(await webWith(stages, { kind: "loopback" }), path);
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(differences(JSON.parse(json), JSON.parse(answer.body))).toEqual([]);
});
