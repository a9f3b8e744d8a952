// Files as other programs write them: another encoding, other line ends, marks of a merge, characters copied from a page, other names.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

const sound = "feeds:\n  - url: https://a.example/rss\n    name: A\n";
const utf16 = Buffer.from(sound, "utf16le");
const NOT_UTF_8 = "1:1: is not in UTF-8: save it as UTF-8";

test.each<[string, string | Buffer, string]>([
  ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), NOT_UTF_8],
  ["UTF-16 without a mark", utf16, NOT_UTF_8],
  ["UTF-16, the larger byte first, without a mark", Buffer.from(utf16).swap16(), NOT_UTF_8],
  ["a zero byte", `${sound}\0`, NOT_UTF_8],
  [
    "marks of a merge",
    "feeds:\n<<<<<<< HEAD\n  - url: https://a.example/rss\n=======\n  - url: https://b.example/rss\n>>>>>>> other\n",
    "2:1: a mark of a merge that was not finished: keep one of the two versions, and take the lines with <, = and > out",
  ],
  [
    "spaces of a web page",
    "feeds:\n\u00a0\u00a0- url: https://a.example/rss\n",
    "2:1: a space of another kind, as copied from a web page or a document: indent with those of the space bar",
  ],
  [
    "curly quotes",
    "feeds:\n  - url: “https://a.example/rss”\n",
    '2:10: "url" stands in curly quotes, which are part of it in YAML: write " in place of them, or none',
  ],
  [
    "a key without a space",
    "feeds:\n  - url:https://a.example/rss\n",
    '2:5: an item of "feeds" holds a key without a space after it: write url: and a space before the value',
  ],
])("a file with %s is one fault with its place and a remedy", async (_, text, words) => {
  const { config, lines } = await load(configFolder({ "feeds.yaml": text }));
  expect(lines).toEqual([`feeds.yaml:${words}`]);
  expect(config).toBeNull();
});

test.each([
  ["a mark of UTF-8", `\ufeff${sound}`],
  ["line ends of Windows", sound.replaceAll("\n", "\r\n")],
  ["line ends of old Macs", sound.replaceAll("\n", "\r")],
])("a file with %s is read", async (_, text) => {
  const { config, lines } = await load(configFolder({ "feeds.yaml": text }));
  expect(lines).toEqual([]);
  expect(config?.feeds).toMatchObject([{ url: "https://a.example/rss", name: "A" }]);
});

test.each([
  ["watchlists.yaml", "watchlists:\n  - id: a\n    any: [storm]\n", "move it into the folder watchlists"],
  ["sources.yaml", "# mine\nfeeds:\n  - url: https://a.example/\n", "write its feeds into feeds.yaml"],
  ["mails.yml", "digests: []\n", "write its digests into digests.yaml"],
  ["wirewatch.yaml.txt", "web: {}\n", "it would have to be called wirewatch.yaml"],
])("%s next to the files that are read is a warning that says where it belongs", async (file, text, words) => {
  const { config, lines } = await load(configFolder({ [file]: text, "compose.yaml": "services: {}\n" }));
  expect(lines).toEqual([`${file}:1:1: is not read: ${words}`]);
  expect(config).not.toBeNull();
});

test.each([
  ["watchlists/asia.txt", "its name would have to end in .yaml"],
  ["watchlists/asia.yaml.txt", "its name would have to end in .yaml"],
  ["watchlists/asia", "its name would have to end in .yaml"],
  ["watchlists/asia/storms.yaml", "move its files one folder up, into watchlists"],
])("%s looks like a file of watchlists and is a warning that says why it is not read", async (file, words) => {
  const { config, lines } = await load(configFolder({ [file]: "watchlists:\n  - id: z\n    any: [storm]\n" }));
  expect(lines).toEqual([`${file.replace("/storms.yaml", "")}:1:1: is not read: ${words}`]);
  expect(config).not.toBeNull();
});

test.each(["README.txt", "old.yaml.bak", "asia.yaml~", ".asia.yaml.swp"])("watchlists/%s is left alone", async (name) => {
  const text = name === "README.txt" ? "How we write watchlists\n" : "watchlists:\n  - id: z\n    any: [storm]\n";
  const { lines } = await load(configFolder({ [`watchlists/${name}`]: text }));
  expect(lines).toEqual([]);
});

test("two feeds of one name are both polled, with a warning", async () => {
  const text = "feeds:\n  - url: https://a.example/\n    name: News\n  - url: https://b.example/\n    name: News\n";
  const { config, lines } = await load(configFolder({ "feeds.yaml": text }));
  expect(lines).toEqual([
    "feeds.yaml:4:10: the feed in line 2 has the same name, so nobody can tell them apart: change one of the two",
  ]);
  expect(config?.feeds).toHaveLength(2);
});

test("recipients under another program's word are told the right one", async () => {
  const text = "digests:\n  - id: a\n    recipients: [a@b.example]\n    zone: x\n    schedule: immediately\n";
  const { lines } = await load(configFolder({ "digests.yaml": text }));
  expect(lines[0]).toBe('digests.yaml:3:5: "recipients" is not a key here: write the addresses of its readers below to:');
  expect(lines[1]).toMatch(/^digests.yaml:4:5: "zone" is not a key here/);
});
