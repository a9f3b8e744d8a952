// Goal: strangers at the hubs' callback cost almost nothing. Method: crowds of them, and one valid token.
import { expect, test } from "vitest";
import { openKnownTokens } from "../../../src/pipeline/poll-feeds/websub/known-tokens.ts";

const token = (name: string): string => name.padEnd(43, "_");

test("a crowd of unknown tokens costs one look, and malformed ones none at all", async () => {
  let looks = 0;
  const tokens = openKnownTokens(() => Promise.resolve((looks++, [token("ours")])));
  expect(
    await Promise.all(["", "short", `${token("x")}!`, "../../..", "a".repeat(9_999)].map((word) => tokens.has(word))),
  ).not.toContain(true);
  expect(looks).toBe(0);
  const answers = await Promise.all(Array.from({ length: 5_000 }, (_, index) => tokens.has(token(`stranger-${index}`))));
  expect(answers).not.toContain(true);
  expect(looks).toBe(1);
  expect(await tokens.has(token("ours"))).toBe(true);
  expect(looks).toBe(1);
});

test("a token that another worker has just made is accepted, although strangers were looked up a moment before", async () => {
  const made: string[] = [];
  const tokens = openKnownTokens(() => Promise.resolve([...made]));
  expect(await tokens.has(token("stranger"))).toBe(false);
  made.push(token("new"));
  expect(await tokens.has(token("new"))).toBe(true);
});

test("a database that failed once is asked again by the next look", async () => {
  let isAway = true;
  const tokens = openKnownTokens(() => (isAway ? Promise.reject(new Error("away")) : Promise.resolve([token("ours")])));
  await expect(tokens.has(token("ours"))).rejects.toThrow("away");
  isAway = false;
  expect(await tokens.has(token("ours"))).toBe(true);
});
