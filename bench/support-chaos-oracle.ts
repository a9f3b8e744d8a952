// The oracle: which story ought to have reached whom, which did, and how often; and what the ledger says of those that did not.
import type { Sql } from "../src/store/database.ts";
import type { Accepted } from "./support-chaos-sink.ts";

export interface LedgerMail {
  recipient: string;
  state: string;
  uncertain: number;
  message_id: string;
  /** Of all stories that its issue told, also those that the mail only counts, as 80 KB hold no more. */
  told: ReadonlySet<string>;
}

export interface Verdict {
  expected: number;
  /** Never accepted, and the ledger says nothing of it: what must not be. */
  lost: string[];
  /** Never accepted; the ledger lists its mail as held, or as ended without an answer. */
  listed: string[];
  /** In a mail that was accepted and had no room to show it: counted there, and told on the issue's page. */
  counted: string[];
  /** Accepted twice, and it is no second copy of a mail that the ledger lists as perhaps there twice: what must not be. */
  doubled: string[];
  /** Mails accepted twice under the same Message-ID, since their end was not known; the ledger lists them as such. */
  ambiguous: string[];
}

export async function readLedgerMails(sql: Sql): Promise<LedgerMail[]> {
  const issues = await sql.many<{ id: number; content: string }>("select id, content::text as content from issues");
  const told = new Map(issues.map(({ id, content }) => [id, new Set(content.match(/token\d+x/g))]));
  const mails = await sql.many<Omit<LedgerMail, "told"> & { issue_id: number }>(
    "select recipient, state, uncertain, message_id, issue_id from deliveries order by id",
  );
  return mails.map(({ issue_id, ...mail }) => ({ ...mail, told: told.get(issue_id) ?? new Set() }));
}

export function judge(
  expected: readonly { recipient: string; token: string }[],
  accepted: readonly Accepted[],
  ledger: readonly LedgerMail[],
): Verdict {
  const copies = new Map<string, string[]>();
  for (const { to, messageId, tokens } of accepted)
    for (const token of tokens) copies.set(`${to} ${token}`, [...(copies.get(`${to} ${token}`) ?? []), messageId]);
  const uncertain = new Set(
    ledger.filter((mail) => mail.uncertain > 0 || mail.state === "uncertain").map((mail) => mail.message_id),
  );
  const mailOf = (recipient: string, token: string) =>
    ledger.find((mail) => mail.recipient === recipient && mail.told.has(token));
  const verdict: Verdict = { expected: expected.length, lost: [], listed: [], counted: [], doubled: [], ambiguous: [] };
  const acceptedIds = new Set(accepted.map(({ messageId }) => messageId));
  const seenTwice = new Set<string>();
  for (const { recipient, token } of expected) {
    const messages = copies.get(`${recipient} ${token}`) ?? [];
    const name = `${recipient} ${token}`;
    if (messages.length === 0) {
      const mail = mailOf(recipient, token);
      if (mail !== undefined && acceptedIds.has(mail.message_id)) {
        verdict.counted.push(name);
        continue;
      }
      const isListed = mail !== undefined && uncertain.has(mail.message_id) && ["uncertain", "failed"].includes(mail.state);
      (isListed ? verdict.listed : verdict.lost).push(`${name}: ${mail?.state ?? "in no mail"}`);
    } else if (messages.length > 1) {
      const [first = ""] = messages;
      if (new Set(messages).size === 1 && uncertain.has(first)) seenTwice.add(`${recipient} ${first}: ${messages.length} times`);
      else verdict.doubled.push(`${name}: ${messages.join(", ")}`);
    }
  }
  return { ...verdict, ambiguous: [...seenTwice] };
}

/** The ways of the articles with these tokens, to find out what went wrong with them. */
export const readWays = async (sql: Sql, tokens: readonly string[]): Promise<string[]> =>
  (
    await sql.many<{ way: string }>(
      `select t.token || ': ' || to_jsonb(w)::text as way from unnest($1::text[]) t(token)
         join lateral (select id, url, stage, story_id, relation, score, method, reason, detail, starts, first_seen_at, length(text) as length
           from articles where title like '%' || t.token || '%' order by id) w on true`,
      [[...tokens]],
    )
  ).map(({ way }) => way);
