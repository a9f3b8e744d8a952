// Waits for new mail without asking for it: the server says so at once (IDLE, RFC 2177), or is asked every two minutes if it cannot.
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenMailbox } from "./open-mailbox.ts";
import type { MailboxPlace } from "./read-mailbox.ts";

/** A server that ends each IDLE at once is not asked in a circle. */
const PAUSE_MS = 1_000;

/** Resolves once the connection is lost, or at `signal`; it is closed then. `known` is what of the mailbox was read. */
export async function watchMailbox(
  { client, uidValidity, uidNext }: OpenMailbox,
  known: MailboxPlace | null,
  { onNews, signal }: { onNews: () => void; signal: AbortSignal },
): Promise<void> {
  const close = (): void => client.close();
  signal.addEventListener("abort", close);
  // The server reports how many messages there are now; that is fewer after one was deleted.
  client.on("exists", ({ count, prevCount }) => {
    if (count > prevCount) onNews();
  });
  // Mail may have come while nobody waited for it.
  if (known !== null && (known.uidValidity !== uidValidity || known.lastUid + 1 < uidNext)) onNews();
  try {
    while (!signal.aborted && client.usable && client.mailbox !== false) {
      // It rejects if the connection was lost just before.
      if ((await client.idle().catch(() => false)) === false) return;
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    signal.removeEventListener("abort", close);
    client.close();
  }
}
