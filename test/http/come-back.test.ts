import { expect, test } from "vitest";
import { openComeBack } from "../../src/http/come-back.ts";

const own = { source: "https://news.example/feed", isOwn: true };
const other = (name: string) => ({ source: `https://${name}.example/feed`, isOwn: false });
/** Seconds from now until each of these is to come back, asked one after the other. */
const secondsOf = (askers: readonly ReturnType<typeof other>[]): number[] => {
  const comeBack = openComeBack(() => 0);
  return askers.map((asker) => comeBack("news.example", 900, asker).getTime() / 1000);
};

test("the requests of one source come back one by one, as fast as the host may be asked", () => {
  expect(secondsOf([other("x"), other("x"), other("x")])).toEqual([3, 4, 5]);
});

test("a source that comes later does not wait for all that another has sent away", () => {
  const flood = Array.from({ length: 200 }, () => other("x"));
  expect(secondsOf([...flood, other("y"), other("y"), own]).slice(-3)).toEqual([4, 6, 3]);
});

test("no request stays away for more than five minutes", () => {
  expect(secondsOf(Array.from({ length: 1_000 }, () => own)).at(-1)).toBe(300);
});

test("times at other sites do not count", () => {
  const comeBack = openComeBack(() => 0);
  for (const site of ["a.example", "b.example"]) expect(comeBack(site, 900, own)).toEqual(new Date(3_000));
});
