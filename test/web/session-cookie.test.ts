// Goal: a session goes on behind every proxy that our Host check lets pass, and by https no cookie of another host counts. Method: requests as such proxies send them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStages } from "../pipeline/open-stages.ts";
import { ask, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const PASSWORD = "correct horse battery staple";
const OWN_ADDRESS = { host: "127.0.0.1:8080" };

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

async function signIn(headers: Record<string, string>) {
  const web = await webWith(stages, { kind: "password", password: PASSWORD }, { url: "https://news.example.org" });
  const entered = await ask(web, "/login", {
    method: "POST",
    body: new URLSearchParams({ password: PASSWORD }).toString(),
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded", origin: "https://news.example.org" },
  });
  const [cookie = ""] = entered.headers["set-cookie"]?.[0]?.split(";") ?? [];
  expect(cookie).toMatch(/^__Host-wirewatch=/);
  return { cookie, statusWith: async (sent: string) => (await ask(web, "/", { headers: { ...headers, cookie: sent } })).status };
}

test.each<[string, Record<string, string>]>([
  ["the Host as it is", { host: "news.example.org" }],
  ["the Host with its port", { host: "news.example.org:443" }],
  ["the scheme alone", { ...OWN_ADDRESS, "x-forwarded-proto": "https" }],
  ["the schemes of two proxies", { ...OWN_ADDRESS, "x-forwarded-proto": "https, http" }],
])("a session goes on behind a proxy that passes %s, and the plain cookie opens nothing there", async (_name, headers) => {
  const { cookie, statusWith } = await signIn(headers);
  expect(await statusWith(cookie)).toBe(200);
  expect(await statusWith(cookie.replace("__Host-", ""))).toBe(303);
});

test("a session goes on behind a proxy that passes neither Host nor scheme, as Apache and nginx do unless they are told to", async () => {
  const { cookie, statusWith } = await signIn(OWN_ADDRESS);
  expect(await statusWith(cookie)).toBe(200);
  expect(await statusWith(`wirewatch=${"A".repeat(43)}; ${cookie}`)).toBe(200);
});
