// How one source is asked: its login, its name for us, its proxy and its pauses, as feeds.yaml says.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

const feedsWith = (lines: string) => configFolder({ "feeds.yaml": `feeds:\n  - url: https://paper.example/feed\n${lines}` });

test("a login and a user agent are headers of the source's own host", async () => {
  const yaml =
    '    login: { user: kay, password: "${PAPER_PASSWORD}" }\n    user_agent: Kay reads/1\n    headers: { X-Desk: news }\n';
  const { config, faults } = await load(feedsWith(yaml), { PAPER_PASSWORD: "pä:ss" });
  expect(faults).toEqual([]);
  expect(config?.feeds[0]?.headers).toEqual({
    "X-Desk": "news",
    Authorization: `Basic ${Buffer.from("kay:pä:ss").toString("base64")}`,
    "User-Agent": "Kay reads/1",
  });
  const { config: other } = await load(feedsWith('    login: { bearer: "${TOKEN}" }\n'), { TOKEN: "t0k" });
  expect(other?.feeds[0]?.headers).toEqual({ Authorization: "Bearer t0k" });
});

test("a proxy and the longest pause between polls are read, for one source and for all", async () => {
  const dir = configFolder({
    "feeds.yaml":
      "feeds:\n  - url: https://a.example/feed\n    proxy: socks5h://127.0.0.1:9050\n    every: 5m\n  - url: https://b.example/feed\n    proxy: none\n  - url: https://c.example/feed\n",
    "wirewatch.yaml": "fetch:\n  proxy: http://kay:pass@proxy.example\n",
  });
  const { config, faults } = await load(dir);
  expect(faults).toEqual([]);
  expect(config?.feeds.map(({ proxy, everyMs }) => [proxy, everyMs])).toEqual([
    ["socks5h://127.0.0.1:9050", 300_000],
    ["none", null],
    [null, null],
  ]);
  expect(config?.fetch.proxy).toBe("http://kay:pass@proxy.example:80");
});

test.each([
  ["login: { user: canary }", '"password" is missing: add it'],
  ['login: { user: a, password: "canary\\n" }', '"password" must be a password of one line'],
  ["login: canary", "login"],
  ["login: { bearer: canary, user: a }", '"user" is not a key here'],
  ["login: { bearer: canary }\n    headers: { authorization: canary }", "says what the header Authorization says too"],
  ["user_agent: Kay\n    headers: { User-Agent: canary }", "says what the header User-Agent says too"],
  ["proxy: ftp://canary@proxy.example:21", "is no proxy: write socks5h://"],
  ["proxy: http://canary@proxy.example:3128/path", "cannot be read as the address of a proxy"],
  ["every: 30s", "is no pause between two polls"],
  ["every: 2d", "is no pause between two polls"],
])("%s is a mistake, and its value is not repeated", async (yaml, message) => {
  const { lines } = await load(feedsWith(`    ${yaml}\n`));
  expect(lines.join("\n")).toContain(message);
  expect(lines.join()).not.toContain("canary");
});

test.each([
  ["mail: imaps://news@mail.example/Lists", "login: { bearer: canary }", "the user stands in the address of the mailbox"],
  ["mail: imaps://news@mail.example/Lists", "headers: { Cookie: canary }", "a mail server gets none"],
  ["mail: imaps://news@mail.example/Lists", "user_agent: canary", "a mail server gets none"],
  ["command: [./gazette.sh]", "login: { user: a, password: canary }", "give the program what it needs by env:"],
  ["command: [./gazette.sh]", "headers: { Cookie: canary }", "give the program what it needs by env:"],
])("in an item with %s, %s would do nothing and is a mistake", async (source, key, message) => {
  const { lines } = await load(configFolder({ "feeds.yaml": `feeds:\n  - ${source}\n    ${key}\n` }), { MAIL_PASSWORD: "a" });
  expect(lines).toEqual([
    expect.stringMatching(new RegExp(`^feeds.yaml:3:\\d+: "${key.split(":")[0]}" .*${message}`)) as unknown,
  ]);
  expect(lines.join()).not.toContain("canary");
});
