// Ways out beside mail: a digest's webhooks. Their posts stand in the same ledger, and are tried again as mails are.
import { createHmac } from "node:crypto";
import type { HttpAnswer } from "../http/answer.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Digest } from "../digests/digest.ts";
import type { Delivery, Mailer } from "./mail/mailer.ts";

export interface WayOut {
  channel: "webhook" | "slack";
  /** As the ledger names it: the address without what may be secret in it. */
  recipient: string;
  url: string;
  secret: string | null;
}

interface WayOutDeps {
  client(): Pick<PoliteClient, "post">;
  now(): Date;
}

const DEADLINE_MS = 30_000;
const ANSWER_BYTES_MAX = 64 * 1024;
const WORDS_MAX = 200;

/** In the order of digests.yaml; each with a name of its own. */
export function waysOut({ webhooks, slack }: Pick<Digest, "webhooks" | "slack">): WayOut[] {
  const all = [
    ...webhooks.map(({ url, secret }) => ({
      channel: "webhook" as const,
      url,
      secret,
      name: `${new URL(url).host}${new URL(url).pathname}`,
    })),
    // The whole path of these is a password.
    ...slack.map((url) => ({ channel: "slack" as const, url, secret: null, name: `${new URL(url).host}/…${url.slice(-4)}` })),
  ];
  const counts = new Map<string, number>();
  return all.map(({ name, ...way }) => {
    const recipient = `${way.channel} ${name}`;
    const count = (counts.get(recipient) ?? 0) + 1;
    counts.set(recipient, count);
    return { ...way, recipient: count === 1 ? recipient : `${recipient} (${count})` };
  });
}

/**
 * Delivers by one of them. A webhook may get a post again: its `webhook-id` says that it is the same. What takes Slack's text
 * knows no such thing, and there an answer that never came is as uncertain as a mail's.
 */
export function openWayOut(deps: WayOutDeps, way: WayOut, id: string): Mailer {
  return {
    repeatable: way.channel === "webhook",
    async deliver({ bytes, onBodyStart }): Promise<Delivery> {
      await onBodyStart();
      const headers = {
        "content-type": "application/json",
        ...(way.channel === "webhook" && signed(way, id, bytes, deps.now())),
      };
      const answer = await deps.client().post(way.url, bytes.toString("utf8"), {
        headers,
        bodyBytesMax: ANSWER_BYTES_MAX,
        bodyMayBeCut: true,
        deadlineMs: DEADLINE_MS,
      });
      if (answer.kind === "held" || answer.kind === "in-line")
        return { kind: "retry", about: "server", reply: "its host asked to be left alone for a while" };
      return endOf(answer, way);
    },
    verify: () => Promise.resolve({ ok: true, detail: way.recipient }),
    close: () => Promise.resolve(),
  };
}

/** https://www.standardwebhooks.com: `v1,` and the HMAC-SHA256 of id, time and body, in base64. */
function signed({ secret }: WayOut, id: string, body: Buffer, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const named = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (secret === null) return named;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return { ...named, "webhook-signature": `v1,${signature}` };
}

/** What may pass is tried again; that nothing will ever be there (410), or that this is not wanted (other 4xx), is an end. */
function endOf(answer: HttpAnswer, { channel }: WayOut): Delivery {
  if (answer.kind === "failed") {
    const mayHaveArrived = channel === "slack" && (answer.reason === "timeout" || answer.reason === "reset");
    if (mayHaveArrived) return { kind: "uncertain", reply: answer.message };
    return answer.temporary
      ? { kind: "retry", about: "server", reply: answer.message }
      : { kind: "failed", reply: answer.message };
  }
  const { status } = answer;
  const words = new TextDecoder().decode(answer.body).replace(/\s+/g, " ").trim().slice(0, WORDS_MAX);
  const reply = `${status}${words === "" ? "" : ` ${words}`}`;
  if (status >= 200 && status < 300) return { kind: "sent", reply };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { kind: "retry", about: "mail", reply };
  return { kind: "failed", reply: status === 410 ? `${reply} (gone: take it out of digests.yaml)` : reply };
}
