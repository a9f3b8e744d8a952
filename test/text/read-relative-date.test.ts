// Dates that lists name by how long ago they were.
import { expect, test } from "vitest";
import { readRelativeDate } from "../../src/text/dates/read-relative-date.ts";

const NOW = new Date("2026-11-29T12:00:00.000Z");

test.each([
  ["5 minutes ago", "2026-11-29T11:55"],
  ["an hour ago", "2026-11-29T11:00"],
  ["Posted 3 days ago", "2026-11-26T12:00"],
  ["2h ago", "2026-11-29T10:00"],
  ["vor 2 Stunden", "2026-11-29T10:00"],
  ["vor einem Tag", "2026-11-28T12:00"],
  ["il y a 3 heures", "2026-11-29T09:00"],
  ["hace 4 días", "2026-11-25T12:00"],
  ["há 2 horas", "2026-11-29T10:00"],
  ["5 ore fa", "2026-11-29T07:00"],
  ["3 часа назад", "2026-11-29T09:00"],
  ["2 години тому", "2026-11-29T10:00"],
  ["3 saat önce", "2026-11-29T09:00"],
  ["منذ ٣ ساعات", "2026-11-29T09:00"],
  ["3小时前", "2026-11-29T09:00"],
  ["5分前", "2026-11-29T11:55"],
  ["2시간 전", "2026-11-29T10:00"],
  ["3 giờ trước", "2026-11-29T09:00"],
  ["လွန်ခဲ့သော ၃ နာရီ", "2026-11-29T09:00"],
  ["Yesterday", "2026-11-28T23:59"],
  ["Hier, 14:30", "2026-11-28T23:59"],
  ["вчера, 14:30", "2026-11-28T23:59"],
  ["Today, 09:15", "2026-11-29T12:00"],
  ["только что", "2026-11-29T12:00"],
])("%s is %s", (text, instant) => {
  expect(readRelativeDate(text, NOW)?.slice(0, 16)).toBe(instant);
});

test.each([
  "Today's fish prices are low",
  "3 hours",
  "Long ago in the harbour",
  "Yesterday the mill burned down",
  "ago",
  // "Here" in German and Dutch.
  "hier",
  "99999 weeks ago",
])("%s is no date", (text) => {
  expect(readRelativeDate(text, NOW)).toBeNull();
});
