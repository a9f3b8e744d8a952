// Posts a message to an address that its owner gave for it, and tells from the answer what became of it.
import { hideSecrets, isOfWholeHost, pauseOf, readAnswer, spentUntil } from "./read-answer.ts";
import type { Answered, Failed } from "../http/answer.ts";
import type { ChannelDeps } from "./channel.ts";
import type { Delivery, Outgoing } from "./delivery.ts";
import type { AnswerReader } from "./read-answer.ts";

export interface Posting {
  url: string;
  method?: "PUT" | "PATCH";
  headers?: Record<string, string>;
  body: string;
  /** True if the receiver knows a second copy for one. */
  repeatable: boolean;
  /** One chat of a host with many: a pause that the host asks for applies to it alone. */
  scope?: string;
  /** Shown nowhere, even if the host repeats them. Such a post follows no redirect to another host. */
  secrets?: readonly string[];
  /** How the service answers, where it says more than HTTP does. */
  reads?: AnswerReader;
}

const ANSWER_BYTES_MAX = 64 * 1024;
/** A host that failed a moment ago is not asked for four seconds: nothing was sent, so it is tried right after that. */
const CLOSED_MS = 5_000;
/** A service that asks for pauses longer than this from the first attempt on will never take the message. */
const PAUSES_MS_MAX = 24 * 3_600_000;

/** A host, or a chat of it, that wants to be left alone is asked nothing until then, and tells the other deliveries to wait too. */
export async function postMessage(deps: ChannelDeps, outgoing: Outgoing, posting: Posting): Promise<Delivery> {
  const { url, body, headers, method, scope, secrets = [] } = posting;
  let began = false;
  const answer = await deps.client().send(url, body, {
    headers: { "content-type": "application/json", ...headers },
    bodyBytesMax: ANSWER_BYTES_MAX,
    bodyMayBeCut: true,
    deadlineMs: deps.deliveryPauses.answerMs,
    staysOnHost: secrets.length > 0,
    ...(method !== undefined && { method }),
    ...(scope !== undefined && { scope }),
    async onStart() {
      await outgoing.onBodyStart();
      began = true;
    },
  });
  if (answer.kind === "held") return { kind: "rate-limited", until: answer.until, reply: answer.message };
  const delivery =
    answer.kind === "failed" ? unanswered(deps, posting, answer, began) : await answered(deps, outgoing, posting, answer);
  return { ...delivery, reply: hideSecrets(delivery.reply, secrets) };
}

function unanswered(
  deps: ChannelDeps,
  { repeatable }: Posting,
  { reason, temporary, message }: Failed,
  began: boolean,
): Delivery {
  if (!began && temporary) return { kind: "rate-limited", until: new Date(deps.now().getTime() + CLOSED_MS), reply: message };
  if (began && !repeatable && (reason === "timeout" || reason === "reset")) return { kind: "uncertain", reply: message };
  return temporary ? { kind: "retry", about: "server", reply: message } : { kind: "failed", reply: message };
}

/** Retries what may pass. Gives up if nothing will ever be there (410), or if the message is not wanted (other 4xx). */
async function answered(deps: ChannelDeps, { delivery }: Outgoing, posting: Posting, answer: Answered): Promise<Delivery> {
  const { url, scope, secrets = [], reads = {} } = posting;
  const heard = readAnswer(answer, secrets);
  const status = reads.statusOf?.(heard) ?? heard.status;
  const said = `${heard.status}${heard.words === "" ? "" : ` ${heard.words}`}`;
  const target = redirectOf(answer);
  // So does a network that wants its users to sign in, and a server that is rebuilt.
  if (target !== null)
    return {
      kind: "retry",
      about: "delivery",
      reply: `${said} (it redirects to ${target}: give that address, or sign in to the network)`,
    };
  if (status === "unknown") return { kind: "uncertain", reply: advised(said, reads.adviceOn?.(heard)) };
  const taken = status >= 200 && status < 300;
  const passes = mayPass(status) || reads.mayPass?.includes(status) === true;
  const until = taken ? spentUntil(heard, deps.now()) : passes ? pauseOf(heard, deps.now()) : null;
  if (until !== null) await deps.client().hold(url, until, isOfWholeHost(heard) ? undefined : scope);
  if (taken) {
    const sentAs = reads.sentAs?.(heard) ?? null;
    return { kind: "sent", reply: said, ...(sentAs !== null && { sentAs }) };
  }
  const reply = advised(said, reads.adviceOn?.(heard) ?? (status === 410 ? "gone: take it out of digests.yaml" : null));
  if (!passes) return { kind: "failed", reply };
  // A pause that the service asked for counts as no attempt.
  const isNew = deps.now().getTime() - delivery.createdAt.getTime() < PAUSES_MS_MAX;
  if (status === 429 && until !== null && isNew) return { kind: "rate-limited", until, reply };
  return { kind: "retry", about: "delivery", reply, ...(until !== null && { until }) };
}

/** The host that a post would have to go to instead, without a path that may be secret. Null if the answer is no redirect. */
function redirectOf({ status, url, headers, leadsTo }: Answered): string | null {
  const target = leadsTo ?? (status >= 300 && status < 400 ? headers["location"] : undefined);
  return target !== undefined && URL.canParse(target, url) ? new URL(target, url).host : null;
}

const advised = (said: string, advice: string | null | undefined): string => (advice ? `${said} (${advice})` : said);

const mayPass = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;
