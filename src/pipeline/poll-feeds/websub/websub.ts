// The rules of WebSub (W3C Recommendation, 2018): which hub a feed names, what a hub may say, and whether a push is signed. No I/O.
// Next to it: subscriptions.ts (the table), follow-hub.ts (our requests to hubs) and hub-callback.ts (hubs' requests to us).
import { createHmac, timingSafeEqual } from "node:crypto";
import { readXml } from "../../../feeds/read/read-xml.ts";
import { resolveWebUrl } from "../../../feeds/read/resolve-url.ts";
import type { SubscriptionRow } from "./subscriptions.ts";

/** A hub, and the address (`topic`) under which it knows the feed. */
export interface Hub {
  hub: string;
  topic: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The lease that we ask for; hubs grant what they like. */
const LEASE_ASKED_S = 10 * 24 * 3600;
/** A hub that grants a year may forget us, which would go unnoticed for that long. */
const LEASE_MS_MAX = 14 * DAY_MS;
/** However short the lease, its hub is not asked more often. */
const RENEW_MS_MIN = 5 * 60_000;
const LINK_HEADER_CHARS_MAX = 8_000;

/** The hub that a feed's answer names, in its Link header or else in the document's head. `head` is the document's beginning. */
export function findHub(answer: { url: string; link: string | undefined; head: string }): Hub | null {
  const ofHeader = linksOfHeader(answer.link ?? "", answer.url);
  const ofDocument = linksOfDocument(answer.head, answer.url);
  const hubs = ofHeader.hub.length > 0 ? ofHeader.hub : ofDocument.hub;
  const hub = hubs.find((url) => url.startsWith("https:")) ?? hubs[0];
  const topic = ofHeader.self[0] ?? ofDocument.self[0] ?? answer.url;
  return hub === undefined ? null : { hub, topic };
}

interface Links {
  hub: string[];
  self: string[];
}

function addLink(links: Links, rel: string, href: string | undefined, base: string): void {
  const url = resolveWebUrl(href, base)?.replace(/#.*/s, "");
  if (url === undefined || url.length > 2_000) return;
  for (const word of rel.toLowerCase().split(/\s+/)) if (word === "hub" || word === "self") links[word].push(url);
}

/** RFC 8288: `<https://hub.example/>; rel="hub", <https://…>; rel=self`. */
function linksOfHeader(header: string, base: string): Links {
  const links: Links = { hub: [], self: [] };
  for (const [, href, parameters = ""] of header.slice(0, LINK_HEADER_CHARS_MAX).matchAll(/<([^<>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    addLink(links, quoted ?? bare ?? "", href, base);
  }
  return links;
}

/** Links of the channel alone: those within an entry are about the entry. */
function linksOfDocument(head: string, base: string): Links {
  if (/^\s*\{/.test(head)) return linksOfJson(head, base);
  const links: Links = { hub: [], self: [] };
  const firstEntry = /<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]/i.exec(head)?.index;
  readXml(head.slice(0, firstEntry), {
    onOpen(name, attributes) {
      if (name.replace(/^.*:/, "") === "link") addLink(links, attributes.get("rel") ?? "", attributes.get("href"), base);
    },
    onClose() {},
    onText() {},
  });
  return links;
}

/** JSON Feed 1.1: `"hubs": [{ "type": "WebSub", "url": "https://hub.example/" }]`, before the items of a document that may be cut. */
function linksOfJson(head: string, base: string): Links {
  const links: Links = { hub: [], self: [] };
  const channel = head.slice(0, /"items"\s*:/.exec(head)?.index);
  const hubs = /"hubs"\s*:\s*(\[[^\]]{0,4000}\])/.exec(channel)?.[1];
  for (const hub of asList(hubs)) {
    const { type, url } = (hub ?? {}) as { type?: unknown; url?: unknown };
    if (typeof url === "string" && /^websub$/i.test(String(type))) addLink(links, "hub", url, base);
  }
  const [self] = asList(`[${/"feed_url"\s*:\s*("(?:[^"\\]|\\.){0,2000}")/.exec(channel)?.[1] ?? ""}]`);
  if (typeof self === "string") addLink(links, "self", self, base);
  return links;
}

function asList(json: string | undefined): unknown[] {
  try {
    return JSON.parse(json ?? "[]") as unknown[];
  } catch {
    return [];
  }
}

/** What a hub may say in a GET at our callback. */
export type HubWord =
  | { kind: "verify"; mode: "subscribe" | "unsubscribe"; topic: string; challenge: string; leaseS: number | null }
  | { kind: "denied"; topic: string; reason: string };

const CHALLENGE_CHARS_MAX = 2_000;

export function readHubWord(query: URLSearchParams): HubWord | null {
  const mode = query.get("hub.mode");
  const topic = query.get("hub.topic");
  if (topic === null) return null;
  if (mode === "denied") return { kind: "denied", topic, reason: (query.get("hub.reason") ?? "").slice(0, 200) };
  const challenge = query.get("hub.challenge") ?? "";
  if ((mode !== "subscribe" && mode !== "unsubscribe") || challenge === "" || challenge.length > CHALLENGE_CHARS_MAX) return null;
  const seconds = query.get("hub.lease_seconds") ?? "";
  return { kind: "verify", mode, topic, challenge, leaseS: /^\d{1,12}$/.test(seconds) ? Number(seconds) : null };
}

/** When a granted lease ends for us, and when to ask again, which leaves a fifth of it for further tries. */
export function leaseOf(leaseS: number | null, now: Date): { until: Date; renewAt: Date } {
  const ms = Math.min((leaseS ?? LEASE_ASKED_S) * 1000, LEASE_MS_MAX);
  return { until: new Date(now.getTime() + ms), renewAt: new Date(now.getTime() + Math.max(ms * 0.8, RENEW_MS_MIN)) };
}

/** When to ask a hub again that refused, stayed silent or could not be reached so many times in a row. */
export function nextAsk(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(10 * 60_000 * 2 ** Math.min(Math.max(failures - 1, 0), 20), DAY_MS));
}

/** The form fields of a subscription request. */
export function hubForm(asked: { mode: "subscribe" | "unsubscribe"; topic: string; callback: string; secret: string }): string {
  const form = new URLSearchParams({ "hub.mode": asked.mode, "hub.topic": asked.topic, "hub.callback": asked.callback });
  if (asked.mode === "subscribe") {
    form.set("hub.lease_seconds", String(LEASE_ASKED_S));
    form.set("hub.secret", asked.secret);
  }
  return form.toString();
}

const HEX_LENGTHS: Readonly<Record<string, number>> = { sha1: 40, sha256: 64, sha384: 96, sha512: 128 };

/** Whether an X-Hub-Signature (`method=hex`) was made with our secret over exactly these bytes. Takes the same time however wrong it is. */
export function isSigned(header: string | null, secret: string, body: Uint8Array): boolean {
  const [, method = "", hex = ""] = /^\s*(sha(?:1|256|384|512))=([0-9a-f]+)\s*$/i.exec(header?.slice(0, 200) ?? "") ?? [];
  const algorithm = method.toLowerCase();
  if (hex.length === 0 || hex.length !== HEX_LENGTHS[algorithm]) return false;
  return timingSafeEqual(Buffer.from(hex, "hex"), createHmac(algorithm, secret).update(body).digest());
}

/** What a hub is worth, by whether pushes or polls brought new entries first. Some hubs accept everything and never push, which only polls show. */
export type HubWorth = "unproven" | "pushes" | "patchy" | "silent";

export function judgeHub({ pushed, polled }: { pushed: number; polled: number }): HubWorth {
  if (pushed + polled < 3) return "unproven";
  if (pushed === 0) return "silent";
  return polled * 4 <= pushed ? "pushes" : "patchy";
}

const BACKUP_MS_MAX = 12 * HOUR_MS;

/** The next poll of a feed whose hub pushes: polls are a backup then, and three times as rare. */
export function backupPoll(nextDueAt: Date, now: Date): Date {
  const waitMs = nextDueAt.getTime() - now.getTime();
  return new Date(Math.max(nextDueAt.getTime(), now.getTime() + Math.min(waitMs * 3, BACKUP_MS_MAX)));
}

/** One line on a feed's hub, for the feed's row. */
export function formatHub(
  {
    hub,
    wanted,
    lease_until,
    fault,
    pushed,
    polled,
    last_push_at,
  }: Pick<SubscriptionRow, "hub" | "wanted" | "lease_until" | "fault" | "pushed" | "polled" | "last_push_at">,
  now: Date,
): string {
  const host = URL.canParse(hub) ? new URL(hub).host : hub;
  const faulty = fault === null ? "" : `; ${fault}`;
  if (!wanted) return `leaving ${host}`;
  if (lease_until === null || lease_until <= now)
    return `${lease_until === null ? "not yet subscribed to" : "no longer subscribed to"} ${host}${faulty}`;
  const worth = {
    unproven: last_push_at === null ? "nothing pushed yet" : "pushes, not yet often enough to poll less",
    pushes: "pushes; polled as a backup",
    patchy: `pushed ${pushed} of the last ${pushed + polled} new entries; polled as before`,
    silent: "takes subscriptions and never pushes; polled as before",
  }[judgeHub({ pushed, polled })];
  return `${host} ${worth}${faulty}`;
}
