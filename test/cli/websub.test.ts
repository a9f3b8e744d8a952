// Goal: a hub's push is in a digest before any poll could have brought it. Method: `run` with a hub of our own, from subscription to mail.
import { createHmac } from "node:crypto";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import { until } from "../support/wait.ts";
import { answers, openPress, page, rss, soundConfig, writeFiles } from "./press.ts";
import { askRunning, seedData, start } from "./wirewatch.ts";
import type { Press } from "./press.ts";

let press: Press;
let folder: string;
const cleanUps: (() => Promise<unknown>)[] = [];
const asked: URLSearchParams[] = [];

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  press = await openPress({
    gull: (request, response) =>
      answers(rss([{ title: "Calm at noon", link: press.url("pages", "/noon") }]), "application/rss+xml")(
        request,
        response.setHeader(
          "link",
          `<${press.url("hub").replace(".localhost", ".test")}>; rel="hub", <${press.url("gull")}>; rel="self"`,
        ),
      ),
    pages: (request, response) =>
      request.url === "/storm"
        ? answers(page("A storm is pushed", "storm"), "text/html; charset=utf-8")(request, response)
        : answers("no", "text/html", 404)(request, response),
    hub: (request, response) => {
      void text(request).then((form) => {
        asked.push(new URLSearchParams(form));
        response.writeHead(202).end();
      });
    },
  });
  const sound = soundConfig([press.url("gull")]);
  await writeFiles(join(folder, "config"), {
    ...sound,
    "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0, url: https://wirewatch.example }\n",
    "digests.yaml":
      "digests:\n  - { id: bulletin, to: [desk@example.org], schedule: immediately, settle: none, timezone: UTC }\n",
  });
  cleanUps.push(made.remove, press.close);
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("a feed's hub is asked, verified, accepted with its signature, and its push is mailed", async () => {
  seedData(join(folder, "data"));
  // No hub on a private host is asked.
  const NODE_OPTIONS = `--import ${new URL("../support/public-hosts.mjs", import.meta.url).href}`;
  const program = start(["run", "--config", join(folder, "config"), "--data", join(folder, "data")], { env: { NODE_OPTIONS } });
  cleanUps.push(() => program.stop("SIGKILL"));
  const web = (await program.says(/"status":"(http:[^"]+)"/))[1] ?? "";
  await until(() => asked.length > 0, "the hub is asked");
  const form = Object.fromEntries(asked[0] ?? []);
  expect(form).toMatchObject({ "hub.mode": "subscribe", "hub.topic": press.url("gull") });
  const callback = form["hub.callback"]?.replace("https://wirewatch.example/", web) ?? "";
  const query = new URLSearchParams({ "hub.mode": "subscribe", "hub.topic": press.url("gull"), "hub.challenge": "say this" });
  const verified = await fetch(`${callback}?${query.toString()}&hub.lease_seconds=86400`);
  expect([verified.status, await verified.text()]).toEqual([200, "say this"]);
  expect(verified.headers.get("content-type")).toBe("text/plain; charset=utf-8");

  const body = rss([{ title: "A storm is pushed", link: press.url("pages", "/storm") }]);
  const signature = `sha256=${createHmac("sha256", form["hub.secret"] ?? "")
    .update(body)
    .digest("hex")}`;
  const pushed = await fetch(callback, { method: "POST", body, headers: { "x-hub-signature": signature } });
  expect(pushed.status).toBe(202);
  await until(
    async () => (await readOutbox(join(folder, "data/outbox"))).some(({ text }) => text?.includes("A storm is pushed")),
    "the push is mailed",
    20_000,
  );
  const { feeds } = await askRunning(join(folder, "data"), (desk) => desk.status());
  expect(feeds[0]?.hub).toContain("pushes, not yet often enough to poll less");
  expect(await (await fetch(`${web}feeds/1`)).text()).toContain("pushes, not yet often enough to poll less");
  expect((await program.stop()).code).toBe(0);
});
