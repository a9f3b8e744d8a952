// Remedies: a mistake that the program understands is answered with the exact words to write instead.
import { expect, test } from "vitest";
import { parseSchedule } from "../../src/digests/schedule.ts";
import { configFolder, load } from "./config-folder.ts";

const smtp = (url: string) => `mail:\n  smtp: "${url}"\n`;
const watchlist = (rest: string) => `watchlists:\n  - id: junta\n${rest}`;
const lists = "watchlists/lists.yaml";

/** What was done, in which file, what stands in it, and what is said. */
const remedies: [string, string, string, string][] = [
  [
    "a feed as a bare address",
    "feeds.yaml",
    "feeds:\n  - https://a.example/\n",
    '2:5: an item of "feeds" needs a key before the address: write url: https://…',
  ],
  [
    "headers as a list",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    headers: [Cookie]\n",
    '3:14: "headers" must hold names with values: write { Accept-Language: "my" }',
  ],
  [
    "a schedule that begins with a star",
    "digests.yaml",
    "digests:\n  - id: a\n    to: [a@b.example]\n    schedule: * 7 * * *\n",
    "4:15: a text cannot start with * here: put it in quotes",
  ],
  [
    "a hashtag first in brackets",
    lists,
    watchlist("    any: [#SaveMyanmar]\n"),
    '3:11: what follows a # is a comment: if it is part of a text, put it in quotes, as in "#SaveMyanmar"',
  ],
  [
    "a hashtag after another term",
    lists,
    watchlist("    any: [junta, #SaveMyanmar, x]\n"),
    '4:1: what follows a # is a comment: if it is part of a text, put it in quotes, as in "#SaveMyanmar"',
  ],
  [
    "a hashtag as the only term",
    lists,
    watchlist("    any:\n      - #SaveMyanmar\n"),
    '4:7: an item of "any" is empty: give it a value, in quotes if it begins with #, or take the line out',
  ],
  [
    "a misspelt option of the mail server",
    "wirewatch.yaml",
    smtp("smtp://h.example?tls=of"),
    '2:9: "smtp" has an unknown option after the ?: the only one is ?tls=off (in a password write %3F for ?)',
  ],
  [
    "a ? in the mail server's password",
    "wirewatch.yaml",
    smtp("smtp://desk:1?canary@h.example"),
    '2:9: "smtp" has an unknown option after the ?: the only one is ?tls=off (in a password write %3F for ?)',
  ],
  [
    "a password without encryption",
    "wirewatch.yaml",
    smtp("smtp://desk:canary@h.example?tls=off"),
    '2:9: "smtp" asks for tls=off and gives a password, which would travel in clear: drop one of them',
  ],
  [
    "smtps without encryption",
    "wirewatch.yaml",
    smtp("smtps://h.example?tls=off"),
    '2:9: "smtp" asks for tls=off, but smtps:// and port 465 are always encrypted: write smtp://host:587?tls=off',
  ],
  ["a port alone", "wirewatch.yaml", "web:\n  listen: 8391\n", '2:11: "listen" is a port alone: write 127.0.0.1:8391'],
  ["a quoted port", "wirewatch.yaml", 'web: { listen: ":8391" }\n', '1:16: "listen" is a port alone: write 127.0.0.1:8391'],
  [
    "days without their unit",
    "wirewatch.yaml",
    "retention: 90\n",
    '1:12: "retention" is no time to keep articles for: write at least 1d, as in 90d or 52w',
  ],
  [
    "a store without a place",
    "wirewatch.yaml",
    "store: postgres://\n",
    '1:8: "store" names no host: write pglite, or postgres://user:password@host:5432/database',
  ],
  ["smtp at the top", "wirewatch.yaml", "smtp: outbox\n", '1:1: "smtp" is not a key here: it belongs below mail:'],
  ["listen at the top", "wirewatch.yaml", "listen: x\n", '1:1: "listen" is not a key here: it belongs below web:'],
  [
    "a url at the top",
    "feeds.yaml",
    "url: https://a.example/\n",
    '1:1: "url" is not a key here: it belongs to an item of feeds:',
  ],
  [
    "a recipient at the top",
    "digests.yaml",
    "to: [a@b.example]\n",
    '1:1: "to" is not a key here: it belongs to an item of digests:',
  ],
  ["terms at the top", lists, "any: [x]\n", '1:1: "any" is not a key here: it belongs to an item of watchlists:'],
  [
    "a colon in a term",
    lists,
    watchlist("    any:\n      - Breaking: news\n"),
    '4:9: "Breaking" is not a key here: a term with a colon needs quotes, as in "Breaking: news"',
  ],
  [
    "a colon in a term in brackets",
    lists,
    watchlist("    any: [junta, Сенат: доклад]\n"),
    '3:18: "Сенат" is not a key here: a term with a colon needs quotes, as in "Сенат: доклад"',
  ],
  [
    "a colon at the end of a term of a set",
    lists,
    "sets:\n  s:\n    - NATO:\n",
    '3:7: "NATO" is not a key here: a term with a colon needs quotes, as in "NATO:"',
  ],
];

test.each(remedies)("%s in %s is answered with the remedy", async (_what, file, text, expected) => {
  const { config, lines } = await load(configFolder({ [file]: text }));
  expect(config).toBeNull();
  expect(lines).toContain(`${file}:${expected}`);
  expect(lines.filter((line) => line.startsWith(`${file}:`))).toHaveLength(1);
  expect(lines.join()).not.toContain("canary");
});

test("SMTP_URL is held to the same rules as the file", async () => {
  const { config, lines } = await load(configFolder(), { SMTP_URL: "smtp://desk:canary@h.example?tls=off" });
  expect(config).toBeNull();
  expect(lines).toEqual([expect.stringMatching(/^environment:1:1: SMTP_URL asks for tls=off and gives a password/)]);
});

test.each([
  ["every morning at 7", "0 7 * * *"],
  ["every day at 7:30", "30 7 * * *"],
  ["at seven in the morning", "0 7 * * *"],
  ["at 7", "0 7 * * *"],
  ["7:00", "0 7 * * *"],
  ["07:15 daily", "15 7 * * *"],
  ["daily", "0 7 * * *"],
  ["@daily", "0 7 * * *"],
  ["5pm", "0 17 * * *"],
  ["every day at 12am", "0 0 * * *"],
  ["noon", "0 12 * * *"],
  ["every evening at 6", "0 18 * * *"],
  ["every evening", "0 18 * * *"],
  ["every day at 7 and 19", "0 7,19 * * *"],
  ["twice a day", "0 7,19 * * *"],
  ["every monday", "0 7 * * 1"],
  ["Mondays and Thursdays at 9.30", "30 9 * * 1,4"],
  ["weekdays at 8am", "0 8 * * 1-5"],
  ["mon-fri 7:15", "15 7 * * 1-5"],
  ["friday to sunday at 9", "0 9 * * 5-7"],
  ["weekends", "0 7 * * 0,6"],
  ["weekly", "0 7 * * 1"],
  ["monthly", "0 7 1 * *"],
  ["hourly", "every 1h"],
  ["every hour", "every 1h"],
])("the schedule %j is answered with the line to write, which is a schedule", (words, line) => {
  expect(parseSchedule(words)).toEqual({ kind: "fault", message: `"${words}" is no schedule: write "${line}"` });
  expect(parseSchedule(line)).toMatchObject({ kind: "schedule" });
});

test.each([
  "every now",
  "every 25h",
  "every 5 seconds",
  "every 0m",
  "0 0 7 * * *",
  "61 7 * * *",
  "0 7 * *",
  "25:00",
  "at 7:15 and 9:30",
  "sunny",
])("the schedule %j is answered with the forms alone", (words) => {
  expect(parseSchedule(words)).toEqual({
    kind: "fault",
    message: expect.stringMatching(/: write (five cron fields|"every 15m" or)/),
  });
});
