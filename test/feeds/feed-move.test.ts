import { expect, test } from "vitest";
import { fleeFault, followMove, type FeedPlace } from "../../src/feeds/poll/feed-move.ts";

const OLD = "https://old.example/feed";
const NEW = "https://new.example/feed";
const START = new Date("2026-03-03T10:00:00Z");
const day = (n: number) => new Date(START.getTime() + n * 86_400_000);
const PLACE: FeedPlace = { url: OLD, askedUrl: null, movedTo: null, movedSince: null };
const GONE = { status: 404, redirected: false, failures: 1 };

test("a feed that has moved is asked at its new address once it has said so for seven days", () => {
  let place = followMove(PLACE, NEW, START);
  expect(place).toEqual({ url: OLD, askedUrl: null, movedTo: NEW, movedSince: START });
  place = followMove(place, NEW, day(6.9));
  expect(place.askedUrl).toBeNull();
  place = followMove(place, NEW, day(7));
  expect(place.askedUrl).toBe(NEW);
  expect(followMove(place, null, day(8))).toEqual(place);
});

test("seven days begin anew where it says something else in between", () => {
  for (const between of [null, "https://other.example/feed"]) {
    const place = followMove(followMove(followMove(PLACE, NEW, START), between, day(3)), NEW, day(4));
    expect(followMove(place, NEW, day(10)).askedUrl).toBeNull();
    expect(followMove(place, NEW, day(11)).askedUrl).toBe(NEW);
  }
});

test("the same address with https is taken at once, another is not", () => {
  const plain = { ...PLACE, url: "http://old.example/feed" };
  expect(followMove(plain, "https://old.example/feed", START).askedUrl).toBe("https://old.example/feed");
  expect(followMove(plain, "https://old.example/other", START).askedUrl).toBeNull();
  expect(followMove(plain, "https://new.example/feed", START).askedUrl).toBeNull();
});

test("a feed that moves on from its new address does so after another seven days", () => {
  const moved = { ...PLACE, askedUrl: NEW, movedTo: NEW, movedSince: START };
  const third = "https://third.example/feed";
  const place = followMove(moved, third, day(20));
  expect(place).toMatchObject({ askedUrl: NEW, movedTo: third, movedSince: day(20) });
  expect(followMove(place, third, day(27)).askedUrl).toBe(third);
});

test.each([404, 410])("an old address that is gone (%i) within the week makes the new one count at once", (status) => {
  const moving = followMove(PLACE, NEW, START);
  expect(fleeFault(moving, { ...GONE, status })?.askedUrl).toBe(NEW);
  expect(fleeFault(moving, { ...GONE, status, redirected: true })).toBeNull();
  expect(fleeFault(moving, { ...GONE, status: 503 })).toBeNull();
  expect(fleeFault(PLACE, { ...GONE, status })).toBeNull();
});

test("a new address that does not last is given up for the configured one", () => {
  const moved = { ...PLACE, askedUrl: NEW, movedTo: NEW, movedSince: START };
  expect(fleeFault(moved, GONE)).toEqual(PLACE);
  expect(fleeFault(moved, { status: 0, redirected: false, failures: 2 })).toBeNull();
  expect(fleeFault(moved, { status: 0, redirected: false, failures: 3 })).toEqual(PLACE);
});
