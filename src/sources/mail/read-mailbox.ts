// Reads the new messages of an open mailbox, the oldest first; on a first look, or after it was made anew, as far back as asked.
import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { OpenMailbox } from "./open-mailbox.ts";

/** What of a mailbox was read. */
export interface MailboxPlace {
  uidValidity: string;
  /** All messages up to this number were read, or left out as too old. */
  lastUid: number;
  /** A message that was read, by which a mailbox with the same numbers is told from this one; null if none was read yet. */
  witness: { uid: number; id: string } | null;
}

export interface RawMessage {
  uid: number;
  /** Its beginning, which holds its words: attachments stand behind them. */
  bytes: Uint8Array;
  subject: string | null;
  receivedAt: Date;
  /** By which the message is known again. */
  id: string;
  /** It came after the last look. */
  isNew: boolean;
}

export interface ReadPart {
  place: MailboxPlace;
  /** Messages that wait for the next look. */
  waiting: number;
  /** The mailbox holds more of the asked time than one look reads, and the older ones are left out. */
  leftOut: number;
  /** It was made anew since the last look. */
  rebuilt: boolean;
  /** How many messages its server did not give, though it gave a later one. */
  refused: number;
}

const MESSAGES_MAX = 300;
/** Of one message. */
const BYTES_MAX = 3 * 1024 * 1024;
const DAY_MS = 86_400_000;
const READING_MS = 25_000;
/** In one look: two for each message at which a server ends its connection. */
const CONNECTIONS_MAX = 7;
const REFUSED_MAX = 20;

/**
 * Calls `take` with each message and waits for it. `since`: how far a first look goes back, null if it reads none. `reopen` opens the mailbox
 * anew after a server has closed the connection. If the connection is lost on the way, what was read counts; it rejects only if nothing was.
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
  const began = clock();
  const refused: number[] = [];
  let [client, opened] = [first, 1];
  let [lastUid, read, witness] = [isSame ? before.lastUid : 0, 0, isSame ? before.witness : null];
  const readOne = async (uid: number): Promise<void> => {
    const message = await fetchMessage(client, uid, clock);
    if (message === null) return;
    await take({ ...message, isNew: isSame });
    witness = { uid, id: message.id };
  };
  /** Returns whether there is a connection. */
  const connect = async (): Promise<boolean> => {
    if (client.usable || opened >= CONNECTIONS_MAX) return client.usable;
    opened += 1;
    client = await reopen().then(
      (again) => again.client,
      () => client,
    );
    return client.usable;
  };
  for (const [index, uid] of chosen.entries()) {
    if (read > 0 && clock() - began > READING_MS) break;
    try {
      await readOne(uid).catch(async (error: unknown) => {
        // A connection that ends is not always the message's fault: asked anew, most servers give it.
        if (client.usable || !(await connect())) throw error;
        await readOne(uid);
      });
      [lastUid, read] = [uid, index + 1];
    } catch (error) {
      refused.push(uid);
      // A server that ends the connection at one message gives the others.
      if (index + 1 < chosen.length && refused.length < REFUSED_MAX && (await connect())) continue;
      if (read === 0) throw error;
      break;
    }
  }
  const isDone = read === found.length - leftOut;
  return {
    place: { uidValidity, lastUid: isDone ? end : lastUid, witness },
    waiting: found.length - leftOut - read,
    leftOut,
    rebuilt: before !== null && !isSame,
    // What comes before one that was read is refused for good; the others wait.
    refused: refused.filter((uid) => uid < lastUid).length,
  };
}

/** False if another message has the number of one that was read: some servers count the seconds of a mailbox's making, or count nothing. */
async function isUnchanged(client: ImapFlow, witness: MailboxPlace["witness"]): Promise<boolean> {
  if (witness === null) return true;
  const message = await client.fetchOne(String(witness.uid), { envelope: true }, { uid: true });
  return message === false || idOf(message) === witness.id;
}

const idOf = ({ envelope }: FetchMessageObject): string => `${envelope?.messageId ?? ""} ${String(envelope?.date ?? "")}`;

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

/** Null if it was deleted meanwhile. The request leaves its flags as they are (BODY.PEEK). */
async function fetchMessage(client: ImapFlow, uid: number, clock: () => number): Promise<Omit<RawMessage, "isNew"> | null> {
  const asked = { source: { start: 0, maxLength: BYTES_MAX }, internalDate: true, envelope: true };
  const message = await client.fetchOne(String(uid), asked, { uid: true });
  if (message === false || message.source === undefined) return null;
  const said = new Date(message.internalDate ?? 0);
  const receivedAt = Number.isNaN(said.getTime()) ? new Date(clock()) : said;
  return {
    uid,
    id: idOf(message),
    bytes: Uint8Array.from(message.source),
    subject: message.envelope?.subject ?? null,
    receivedAt,
  };
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
