// `wirewatch digest log`: which mail went to whom and when, with the mail server's reply.
import { UsageError } from "../../command.ts";
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { LedgerEntry } from "../../../desk/read-ledger.ts";
import type { Command } from "../../command.ts";

const STATES = ["pending", "sending", "sent", "retry", "failed", "uncertain", "suppressed"];
const LIMIT_MAX = 10_000;

export const command: Command = {
  help: `Usage: wirewatch digest log [--digest ID] [--to TEXT] [--state STATE] [--limit N]

The ledger of mails, the newest first: to whom, of which digest and issue, when, in which state, and in the mail server's own words
why. States: pending, sending, sent, retry (tried again by itself), failed (given up), uncertain (it may have arrived), suppressed
(its recipient unsubscribed, or was refused for good three times).

  wirewatch digest log --state failed
  wirewatch digest release 17               a mail that was held, failed or suppressed is sent once more
  wirewatch digest resume desk@example.org  a recipient who unsubscribed or was refused gets digests again

Options:
  --digest ID    of this digest alone
  --to TEXT      to recipients with this in their address
  --state STATE  in this state alone
  --limit N      at most so many (default 50)

With --json: [{"id","digest","issue","subject","recipient","state","attempts","uncertain","reply","fault","fault_at","message_id",
"created_at","sent_at","next_at"}]. It may be called while Wirewatch runs.`,
  options: { digest: { type: "string" }, to: { type: "string" }, state: { type: "string" }, limit: { type: "string" } },
  async run(context) {
    const text = (key: string) => (typeof context.values[key] === "string" ? context.values[key] : null);
    const filter = {
      digest: text("digest"),
      recipient: text("to"),
      state: text("state"),
      limit: Number(context.values["limit"] ?? 50),
    };
    if (filter.state !== null && !STATES.includes(filter.state)) throw new UsageError(`--state takes ${STATES.join(", ")}`);
    if (!Number.isInteger(filter.limit) || filter.limit < 1 || filter.limit > LIMIT_MAX)
      throw new UsageError(`--limit takes a number from 1 to ${LIMIT_MAX}`);
    const settings = await readOrAsk(context, readSettings);
    const found = await withDesk(context, settings, (desk) => desk.ledger(filter));
    if (found === null)
      throw new CommandError("nothing was sent yet: no Wirewatch has run on this data. See: wirewatch once --help");
    const { rows, clockSteps } = found;
    if (context.json) return (context.print(JSON.stringify(rows)), 0);
    for (const row of rows) context.print(formatRow(row));
    if (rows.length === 0) context.tell("No such mail.");
    for (const { at, was } of clockSteps)
      context.tell(
        `The clock of this machine went back from ${minuteOf(was)} to ${minuteOf(at)}: times around then may be wrong.`,
      );
    return 0;
  },
};

function formatRow({
  id,
  digest,
  issue,
  recipient,
  state,
  attempts,
  uncertain,
  reply,
  fault,
  created_at,
  sent_at,
  next_at,
  subject,
}: LedgerEntry): string {
  const notes = [
    attempts > 1 && `${attempts} attempts`,
    state === "sent" && uncertain > 0 && "perhaps there twice",
    next_at !== null && `next ${minuteOf(next_at)}`,
    state === "uncertain" && next_at === null && `held: wirewatch digest release ${id}`,
  ].filter((note) => note !== false);
  return [
    `${minuteOf(sent_at ?? created_at)}  ${state.padEnd(10)}  ${recipient}  (mail ${id})`,
    `  ${digest}, issue ${issue}: ${subject}`,
    ...(reply === null ? [] : [`  ${reply}`]),
    ...(state !== "sent" || fault === null || fault === reply ? [] : [`  before: ${fault}`]),
    ...(notes.length === 0 ? [] : [`  ${notes.join("; ")}`]),
  ].join("\n");
}

/** UTC. */
