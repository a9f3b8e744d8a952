// What went wrong in a round, by stage, as messages: what ended in it, and what still waits.
import { shownUrl } from "../feeds.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Sql } from "../engine/database.ts";

export interface RoundError {
  stage: string;
  subject: string;
  message: string;
}

/** `since`: when the round began. Earlier ends were reported then; a mail that waits for its next try is reported until it is sent. */
export async function roundErrors(sql: Sql, since: Date): Promise<RoundError[]> {
  const faults = await sql.many<RoundError>(
    `select 'poll-feeds' as stage, ${shownUrl("url")} as subject, fault as message from feeds where configured and fault is not null and last_polled_at >= $1
     union all
     select 'fetch-articles', url, case reason when 'beginning' then 'beginning only: ' else '' end || coalesce(detail, reason) from articles where reason is not null and not_before >= $1
     union all
     select stage, url, coalesce(fault, 'quarantined') from articles where set_aside_at >= $1`,
    [since],
  );
  const mails = await sql.many<UnsentMail>(
    `select i.digest_id || ' to ' || d.recipient as subject, d.state, d.reply, d.not_before from deliveries d join issues i on i.id = d.issue_id
     where d.state in ('retry', 'uncertain') or (d.state = 'failed' and d.ended_at >= $1) order by d.id`,
    [since],
  );
  return [...faults, ...mails.map((mail) => ({ stage: "send-digests", subject: mail.subject, message: fateOf(mail) }))];
}

interface UnsentMail {
  subject: string;
  state: "retry" | "uncertain" | "failed";
  reply: string | null;
  not_before: Date;
}

function fateOf({ state, reply, not_before }: UnsentMail): string {
  const words = reply ?? "no reason is known";
  const at = `${minuteOf(not_before)} UTC`;
  switch (state) {
    case "retry":
      return `kept; tried again at ${at}: ${words}`;
    case "uncertain":
      return `may have arrived; sent once more at ${at}: ${words}`;
    case "failed":
      return `given up: ${words}`;
  }
}
