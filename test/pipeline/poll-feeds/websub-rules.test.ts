// Goal: hubs are found where publishers name them, and trusted only as far as they prove themselves.
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import {
  backupPoll,
  findHub,
  formatHub,
  isSigned,
  judgeHub,
  leaseOf,
  readHubWord,
} from "../../../src/pipeline/poll-feeds/websub/websub.ts";

const url = "https://gull.example/feed";
const NOW = new Date("2026-03-02T10:00:00Z");
const hubOf = (head: string, link?: string) => findHub({ url, link, head });

test.each([
  [
    "atom",
    '<feed xmlns="a"><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://gull.example/atom"/><entry>',
  ],
  [
    "rss, with a prefix and both in one",
    '<rss><channel><atom:link href="https://hub.example/" rel="hub"/><atom10:link rel="alternate self" href="/atom"/>',
  ],
  [
    "json",
    '{"version":"https://jsonfeed.org/version/1.1","feed_url":"https:\\/\\/gull.example/atom","hubs":[{"type":"rssCloud","url":"https://no.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[{"hubs":[{"type":"WebSub","url":"https://not.example/"}]',
  ],
])("a document names its hub: %s", (_, head) => {
  expect(hubOf(head)).toEqual({ hub: "https://hub.example/", topic: "https://gull.example/atom" });
});

test("a Link header wins over the document, in one line or in several, quoted or not", () => {
  const head = '<feed><link rel="hub" href="https://other.example/"/>';
  const link = '<https://hub.example/a,b>; title="x"; rel="hub", <https://gull.example/self>;rel=self';
  expect(hubOf(head, link)).toEqual({ hub: "https://hub.example/a,b", topic: "https://gull.example/self" });
});

test("without a self link the feed's own address is the topic; a hub over https wins; an invalid one is ignored", () => {
  const two = '<feed><link rel="hub" href="http://a.example/"/><link rel="hub" href="https://b.example/"/>';
  expect(hubOf(two)).toEqual({ hub: "https://b.example/", topic: url });
  expect(hubOf('<feed><link rel="hub" href="ftp://a.example/"/>')).toBeNull();
  expect(hubOf('<feed><entry><link rel="hub" href="https://a.example/"/></entry>')).toBeNull();
  expect(hubOf("")).toBeNull();
  expect(hubOf('{"items":[{"hubs":[{"type":"WebSub","url":"https://a.example/"}]}]}')).toBeNull();
  expect(hubOf('{"hubs":[null,3,{"url":4},{"type":"WebSub"}],"items":[]}')).toBeNull();
  expect(hubOf('{"hubs":[{"type":"WebSub","url":"https://a.example/"')).toBeNull();
});

const word = (query: string) => readHubWord(new URLSearchParams(query));

test("a hub's message is understood or ignored", () => {
  expect(word("hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=60")).toEqual({
    kind: "verify",
    mode: "subscribe",
    topic: "t",
    challenge: "c",
    leaseS: 60,
  });
  expect(word("hub.mode=denied&hub.topic=t&hub.reason=no")).toEqual({ kind: "denied", topic: "t", reason: "no" });
  for (const junk of ["", "hub.mode=subscribe&hub.topic=t", "hub.mode=x&hub.topic=t&hub.challenge=c", "hub.challenge=c"])
    expect(word(junk)).toBeNull();
  expect(word(`hub.mode=subscribe&hub.topic=t&hub.challenge=${"c".repeat(5_000)}`)).toBeNull();
});

test("a lease is renewed before it ends, and at most two weeks of it count", () => {
  const days = ({ until, renewAt }: ReturnType<typeof leaseOf>) =>
    [until, renewAt].map((at) => (at.getTime() - NOW.getTime()) / 86_400_000);
  expect(days(leaseOf(10 * 86_400, NOW))).toEqual([10, 8]);
  expect(days(leaseOf(999_999_999_999, NOW))).toEqual([14, expect.closeTo(11.2)]);
  expect(days(leaseOf(null, NOW))).toEqual([10, 8]);
  expect(leaseOf(1, NOW).renewAt.getTime() - NOW.getTime()).toBe(300_000);
});

test("a signature is accepted with each of the four methods, and never otherwise", () => {
  const body = Buffer.from("<feed/>");
  const sign = (method: string, secret = "s") => `${method}=${createHmac(method, secret).update(body).digest("hex")}`;
  for (const method of ["sha1", "sha256", "sha384", "sha512"]) {
    expect(isSigned(sign(method), "s", body)).toBe(true);
    expect(isSigned(sign(method).toUpperCase().replace("SHA", "sha"), "s", body)).toBe(true);
    expect(isSigned(sign(method, "other"), "s", body)).toBe(false);
    expect(isSigned(sign(method), "s", Buffer.from("<feed />"))).toBe(false);
    expect(isSigned(sign(method).slice(0, -2), "s", body)).toBe(false);
  }
  for (const junk of [undefined, "", "sha256=", sign("md5"), "sha256=zz", `${sign("sha1")}, ${sign("sha256")}`])
    expect(isSigned(junk ?? null, "s", body)).toBe(false);
});

const hours = (wait: number) =>
  (backupPoll(new Date(NOW.getTime() + wait * 3_600_000), NOW).getTime() - NOW.getTime()) / 3_600_000;

test("a hub is judged by which brought the news first, and polls become backups only behind one that pushes", () => {
  expect(judgeHub({ pushed: 2, polled: 0 })).toBe("unproven");
  expect(judgeHub({ pushed: 3, polled: 0 })).toBe("pushes");
  expect(judgeHub({ pushed: 8, polled: 2 })).toBe("pushes");
  expect(judgeHub({ pushed: 8, polled: 3 })).toBe("patchy");
  expect(judgeHub({ pushed: 0, polled: 3 })).toBe("silent");
  expect([hours(0.5), hours(6), hours(24)]).toEqual([1.5, 12, 24]);
});

test("formatHub names the host, what it is worth and its fault", () => {
  const state = {
    hub: "https://hub.example/",
    wanted: true,
    lease_until: new Date(NOW.getTime() + 1),
    fault: null,
    pushed: 0,
    polled: 5,
    last_push_at: null,
  };
  expect(formatHub(state, NOW)).toBe("hub.example takes subscriptions and never pushes; polled as before");
  expect(formatHub({ ...state, lease_until: NOW, fault: "not found" }, NOW)).toBe(
    "no longer subscribed to hub.example; not found",
  );
  expect(formatHub({ ...state, lease_until: null }, NOW)).toBe("not yet subscribed to hub.example");
});
