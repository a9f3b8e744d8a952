// Time zones: a region and city, or UTC; letters that stand for several zones are refused with the city that is likely meant.
import { expect, test } from "vitest";
import { parseTimezone } from "../../src/config/schemas/parse-timezone.ts";

test("a region and city, and UTC, are accepted", () => {
  for (const zone of ["Asia/Yangon", "America/Argentina/Buenos_Aires", "UTC"])
    expect(parseTimezone(zone)).toEqual({ kind: "value", value: zone });
});

test.each([
  ["BST", "Europe/London"],
  ["EST", "America/New_York"],
  ["EST5EDT", "America/New_York"],
  ["cet", "Europe/Berlin"],
  ["yangon", "Asia/Yangon"],
  ["US/Eastern", "America/New_York"],
  ["Brazil/East", "America/Sao_Paulo"],
  ["Canada/Atlantic", "America/Halifax"],
  ["Japan", "Asia/Tokyo"],
  ["Zulu", "UTC"],
])("%s is refused, and %s suggested", (zone, city) => {
  expect(parseTimezone(zone)).toEqual({ kind: "fault", message: expect.stringContaining(`did you mean "${city}"?`) });
});

test("hours from Greenwich are refused", () => {
  for (const zone of ["+06:30", "Etc/GMT+5", "UTC+6"]) expect(parseTimezone(zone)).toMatchObject({ kind: "fault" });
});
