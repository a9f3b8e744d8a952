// The table of channels: what a new kind gets by one line there, and that nothing else knows the kinds.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { CHANNELS, digestChannels } from "../../src/channels/channels.ts";
import { webhook } from "../../src/channels/webhook.ts";
import { configFolder, load } from "../config/config-folder.ts";
import { readHouse } from "../support/read-house.ts";

const digestsYaml = (more: string): string =>
  `digests:\n  - id: morning\n    schedule: "0 7 * * *"\n${more.replace(/^(?=.)/gm, "    ")}`;
const channelsOf = async (more: string) => {
  const { config, lines } = await load(configFolder({ "digests.yaml": digestsYaml(more) }));
  return config?.digests[0]?.channels ?? lines;
};
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

test("README lists every channel as it stands in digests.yaml, and no other", async () => {
  const lines = CHANNELS.map(({ inYaml, key, does }) =>
    [`| \`- ${inYaml}\``, key === undefined ? "" : `\`${key.inYaml}\``, `${does} |`].join(" | "),
  );
  expect(await readFile("README.md", "utf8")).toContain(
    `| in \`channels\` | or as a key of the digest | |\n|---|---|---|\n${lines.join("\n")}\n\n`,
  );
});

test("a digest's keys and its list of channels lead to the same recipients", async () => {
  const byKeys = `to: [desk@example.org]\nwebhooks: [{ url: "https://a.example/hook?key=1", secret: ${secret} }]\nslack: ["https://hooks.example/T/B/abcd1234"]\natom: true\n`;
  const byList = `channels:\n  - slack: https://hooks.example/T/B/abcd1234\n  - mail: desk@example.org\n  - atom: true\n  - webhook: { url: "https://a.example/hook?key=1", secret: ${secret} }\n`;
  const expected = [
    { kind: "mail", recipient: "desk@example.org", setting: "desk@example.org" },
    { kind: "webhook", recipient: "webhook a.example/hook", setting: { url: "https://a.example/hook?key=1", secret } },
    { kind: "slack", recipient: "slack hooks.example/…1234", setting: "https://hooks.example/T/B/abcd1234" },
    { kind: "atom", recipient: null, setting: true },
  ];
  expect(await channelsOf(byKeys)).toEqual(expected);
  expect(await channelsOf(byList)).toEqual(expected);
  expect(await channelsOf(byKeys + byList)).toEqual(expected);
});

test("two recipients that would have one name in the ledger get two", () => {
  const named = ["https://a.example/hook?key=1", "https://a.example/hook?key=2", "https://a.example/hook?key=1"];
  const channels = digestChannels(named.map((url) => ({ kind: "webhook", setting: { url } })));
  expect(channels.map(({ recipient }) => recipient)).toEqual(["webhook a.example/hook", "webhook a.example/hook (2)"]);
});

test("an address that is named twice, in capitals, with a name or in another list, gets one mail", async () => {
  const named = "to: [Desk <desk@example.org>, Desk@Example.org, night@example.org]\nchannels:\n  - mail: desk@EXAMPLE.org\n";
  expect(await channelsOf(named)).toEqual([
    { kind: "mail", recipient: "Desk <desk@example.org>", setting: "Desk <desk@example.org>" },
    { kind: "mail", recipient: "night@example.org", setting: "night@example.org" },
  ]);
});

test.each([
  ["{}", 'an item of "channels" names no channel: give it one of mail:, webhook:, slack:, ntfy:, '],
  ["{ slak: https://a.example/ }", '"slak" is not a key here; did you mean "slack"?'],
  ["{ slack: https://a.example/, mail: a@b.example }", "names several channels: make each an item of its own"],
  ["{ atom: false }", "atom"],
  ["{ mail: nobody }", "is no e-mail address: write one such as desk@example.org or Desk <desk@example.org>"],
])("an item of channels that is %s is a fault with its place", async (item, fault) => {
  expect(await channelsOf(`channels:\n  - ${item}\n`)).toEqual([
    expect.stringMatching(/^digests\.yaml:5:\d+: /) && expect.stringContaining(fault),
  ]);
});

test.each([
  ["{ telegram: { token: 998877665544, chat: 5 } }", '"token" must stand in quotes'],
  ["{ telegram: { token: [998877665544], chat: 5 } }", '"token" must be a text'],
  ["{ telegram: { token: 998877665544 AA, chat: 5 } }", '"token" must be one word'],
  ["{ telegram: { token: 998877665544, chat: a b } }", '"chat" is no chat'],
  ["{ matrix: { server: https://m.example/998877665544?x=1, room: '!a:b', token: t } }", '"server" has a ? or # in it'],
  ["{ matrix: { server: https://m.example, room: '#a:b', token: 998877665544 } }", '"room" is no id of a room'],
  ["{ ntfy: https://ntfy.example/998877665544/a.b }", '"ntfy" names no topic'],
  ["{ discord: ftp://discord.example/998877665544 }", '"discord" begins with ftp:'],
  ["{ pushover: { token: t, user: 998877665544, device: x } }", '"device" is not a key here'],
])("a mistake in %s is named, and no secret is shown", async (item, fault) => {
  const lines = JSON.stringify(await channelsOf(`channels:\n  - ${item}\n`));
  expect(lines).toContain(JSON.stringify(fault).slice(1, -1));
  expect(lines).not.toContain("998877665544");
});

test.each([
  [23, false],
  [24, true],
  [64, true],
  [65, false],
])("a webhook's secret of %i bytes is one: %s", (bytes, isSecret) => {
  const setting = { url: "https://a.example/", secret: `whsec_${Buffer.alloc(bytes, 7).toString("base64")}` };
  expect(webhook.schema.safeParse(setting).success).toBe(isSecret);
});

test("the pipeline, the store and the configuration name no kind of channel", async () => {
  const kinds = new RegExp(`["'](${CHANNELS.map(({ kind }) => kind).join("|")})["']`);
  const files = (await readHouse(["src"])).filter(({ room }) => ["pipeline", "store", "config", "chores"].includes(room));
  expect(files.length).toBeGreaterThan(80);
  const naming = files.filter(({ text }) => kinds.test(text)).map(({ path }) => path);
  // `mail` is also a section of wirewatch.yaml, a lane of the pipeline and an incident; alarms count mails, and have a webhook; each delivery of old was a mail.
  expect(naming).toEqual([
    "src/chores/self-check/check-self.ts",
    "src/chores/self-check/judge.ts",
    "src/config/load/load-settings.ts",
    "src/pipeline/pipeline.ts",
    "src/store/migrations/0014-ways-out.ts",
    "src/store/self-check/self-checks.ts",
  ]);
});
