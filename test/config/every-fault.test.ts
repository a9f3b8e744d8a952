// Every fault at once: a fault in one place hides none elsewhere, and no watchlist test.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

test("faults of compiled watchlists are placed in their files, down to the column in a query and the test that fails", async () => {
  const { lines, failing } = await load(
    configFolder({
      "watchlists/q.yaml":
        "watchlists:\n  - id: q\n    query: 'it''s (a OR'\n  - id: r\n    any: [harbour]\n    tests:\n      match: [harbour, quay]\n",
    }),
  );
  expect(lines).toEqual([expect.stringMatching(/^watchlists\/q\.yaml:3:\d\d: /)]);
  expect(failing).toEqual([expect.stringMatching(/^watchlists\/q\.yaml:7:24: /)]);
});

test("a refused set hides neither the other faults of its file nor the tests, and is not reported as missing", async () => {
  const { lines, failing } = await load(
    configFolder({
      "watchlists/lists.yaml":
        "sets:\n  junta: 5\n  rain: [rain, { stm: x }, drizzle]\n  'two words': [x]\n  unused: ['a \"b']\n" +
        "watchlists:\n  - id: a\n    any: [$junta, $rain, $jutna]\n  - id: b\n    query: a AND (b\n  - id: c\n    any: [calm]\n    tests: { match: [a storm] }\n",
      "watchlists/other.yaml": "watchlists:\n  - id: d\n    any: [$rain]\n",
    }),
  );
  expect(lines).toEqual([
    expect.stringMatching(/^watchlists\/lists\.yaml:2:10: "junta" must be a list/),
    expect.stringMatching(/^watchlists\/lists\.yaml:3:18: "stm" is not a key here/),
    expect.stringMatching(/^watchlists\/lists\.yaml:4:3: "two words" cannot name a set/),
    expect.stringMatching(/^watchlists\/lists\.yaml:8:26: no set is named \$jutna; did you mean "junta"/),
    expect.stringMatching(/^watchlists\/lists\.yaml:10:\d+: /),
  ]);
  expect(failing).toEqual([expect.stringMatching(/^watchlists\/lists\.yaml:13:22: /)]);
});

test("a fault next to the feeds hides none among them", async () => {
  const feeds = "feeds:\n  - url: https://a.example/\n  - url: https://a.example/\n  - opml: gone.opml\n";
  const { lines } = await load(configFolder({ "feeds.yaml": `defaults: { backlog: soon }\ncolour: red\n${feeds}` }));
  expect(lines.map((line) => /^\S+/.exec(line)?.[0])).toEqual([
    "feeds.yaml:1:22:",
    "feeds.yaml:2:1:",
    "feeds.yaml:5:10:",
    "feeds.yaml:6:11:",
  ]);
});

test("a file of ten thousand watchlists and nearly a megabyte is read whole, and a fault in its last line has its place", async () => {
  const list = Array.from({ length: 10_000 }, (_, i) => `  - { id: w${i}, any: [${"name ".repeat(11)}of ${i}, $junta] }\n`).join(
    "",
  );
  const start = "sets: { junta: [junta] }\nwatchlists:\n";
  const text = `${start}${list}  - { id: last, any: [$jutna] }\n`;
  expect(text.length).toBeGreaterThan(900_000);
  const { lines } = await load(configFolder({ "watchlists/lists.yaml": text, "digests.yaml": null }));
  expect(lines).toContain('watchlists/lists.yaml:10003:23: no set is named $jutna; did you mean "junta"?');
});

test("a filter for a feed that is not there is a warning, unless a feed has no name yet or a host is meant", async () => {
  const lists = {
    "watchlists/lists.yaml":
      "watchlists:\n  - id: a\n    any: [calm sea]\n    filter: { source: [gullwing post, blog.example.org, Gulwing Post] }\n  - id: b\n    any: [calm sea]\n    filter: { source: { not: [Tern] } }\n",
  };
  const named = "feeds:\n  - url: https://a.example/\n    name: Gullwing Post\n";
  const { failing: warnings } = await load(configFolder({ ...lists, "feeds.yaml": named }));
  expect(warnings).toEqual([
    'watchlists/lists.yaml:4:57: no feed is named "Gulwing Post"; did you mean "Gullwing Post"?',
    `watchlists/lists.yaml:7:31: no feed is named "Tern": write a feed's name as in feeds.yaml, or a site's host`,
  ]);
  expect((await load(configFolder({ ...lists, "feeds.yaml": `${named}  - url: https://b.example/\n` }))).failing).toEqual([]);
});
