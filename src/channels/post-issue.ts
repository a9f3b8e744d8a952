// Posts an issue to an address that its owner gave for it, as webhooks and chat programs take it.
import { retryAfter } from "../http/retry-after.ts";
import type { HttpAnswer } from "../http/answer.ts";
import type { ChannelDeps } from "./channel.ts";
import type { Delivery, Outgoing } from "./delivery.ts";

export interface Posting {
  url: string;
  headers?: Record<string, string>;
  /** True if the receiver knows a second copy for one. */
  repeatable: boolean;
}

const DEADLINE_MS = 30_000;
const ANSWER_BYTES_MAX = 64 * 1024;
const WORDS_MAX = 200;

/** Posts the bytes as JSON. A host that wants to be left alone is asked nothing until then, and tells the other deliveries to wait too. */
export async function postIssue(deps: ChannelDeps, outgoing: Outgoing, { url, headers, repeatable }: Posting): Promise<Delivery> {
  const answer = await deps.client().send(url, outgoing.bytes.toString("utf8"), {
    headers: { "content-type": "application/json", ...headers },
    bodyBytesMax: ANSWER_BYTES_MAX,
    bodyMayBeCut: true,
    deadlineMs: DEADLINE_MS,
    onStart: outgoing.onBodyStart,
  });
  if (answer.kind === "held") return { kind: "rate-limited", until: answer.until, reply: answer.message };
  const until = answer.kind === "answer" && mayPass(answer.status) ? retryAfter(answer.headers, deps.now()) : null;
  if (until !== null) await deps.client().hold(url, until);
  return deliveryOf(answer, repeatable, until);
}

/** Retries what may pass. Gives up if nothing will ever be there (410), or if the post is not wanted (other 4xx). */
function deliveryOf(answer: HttpAnswer, repeatable: boolean, until: Date | null): Delivery {
  if (answer.kind === "failed") {
    const mayHaveArrived = !repeatable && (answer.reason === "timeout" || answer.reason === "reset");
    if (mayHaveArrived) return { kind: "uncertain", reply: answer.message };
    return answer.temporary
      ? { kind: "retry", about: "server", reply: answer.message }
      : { kind: "failed", reply: answer.message };
  }
  const { status } = answer;
  const words = new TextDecoder().decode(answer.body).replace(/\s+/g, " ").trim().slice(0, WORDS_MAX);
  const reply = `${status}${words === "" ? "" : ` ${words}`}`;
  if (status >= 200 && status < 300) return { kind: "sent", reply };
  if (mayPass(status)) return { kind: "retry", about: "delivery", reply, ...(until !== null && { until }) };
  return { kind: "failed", reply: status === 410 ? `${reply} (gone: take it out of digests.yaml)` : reply };
}

const mayPass = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;
