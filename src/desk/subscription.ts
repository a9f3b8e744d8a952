// What an unsubscribe link stands for, and unsubscribing with it or subscribing again.
import { isSubscribed, readToken, subscribeAgain, unsubscribe } from "../channels/mail/unsubscribe.ts";
import type { Sql } from "../store/engine/database.ts";

export interface SubscriptionState {
  digest: string;
  recipient: string;
  subscribed: boolean;
}

/** Returns null if the token is not one of ours. */
export async function readSubscription(sql: Sql, token: string): Promise<SubscriptionState | null> {
  const subscription = await readToken(sql, token);
  return subscription && { ...subscription, subscribed: await isSubscribed(sql, subscription) };
}

/** Does nothing the second time. Returns null if the token is not one of ours. */
export async function changeSubscription(
  sql: Sql,
  { token, subscribe }: { token: string; subscribe: boolean },
  now: Date,
): Promise<SubscriptionState | null> {
  const subscription = await readToken(sql, token);
  if (subscription === null) return null;
  await (subscribe ? subscribeAgain(sql, subscription) : unsubscribe(sql, subscription, now));
  return { ...subscription, subscribed: subscribe };
}
