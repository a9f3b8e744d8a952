// Reads the new messages of an open mailbox, the oldest first; on a first look, or after it was made anew, as far back as asked.
import type { ImapFlow } from "imapflow";
import { askMessages, idOf, type Asking, type RawMessage } from "./ask-messages.ts";
import type { OpenMailbox } from "./open-mailbox.ts";

/** What of a mailbox was read. */
export interface MailboxPlace {
  uidValidity: string;
  /** All messages up to this number were read, or left out as too old. */
  lastUid: number;
  /** A message that was read, by which a mailbox with the same numbers is told from this one; null if none was read yet. */
  witness: { uid: number; id: string } | null;
  /** Messages before `lastUid` that are asked for again; absent if there are none. */
  again?: Refused[];
}

/** A message that its server refused, though it gave a later one: it may be in use, or its disk at fault for a while. */
interface Refused {
  uid: number;
  /** When it was refused first, ISO 8601. */
  since: string;
  tries: number;
}

export interface ReadPart {
  place: MailboxPlace;
  /** Messages that wait for the next look. */
  waiting: number;
  /** The mailbox holds more of the asked time than one look reads, and the older ones are left out. */
  leftOut: number;
  /** It was made anew since the last look. */
  rebuilt: boolean;
  /** How many messages its server never gave, so that they are not asked for any more. */
  refused: number;
}

const MESSAGES_MAX = 300;
const DAY_MS = 86_400_000;
const READING_MS = 25_000;
const REFUSED_MAX = 20;
/** A refused message is asked for again at the next look, and then after pauses that double from this one. */
const PAUSE_MS = 5 * 60_000;
/** For so long, and so many of them. */
const AGAIN_MS = 3 * DAY_MS;
const AGAIN_MAX = 100;

/**
 * Calls `take` with each message and waits for it. `since`: how far a first look goes back, null if it reads none. `reopen` opens the mailbox
 * anew after a server has closed the connection. If the connection is lost on the way, what was read counts; it rejects if nothing was, or if
 * `take` does.
 */
export async function readMailbox(
  { client: first, uidValidity, uidNext }: OpenMailbox,
  {
    before,
    since,
    clock,
    reopen,
  }: { before: MailboxPlace | null; since: Date | null; clock: () => number; reopen: () => Promise<OpenMailbox> },
  take: (message: RawMessage) => Promise<void>,
): Promise<ReadPart> {
  // Some servers keep the number of a mailbox that they make anew, and count its messages from 1 again.
  const hasSameNumbers = before !== null && before.uidValidity === uidValidity && before.lastUid < uidNext;
  const isSame = hasSameNumbers && (await isUnchanged(first, before.witness));
  const found = isSame ? await newerThan(first, before.lastUid, uidNext) : await youngerThan(first, since);
  const chosen = isSame ? found.slice(0, MESSAGES_MAX) : found.slice(-MESSAGES_MAX);
  const leftOut = isSame ? 0 : found.length - chosen.length;
  const end = Math.max(uidNext - 1, found.at(-1) ?? 0);
  const asking = askMessages(first, { clock, reopen });
  const endsAt = clock() + READING_MS;
  const refused: number[] = [];
  let [lastUid, read, witness] = [isSame ? before.lastUid : 0, 0, isSame ? before.witness : null];
  const takeOne = async (message: Omit<RawMessage, "isNew"> | null): Promise<void> => {
    if (message === null) return;
    await take({ ...message, isNew: isSame });
    if (message.uid > (witness?.uid ?? 0)) witness = { uid: message.uid, id: message.id };
  };
  for (const [index, uid] of chosen.entries()) {
    if (read > 0 && clock() > endsAt) break;
    const given = await answerTo(asking, uid);
    if (given.kind === "message") {
      await takeOne(given.message);
      [lastUid, read] = [uid, index + 1];
      continue;
    }
    refused.push(uid);
    // A server that ends the connection at one message gives the others.
    if (index + 1 < chosen.length && refused.length < REFUSED_MAX && (await asking.connect())) continue;
    if (read === 0) throw given.error;
    break;
  }
  const waits = await askAgain(asking, isSame ? (before.again ?? []) : [], { clock, endsAt }, takeOne);
  // What comes before one that was read is asked for again; the others wait.
  const now = new Date(clock()).toISOString();
  const passed = refused.filter((uid) => uid < lastUid).map((uid): Refused => ({ uid, since: now, tries: 1 }));
  const again = [...waits, ...passed].filter((one) => clock() - Date.parse(one.since) < AGAIN_MS).slice(-AGAIN_MAX);
  const isDone = read === found.length - leftOut;
  return {
    place: { uidValidity, lastUid: isDone ? end : lastUid, witness, ...(again.length > 0 && { again }) },
    waiting: found.length - leftOut - read,
    leftOut,
    rebuilt: before !== null && !isSame,
    refused: waits.length + passed.length - again.length,
  };
}

type Given = { kind: "message"; message: Omit<RawMessage, "isNew"> | null } | { kind: "refused"; error: unknown };

const answerTo = (asking: Asking, uid: number): Promise<Given> =>
  asking.ask(uid).then(
    (message) => ({ kind: "message", message }),
    (error: unknown) => ({ kind: "refused", error }),
  );

/** Asks for messages that were refused before; resolves to those that were not given this time either, or are not asked for yet. */
async function askAgain(
  asking: Asking,
  refused: readonly Refused[],
  { clock, endsAt }: { clock: () => number; endsAt: number },
  take: (message: Omit<RawMessage, "isNew"> | null) => Promise<void>,
): Promise<Refused[]> {
  const waits: Refused[] = [];
  for (const one of refused) {
    const isDue = clock() >= Date.parse(one.since) + (2 ** (one.tries - 1) - 1) * PAUSE_MS;
    if (!isDue || clock() > endsAt || !(await asking.connect())) {
      waits.push(one);
      continue;
    }
    const given = await answerTo(asking, one.uid);
    if (given.kind === "message") await take(given.message);
    else waits.push({ ...one, tries: one.tries + 1 });
  }
  return waits;
}

/** False if another message has the number of one that was read: some servers count the seconds of a mailbox's making, or count nothing. */
async function isUnchanged(client: ImapFlow, witness: MailboxPlace["witness"]): Promise<boolean> {
  if (witness === null) return true;
  const message = await client.fetchOne(String(witness.uid), { envelope: true }, { uid: true });
  return message === false || idOf(message) === witness.id;
}

async function newerThan(client: ImapFlow, last: number, uidNext: number): Promise<number[]> {
  if (last + 1 >= uidNext) return [];
  const found = listed(await client.search({ uid: `${last + 1}:*` }, { uid: true }));
  // "5:*" names the last message even if its number is lower (RFC 3501, section 9).
  return found.filter((uid) => uid > last).sort((a, b) => a - b);
}

async function youngerThan(client: ImapFlow, since: Date | null): Promise<number[]> {
  if (since === null) return [];
  // Servers compare the day by their own clock, which may be behind by one (RFC 3501, section 6.4.4).
  const from = new Date(since.getTime() - DAY_MS);
  const found = await client.search(since.getTime() <= 0 ? { all: true } : { since: from }, { uid: true });
  return listed(found).sort((a, b) => a - b);
}

/** A search that the server refuses has no result: taking that for an empty mailbox would pass over its messages. */
function listed(found: number[] | false | undefined): number[] {
  if (found === false || found === undefined) throw new Error("refuses to list its messages");
  return found;
}

export interface Room {
  usedKb: number;
  limitKb: number;
}

/** How full the mailbox is; null if its server does not say. */
export async function readRoom(client: ImapFlow, folder: string): Promise<Room | null> {
  const quota = await client.getQuota(folder).catch(() => false as const);
  const { usage, limit } = (quota === false ? undefined : quota.storage) ?? {};
  return usage === undefined || limit === undefined || limit === 0
    ? null
    : { usedKb: Math.round(usage / 1024), limitKb: Math.round(limit / 1024) };
}
