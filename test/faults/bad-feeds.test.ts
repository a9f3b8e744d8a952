// Goal: whatever a feed's address answers, the reason is reported, no other feed suffers, and its news is read once it recovers.
// Method: one round over all of them, the good ones last in line, and a second one when the hosts have recovered.
import { join } from "node:path";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "../cli/press.ts";
import { onlyJson, seedData, wirewatch } from "../cli/wirewatch.ts";
import { makeCertificate } from "../http/make-certificate.ts";
import { serveNobody } from "../http/serve-nobody.ts";
import { serveRaw, serveTls } from "../http/serve.ts";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import { freePort } from "../support/wait.ts";
import { badAnswers, patientHosts, slowHosts } from "./bad-hosts.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { FeedStatus } from "../../src/feeds/feed-status.ts";
import type { Press } from "../cli/press.ts";
import type { Ended } from "../cli/wirewatch.ts";

const bad = [...badAnswers, ...patientHosts, ...slowHosts];
/** Sources are asked in the order of their addresses: these come after the slow ones. */
const GOOD = ["well-1", "well-2", "well-3", "well-4"];
const authority = makeCertificate({ name: "Test Root", authority: true });

let press: Press;
let folder: string;
let ended: Ended;
/** What `feeds status` says after the round. */
let statuses: FeedStatus[];
/** Feeds at addresses where no host answers in HTTP, and the reason that has to be told. */
let unreachable: [url: string, reason: RegExp][];
let isMended = false;
/** How many of the slow hosts still held us when a good feed was asked, for each time that one was. */
const heldWhenAsked: number[] = [];
const asked = new Map<string, number>();
const cleanUps: (() => Promise<unknown>)[] = [];

/** The host as it is, and with a feed when it has recovered. */
const mendable =
  (host: string, listener: RequestListener): RequestListener =>
  (request, response) => {
    asked.set(host, (asked.get(host) ?? 0) + 1);
    if (!isMended) listener(request, response);
    else servesFeed(() => [{ title: `What ${host} had to say`, link: press.url("pages", `/${host}`) }])(request, response);
  };

async function unreachableFeeds(): Promise<[string, RegExp][]> {
  const selfSigned = makeCertificate({ name: "127.0.0.1" });
  const expired = makeCertificate({ name: "127.0.0.1", issuer: authority, days: { from: -9, to: -2 } });
  const [nobody, mute, tlsSelfSigned, tlsExpired] = await Promise.all([
    serveNobody(),
    serveRaw(() => undefined),
    serveTls({ key: selfSigned.key, cert: selfSigned.cert }, answers("no", "text/plain")),
    serveTls({ key: expired.key, cert: expired.cert }, answers("no", "text/plain")),
  ]);
  return [
    [`http://127.0.0.1:${nobody.port}/`, /^no connection to 127\.0\.0\.1:\d+ within 10 s$/],
    [`https://127.0.0.1:${mute.port}/`, /^no secure connection \(TLS\) with 127\.0\.0\.1:\d+ within 10 s$/],
    [`https://127.0.0.1:${tlsSelfSigned.port}/`, /^certificate is self-signed$/],
    [`https://127.0.0.1:${tlsExpired.port}/`, /^certificate has expired$/],
    [`http://refused.localhost:${await freePort()}/`, /^connection refused by 127\.0\.0\.1:\d+$/],
    ["http://10.255.255.1/feed", /is a private address .*add it to fetch\.allow_private$/],
    ["http://no-such-host.invalid/feed", /^(no such host|the name server did not answer)/],
  ];
}

const run = (...command: string[]) =>
  wirewatch([...command, "--json", "--config", join(folder, "config"), "--data", join(folder, "data")], {
    env: { NODE_EXTRA_CA_CERTS: join(folder, "authority.pem") },
  });
const round = () => run("once", "--now");

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  let held = 0;
  const holds =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      held += 1;
      request.socket.once("close", () => (held -= 1));
      listener(request, response);
    };
  const good = (host: string): RequestListener => {
    const serves = servesFeed(() => [{ title: `Storm over ${host}`, link: press.url("pages", `/${host}`) }]);
    return (request, response) => {
      if (!isMended) heldWhenAsked.push(held);
      serves(request, response);
    };
  };
  press = await openPress({
    ...Object.fromEntries([...badAnswers, ...patientHosts].map(({ host, listener }) => [host, mendable(host, listener)])),
    ...Object.fromEntries(slowHosts.map(({ host, listener }) => [host, mendable(host, holds(listener))])),
    ...Object.fromEntries(GOOD.map((host) => [host, good(host)])),
    pages: (request, response) =>
      answers(page(`Storm at ${request.url}`, `storm of ${request.url}`), "text/html")(request, response),
  });
  cleanUps.push(made.remove, press.close);
  unreachable = await unreachableFeeds();
  const slowFirst = [...slowHosts, ...badAnswers, ...patientHosts].map(({ host }) => press.url(host));
  const feeds = [...unreachable.map(([url]) => url), ...slowFirst, ...GOOD.map((host) => press.url(host))];
  await writeFiles(join(folder, "config"), soundConfig(feeds));
  await writeFiles(folder, { "authority.pem": authority.cert });
  seedData(join(folder, "data"));
  ended = await round();
  statuses = onlyJson(await run("feeds", "status")) as FeedStatus[];
}, 120_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const summaryOf = (end: Ended) => onlyJson(end) as RoundSummary;

test.each(bad)("a feed on a host that is $host is named with its reason", ({ host, reason }) => {
  const subject = press.url(host);
  expect(summaryOf(ended).errors.filter((error) => error.subject === subject)).toEqual([
    { stage: "poll-feeds", subject, message: expect.stringMatching(reason) },
  ]);
  const status = statuses.find(({ url }) => url === subject);
  expect(status?.state).toBe(host === "gone" ? "muted" : "failing");
  expect(status?.health.replace(/^muted: /, "")).toMatch(reason);
});

test("a feed without a listening host, a valid certificate, a public address or a host is named too", () => {
  for (const [url, reason] of unreachable) {
    expect(summaryOf(ended).errors.find(({ subject }) => subject === url)?.message).toMatch(reason);
    expect(statuses.find((status) => status.url === url)).toMatchObject({
      state: "failing",
      health: expect.stringMatching(reason),
    });
  }
});

test("the other feeds are read while the slow ones still block, although they are queued behind them", () => {
  expect(heldWhenAsked).toHaveLength(GOOD.length);
  expect(Math.min(...heldWhenAsked)).toBe(slowHosts.length);
});

test("their stories are mailed once each, in a round that is otherwise normal", async () => {
  const { feeds, entries, articles, digests } = summaryOf(ended);
  const failed = bad.length + unreachable.length;
  expect(ended.code).toBe(0);
  expect(feeds).toEqual({ polled: failed + GOOD.length, failed });
  expect([entries.new, articles.extracted, digests.sent]).toEqual([GOOD.length, GOOD.length, 1]);
  expect(await readOutbox(join(folder, "data/outbox"))).toHaveLength(1);
});

test("a recovered host's news is read, and a rate-limited host is read later", async () => {
  isMended = true;
  const { entries } = summaryOf(await round());
  expect(entries.new).toBe(badAnswers.length + slowHosts.length);
  for (const { host } of patientHosts) expect([host, asked.get(host)]).toEqual([host, 1]);
}, 120_000);
