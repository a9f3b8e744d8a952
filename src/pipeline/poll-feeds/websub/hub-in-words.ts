// How a feed's hub stands, in words for its row.
import { judgeHub } from "./websub.ts";

export interface HubState {
  hub: string;
  wanted: boolean;
  leaseUntil: Date | null;
  fault: string | null;
  pushed: number;
  polled: number;
  lastPushAt: Date | null;
}

export function hubInWords({ hub, wanted, leaseUntil, fault, pushed, polled, lastPushAt }: HubState, now: Date): string {
  const host = URL.canParse(hub) ? new URL(hub).host : hub;
  const faulty = fault === null ? "" : `; ${fault}`;
  if (!wanted) return `leaving ${host}`;
  if (leaseUntil === null || leaseUntil <= now)
    return `${leaseUntil === null ? "not yet subscribed to" : "no longer subscribed to"} ${host}${faulty}`;
  const worth = {
    unproven: lastPushAt === null ? "nothing pushed yet" : "pushes, not yet often enough to poll less",
    pushes: "pushes; polled as a backup",
    patchy: `pushed ${pushed} of the last ${pushed + polled} new entries; polled as before`,
    silent: "takes subscriptions and never pushes; polled as before",
  }[judgeHub({ pushed, polled })];
  return `${host} ${worth}${faulty}`;
}
