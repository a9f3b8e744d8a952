// The numbers of items, and the names of streams and times, in each form that programs of the Reader API send.
import { describe, expect, test } from "vitest";
import { instantOf, longId, narrow, parseItemId, selectionOf, shortId } from "../../../src/web/reader/reader-ids.ts";
import { asTitle } from "../../../src/web/reader/render-item.ts";
import type { Stream } from "../../../src/desk/reader/read-streams.ts";

const stream = (number: number, kind: Stream["kind"]): Stream => ({
  stream: number,
  kind,
  id: `${kind}-${number}`,
  title: "",
  unread: 0,
  newestAt: null,
});
const STREAMS = [stream(1, "digest"), stream(2, "watchlist"), stream(3, "watchlist")];
const ITEM = { stream: 3, story: 17 };

describe("an item's number", () => {
  test("is decimal and sixteen hexadecimal digits, and stays within what a double counts", () => {
    expect(shortId(ITEM)).toBe("12884901905");
    expect(longId(ITEM)).toBe("tag:google.com,2005:reader/item/0000000300000011");
    const largest = { stream: 2 ** 20, story: 2 ** 32 - 1 };
    expect(Number.isSafeInteger(Number(shortId(largest)))).toBe(true);
    expect(parseItemId(shortId(largest))).toEqual(largest);
  });

  test.each([
    "12884901905",
    "tag:google.com,2005:reader/item/0000000300000011",
    "tag:google.com,2005:reader/item/300000011",
    "0000000300000011",
  ])("is read as %s", (text) => {
    expect(parseItemId(text)).toEqual(ITEM);
  });

  test("that is large is read as a negative one too, since some programs keep it so", () => {
    expect(parseItemId("-1")).toEqual(parseItemId("ffffffffffffffff"));
    expect(parseItemId("18446744073709551615")).toEqual(parseItemId("-1"));
  });

  test.each([
    "",
    "-",
    "1.5",
    "1e3",
    " 1",
    "0x11",
    "abc",
    "99999999999999999999",
    "tag:google.com,2005:reader/item/",
    "tag:google.com,2005:reader/item/-11",
    "tag:google.com,2005:reader/item/00000003000000110",
    "tag:google.com,2005:reader/item/xyz",
    "tag:other.example,2005:reader/item/11",
    "000000030000001g",
    "１２",
  ])("is not read from %j", (text) => {
    expect(parseItemId(text)).toBeNull();
  });
});

const of = (name: string) => selectionOf(name, STREAMS) ?? { streams: [], starred: null, read: null };

describe("a stream's name", () => {
  test.each([
    ["feed/2", { streams: [2], starred: null, read: null }],
    ["feed/9", { streams: [], starred: null, read: null }],
    ["user/-/label/Watchlists", { streams: [2, 3], starred: null, read: null }],
    ["user/wirewatch/label/Digests", { streams: [1], starred: null, read: null }],
    ["user/-/label/Other", { streams: [], starred: null, read: null }],
    ["user/-/state/com.google/reading-list", { streams: [1, 2, 3], starred: null, read: null }],
    ["user/1005921515/state/com.google/starred", { streams: [1, 2, 3], starred: true, read: null }],
    ["user/-/state/com.google/read", { streams: [1, 2, 3], starred: null, read: true }],
    ["user/-/state/com.google/kept-unread", { streams: [1, 2, 3], starred: null, read: false }],
    ["user/-/state/com.google/broadcast", { streams: [], starred: null, read: null }],
  ])("%s selects items", (name, selection) => {
    expect(selectionOf(name, STREAMS)).toEqual(selection);
  });

  test.each(["", "feed/", "user/-", "user//state/com.google/read", "user/-/state/com.other/read", "label/x", "reading-list"])(
    "is not read from %j",
    (name) => {
      expect(selectionOf(name, STREAMS)).toBeNull();
    },
  );

  test("narrows another by xt and it", () => {
    const all = of("user/-/state/com.google/reading-list");
    const read = of("user/-/state/com.google/read");
    expect(narrow(all, read, false)).toEqual({ streams: [1, 2, 3], starred: null, read: false });
    expect(narrow(all, read, true)).toMatchObject({ read: true });
    expect(narrow(all, of("user/-/state/com.google/starred"), true)).toMatchObject({ starred: true });
    expect(narrow(all, of("feed/2"), false)).toMatchObject({ streams: [1, 3] });
    expect(narrow(all, of("user/-/label/Digests"), false)).toMatchObject({ streams: [2, 3] });
  });
});

test.each([
  ["1772445600", "2026-03-02T10:00:00.000Z"],
  ["1772445600.5", "2026-03-02T10:00:00.500Z"],
  ["1772445600123", "2026-03-02T10:00:00.123Z"],
  ["1772445600123456", "2026-03-02T10:00:00.123Z"],
  ["1772445600123456789", "2026-03-02T10:00:00.123Z"],
  ["0", "1970-01-01T00:00:00.000Z"],
])("the time %s is read by its size", (text, expected) => {
  expect(instantOf(text)?.toISOString()).toBe(expected);
});

test.each(["", "-1", "1e9", "now", "0x10", "99999999999999999999"])("%j is no time", (text) => {
  expect(instantOf(text)).toBeNull();
});

test.each([
  ["<img src=x onerror=alert(1)>", "＜img src=x onerror=alert(1)＞"],
  ["&lt;script&gt; and &#60;b&#62; and &amp", "＆lt;script＆gt; and ＆#60;b＆#62; and ＆amp"],
  ["AT&T, R & D, 5 % & more", "AT&T, R & D, 5 % & more"],
  ["a\u202eb\u0000c\n d", "abc d"],
])("the title %j can be neither a tag nor an entity", (title, expected) => {
  expect(asTitle(title)).toBe(expected);
});
