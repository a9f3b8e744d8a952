// The mailbox: newsletters over IMAP, each message an entry, and a newsletter of links the entries that it lists.
import * as z from "zod";
import { textRead } from "../../schema/reading.ts";
import { siteOf } from "../../text/outlets/site-of.ts";
import { unreadMessage, type ReadMessage } from "../../feeds/newsletter/read-message.ts";
import { failedPoll } from "../ask-address.ts";
import { explainMailFault } from "./explain-mail-fault.ts";
import type { RawMessage } from "./ask-messages.ts";
import { openMailbox, type OpenMailbox } from "./open-mailbox.ts";
import { parseMailbox, readMailbox as readAddress, type Mailbox } from "./parse-mailbox.ts";
import { readMailbox, readRoom, type MailboxPlace, type ReadPart, type Room } from "./read-mailbox.ts";
import { watchMailbox } from "./watch-mailbox.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Backlog } from "../../feeds/poll/backlog.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { AskedSource, Polled, Source, SourceDeps } from "../source.ts";

interface MailOptions {
  password?: string;
  authenticated_by?: string;
}

interface Cursor extends MailboxPlace {
  /** Of the latest messages, ISO 8601. */
  dates: string[];
  waiting: number;
  room: Room | null;
  /** How many senders were not who they say, and the last of them. */
  forged: { count: number; last: string } | null;
  /** When the mailbox was last found to be made anew, ISO 8601. */
  rebuiltAt: string | null;
  /** How many older messages its first poll left out; absent if it read all that it was to read. */
  older?: number;
  /** How many messages its server never gave; absent as long as it gave all. */
  refused?: number;
}

const DATES_MAX = 20;
const DAY_MS = 86_400_000;
/** After a mailbox was made anew, what came shortly before the last look is looked at again. */
const AGAIN_MS = 3 * DAY_MS;
const SUBJECT_CHARS_MAX = 80;
/** Since its first poll. */
const OLDER_SHOWN_MS = 7 * DAY_MS;
/** Servers that sign results of authentication by a name of another domain than that of their mailboxes. */
const SIGN_AS: Readonly<Record<string, string>> = {
  "gmail.com": "mx.google.com",
  "googlemail.com": "mx.google.com",
  "fastmail.com": "messagingengine.com",
  "me.com": "icloud.com",
};

export const mail: Source<string, MailOptions> = {
  kind: "mail",
  hasWholeEntries: true,
  key: "mail",
  schema: textRead(parseMailbox).describe("A mailbox with newsletters, over IMAP: imaps://user@host/Mailbox."),
  options: {
    password: z
      .string()
      .describe("The password of the mailbox; keep it in a variable. Default: MAIL_PASSWORD, or the file MAIL_PASSWORD_FILE."),
    authenticated_by: z
      .string()
      .describe("The name by which your mail server signs Authentication-Results. Default: any name of its own domain."),
  },
  environment: { password: "MAIL_PASSWORD" },
  useless: {
    headers: "are for web servers, and a mail server gets none: take them out",
    login: "is for web servers: the user stands in the address of the mailbox, and its password in password: or MAIL_PASSWORD",
    user_agent: "is for web servers, and a mail server gets none: take it out",
  },
  inYaml: "mail: imaps://user@host/Mailbox",
  does: "newsletters in a mailbox, over IMAP",
  addressOf: (address) => address,
  identityOf: (address) => address.replace(/^imaps?:/, ""),
  async poll(deps, asked) {
    const { setting, options } = asked;
    if (setting === null) return failedPoll("feeds.yaml does not name this mailbox any longer");
    if (options.password === undefined)
      return failedPoll(
        "this mailbox has no password: set MAIL_PASSWORD or MAIL_PASSWORD_FILE, or write password: into its item",
      );
    const mailbox = readAddress(setting);
    try {
      return await look(deps, asked, { mailbox, password: options.password });
    } catch (error) {
      if (error instanceof ReadingError) throw error.cause;
      return failedPoll(explainMailFault(error, mailbox));
    }
  },
  async watch(deps, { row, setting, options }, told) {
    if (options.password === undefined) throw new Error("this mailbox has no password");
    const mailbox = readAddress(setting);
    const socket = await deps.client().reachMailServer(mailbox, row.url);
    await watchMailbox(
      await openMailbox(mailbox, socket, options.password, { forIdle: true }),
      row.cursor as Cursor | null,
      told,
    );
  },
  notes: ({ cursor, first_polled_at: first, last_polled_at: last }) => [
    ...notesOf(cursor as Cursor | null, { isFresh: (last?.getTime() ?? 0) - (first?.getTime() ?? 0) < OLDER_SHOWN_MS }),
  ],
};

/** A fault of our own, which is none of the mail server. */
class ReadingError extends Error {
  override name = "ReadingError" as const;
}

async function look(
  deps: SourceDeps,
  { row, options, backlog }: AskedSource<string, MailOptions>,
  { mailbox, password }: { mailbox: Mailbox; password: string },
): Promise<Polled> {
  const before = row.cursor as Cursor | null;
  const servers = serversOf(mailbox, options);
  const read: ReadMessage[] = [];
  const clients: OpenMailbox["client"][] = [];
  const open = async (): Promise<OpenMailbox> => {
    const opened = await openMailbox(mailbox, await deps.client().reachMailServer(mailbox, row.url), password);
    clients.push(opened.client);
    return opened;
  };
  const opened = await open();
  let part: ReadPart;
  let room: Room | null;
  try {
    room = await readRoom(opened.client, mailbox.folder);
    part = await readMailbox(
      opened,
      { before, since: sinceOf(row, backlog, deps.now()), clock: () => deps.now().getTime(), reopen: open },
      async (message) => {
        read.push(
          await readOne(deps, message, servers).catch((cause: unknown) => Promise.reject(new ReadingError("", { cause }))),
        );
      },
    );
  } finally {
    for (const client of clients) client.close();
  }
  const entries = read.flatMap((message) => message.entries);
  const cursor = cursorOf({ before, part, room, read, now: deps.now() });
  if (entries.length === 0 && row.first_polled_at !== null) return { kind: "unchanged", web: null, cursor };
  const document = {
    feed: { title: `${mailbox.folder} of ${mailbox.user}`, url: null, language: null },
    entries,
    incomplete: false,
    ttlMinutes: null,
    onlyNews: { earlier: before?.dates ?? [] },
  };
  return { kind: "fresh", document, web: null, cursor, missed: part.rebuilt && part.leftOut > 0 };
}

/** How far back a first look goes, and one at a mailbox that was made anew. */
function sinceOf(row: FeedRow, backlog: Backlog, now: Date): Date | null {
  if (row.last_ok_at !== null && row.cursor !== null) return new Date(row.last_ok_at.getTime() - AGAIN_MS);
  if (backlog.kind === "none") return null;
  return new Date(backlog.kind === "all" ? 0 : now.getTime() - backlog.ms);
}

/** A message that cannot be read is an entry by its subject: it is not lost. */
async function readOne({ threads, log }: SourceDeps, message: RawMessage, servers: readonly string[]): Promise<ReadMessage> {
  const { bytes, uid, subject, isNew } = message;
  const receivedAt = message.receivedAt.toISOString();
  const end = await threads.run("read-message", { bytes, receivedAt, isNew, servers });
  if (end.kind === "done") return end.value;
  const why = end.kind === "timeout" ? "reading it takes too long" : end.message;
  log.warn(`a message could not be read, and only its subject counts: ${why}`);
  return { entries: [unreadMessage(`mail:${uid}:${receivedAt}`, subject, receivedAt)], subject, outlet: "", forged: null };
}

function serversOf({ host }: Mailbox, options: MailOptions): string[] {
  const site = siteOf(host);
  return [(options.authenticated_by ?? SIGN_AS[site] ?? site).toLowerCase()];
}

function cursorOf({
  before,
  part,
  room,
  read,
  now,
}: {
  before: Cursor | null;
  part: ReadPart;
  room: Room | null;
  read: readonly ReadMessage[];
  now: Date;
}): Cursor {
  const dates = read.flatMap(({ entries }) => entries[0]?.publishedAt ?? []);
  const forged = read.filter((message) => message.forged !== null);
  const last = forged.at(-1);
  const older = before === null ? part.leftOut : (before.older ?? 0);
  const refused = (before?.refused ?? 0) + part.refused;
  return {
    ...part.place,
    dates: [...(before?.dates ?? []), ...dates].slice(-DATES_MAX),
    waiting: part.waiting,
    ...(refused > 0 && { refused }),
    ...(older > 0 && { older }),
    room,
    forged:
      last === undefined
        ? (before?.forged ?? null)
        : {
            count: (before?.forged?.count ?? 0) + forged.length,
            last: `${last.outlet}, "${(last.subject ?? "").slice(0, SUBJECT_CHARS_MAX)}" (${last.forged})`,
          },
    rebuiltAt: part.rebuilt ? now.toISOString() : (before?.rebuiltAt ?? null),
  };
}

const megabytes = (kb: number): string => `${Math.ceil(kb / 1024)} MB`;

function* notesOf(cursor: Cursor | null, { isFresh }: { isFresh: boolean }): Generator<string> {
  if (cursor === null) return;
  const { room, forged, waiting, rebuiltAt, again = [], refused = 0, older = 0 } = cursor;
  if (room !== null && room.usedKb >= room.limitKb * 0.99)
    yield `its mailbox is full (${megabytes(room.usedKb)} of ${megabytes(room.limitKb)}): its server refuses new mail until you delete some`;
  else if (room !== null && room.usedKb >= room.limitKb * 0.9)
    yield `its mailbox is nearly full (${megabytes(room.usedKb)} of ${megabytes(room.limitKb)})`;
  if (forged !== null)
    yield `${forged.count === 1 ? "a message came" : `${forged.count} messages came`} from a sender that its mail server calls forged; the last: ${forged.last}`;
  if (waiting > 0) yield `${waiting} ${waiting === 1 ? "message waits" : "messages wait"} for the next poll`;
  if (older > 0 && isFresh)
    yield `its first poll read the newest messages, and left out ${older} older ${older === 1 ? "one" : "ones"} that its backlog reaches`;
  if (again.length > 0)
    yield `its mail server refuses ${again.length} ${again.length === 1 ? "message" : "messages"}: ${again.length === 1 ? "it is" : "they are"} asked for again for three days`;
  if (refused > 0)
    yield `its mail server did not give us ${refused} ${refused === 1 ? "message" : "messages"}, which ${refused === 1 ? "was" : "were"} left out: look into the mailbox`;
  if (rebuiltAt !== null)
    yield `the mailbox was made anew on ${minuteOf(rebuiltAt)} UTC, as its numbers say; its latest messages were read again, and known ones left out`;
}
