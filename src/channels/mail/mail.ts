// The mail channel: a mail of its own for each recipient, by SMTP or into the outbox.
import * as z from "zod";
import { readerToken } from "../../digests/page-token.ts";
import { forReader } from "../../digests/render-issue.ts";
import { findThreads } from "../../store/deliveries/deliveries.ts";
import { findSecret, findSuppressions, PAGE_KEY } from "../../store/deliveries/suppressions.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { textRead } from "../../schema/reading.ts";
import { composeMessage } from "./compose-message.ts";
import { listIdOf } from "./list-id.ts";
import { messageIdOf } from "../message-id.ts";
import { openMailer } from "./open-mailer.ts";
import { parseEmailAddress } from "./parse-email-address.ts";
import { signMessage } from "./sign-message.ts";
import { suppressRefused } from "./suppress-refused.ts";
import { openUnsubscribeHeaders, whySuppressed } from "./unsubscribe.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ChannelDeps, Composed, OutgoingIssue, PushedChannel, Recipient } from "../channel.ts";
import type { Outgoing } from "../delivery.ts";

/** So many letters of a digest's id begin a file's name: a file system takes 255 bytes, and a letter has up to four. */
const NAME_LETTERS_MAX = 40;

const KIND = "mail";
const schema = textRead(parseEmailAddress);

export const mail: PushedChannel<string> = {
  kind: KIND,
  inYaml: "mail: desk@example.org",
  does: "sends a mail to an address, or to `Name <address>`",
  schema: schema.describe("An address that gets it by mail, or Name <address>."),
  key: {
    name: "to",
    inYaml: "to: [desk@example.org]",
    schema: z.array(schema).describe("Who gets it by mail: addresses, or Name <address>.").default([]),
  },
  way: "pushed",
  lane: "mail",
  // No mail server in use tells letters of an address apart by case, and a name before it leads nowhere else.
  placeOf: (to) => parseMailAddress(to)?.address.toLowerCase(),
  recipientOf: (address) => address,
  compose,
  testMessage: (deps, to) =>
    composeMessage({
      from: deps.config().mail.from,
      to,
      subject: "Test of Wirewatch",
      html: "<p>This is a test of Wirewatch. Digests will arrive here.</p>",
      text: "This is a test of Wirewatch. Digests will arrive here.",
      messageId: messageIdOf(`test ${deps.now().toISOString()} ${to}`, deps.config().mail.from),
      date: deps.now(),
    }),
  // The ledger has all that a mail needs, so it goes out even if digests.yaml no longer names its recipient.
  open(deps) {
    const mailer = deps.mailer();
    return {
      repeatable: mailer.repeatable,
      deliver: (outgoing) =>
        mailer.deliver({
          from: deps.config().mail.from,
          to: outgoing.recipient,
          bytes: outgoing.bytes,
          fileName: fileNameOf(outgoing),
          onBodyStart: outgoing.onBodyStart,
        }),
    };
  },
  failed: suppressRefused,
  async verify({ mail: { smtp } }) {
    const mailer = openMailer(smtp);
    try {
      return await mailer.verify();
    } finally {
      await mailer.close();
    }
  },
};

async function compose(
  deps: ChannelDeps,
  sql: Sql,
  { issue, rendered, createdAt, messageIdFor }: OutgoingIssue,
  recipients: readonly Recipient<string>[],
): Promise<Composed[]> {
  const { from, dkim } = deps.config().mail;
  // Mail programs show as one thread: alerts on one story, that of the subject, and all mails of a digest with times.
  const story = issue.immediate === true ? Number(issue.sections[0]?.stories[0]?.id ?? 0) : null;
  const before = await findThreads(sql, { channel: KIND, issue: Number(issue.id), digest: issue.digest, story });
  const { readerMark: mark } = issue;
  const key = mark === undefined ? null : await findSecret(sql, PAGE_KEY);
  const unsubscribeHeaders = await openUnsubscribeHeaders(sql, deps.pagesUrl(), from);
  const addresses = recipients.map(({ recipient }) => parseMailAddress(recipient)?.address ?? null);
  const suppressions = await findSuppressions(
    sql,
    addresses.flatMap((address) => address ?? []),
    issue.digest,
  );
  const composed: Composed[] = [];
  for (const [index, { recipient: to }] of recipients.entries()) {
    const messageId = messageIdFor(to);
    const address = addresses[index] ?? null;
    if (address === null) {
      // The others are to get their mail all the same.
      const reply = `"${to}" is not one mail address: correct it in digests.yaml`;
      composed.push({ recipient: to, messageId, message: new Uint8Array(), unsent: { state: "failed", reply, isFault: true } });
      continue;
    }
    const headers = { ...threadHeaders(before.get(to)), ...unsubscribeHeaders(issue.digest, address) };
    const token = key === null ? null : readerToken(key, Number(issue.id), to);
    const plain = await composeMessage({
      from,
      to,
      ...rendered,
      ...(mark !== undefined &&
        token !== null && { html: forReader(rendered.html, mark, token), text: forReader(rendered.text, mark, token) }),
      messageId,
      date: createdAt,
      listId: listIdOf(issue.digest),
      headers,
    });
    const message = dkim === null ? plain : await signMessage(plain, dkim);
    const suppression = suppressions.get(address);
    composed.push({
      recipient: to,
      messageId,
      message,
      ...(suppression !== undefined && {
        unsent: { state: "suppressed", reply: whySuppressed(suppression), isFault: suppression.kind === "refused" },
      }),
    });
  }
  return composed;
}

/** The first and the last message of a thread are enough for mail programs (RFC 5322, 3.6.4). */
function threadHeaders(thread: { first: string; last: string } | undefined): Record<string, string> {
  if (thread === undefined) return {};
  return { "In-Reply-To": thread.last, References: [...new Set([thread.first, thread.last])].join(" ") };
}

/** The issue and the delivery make it the only one; the time and the digest are for people who look into the folder. */
function fileNameOf({ delivery: { id, issue, digest, createdAt } }: Outgoing): string {
  const time = createdAt.toISOString().slice(0, 16).replace(":", "");
  return `${time}-${Array.from(digest).slice(0, NAME_LETTERS_MAX).join("")}-${issue}-${id}`;
}
