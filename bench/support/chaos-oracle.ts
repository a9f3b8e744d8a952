// The oracle: which story ought to have reached whom, which did, and how often; and whether the ledger lists what could not be known.
import type { Sql } from "../../src/store/engine/database.ts";
import type { Accepted } from "./chaos-sink.ts";

/** A mail as `wirewatch digest log --json` lists it. */
export interface ListedMail {
  issue: number;
  recipient: string;
  state: string;
  uncertain: number;
  message_id: string;
  next_at: string | null;
}

/** Something that may have kept a process from writing down how a mail ended; times in ms. */
export interface Trouble {
  /** Of the process that was struck; null where it befell all of them. */
  door: number | null;
  from: number;
  to: number;
}

export interface Evidence {
  expected: readonly { recipient: string; token: string }[];
  accepted: readonly Accepted[];
  listed: readonly ListedMail[];
  /** By issue: all stories that it told, also those that the mail only counts, if 80 KB do not hold them. */
  told: ReadonlyMap<number, ReadonlySet<string>>;
  troubles: readonly Trouble[];
}

export interface Verdict {
  /** Never accepted, and the ledger says nothing of it: what must not be. */
  lost: string[];
  /** Accepted twice otherwise than as an ambiguous mail: what must not be. */
  doubled: string[];
  /** The server took these mails and did not say so, and the ledger does not list them as perhaps there: what must not be. */
  unlisted: string[];
  /**
   * Mails accepted more than once under the same Message-ID, where an attempt was cut off before its end could be written down; the ledger
   * lists as many attempts of the kind.
   */
  ambiguous: string[];
  /** Never accepted; the ledger lists its mail as held, or as ended without an answer. */
  listed: string[];
  /** In a mail that was accepted and had no room to show it: counted there, and told on the issue's page. */
  counted: string[];
}

/** A process that was struck later than this after the server had a mail had the time to write that down; one that was paused sooner before may send late. */
const CLOSE_MS = 10_000;

export async function readTold(sql: Sql): Promise<Map<number, Set<string>>> {
  const issues = await sql.many<{ id: number; content: string }>("select id, content::text as content from issues");
  return new Map(issues.map(({ id, content }) => [id, new Set(content.match(/token\d+x/g))]));
}

export function judge({ expected, accepted, listed, told, troubles }: Evidence): Verdict {
  const verdict: Verdict = { lost: [], doubled: [], unlisted: [], ambiguous: [], listed: [], counted: [] };
  const byId = new Map(listed.map((mail) => [mail.message_id, mail]));
  const copies = new Map<string, Accepted[]>();
  const mails = new Map<string, Accepted[]>();
  for (const copy of accepted.toSorted((a, b) => a.keptAt - b.keptAt)) {
    put(mails, copy.messageId, copy);
    for (const token of copy.tokens) put(copies, `${copy.to} ${token}`, copy);
  }
  for (const { recipient, token } of expected) {
    const name = `${recipient} ${token}`;
    const ids = new Set((copies.get(name) ?? []).map(({ messageId }) => messageId));
    if (ids.size === 1) continue;
    if (ids.size > 1) {
      verdict.doubled.push(`${name}: ${[...ids].join(", ")}`);
      continue;
    }
    const mail = listed.find((each) => each.recipient === recipient && told.get(each.issue)?.has(token));
    if (mail !== undefined && mails.has(mail.message_id)) verdict.counted.push(name);
    else {
      const isSaid = mail !== undefined && isListed(mail) && ["uncertain", "failed"].includes(mail.state);
      (isSaid ? verdict.listed : verdict.lost).push(`${name}: ${mail?.state ?? "in no mail"}`);
    }
  }
  for (const [id, sent] of mails) {
    const mail = byId.get(id);
    if (sent.some(({ isSilent }) => isSilent) && !(mail && isListed(mail))) verdict.unlisted.push(`${id}: ${mail?.state}`);
    if (sent.length === 1) continue;
    const isExplained =
      mail !== undefined &&
      sent.length <= 1 + mail.uncertain &&
      sent.filter((copy, at) => !isCutOff(copy, sent[at + 1], troubles)).length <= 1;
    (isExplained ? verdict.ambiguous : verdict.doubled).push(`${sent[0]?.to} ${id}: ${sent.length} times`);
  }
  return verdict;
}

function put<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The log shows it as perhaps there: it is held, or given up, or was sent once more. */
const isListed = ({ uncertain, state }: ListedMail): boolean => uncertain > 0 || state === "uncertain";

/** Whether a reason is known, apart from what the ledger says, why the sender of `copy` could not record that it was accepted. */
function isCutOff(
  { door, begunAt, keptAt, isSilent }: Accepted,
  next: Accepted | undefined,
  troubles: readonly Trouble[],
): boolean {
  if (isSilent) return true;
  const until = Math.min(next?.begunAt ?? Number.POSITIVE_INFINITY, keptAt + CLOSE_MS);
  return troubles.some(({ door: struck, from, to }) => (struck ?? door) === door && from <= until && to + CLOSE_MS >= begunAt);
}

/** Whether nothing more will be done about it unless a person asks. */
export const hasEnded = ({ state, next_at }: ListedMail): boolean =>
  ["sent", "failed", "suppressed"].includes(state) || (state === "uncertain" && next_at === null);

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
