// Access to the web page, as set in the file and the environment.
import { expect, test } from "vitest";
import { configFolder, load } from "./config-folder.ts";

test.each([
  ["the default", "", {}, { kind: "loopback" }],
  [
    "a password from the environment",
    "web: { access: password }\n",
    { WEB_PASSWORD: "pass word" },
    { kind: "password", password: "pass word" },
  ],
  [
    "a password for readers",
    "web: { access: password }\n",
    { WEB_PASSWORD: "pass word", WEB_READER_PASSWORD: "read only" },
    { kind: "password", password: "pass word", readerPassword: "read only" },
  ],
  ["no password yet", "web: { access: password }\n", {}, { kind: "password", password: null }],
  ["an empty password", "", { WEB_ACCESS: "password", WEB_PASSWORD: "" }, { kind: "password", password: null }],
  [
    "proxies of one's own",
    "web: { access: proxy, proxies: [10.0.0.7, 'fd00::/8'] }\n",
    {},
    { kind: "proxy", from: ["10.0.0.7/32", "fd00::/8"] },
  ],
  [
    "a proxy that names owners",
    "web: { access: proxy, proxies: [10.0.0.7], owners: { header: Remote-User, names: [ana, bo@example.org] } }\n",
    {},
    { kind: "proxy", from: ["10.0.0.7/32"], owners: { header: "Remote-User", names: ["ana", "bo@example.org"] } },
  ],
  [
    "private proxies",
    "",
    { WEB_ACCESS: "proxy" },
    { kind: "proxy", from: expect.arrayContaining(["127.0.0.0/8", "172.16.0.0/12"]) },
  ],
  ["anyone", "web: { access: open }\n", { WEB_ACCESS: "open" }, { kind: "open" }],
])("web.access may be %s", async (_name, yaml, env: Record<string, string>, access) => {
  const { config, lines } = await load(configFolder({ "wirewatch.yaml": yaml }), env);
  expect([config?.web.access, lines]).toEqual([access, []]);
});

test("WEB_ACCESS and web.access that say different things are a fault, since each reader would believe the other one", async () => {
  const { config, lines } = await load(configFolder({ "wirewatch.yaml": "web:\n  access: password\n" }), { WEB_ACCESS: "open" });
  expect([config, lines]).toEqual([null, ['wirewatch.yaml:2:11: "access" is password, but WEB_ACCESS is open: make them agree']]);
  expect((await load(configFolder(), { WEB_ACCESS: "closed" })).lines).toEqual([
    "environment:1:1: WEB_ACCESS is none of loopback, password, proxy, open: write one of them",
  ]);
});

test.each([
  ["web: { access: closed }", '1:16: "access" is none of loopback, password, proxy, open: write one of them'],
  [
    "web: { access: proxy, proxies: [proxy.example] }",
    '1:33: an item of "proxies" is no address or range: write one, as in 10.0.0.7 or 172.16.0.0/12',
  ],
  [
    "web: { access: password, owners: { header: Remote-User, names: [ana] } }",
    '1:34: "owners" are named by a proxy, and access is not proxy: set it, or take owners out',
  ],
  [
    "web: { access: proxy, owners: { header: 'Remote User', names: [ana] } }",
    '1:41: "header" is not right: write the one in which the proxy names who signed in, as in Remote-User',
  ],
])("%s is a fault with its place and a remedy", async (yaml, fault) => {
  const { config, lines } = await load(configFolder({ "wirewatch.yaml": `${yaml}\n` }));
  expect([config, lines]).toEqual([null, [`wirewatch.yaml:${fault}`]]);
});
