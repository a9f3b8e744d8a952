// Unsubscribing: an unforgeable link for each digest and recipient, and its effect (RFC 8058).
import { createHmac, timingSafeEqual } from "node:crypto";
import { isPublicPage, isReachableMail } from "../../digests/reachable.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { addSuppression, findSecret, findSuppression, liftSuppressions } from "../../store/deliveries/suppressions.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Suppression } from "../../store/deliveries/suppressions.ts";

const SECRET = "unsubscribe";

export interface Subscription {
  digest: string;
  recipient: string;
}

/** Makes the headers of a mail: a link if mail programs reach our pages by https, else a mail to the sender, or none if that cannot arrive. `pagesUrl` is where readers reach them. */
export async function openUnsubscribeHeaders(
  sql: Sql,
  pagesUrl: string | null,
  from: string,
): Promise<(digest: string, recipient: string) => Record<string, string>> {
  const sender = parseMailAddress(from)?.address ?? null;
  // A mail that arrives nowhere would promise what nobody does.
  if (pagesUrl === null || !isPublicPage(pagesUrl))
    return (digest) =>
      sender === null || !isReachableMail(sender)
        ? {}
        : { "List-Unsubscribe": `<mailto:${sender}?subject=${encodeURIComponent(`unsubscribe ${digest}`)}>` };
  const secret = await findSecret(sql, SECRET);
  return (digest, recipient) => ({
    "List-Unsubscribe": `<${pagesUrl.replace(/\/$/, "")}/unsubscribe/${tokenOf({ digest, recipient }, secret)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
}

/** Returns null for a token that we did not make, or made with another secret. */
export async function readToken(sql: Sql, token: string): Promise<Subscription | null> {
  const [payload = "", mac = ""] = token.split(".", 2);
  const expected = macOf(payload, await findSecret(sql, SECRET));
  const [a, b] = [Buffer.from(mac), Buffer.from(expected)];
  if (a.length !== b.length || !timingSafeEqual(a, b)) return null;
  const [digest = "", recipient = ""] = JSON.parse(Buffer.from(payload, "base64url").toString()) as string[];
  return { digest, recipient };
}

const macOf = (payload: string, secret: string): string => createHmac("sha256", secret).update(payload).digest("base64url");

function tokenOf({ digest, recipient }: Subscription, secret: string): string {
  const payload = Buffer.from(JSON.stringify([digest, recipient])).toString("base64url");
  return `${payload}.${macOf(payload, secret)}`;
}

export async function isSubscribed(sql: Sql, { digest, recipient }: Subscription): Promise<boolean> {
  return (await findSuppression(sql, recipient, digest)) === null;
}

/** Doing it twice is harmless. */
export const unsubscribe = (sql: Sql, { digest, recipient }: Subscription, now: Date): Promise<void> =>
  addSuppression(sql, { recipient, digest, kind: "unsubscribed", reply: null, since: now });

export async function subscribeAgain(sql: Sql, { digest, recipient }: Subscription): Promise<void> {
  await liftSuppressions(sql, recipient, digest);
}

/** As the ledger says it. */
export function whySuppressed({ kind, reply, since, recipient }: Suppression): string {
  const day = new Date(since).toISOString().slice(0, 10);
  const back = `wirewatch digest resume ${recipient}`;
  return kind === "unsubscribed"
    ? `unsubscribed on ${day}; to send again: ${back}`
    : `refused for good three times, last on ${day} (${reply ?? "without a word"}); to try again: ${back}`;
}
