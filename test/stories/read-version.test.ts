// Which version of an agency's report a headline announces; text that only resembles such a mark is left alone.
import { expect, test } from "vitest";
import { readAnnouncement } from "../../src/stories/named-headlines.ts";
import { readVersions, withoutVersion } from "../../src/stories/read-version.ts";

test.each([
  ["UPDATE 2-Dockers walk out in Veldhaven", "update", 2, "Dockers walk out in Veldhaven"],
  ["UPDATE 1 - Dockers walk out", "update", 1, "Dockers walk out"],
  ["(UPDATE) Dockers walk out", "update", null, "Dockers walk out"],
  ["Dockers walk out (UPDATE 3)", "update", 3, "Dockers walk out"],
  ["3rd LD Dockers walk out", "update", 3, "Dockers walk out"],
  ["(LEAD 2) Dockers walk out", "update", 2, "Dockers walk out"],
  ["CORRECTED-Dockers walk out", "correction", null, "Dockers walk out"],
  ["Correction: Dockers walk out", "correction", null, "Dockers walk out"],
  ["Berichtigung: Hafenarbeiter streiken", "correction", null, "Hafenarbeiter streiken"],
  ["Исправлено: Докеры прекратили работу", "correction", null, "Докеры прекратили работу"],
  ["Докеры прекратили работу (дополнено)", "addition", null, "Докеры прекратили работу"],
  ["Обновлено: Докеры прекратили работу", "update", null, "Докеры прекратили работу"],
  ["【更正】码头工人罢工", "correction", null, "码头工人罢工"],
  ["快讯：码头工人罢工", "flash", null, "码头工人罢工"],
  ["عاجل: توقف عمال الميناء", "flash", null, "توقف عمال الميناء"],
  ["ADDS quotes: Dockers walk out", "addition", null, "Dockers walk out"],
  ["REFILE-Dockers walk out", "refile", null, "Dockers walk out"],
  ["RPT-Dockers walk out", "refile", null, "Dockers walk out"],
  ["WRAPUP 4-Strikes spread over the coast", "round-up", 4, "Strikes spread over the coast"],
  ["EILMELDUNG: Hafenarbeiter streiken", "flash", null, "Hafenarbeiter streiken"],
  ["WITHDRAWN: Dockers walk out", "withdrawal", null, "Dockers walk out"],
])("%s", (title, kind, number, bare) => {
  expect(readVersions(title)).toMatchObject([{ kind, number }]);
  expect(withoutVersion(title)).toBe(bare);
});

test("several marks are read from the outside in", () => {
  expect(readVersions("CORRECTED-UPDATE 1-Dockers walk out").map(({ kind }) => kind)).toEqual(["correction", "update"]);
});

test.each([
  "Update on the strike: dockers walk out",
  "Correcting the record on night shifts",
  "Lead pipes to be replaced in Veldhaven",
  "Repeat offender sentenced",
  "New rules for the port",
  "Summary justice in the harbour court",
  "Breaking bread with the pickets",
  "Flash floods close the coastal road",
  "Alert level raised",
  "Adds up: what the strike costs",
  "2 dead in crane accident",
  "",
])("%s has no mark", (title) => {
  expect(readVersions(title)).toEqual([]);
  expect(withoutVersion(title)).toBe(title);
});

test("an editor's note at the top gives the version too", () => {
  expect(
    readAnnouncement({ title: "Dockers walk out", text: "(Corrects figure in first paragraph)\n\nDockers walked out." }).corrects,
  ).toBe(true);
  expect(readVersions("Dockers walk out", "Adds quotes from union, background\nDockers walked out.")).toMatchObject([
    { kind: "addition" },
  ]);
  expect(readAnnouncement({ title: "Dockers walk out", text: "Correct answers were rare in the harbour quiz." }).corrects).toBe(
    false,
  );
});

test("a headline of any shape is read, and only its beginning", () => {
  for (const title of ["update ".repeat(100_000), "(".repeat(500_000), "ADDS ".repeat(100_000), "- ".repeat(300_000)])
    expect(readVersions(title, title).length).toBeLessThan(4);
});
