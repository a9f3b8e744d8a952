// Goal: a mistake in any file is reported with its place and a remedy, and nothing starts. Method: `check` and `once` over each.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { soundConfig, writeFiles } from "../cli/press.ts";
import { call } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";

let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await newFolder());
});
afterAll(() => remove());

const digest = 'digests:\n  - id: morning\n    to: [desk@example.org]\n    schedule: "0 7 * * *"\n';
const watchlist = "watchlists:\n  - id: weather\n";
const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f", "g", "h"]
  .map((name, index) => `${name}: &${name} [${`*${"abcdefg"[index]}, `.repeat(10)}]\n`)
  .join("")}`;

/** What was done, in which file, what stands in it, and what is said of it. */
test.each([
  ["a wrong type", "wirewatch.yaml", "web: { listen: 8080 }\n", '1:16: "listen" is a port alone: write 127.0.0.1:8080'],
  [
    "an unknown key",
    "wirewatch.yaml",
    "fetch:\n  userAgent: x\n",
    '2:3: "userAgent" is not a key here; did you mean "user_agent"?',
  ],
  ["a tab", "feeds.yaml", "feeds:\n\t- url: https://a.example/\n", "2:1: a tab: indent with spaces"],
  [
    "half an address",
    "feeds.yaml",
    "feeds:\n  - url: www.example.org/feed\n",
    '2:10: "url" is no web address: write it whole, as in https://',
  ],
  ["an unknown set", "watchlists/weather.yaml", `sets:\n  storms: [gale]\n${watchlist}    any: [$strms]\n`, "5:11: "],
  ["an alias bomb", "watchlists/weather.yaml", bomb, "6:36: these aliases unfold to more than 1000000 values"],
  [
    "an unclosed quote",
    "digests.yaml",
    'digests:\n  - id: "morning\n    to: [a@b.example]\n',
    '2:9: this " is never closed: end the text with "',
  ],
  ["a bad cron", "digests.yaml", digest.replace("0 7", "61 7"), '4:15: "61 7 * * *" is no schedule ('],
  [
    "a bad time zone",
    "digests.yaml",
    `${digest}    timezone: Yangon\n`,
    '5:15: "Yangon" is no time zone; did you mean "Asia/Yangon"?',
  ],
  ["a duplicate id", "digests.yaml", digest + digest.slice(9), '5:9: "morning" is the id of another digest above'],
])("%s in %s", async (what, file, text, words) => {
  const config = join(folder, what);
  const data = join(folder, `data of ${what}`);
  await writeFiles(config, { ...soundConfig(["https://gullwing.example/feed"]), [file]: text });
  const [checked, once] = await Promise.all(["check", "once"].map((name) => call([name, "--config", config, "--data", data])));
  const said = `${file}:${words}`;
  expect({ code: checked?.code, said: checked?.stdout.includes(said) }, checked?.stdout).toEqual({ code: 1, said: true });
  expect({ code: once?.code, stdout: once?.stdout, said: once?.stderr.includes(said) }, once?.stderr).toEqual({
    code: 1,
    stdout: "",
    said: true,
  });
  expect(once?.stderr).toMatch(/the configuration has .*; nothing was started\. See: wirewatch check\n$/);
  await expect(readdir(data)).rejects.toThrow("ENOENT");
});
