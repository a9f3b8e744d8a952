// Tells the people who run Wirewatch of incidents, each once when it begins and once when it is over, and asks the heartbeat address while all is well.
import { toError } from "../../errors.ts";
import { composeMessage } from "../../channels/mail/compose-message.ts";
import { messageIdOf } from "../../channels/message-id.ts";
import { markup } from "../../digests/escape-html.ts";
import { beginReport, claimReport, endReport } from "../../store/self-check/incidents.ts";
import { takeTurn } from "../../store/self-check/self-checks.ts";
import { isAllWell, WEBHOOK } from "./check-self.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Report } from "../../store/self-check/incidents.ts";
import type { StageDeps } from "../../pipeline/stage-deps.ts";

const MINUTE_MS = 60_000;
const LEASE_MS = 5 * MINUTE_MS;
const RETRY_MS_MAX = 60 * MINUTE_MS;
const REQUEST = { bodyBytesMax: 64 * 1024, bodyMayBeCut: true, deadlineMs: 30_000 };

type ReportDeps = Pick<StageDeps, "database" | "config" | "mailer" | "client" | "now" | "log">;

/**
 * Sends what waits, one after the other. A message that had begun and got no answer is not sent again: the same words twice would make
 * people doubt the next ones, and there is a second way.
 */
export async function reportIncidents(deps: ReportDeps): Promise<void> {
  for (;;) {
    const report = await claimReport(deps.database, deps.now(), LEASE_MS);
    if (report === null) return;
    const began = { body: false };
    const onStart = async (): Promise<void> => {
      await beginReport(deps.database, report);
      began.body = true;
    };
    let ended: { kind: "sent" | "failed" | "retry"; reply: string };
    try {
      ended = report.recipient === WEBHOOK ? await post(deps, report, onStart) : await mail(deps, report, onStart);
    } catch (thrown) {
      ended = { kind: began.body ? "failed" : "retry", reply: toError(thrown).message };
    }
    const againAt =
      ended.kind === "retry"
        ? new Date(deps.now().getTime() + Math.min(RETRY_MS_MAX, MINUTE_MS * 2 ** (report.attempts - 1)))
        : null;
    await endReport(deps.database, report, {
      state: ended.kind === "retry" ? "waiting" : ended.kind,
      reply: ended.reply,
      againAt,
    });
    if (ended.kind !== "sent")
      deps.log.warn({ incident: report.kind, reply: ended.reply }, "a report of an incident did not go out");
  }
}

async function mail({ config, mailer }: ReportDeps, report: Report, onBodyStart: () => Promise<void>) {
  const { from } = config().mail;
  const text = wordsOf(report);
  const messageId = messageIdOf(`incident ${report.id} ${report.phase} ${report.recipient}`, from);
  const delivery = await mailer().deliver({
    from,
    to: report.recipient,
    bytes: await composeMessage({
      from,
      to: report.recipient,
      subject: titleOf(report),
      text,
      html: text
        .split("\n\n")
        .map((paragraph) => markup`<p>${paragraph}</p>`.html)
        .join(""),
      messageId,
      date: report.phase === "began" ? report.began_at : (report.ended_at ?? report.seen_at),
    }),
    fileName: messageId.replace(/[<>]/g, "").replace("@", "-"),
    onBodyStart,
  });
  const { kind, reply } = delivery;
  // "rate-limited": nothing was sent. "uncertain": it may have arrived.
  return {
    kind: kind === "sent" ? kind : kind === "retry" || kind === "rate-limited" ? ("retry" as const) : ("failed" as const),
    reply,
  };
}

/** Chat services take one of these keys, and programs the others. */
async function post({ config, client }: ReportDeps, report: Report, onStart: () => Promise<void>) {
  const url = config().alerts?.webhook ?? null;
  if (url === null) return { kind: "failed" as const, reply: "alerts.webhook is not set any more" };
  const words = `${titleOf(report)}\n${wordsOf(report)}`;
  const { kind, phase, began_at: since, ended_at: until } = report;
  const body = JSON.stringify({ text: words, content: words, incident: { kind, phase, since, until } });
  const answer = await client().send(url, body, { ...REQUEST, headers: { "content-type": "application/json" }, onStart });
  if (answer.kind === "held") return { kind: "retry" as const, reply: answer.message };
  if (answer.kind === "failed")
    return { kind: answer.reason === "timeout" ? ("failed" as const) : ("retry" as const), reply: answer.message };
  if (answer.status < 300) return { kind: "sent" as const, reply: `${answer.status}` };
  return {
    kind: answer.status >= 500 || answer.status === 429 ? ("retry" as const) : ("failed" as const),
    reply: `it answered ${answer.status}`,
  };
}

const TITLES: Record<string, string> = {
  stage: "work is late",
  canary: "the test article is stuck",
  disk: "the disk fills up",
  backup: "the backup is old",
  clock: "a clock is wrong",
  mail: "mails do not go out",
  "lost-match": "a match led to no delivery",
};

const titleOf = ({ kind, phase }: Report): string =>
  phase === "began" ? `Wirewatch: ${TITLES[kind] ?? kind}` : `Wirewatch: over: ${TITLES[kind] ?? kind}`;

function wordsOf({ phase, text, began_at, ended_at }: Report): string {
  if (phase === "began") return `${text}\n\nSince ${at(began_at)}. You get one more message about this, when it is over.`;
  return `It is over since ${at(ended_at ?? began_at)}. It began at ${at(began_at)}:\n\n${text}`;
}

const at = (time: Date): string => `${minuteOf(time)} UTC`;

/** Asks the address that raises an alarm when it is not asked. Does nothing while something is wrong. */
export async function askHeartbeat(deps: ReportDeps): Promise<void> {
  const { alerts } = deps.config();
  if (alerts?.heartbeat == null || !(await isAllWell(deps))) return;
  if (!(await takeTurn(deps.database, "heartbeat", alerts.heartbeatMs, deps.now()))) return;
  const answer = await deps.client().get(alerts.heartbeat, REQUEST);
  if (answer.kind !== "answer" || answer.status >= 300)
    deps.log.warn(
      { reply: answer.kind === "answer" ? answer.status : answer.message },
      "alerts.heartbeat did not answer as it should",
    );
}
