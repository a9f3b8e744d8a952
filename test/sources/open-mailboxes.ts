// Mailboxes of tests: Debian's dovecot, with users of which each test takes one, and messages as a sender would send them.
import { ImapFlow } from "imapflow";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { mail } from "../../src/sources/mail/mail.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { closing } from "../support/closing.ts";
import { PASSWORD, startDovecot } from "../support/start-dovecot.ts";
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { Polled } from "../../src/sources/source.ts";
import type { FeedRow } from "../../src/store/feeds.ts";

export interface Asking {
  row?: Partial<FeedRow>;
  options?: { password?: string; authenticated_by?: string };
  backlog?: Backlog;
  url?: string;
}

interface Letter {
  subject: string;
  html?: string;
  head?: string[];
  date?: Date;
  id?: string;
  /** Bytes of a file that is sent along. */
  attached?: number;
}

const never = () => Promise.reject(new Error("nothing is asked"));

/** The row after this poll. */
export const after = (polled: Polled): Partial<FeedRow> => ({
  cursor: "cursor" in polled ? polled.cursor : null,
  first_polled_at: new Date(),
  last_ok_at: new Date(),
});
export const entriesOf = (polled: Polled) => (polled.kind === "fresh" ? polled.document.entries : []);
export const titlesOf = (polled: Polled) => entriesOf(polled).map(({ title }) => title);

/** `small` has room for 200 kB. */
export async function openMailboxes() {
  const threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
  const users = Array.from({ length: 20 }, (_, index) => `desk${index}`);
  const dovecot = await startDovecot({ ...Object.fromEntries(users.map((name) => [name, null])), small: 200 });
  /** `aheadMs`: its clock is so far ahead. */
  const openDeps = (aheadMs = 0) => {
    const http = closing(openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: [], authorities: [dovecot.authority] }));
    return {
      client: () => ({ get: never, hold: never, render: never, reachMailServer: http.reachMailServer }),
      threads,
      now: () => new Date(Date.now() + aheadMs),
      config: () => ({ dir: "", path: "" }),
      log: { warn: () => undefined },
    };
  };
  const boxes = {
    dovecot,
    user: "",
    /** A user whom no test had yet. */
    next: (): void => void (boxes.user = users.shift() ?? ""),
    addressOf: (folder = "INBOX"): string => `imaps://${boxes.user}@localhost:${dovecot.port}/${folder}`,
    openDeps,
    poll(
      { row = {}, options = { password: PASSWORD }, backlog = { kind: "all" }, ...asking }: Asking = {},
      deps = openDeps(),
    ): Promise<Polled> {
      const url = asking.url ?? boxes.addressOf();
      const asked = { url, cursor: null, first_polled_at: null, last_ok_at: null, ...row } as FeedRow;
      return mail.poll(deps, { row: asked, setting: url, options, browser: false, backlog });
    },
    async asReader<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
      const client = new ImapFlow({
        host: "localhost",
        port: dovecot.port,
        secure: true,
        auth: { user: boxes.user, pass: PASSWORD },
        logger: false,
        tls: { rejectUnauthorized: false },
      });
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.logout();
      }
    },
    deliver: (letters: Letter[], folder = "INBOX"): Promise<void> =>
      boxes.asReader(async (client) => {
        for (const one of letters) await client.append(folder, letter(one), [], one.date ?? new Date());
      }),
    async close(): Promise<void> {
      await threads.close();
      await dovecot.stop();
    },
  };
  return boxes;
}

export type Mailboxes = Awaited<ReturnType<typeof openMailboxes>>;

function letter({
  subject,
  html = "<p>Words of the letter.</p>",
  head = [],
  date = new Date(),
  id = subject,
  attached = 0,
}: Letter): string {
  const headers = [
    ...head,
    "From: Quay Courier <daily@quay.example>",
    `Subject: ${subject}`,
    `Date: ${date.toUTCString()}`,
    `Message-ID: <${encodeURIComponent(id)}@quay.example>`,
    "MIME-Version: 1.0",
  ];
  if (attached === 0) return [...headers, "Content-Type: text/html; charset=utf-8", "", html].join("\r\n");
  const parts = [
    "--part",
    "Content-Type: text/html; charset=utf-8",
    "",
    html,
    "--part",
    "Content-Type: application/octet-stream",
    "",
  ];
  return [
    ...headers,
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    ...parts,
    `${"A".repeat(76)}\r\n`.repeat(attached / 78),
    "--part--",
  ].join("\r\n");
}
