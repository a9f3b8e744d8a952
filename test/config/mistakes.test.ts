// Mistakes: each common one is reported with its file, line, column and remedy, and nothing starts.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

const watchlist = (rest: string) => `watchlists:\n  - id: junta\n${rest}`;
const digest = (rest: string) => `digests:\n  - id: morning\n    to: [desk@example.org]\n    schedule: "0 7 * * *"\n${rest}`;
const tooLong = "watchlists: [] # ".padEnd(2 * 1024 * 1024, "x");
const bomb = `a: &a [${"x,".repeat(10)}]\n${"bcdefgh"
  .split("")
  .map((name, index) => `${name}: &${name} [${`*${"abcdefgh"[index]},`.repeat(10)}]\n`)
  .join("")}`;

/** What was done, in which file, what stands in it, and the start of what is said. */
const mistakes: [string, string, string, string][] = [
  ["a tab", "feeds.yaml", "feeds:\n\t- url: https://a.example/\n", "2:1: a tab: indent with spaces"],
  [
    "an unclosed quote",
    "digests.yaml",
    'digests:\n  - id: "morning\n    to: [a@b.example]\n',
    '2:9: this " is never closed: end the text with "',
  ],
  [
    "a quote closed by the next one",
    "feeds.yaml",
    'feeds:\n  - url: "https://a.example/\n    name: "A"\n',
    '2:10: this " is never closed',
  ],
  [
    "an unclosed bracket",
    "digests.yaml",
    "digests:\n  - id: a\n    to: [a@b.example\n    schedule: immediately\n",
    "4:5: a bracket that opened above",
  ],
  [
    "a second colon",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    name: News: World\n",
    '3:11: a second ": " on one line: put',
  ],
  ["a wrong indent", "feeds.yaml", "feeds:\n  - url: https://a.example/\n   name: A\n", '3:4: a list item without "- "'],
  [
    "a reserved character",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    name: @A\n",
    "3:11: a text cannot start with @ here: put it in quotes",
  ],
  ["a star without quotes", "watchlists/lists.yaml", watchlist("    any: [*junta]\n"), "3:11: nothing is named &junta above"],
  [
    "an exclamation mark",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    name: !A b\n",
    "3:11: a text cannot start with ! here",
  ],
  ["two documents", "feeds.yaml", "feeds: []\n---\nfeeds: []\n", "2:1: a second document begins here"],
  [
    "a key twice",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    name: A\n    name: B\n",
    '4:5: "name" stands here a second time',
  ],
  ["an alias bomb", "watchlists/lists.yaml", bomb, "6:29: these aliases unfold to more than 1000000 values"],
  ["__proto__ as a key", "wirewatch.yaml", "web:\n  __proto__: { polluted: true }\n", '2:3: "__proto__" cannot be a key'],
  ["constructor as a set", "watchlists/lists.yaml", "sets:\n  constructor: [x]\n", '2:3: "constructor" cannot be a key'],
  ["brackets without end", "feeds.yaml", `feeds: ${"[".repeat(100_000)}`, "1:"],
  ["a deep nest", "feeds.yaml", `feeds: ${"[".repeat(200)}${"]".repeat(200)}`, "1:72: nested more than 64 deep"],
  ["a file of 2 MB", "watchlists/lists.yaml", tooLong, "1:1: holds 2.0 MiB, and a file may hold 1 MiB: split it"],
  ["a text where keys belong", "feeds.yaml", "hello\n", "1:1: the file must hold keys: known are defaults, feeds"],

  [
    "a missing variable",
    "wirewatch.yaml",
    "mail:\n  smtp: smtp://u:${NOPE}@h.example\n",
    "2:18: the variable NOPE is not set: set NOPE or NOPE_FILE",
  ],
  [
    "a variable in brackets",
    "digests.yaml",
    "digests:\n  - id: a\n    to: [${TO}]\n",
    "3:11: inside [ ] and { } a variable needs quotes",
  ],
  [
    "an unclosed variable",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/${KEY\n",
    "2:28: this is no variable: write ${NAME}",
  ],

  [
    "a text for a list",
    "digests.yaml",
    "digests:\n  - id: a\n    to: a@b.example\n    schedule: immediately\n",
    '3:9: "to" must be a list: write [a@b.example]',
  ],
  ["a list for a text", "feeds.yaml", "feeds:\n  - url: [https://a.example/]\n", '2:10: "url" must be a text, not a list'],
  [
    "a number for a text",
    "watchlists/lists.yaml",
    watchlist("    any: [2021]\n"),
    '3:11: an item of "any" must be a text, or keys in { }: put it in quotes, as in "2021"',
  ],
  ["a text for a number", "digests.yaml", digest("    at_most: many\n"), '5:14: "at_most" must be a whole number'],
  ["a number too small", "digests.yaml", digest("    at_most: 0\n"), '5:14: "at_most" must be 1 or more'],
  ["a list for keys", "wirewatch.yaml", "mail: [outbox]\n", '1:7: "mail" must hold keys: known are from, smtp'],
  ["an empty value", "wirewatch.yaml", "mail:\n", '1:1: "mail" is empty: give it a value, or take the line out'],
  [
    "a text for true",
    "watchlists/lists.yaml",
    watchlist("    any: [{ text: SAC, case: yes }]\n"),
    '3:30: "case" must be true or false',
  ],
  ["a missing key", "digests.yaml", "digests:\n  - to: [a@b.example]\n    schedule: immediately\n", '2:5: "id" is missing'],
  ["an unknown key", "digests.yaml", digest("    timzone: UTC\n"), '5:5: "timzone" is not a key here; did you mean "timezone"?'],
  ["camelCase", "wirewatch.yaml", "fetch:\n  userAgent: x\n", '2:3: "userAgent" is not a key here; did you mean "user_agent"?'],
  ["a key like no other", "wirewatch.yaml", "colour: red\n", '1:1: "colour" is not a key here: known are store, queue'],
  [
    "an unknown key in a term",
    "watchlists/lists.yaml",
    watchlist("    any:\n      - { txt: SAC, case: true }\n"),
    '4:11: "txt" is not a key here; did you mean "text"?',
  ],
  [
    "two keys in one expression",
    "watchlists/lists.yaml",
    watchlist("    any:\n      - { any: [a], none: [b] }\n"),
    '4:21: "none" cannot be next to "any"',
  ],
  [
    "an option without text",
    "watchlists/lists.yaml",
    watchlist("    any:\n      - { stem: x, case: true }\n"),
    '4:20: "case" goes with text',
  ],
  ["a set with a dollar", "watchlists/lists.yaml", "sets:\n  $junta: [junta]\n", '2:3: "$junta" cannot name a set'],
  ["an unknown set", "watchlists/lists.yaml", watchlist("    any: [$jnta]\n"), "3:11: "],
  ["near without b", "watchlists/lists.yaml", watchlist("    near: { within: 5, a: x }\n"), '3:11: "b" is missing'],
  [
    "a double watchlist",
    "watchlists/second.yaml",
    watchlist("    any: [x]\n"),
    '2:9: "junta" is the id of another watchlist in ',
  ],
  ["a double digest", "digests.yaml", `${digest("")}${digest("").slice(9)}`, '5:9: "morning" is the id of another digest above'],
  [
    "an id with a space",
    "digests.yaml",
    "digests:\n  - id: my digest\n    to: [a@b.example]\n    schedule: immediately\n",
    '2:9: "my digest" is no id',
  ],

  [
    "a feed without address",
    "feeds.yaml",
    "feeds:\n  - name: A\n",
    '2:5: an item of "feeds" names no feed: give it url: or page: or sitemap: or telegram: or mail: or command: or opml:',
  ],
  [
    "half an address",
    "feeds.yaml",
    "feeds:\n  - url: www.example.org/feed\n",
    '2:10: "url" is no web address: write it whole, as in https://',
  ],
  ["ftp", "feeds.yaml", "feeds:\n  - url: ftp://a.example/feed\n", '2:10: "url" begins with ftp: but only http:// and https://'],
  [
    "a password in an address",
    "feeds.yaml",
    "feeds:\n  - url: https://me:canary@a.example/\n",
    '2:10: "url" has a name or password in it',
  ],
  [
    "a missing OPML file",
    "feeds.yaml",
    "feeds:\n  - opml: nope.opml\n",
    "2:11: there is no nope.opml in the configuration folder",
  ],
  [
    "an OPML file outside",
    "feeds.yaml",
    "feeds:\n  - opml: ../../../../../../etc/hostname\n",
    "2:11: ../../../../../../etc/hostname lies outside",
  ],
  [
    "a bad backlog",
    "feeds.yaml",
    "defaults: { backlog: yesterday }\nfeeds: []\n",
    '1:22: "backlog" is no age: write none, all, or a time such as 24h',
  ],
  [
    "a language by its name",
    "feeds.yaml",
    "feeds:\n  - url: https://a.example/\n    language: Burmese\n",
    '3:15: "Burmese" is no language: write its code',
  ],

  [
    "an unknown watchlist",
    "digests.yaml",
    digest("    watchlists: [jnta]\n"),
    '5:18: there is no watchlist "jnta"; did you mean "junta"?',
  ],
  ["a cron of six fields", "digests.yaml", digest("").replace("0 7 * * *", "0 0 7 * * *"), '4:15: "0 0 7 * * *" is no schedule'],
  ["a cron with minute 61", "digests.yaml", digest("").replace("0 7 * * *", "61 7 * * *"), '4:15: "61 7 * * *" is no schedule'],
  ["every so often", "digests.yaml", digest("").replace("0 7 * * *", "every now"), '4:15: "every now" is no schedule'],
  [
    "a zone misspelt",
    "digests.yaml",
    digest("    timezone: Asia/Yangoon\n"),
    '5:15: "Asia/Yangoon" is no time zone; did you mean "Asia/Yangon"?',
  ],
  [
    "a city for a zone",
    "digests.yaml",
    digest("    timezone: Yangon\n"),
    '5:15: "Yangon" is no time zone; did you mean "Asia/Yangon"?',
  ],
  [
    "an offset for a zone",
    "digests.yaml",
    digest('    timezone: "+06:30"\n'),
    '5:15: "+06:30" is no time zone: write Region/City',
  ],
  ["quiet hours without end", "digests.yaml", digest('    quiet: "22:00"\n'), '5:12: "22:00" is no span of hours'],
  [
    "a bad address",
    "digests.yaml",
    digest("").replace("desk@example.org", "desk.example.org"),
    '3:10: "desk.example.org" is no e-mail address',
  ],
  [
    "two addresses in one",
    "digests.yaml",
    digest("").replace("desk@example.org", '"a@b.example, c@d.example"'),
    '3:10: "a@b.example, c@d.example" is no e-mail',
  ],
  [
    "a line break in an address",
    "digests.yaml",
    digest("").replace("desk@example.org", '"a@b.example\\nBcc: c@d.example"'),
    '3:10: "a@b.example\\nBcc',
  ],
  ["no watchlist", "digests.yaml", digest("    watchlists: []\n"), '5:17: "watchlists" names none'],
  ["nobody", "digests.yaml", digest("").replace("desk@example.org", ""), '3:9: "to" names nobody'],

  [
    "a bad retention",
    "wirewatch.yaml",
    "retention: all\n",
    '1:12: "retention" is no time to keep articles for: write at least 1d',
  ],
  ["a bad listen", "wirewatch.yaml", "web: { listen: 8080 }\n", '1:16: "listen" is a port alone: write 127.0.0.1:8080'],
  [
    "a port too high",
    "wirewatch.yaml",
    "web: { listen: 127.0.0.1:99999 }\n",
    '1:16: "listen" is no address to listen on: write host:port',
  ],
  ["a web address with a query", "wirewatch.yaml", "web: { url: https://a.example/?x=1 }\n", '1:13: "url" has a ? or # in it'],
  [
    "another database",
    "wirewatch.yaml",
    "store: mysql://me:canary@h/db\n",
    '1:8: "store" is not understood: write pglite, or postgres://',
  ],
  [
    "a password with a slash",
    "wirewatch.yaml",
    "store: postgres://me:canary/x@h.example/db\n",
    '1:8: "store" cannot be read as an address',
  ],
  ["a bad queue", "wirewatch.yaml", "queue: rabbit\n", '1:8: "queue" is not understood: write store, or redis://'],
  [
    "a bad mail server",
    "wirewatch.yaml",
    "mail: { smtp: mail.example.org }\n",
    '1:15: "smtp" is not understood: write outbox, or smtp://',
  ],
  ["a bad private range", "wirewatch.yaml", "fetch: { allow_private: [10.0.0.0/40] }\n", '1:26: "10.0.0.0/40" is no host'],
  [
    "a header in the user agent",
    "wirewatch.yaml",
    'fetch: { user_agent: "x\\r\\nCookie: y" }\n',
    '1:22: "user_agent" cannot be sent as a header',
  ],
];

test.each(mistakes)("%s in %s is reported with its place and a remedy", async (_what, file, text, expected) => {
  const { config, lines } = await load(configFolder({ [file]: text }));
  expect(lines.filter((line) => line.startsWith(`${file}:${expected}`))).toHaveLength(1);
  expect(config).toBeNull();
  expect(lines.join()).not.toContain("canary");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test.each(mistakes)("%s in %s is one fault and not several", async (_what, file, text) => {
  const { faults } = await load(configFolder({ [file]: text }));
  const places = faults.map(({ file, line, column }) => `${file}:${line}:${column}`);
  expect(new Set(places).size).toBe(places.length);
});
