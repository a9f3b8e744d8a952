// Of an article that changes all the time, what is news: not its counters, and not what comes and goes.
import { expect, test } from "vitest";
import { findLasting } from "../../src/stories/find-lasting.ts";

const BODY = "The mill at Hob Lane burnt down on Friday morning, the fire service said.";
const said = (...lines: string[]) => ({ title: "Fire at the mill", text: [BODY, ...lines].join("\n\n") });

const toll = (count: number) => `The fire service now counts ${count} dead among the workers of the mill.`;
const read = (count: number) => `This report was read ${count} times by the people of the town today.`;
const ad = (name: string) => `Buy the fine carpets of ${name} in our shop by the harbour, today only.`;

test("a line in which only figures change is no news, unless the headline changed too", () => {
  expect(findLasting([toll(12)], [[said(toll(9)), said(toll(12))]])).toEqual([]);
  const told = [said(toll(9)), { ...said(toll(12)), title: "Fire at the mill kills 12" }];
  expect(findLasting([toll(12)], [told])).toEqual([toll(12)]);
});

test("a headline that counts is no new headline", () => {
  const counted = [1, 2, 3].map((count) => ({ title: `Fire at the mill (${count})`, text: `${BODY}\n\n${read(count)}` }));
  expect(findLasting([read(3)], [counted])).toEqual([]);
});

test("what every change takes back again is no news, and what stays is", () => {
  const names = ["Anna", "Berta", "Clara", "Dora"];
  expect(findLasting([ad("Dora")], [names.map((name) => said(ad(name)))])).toEqual([]);
  const report = "A second body was found under the roof of the mill in the evening.";
  const grown = names.map((name, at) => said(ad(name), ...(at >= 2 ? [report] : [])));
  expect(findLasting([ad("Dora"), report], [grown])).toEqual([report]);
});

test("a live report that grows keeps all its news, and what no version holds is kept", () => {
  const lines = ["The roof fell in at nine.", "The street was closed at ten.", "The owner arrived at noon."];
  const live = [0, 1, 2, 3].map((count) => said(...lines.slice(0, count)));
  expect(findLasting(["The owner arrived at noon."], [live])).toEqual(["The owner arrived at noon."]);
  expect(findLasting(["Elsewhere."], [live])).toEqual(["Elsewhere."]);
  expect(findLasting(["Elsewhere."], [])).toEqual(["Elsewhere."]);
});
