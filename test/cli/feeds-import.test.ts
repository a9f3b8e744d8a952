// Goal: people can bring their feeds from another reader. Method: the program over OPML files and a folder of YAML.
import { chmod, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configFolder } from "../config/config-folder.ts";
import { call, onlyJson, wirewatch } from "./wirewatch.ts";

const opml = `<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="Asia">
<outline text="River &amp; Hill" xmlUrl="https://river.example/feed"/>
<outline text="Known" xmlUrl="http://news.example.org/feed/"/>
<outline text="River again" xmlUrl="https://river.example/feed#top"/>
</outline>
<outline text="Router" xmlUrl="http://192.168.1.1/feed"/>
<outline text="Decimal" xmlUrl="http://2130706433/feed"/>
<outline text="Here" xmlUrl="http://localhost:8080/feed"/>
<outline text="Mine" xmlUrl="http://10.0.0.7/feed"/>
<outline text="File" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Empty"/>
</body></opml>`;

async function folder(feeds = "# mine\nfeeds:\n  - url: https://news.example.org/feed # the news\n# the end\n") {
  const dir = configFolder({ "feeds.yaml": feeds, "wirewatch.yaml": "fetch: { allow_private: [10.0.0.7] }\n" });
  const file = join(dir, "subs.opml");
  await writeFile(file, opml);
  return { dir, file };
}

test("feeds are added after the existing ones; known and unusable ones are reported with their line", async () => {
  const { dir, file } = await folder();
  const { code, stdout, stderr } = await call(["feeds", "import", file, "--config", dir]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toBe(
    "# mine\nfeeds:\n  - url: https://news.example.org/feed # the news\n" +
      "  - url: https://river.example/feed\n    name: River & Hill\n    tags: [Asia]\n" +
      "  - url: http://10.0.0.7/feed\n    name: Mine\n# the end\n",
  );
  const said = stderr.replaceAll(`${file}:`, "");
  expect(said).toContain('5: http://news.example.org/feed/ is polled already, as "https://news.example.org/feed": left out');
  expect(said).toContain('6: https://river.example/feed is polled already, as "River & Hill": left out');
  expect(said).toContain('8: "Router": 192.168.1.1 is a private address');
  expect(said).toContain('9: "Decimal": 127.0.0.1 is a private address');
  expect(said).toContain('10: "Here": localhost is a private address');
  expect(said).toContain('12: "File": its address begins with file: but only http:// and https:// can be read');
  expect(said).toContain('13: "Empty": it has no address (xmlUrl)');
  expect(said).toContain("2 feeds added to");
});

test("a second import adds nothing, and a dry run writes nothing", async () => {
  const { dir, file } = await folder("");
  const dry = await call(["feeds", "import", "--dry-run", file, "--config", dir]);
  expect(dry.stdout).toContain("  - url: https://river.example/feed\n    name: River & Hill\n    tags: [Asia]\n");
  expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toBe("");
  const first = onlyJson(await call(["feeds", "import", file, "--config", dir, "--json"]));
  expect(first).toMatchObject({ written: true, cutOff: false, added: [{ line: 4 }, { line: 5 }, { line: 11 }] });
  const kept = await readFile(join(dir, "feeds.yaml"), "utf8");
  const second = onlyJson(await call(["feeds", "import", file, "--config", dir, "--json"]));
  expect(second).toMatchObject({ written: false, added: [] });
  expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toBe(kept);
});

test("an export is imported unchanged", async () => {
  const yaml =
    "feeds:\n  - url: https://a.example/feed?x=1&y=2\n    name: A & B\n    language: my\n    tags: [asia, river]\n  - url: https://b.example/\n";
  const { dir } = await folder(yaml);
  const { stdout } = await call(["feeds", "export", "--config", dir]);
  const other = await folder("");
  await writeFile(other.file, stdout);
  expect((await call(["feeds", "import", other.file, "--config", other.dir])).code).toBe(0);
  expect(await readFile(join(other.dir, "feeds.yaml"), "utf8")).toBe(yaml);
});

test("invalid or missing OPML, and a feeds.yaml with faults, end with a message, and nothing is written", async () => {
  const { dir, file } = await folder("feeds:\n  - ulr: https://a.example/\n");
  await expect(call(["feeds", "import", file, "--config", dir])).resolves.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("feeds.yaml has faults. See: wirewatch check") as string,
  });
  await writeFile(file, "<html><p>Sign in");
  const { code, stderr } = await call(["feeds", "import", file, "--config", dir]);
  expect([code, stderr]).toEqual([
    1,
    `wirewatch: ${file}, line 1: it is a web page and no list of feeds: export OPML from the reader that you come from\n`,
  ]);
  expect((await call(["feeds", "import", "/nowhere.opml"])).stderr).toContain("cannot read /nowhere.opml");
  expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toBe("feeds:\n  - ulr: https://a.example/\n");
});

test("feeds.yaml keeps its mode, and a new one is as readable as its folder", async () => {
  const { dir, file } = await folder();
  const [feeds, args] = [join(dir, "feeds.yaml"), ["feeds", "import", file, "--config", dir]];
  const mode = async () => ((await stat(feeds)).mode & 0o777).toString(8);
  await chmod(feeds, 0o664);
  await wirewatch(args);
  expect(await mode()).toBe("664");
  await rm(feeds);
  await chmod(dir, 0o755);
  await wirewatch(args);
  expect(await mode()).toBe("644");
});

test("the keys in addresses that are imported are written to feeds.yaml, and shown nowhere", async () => {
  const { dir, file } = await folder("");
  await writeFile(file, `<opml><body><outline text="Gull" xmlUrl="https://gull.example/feed?key=secret-value"/></body></opml>`);
  const ended = [
    await call(["feeds", "import", "--dry-run", file, "--config", dir]),
    await call(["feeds", "import", "--dry-run", "--json", file, "--config", dir]),
    await call(["feeds", "import", "--json", file, "--config", dir]),
  ];
  expect(JSON.stringify(ended)).not.toContain("secret-value");
  for (const { stdout } of ended) expect(stdout).toContain("https://gull.example/feed?…");
  expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toContain("https://gull.example/feed?key=secret-value");
});
