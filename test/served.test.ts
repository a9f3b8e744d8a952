// Goal: the examples for programs in front of and around Wirewatch hold. Method: the paths that they leave open are asked of the routes, and
// systemd reads the unit.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ASSETS } from "../src/web/assets/assets.ts";
import { pageToken } from "../src/digests/page-token.ts";
import { configFolder } from "./config/config-folder.ts";
import { findBinary } from "./support/start-services.ts";

const guide = await readFile("docs/guide/running.md", "utf8");
const example = (language: string): string => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(guide)?.[1] ?? "";
const OPEN_IN = { nginx: /location ~ "(\S+)"/, caddyfile: /not path_regexp (\S+)/ };
const openIn = (language: keyof typeof OPEN_IN): RegExp => new RegExp(OPEN_IN[language].exec(example(language))?.[1] ?? "$.");

const token = pageToken("key", "issues/1");
/** What the routes answer before they ask anybody to sign in. */
const OPEN = [
  "/livez",
  "/readyz",
  ...Object.values(ASSETS).map(({ path }) => `/${path}`),
  `/websub/${token}`,
  `/unsubscribe/${token}`,
  `/subscribe/${token}`,
  `/issues/17/${token}`,
  `/stories/17/${token}`,
  `/articles/17/${token}`,
  `/feedback/17/12/${token}`,
  `/digests/morning.atom/${token}`,
  `/search.atom/${token}`,
];
const PRIVATE =
  "/ /issues /issues/17 /issues/17.json /stories/17 /feedback/17 /digests/morning.atom /search.atom /metrics /status.json /feeds.opml /system /unsubscribe/a/../../system".split(
    " ",
  );

test.each(["nginx", "caddyfile"] as const)(
  "the example for %s leaves open what needs no sign-in, and nothing else",
  (language) => {
    const open = openIn(language);
    expect(OPEN.filter((path) => !open.test(path))).toEqual([]);
    expect(PRIVATE.filter((path) => open.test(path))).toEqual([]);
  },
);

test("the routes have no other open paths than those that are tried here", async () => {
  const routes = await readFile("src/web/routes.ts", "utf8");
  const [before = ""] = routes.split("// sign in");
  const named = [...before.matchAll(/app\.(?:get|post|all|on)\((?:\[[^\]]*\], )?[`"]\/([\w.]+)?/g)].map(
    ([, first = ""]) => first,
  );
  const known = ["livez", "healthz", "readyz", "websub", "issues", "stories", "articles", "digests", "search.atom", "login"];
  expect([...new Set(named)].filter((first) => first !== "" && !known.includes(first))).toEqual([]);
});

test("systemd takes the unit", async () => {
  const unit = example("ini");
  const [, start = ""] = /^ExecStart=(\S+)/m.exec(unit) ?? [];
  expect(start).toBe("/usr/bin/wirewatch");
  const file = join(configFolder({}), "wirewatch.service");
  await writeFile(file, unit.replace(start, process.execPath));
  const verify = await findBinary("systemd-analyze", "systemd");
  const { stdout, stderr } = await promisify(execFile)(verify, ["verify", "--man=no", file]);
  expect([stdout, stderr]).toEqual(["", ""]);
});
