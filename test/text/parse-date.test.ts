import { expect, test } from "vitest";
import type { ParsedFeed } from "../../src/feeds/feed.ts";
import { parseDate } from "../../src/text/dates/parse-date.ts";
import { onlyJson, wirewatch } from "../cli/wirewatch.ts";
import { IN_MANY_FORMS, IN_MANY_LANGUAGES } from "./dates-as-written.ts";

test.each([
  ["Tue, 03 Mar 2026 08:15:30 GMT", "2026-03-03T08:15:30.000Z"],
  ["3 Mar 26 08:15:30 +0630", "2026-03-03T01:45:30.000Z"],
  ["Tue, 03 Mar 2026 08:15:30 +07", "2026-03-03T01:15:30.000Z"],
  ["Tue, 03 Mar 2026 08:15 -5", "2026-03-03T13:15:00.000Z"],
  ["Tue, 3 March 2026 08:15 ET", "2026-03-03T13:15:00.000Z"],
  ["Tue, 03 Mar 2026 08:15:30 Asia/Yangon", "2026-03-03T01:45:30.000Z"],
  ["Sun, 29 Mar 2026 10:00:00 Europe/Brussels", "2026-03-29T08:00:00.000Z"],
  ["2026-03-03T08:15:30.25+06:30", "2026-03-03T01:45:30.250Z"],
  ["2026-03-03", "2026-03-03T00:00:00.000Z"],
  ["20260303T081530Z", "2026-03-03T08:15:30.000Z"],
  ["2026-062", "2026-03-03T00:00:00.000Z"],
  ["2026-W10-2", "2026-03-03T00:00:00.000Z"],
  ["1772525730", "2026-03-03T08:15:30.000Z"],
  ["Tue Mar  3 08:15:30 2026", "2026-03-03T08:15:30.000Z"],
  ["March 3rd, 2026, 12:05 a.m.", "2026-03-03T00:05:00.000Z"],
  ["mar., 03 févr. 2026 10:00:00 +0100", "2026-02-03T09:00:00.000Z"],
  ["3 марта 2026 г. 10:00", "2026-03-03T10:00:00.000Z"],
  ["၂၀၂၆ မတ် ၃", "2026-03-03T00:00:00.000Z"],
  ["2026年3月3日 10:00", "2026-03-03T10:00:00.000Z"],
  ["Tue, 03 Mar 2026 08:15:30 PT", "2026-03-03T16:15:30.000Z"],
  ["Tue, 03 Mar 2026 08:15:30 CT", "2026-03-03T14:15:30.000Z"],
  ["March 3rd, 2026 at 5pm", "2026-03-03T17:00:00.000Z"],
  ["5 p.m. ET March 3, 2026", "2026-03-03T22:00:00.000Z"],
  ["12am, 3 March 2026", "2026-03-03T00:00:00.000Z"],
  ["03-MAR-26 05.06.07.000000 PM", "2026-03-03T17:06:07.000Z"],
  ["03-MAR-26 05.06.07.000000 AM +06:30", "2026-03-02T22:36:07.000Z"],
  ["3 Tháng Mười Một 2026", "2026-11-03T00:00:00.000Z"],
  ["ngày 3 tháng giêng, 2026", "2026-01-03T00:00:00.000Z"],
  ["Tue, 03 Mar 2026 24:00:00 GMT", "2026-03-04T00:00:00.000Z"],
])("%s is %s", (text, instant) => {
  expect(parseDate(text)).toBe(instant);
});

test.each([...IN_MANY_LANGUAGES, ...IN_MANY_FORMS])("%s is %s", (text, instant) => {
  expect(parseDate(text)).toBe(new Date(instant).toISOString());
});

test("the weekday decides if day and month could be swapped", () => {
  expect(parseDate("Tue, 03 02 2026 10:00:00 GMT")).toBe("2026-02-03T10:00:00.000Z");
  expect(parseDate("Mon, 03 02 2026 10:00:00 GMT")).toBe("2026-03-02T10:00:00.000Z");
  expect(parseDate("03/02/2026")).toBe("2026-02-03T00:00:00.000Z");
});

test.each([
  "",
  " ",
  "yesterday",
  "1:2:3:4",
  "Dec x 2012",
  "31 Feb 2026",
  "2026-13-01",
  "2026-03-03T25:00:00Z",
  "Tue, 03 Mar 2026 10:00:00 +zz:00",
  "Tue, 03 Mar 22026 10:00:00 GMT",
  "0001-01-01T00:00:00Z",
  "30 Feb 2026",
  "2026-02-30",
  "2026-00-10",
  "13/13/2026",
  "32/01/2026",
  "2026-03-03T10:61:00Z",
  "2026-03-03T10:00:61Z",
  "now",
  "today",
  "tomorrow",
  "10:15",
  "10:15:30 GMT",
  "Tuesday",
  "March",
  "12",
  "123",
  "1 2 3",
  "1.2.3.4",
  "192.168.1.1",
  "v1.2.3",
  "0000-00-00 00:00:00",
  "0000-00-00T00:00:00Z",
  "0001-01-01T00:00:00",
  "Thu, 01 Jan 0001 00:00:00 GMT",
  "-1",
  "Infinity",
  "NaN",
  "null",
  "undefined",
  "+1 555 123 4567",
  "3 apples and 4 pears 2026",
  "Tue, 03 Mar 2026 08:15:30 +9900",
  "Tue, 03 Mar 2026 08:15:30 +zz:00",
  "2026-03-03T08:15:30+25:00",
  "99 Jun 2009",
  "5 Foo 2026",
  "2026-W54-1",
  "2026-366",
  "2026-W53-8",
  "1e10",
  "0x5f5e100",
  "Monday 3 of 5",
  "2012-12-1212",
  "http://example.org/2026/03/03",
  " / / ",
  "Sun, 16 Dec 2012 11:47:32 +00:zz",
  "22013-01-01",
  "Mon, 02 Jan 22013",
  "10000000000000000",
  "3 March",
  "March 3",
  "8:15 3 March",
  "May 2026 be a good year",
])("%s is not a date", (text) => {
  expect(parseDate(text)).toBeNull();
});

test("a text far too long for a date is refused at once", () => {
  expect(parseDate("9".repeat(100_000))).toBeNull();
  expect(parseDate(`1 Jan 2026 ${"10:00 ".repeat(15)}`)).toBeNull();
});

test("the host's time zone changes nothing", async () => {
  const texts = [...IN_MANY_LANGUAGES, ...IN_MANY_FORMS].map(([text]) => text);
  const items = texts.map((text) => `<item><title>x</title><pubDate><![CDATA[${text}]]></pubDate></item>`).join("");
  const line = JSON.stringify({ id: 1, base64: Buffer.from(`<rss><channel>${items}</channel></rss>`).toString("base64") });
  const expected = texts.map(parseDate);
  for (const TZ of ["UTC", "Asia/Yangon", "America/New_York"]) {
    const answer = onlyJson(await wirewatch(["parse-feed"], { input: line, env: { TZ } })) as Pick<ParsedFeed, "entries">;
    expect(answer.entries.map(({ publishedAt }) => publishedAt)).toEqual(expected);
  }
});
