// Goal: a configuration is known to be valid before anything runs. Method: `check` over valid and broken folders.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { soundConfig, writeFiles } from "./press.ts";
import { call, onlyJson } from "./wirewatch.ts";

interface Checked {
  ok: boolean;
  faults: { file: string; line: number; column: number; message: string; severity: string }[];
  feeds: number;
  watchlists: number;
  digests: number;
  tests: number;
}

let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await newFolder());
});
afterAll(() => remove());

async function config(name: string, changed: Record<string, string> = {}): Promise<string> {
  const dir = join(folder, name);
  await writeFiles(dir, { ...soundConfig(["https://gullwing.example/feed"]), ...changed });
  return dir;
}

const failingTest =
  "watchlists:\n  - id: weather\n    any: [storm]\n    tests:\n      match: [a gale came]\n      no_match: [a storm came]\n";
const twoFaults = { "feeds.yaml": "feeds:\n\t- url: https://a.example/\n", "wirewatch.yaml": "colour: red\n" };

test("a valid configuration is counted, and the exit code is 0", async () => {
  const { code, stdout, stderr } = await call(["check", "--config", await config("sound")]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/(?:^|\n)Good: 1 feed, 1 watchlist, 1 digest; 2 tests of watchlists pass\.\n$/);
});

test("the next three times of each digest are printed, in its own zone", async () => {
  const daily = 'digests:\n  - id: morning\n    to: [desk@example.org]\n    schedule: "0 7 * * *"\n    timezone: Asia/Yangon\n';
  const { stdout } = await call(["check", "--config", await config("times", { "digests.yaml": daily })]);
  expect(stdout).toMatch(/^"morning" goes out next at (?:\d{4}-\d\d-\d\d 07:00(?:, )?){3} \(Asia\/Yangon\)\.$/m);
});

test.each([
  ["listen: 0.0.0.0:8080", 1, /wirewatch\.yaml:2:11: web\.listen is 0\.0\.0\.0:8080, which others can reach: set web\.access to/],
  ["access: password", 0, /wirewatch\.yaml:2:11: warning: web\.access is password, but neither WEB_PASSWORD nor .*: set one/],
  ["access: open", 0, /wirewatch\.yaml:2:11: warning: web\.access is open: anyone who reaches the page/],
  ["url: https://wire.example", 0, /wirewatch\.yaml:2:8: warning: web\.url is public: set web\.access to password or proxy/],
])("pages that would not open, or that others could open (%s), are named with their place", async (line, exitCode, expected) => {
  const dir = await config(`web-${line.replace(/\W+/g, "-")}`, { "wirewatch.yaml": `web:\n  ${line}\n` });
  const { code, stdout } = await call(["check", "--config", dir]);
  expect(stdout).toMatch(expected);
  expect(code).toBe(exitCode);
});

test("pages that the environment opens to others are named as its own", async () => {
  const { code, stdout } = await call(["check", "--config", await config("web-variable")], {
    env: { WEB_LISTEN: "0.0.0.0:8080" },
  });
  expect(stdout).toMatch(/^environment:1:1: web\.listen is 0\.0\.0\.0:8080/m);
  expect(code).toBe(1);
});

test("the shipped config/ is valid", async () => {
  const checked = await call(["check", "--json", "--config", "config"]);
  expect(checked.code).toBe(0);
  const { ok, faults, feeds, watchlists, digests, tests } = onlyJson(checked) as Checked;
  expect({ ok, faults }).toEqual({ ok: true, faults: [] });
  expect([feeds >= 10, watchlists >= 2, digests >= 1, tests >= 4]).toEqual([true, true, true, true]);
});

test("the faults of all files are reported at once, each with its place, and the exit code is 1", async () => {
  const { code, stdout } = await call(["check", "--config", await config("faulty", twoFaults)]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/wirewatch\.yaml:1:1: "colour" is not a key here: known are /);
  expect(stdout).toMatch(/feeds\.yaml:2:1: a tab: indent with spaces/);
  expect(stdout).toMatch(/\n2 to fix in .*faulty\.\n$/);
});

test("--json reports the same faults as one object", async () => {
  const checked = await call(["check", "--json", "--config", await config("faulty-json", twoFaults)]);
  expect([checked.code, checked.stderr]).toEqual([1, ""]);
  const { ok, faults } = onlyJson(checked) as Checked;
  expect(ok).toBe(false);
  expect(faults.map(({ file, line, column, severity }) => [file.split("/").at(-1), line, column, severity])).toEqual([
    ["wirewatch.yaml", 1, 1, "error"],
    ["feeds.yaml", 2, 1, "error"],
  ]);
});

test("a failing watchlist test is reported with its line, and the exit code is 1", async () => {
  const dir = await config("failing", { "watchlists/weather.yaml": failingTest });
  const { code, stdout } = await call(["check", "--config", dir]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/watchlists\/weather\.yaml:5:15: /);
  expect(stdout).toMatch(/watchlists\/weather\.yaml:6:18: /);
  expect(stdout).toContain("2 to fix");
});

test("a fault in one file does not keep watchlists' tests from running", async () => {
  const dir = await config("faulty-and-failing", { ...twoFaults, "watchlists/weather.yaml": failingTest });
  const { code, stdout } = await call(["check", "--config", dir]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/wirewatch\.yaml:1:1: [\s\S]*watchlists\/weather\.yaml:5:15: /);
  expect(stdout).toContain("4 to fix");
});

test("a missing folder is reported with a remedy", async () => {
  const { code, stdout } = await call(["check", "--config", join(folder, "nowhere")]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /nowhere:1:1: there is no such configuration folder: write one with `wirewatch init`, or name it with --config DIR/,
  );
});

const ports =
  "sets:\n  ports: [harbour, UN]\nwatchlists:\n  - id: ports\n    name: Ports\n    any: [$ports]\n  - id: storms\n    query: (storm* OR gale)\n";

test("--explain prints how each watchlist was understood", async () => {
  const dir = await config("explained", { "watchlists/ports.yaml": ports });
  const { code, stdout } = await call(["check", "--explain", "--config", dir]);
  expect(code).toBe(0);
  expect(stdout).toContain("ports: Ports   (watchlists/ports.yaml)\n  any of $ports:\n    harbour, UN (only in capitals)\n");
  expect(stdout).toContain("storms   (watchlists/ports.yaml)\n  the query storm* OR gale\n    any of storm*, gale\n");
});

test("--explain with a name prints that watchlist alone; an unknown name gets the nearest one, and the exit code is 1", async () => {
  const dir = await config("explained-one", { "watchlists/ports.yaml": ports });
  const one = onlyJson(await call(["check", "--explain", "storms", "--json", "--config", dir]));
  expect(one).toMatchObject({ ok: true, understood: [{ id: "storms", looksFor: [{ text: "the query storm* OR gale" }] }] });
  const unknown = await call(["check", "--explain", "strms", "--config", dir]);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('did you mean "storms"?')]);
});

test("a fault within a query is shown with a caret under its place", async () => {
  const dir = await config("caret", { "watchlists/storms.yaml": "watchlists:\n  - id: storms\n    query: storm or gale\n" });
  const { code, stdout } = await call(["check", "--config", dir]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /storms\.yaml:3:18: operators are in capitals: write OR.*\n    query: storm or gale\n                 \^\n/,
  );
});
