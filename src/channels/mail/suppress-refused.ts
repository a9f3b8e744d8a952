// Stops mails to a recipient whose server refuses them all: they would count against the sender.
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { addSuppression, isRefusedAlways } from "../../store/deliveries/suppressions.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ChannelDeps } from "../channel.ts";

/** Three refusals for good within this time, and no mail accepted between them, end the mails to a recipient. */
const REFUSED_WITHIN_MS = 14 * 24 * 3_600_000;

/** Called after a mail has failed; `reply` is why. */
export async function suppressRefused(
  { now, log }: Pick<ChannelDeps, "now" | "log">,
  sql: Sql,
  recipient: string,
  reply: string,
): Promise<void> {
  const at = now();
  const address = parseMailAddress(recipient)?.address;
  if (address === undefined || !(await isRefusedAlways(sql, recipient, new Date(at.getTime() - REFUSED_WITHIN_MS)))) return;
  await addSuppression(sql, { recipient: address, digest: null, kind: "refused", reply, since: at });
  log.warn(
    { to: recipient, reply },
    "three mails were refused for good: no more are sent to this recipient until wirewatch digest resume",
  );
}
