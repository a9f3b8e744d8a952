// The way on from a page between two sites, if the page holds very many links.
import { expect, test } from "vitest";
import { findWayOn } from "../../src/articles/find-redirect.ts";

const HERE = "https://paper.example/leaving";
const on = (address: string): string => `<a href="${address}">${address}</a>`;
const THERE = "https://other.example/harbour/closed";
const own = '<a href="/help">Help and contact</a>'.repeat(100_000);

test("is found among the first of very many links", () => {
  expect(findWayOn(`${on(THERE)}${own}`, HERE, "")).toBe(THERE);
});

test("is found behind a link that is never closed", () => {
  expect(findWayOn(`<a href="/help">Help ${on(THERE)}`, HERE, "")).toBe(THERE);
});

test("is not looked for behind hundreds of links: a page between two sites has few", () => {
  expect(findWayOn(`${own}${on(THERE)}`, HERE, "")).toBeNull();
});

test("is none of a hundred thousand addresses", () => {
  expect(findWayOn(Array.from({ length: 100_000 }, (_, n) => on(`${THERE}/${n}`)).join(""), HERE, "")).toBeNull();
});
