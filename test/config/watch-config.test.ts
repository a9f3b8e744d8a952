// Hot reload: a valid edit takes effect; a broken one keeps the last good configuration and reports it.
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { watchConfig } from "../../src/config/watch/watch-config.ts";
import type { Config, ConfigFault } from "../../src/config/config.ts";
import { configFolder, soundFiles } from "./config-folder.ts";

async function watched(dir: string, options: Partial<Pick<Parameters<typeof watchConfig>[0], "recheckMs" | "onChange">> = {}) {
  const folders = { dir, dataDir: join(dir, "data"), env: {} };
  const { config: current } = await loadConfig(folders);
  if (current === null) throw new Error("the folder must be sound to begin with");
  const configs: Config[] = [];
  const faults: ConfigFault[][] = [];
  const watch = watchConfig({
    ...folders,
    current,
    async onChange(config) {
      configs.push(config);
    },
    onFault: (found) => void faults.push(found),
    settleMs: 20,
    ...options,
  });
  onTestFinished(() => watch.close());
  return { configs, faults, watch, feedUrls: () => configs.at(-1)?.feeds.map(({ url }) => url) };
}

const feeds = (host: string) => `feeds:\n  - url: https://${host}/feed\n`;

test("an edit takes effect", async () => {
  const dir = configFolder();
  const { feedUrls } = await watched(dir);
  writeFileSync(join(dir, "feeds.yaml"), feeds("b.example"));
  await vi.waitFor(() => expect(feedUrls()).toEqual(["https://b.example/feed"]), 30_000);
});

test("an editor that writes a new file and renames it is noticed, again and again", async () => {
  const dir = configFolder();
  const { feedUrls } = await watched(dir);
  for (const host of ["b.example", "c.example", "d.example"]) {
    writeFileSync(join(dir, ".feeds.yaml.swp"), feeds(host));
    renameSync(join(dir, ".feeds.yaml.swp"), join(dir, "feeds.yaml"));
    await vi.waitFor(() => expect(feedUrls()).toEqual([`https://${host}/feed`]), 30_000);
  }
});

test("a broken edit keeps the last good configuration and is reported once, and so is its repair", async () => {
  const dir = configFolder();
  const { configs, faults } = await watched(dir);
  writeFileSync(join(dir, "feeds.yaml"), "feeds:\n\t- url: x\n");
  await vi.waitFor(() => expect(faults).toHaveLength(1), 30_000);
  expect(faults[0]).toMatchObject([{ line: 2, column: 1, message: "a tab: indent with spaces" }]);
  expect(configs).toEqual([]);
  writeFileSync(join(dir, "notes.txt"), "the same fault, another event");
  writeFileSync(join(dir, "feeds.yaml"), soundFiles["feeds.yaml"] ?? "");
  await vi.waitFor(() => expect(configs).toHaveLength(1), 30_000);
  expect(faults).toHaveLength(1);
});

test("a new watchlist file, and a removed one, take effect", async () => {
  const dir = configFolder();
  const { configs } = await watched(dir);
  writeFileSync(join(dir, "watchlists/more.yaml"), "watchlists:\n  - id: more\n    any: [more]\n");
  await vi.waitFor(() => expect(configs.at(-1)?.watchlists).toHaveLength(2), 30_000);
  rmSync(join(dir, "watchlists/more.yaml"));
  await vi.waitFor(() => expect(configs.at(-1)?.watchlists).toHaveLength(1), 30_000);
});

test("a replaced folder of watchlists is followed", async () => {
  const dir = configFolder();
  const { configs } = await watched(dir, { recheckMs: 50 });
  renameSync(join(dir, "watchlists"), join(dir, "old"));
  mkdirSync(join(dir, "watchlists"));
  writeFileSync(join(dir, "watchlists/new.yaml"), "watchlists:\n  - id: new\n    any: [new]\n");
  await vi.waitFor(() => expect(configs.at(-1)?.watchlists[0]?.file).toBe("watchlists/new.yaml"), 30_000);
  writeFileSync(join(dir, "watchlists/new.yaml"), "watchlists:\n  - id: newer\n    any: [new]\n");
  await vi.waitFor(() => expect(configs.at(-1)?.watchlists[0]?.content.watchlists?.[0]?.id).toBe("newer"), 30_000);
});

test("files behind links, as Kubernetes mounts them, are noticed without events", async () => {
  const first = configFolder();
  const second = configFolder({ "feeds.yaml": feeds("second.example") });
  const dir = configFolder({ "feeds.yaml": null });
  symlinkSync(first, join(dir, "..data"));
  symlinkSync("..data/feeds.yaml", join(dir, "feeds.yaml"));
  const { feedUrls } = await watched(dir, { recheckMs: 50 });
  symlinkSync(second, join(dir, "..next"));
  renameSync(join(dir, "..next"), join(dir, "..data"));
  await vi.waitFor(() => expect(feedUrls()).toEqual(["https://second.example/feed"]), 30_000);
});

test("an edit between loading and watching is not missed", async () => {
  const dir = configFolder();
  const folders = { dir, dataDir: join(dir, "data"), env: {} };
  const { config: current } = await loadConfig(folders);
  writeFileSync(join(dir, "feeds.yaml"), feeds("late.example"));
  if (current === null) throw new Error("sound");
  const changed = await new Promise<Config>((resolve) => {
    const watch = watchConfig({
      ...folders,
      current,
      onChange: async (config) => resolve(config),
      onFault: () => {},
      settleMs: 20,
    });
    onTestFinished(() => watch.close());
  });
  expect(changed.feeds[0]?.url).toBe("https://late.example/feed");
});

test("a change that could not be applied is reported again until it is, and so is its reversal", async () => {
  const dir = configFolder();
  const told: string[] = [];
  let isAway = true;
  await watched(dir, {
    recheckMs: 50,
    async onChange({ feeds: [feed] }) {
      told.push(feed?.url ?? "");
      if (isAway) throw new Error("the database is away");
    },
  });
  writeFileSync(join(dir, "feeds.yaml"), feeds("b.example"));
  await vi.waitFor(() => expect(told.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "https://b.example/feed")), 30_000);
  writeFileSync(join(dir, "feeds.yaml"), soundFiles["feeds.yaml"] ?? "");
  await vi.waitFor(() => expect(told.at(-1)).toBe("https://news.example.org/feed"), 30_000);
  isAway = false;
  const before = told.length;
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), 30_000);
  // Taken up now: what is told next is the next change.
  const settled = told.length;
  writeFileSync(join(dir, "feeds.yaml"), feeds("c.example"));
  await vi.waitFor(() => expect(told.at(-1)).toBe("https://c.example/feed"), 30_000);
  expect(told).toHaveLength(settled + 1);
});

test("after close nothing is reported", async () => {
  const dir = configFolder();
  const { configs, faults, watch } = await watched(dir);
  writeFileSync(join(dir, "feeds.yaml"), feeds("b.example"));
  await watch.close();
  const told = configs.length;
  // What would have told it, had it not been closed, tells it to a second watch.
  const second = await watched(dir);
  writeFileSync(join(dir, "feeds.yaml"), feeds("c.example"));
  await vi.waitFor(() => expect(second.feedUrls()).toEqual(["https://c.example/feed"]), 30_000);
  expect(configs).toHaveLength(told);
  expect(faults).toEqual([]);
});

test.each([
  ["feeds.yaml", "feeds: []\n"],
  ["digests.yaml", ""],
  ["digests.yaml", "digests: []\n"],
  ["digests.yaml", null],
  ["wirewatch.yaml", "# mail:\n#   from: wire@example.org\n"],
  ["wirewatch.yaml", null],
  ["watchlists/more.yaml", "watchlists: []\n"],
])("an emptied %s (%j) is a fault and not in force, until it says something again", async (name, text) => {
  const more = { "wirewatch.yaml": "retention: 30d\n", "watchlists/more.yaml": "watchlists:\n  - id: more\n    any: [more]\n" };
  const dir = configFolder(more);
  const { configs, faults } = await watched(dir);
  // So that the watch has seen the whole of them.
  writeFileSync(join(dir, "feeds.yaml"), feeds("b.example"));
  await vi.waitFor(() => expect(configs).toHaveLength(1), 30_000);
  const path = join(dir, name);
  const before = readFileSync(path);
  if (text === null) rmSync(path);
  else writeFileSync(path, text);
  await vi.waitFor(() => expect(faults).toHaveLength(1), 30_000);
  expect(faults[0]).toMatchObject([
    { severity: "error", isOpen: true, message: expect.stringContaining("says nothing any more") as string },
  ]);
  expect(faults[0]?.[0]?.file).toBe(path);
  expect(configs).toHaveLength(1);
  writeFileSync(path, before);
  await vi.waitFor(() => expect(configs).toHaveLength(2), 30_000);
});

test("a new file that says nothing yet, and one that said nothing before, are no faults", async () => {
  const dir = configFolder({ "wirewatch.yaml": "# nothing\n" });
  const { configs, faults } = await watched(dir);
  writeFileSync(join(dir, "watchlists/new.yaml"), "");
  writeFileSync(join(dir, "feeds.yaml"), feeds("b.example"));
  await vi.waitFor(() => expect(configs.at(-1)?.feeds[0]?.url).toBe("https://b.example/feed"), 30_000);
  expect(faults).toEqual([]);
});
