// Headers of a feed in feeds.yaml.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

const feedsWith = (lines: string) => configFolder({ "feeds.yaml": `feeds:\n  - url: https://paper.example/feed\n${lines}` });

test("a header's value may come from the environment", async () => {
  const { config, faults } = await load(feedsWith('    headers: { Cookie: "${PAPER_COOKIE}" }\n'), { PAPER_COOKIE: "member=1" });
  expect(faults).toEqual([]);
  expect(config?.feeds[0]?.headers).toEqual({ Cookie: "member=1" });
});

test.each([
  ["{ Host: evil.example }", "is set by Wirewatch itself"],
  ['{ "A b": canary }', "is no name of a header"],
  ['{ Cookie: "canary\\r\\nX: 1" }', "has a value that no header may have"],
])("headers: %s is a mistake, and its value is not repeated", async (headers, message) => {
  const { lines } = await load(feedsWith(`    headers: ${headers}\n`));
  expect(lines).toEqual([expect.stringContaining(message) as unknown]);
  expect(lines.join()).not.toContain("canary");
});

test("headers of an OPML file would go to many hosts, and are refused", async () => {
  const { lines } = await load(
    configFolder({
      "feeds.yaml": "feeds:\n  - opml: subs.opml\n    headers: { Cookie: a }\n",
      "subs.opml": "<opml><body/></opml>",
    }),
  );
  expect(lines.join("\n")).toContain("belong to one feed, and an OPML file names several");
});
