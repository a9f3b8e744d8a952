// Makes a channel of a chat or push service: an issue becomes one message or several, each a delivery of its own in the ledger.
import { webAddress } from "../../digests/escape-html.ts";
import { postMessage } from "../post-message.ts";
import { issuePieces } from "./issue-pieces.ts";
import { splitPieces } from "./split-pieces.ts";
import type { ChannelDeps, Composed, OutgoingIssue, PushedChannel, Recipient } from "../channel.ts";
import type { Outgoing } from "../delivery.ts";
import type { Posting } from "../post-message.ts";
import type { Piece } from "./piece.ts";
import type { Room } from "./split-pieces.ts";

export interface ChatMessage {
  /** For services that show one; else it is the first line of the pieces. */
  title: string;
  pieces: Piece[];
  /** Where a tap on it leads, or null. */
  link: string | null;
}

/** What one service is like. */
export interface Service<Setting> extends Pick<
  PushedChannel<Setting>,
  "kind" | "inYaml" | "does" | "schema" | "key" | "recipientOf"
> {
  /** Parts of a setting that no log, ledger or fault may show. */
  secretsOf(setting: Setting): string[];
  /** What one message holds. */
  room: Room;
  /** Whether it shows a title above the text. */
  titled: boolean;
  /** A message as JSON, without anything secret: what the ledger keeps. */
  payload(message: ChatMessage): object;
  /** How that is sent. `id` is the same for each attempt: letters, digits, `-`. */
  posting(setting: Setting, payload: object, id: string): Pick<Posting, "url" | "method" | "headers"> & { body: object };
  /** True if the service knows a second message with the same id for the first. */
  repeatable: boolean;
  reads?: Posting["reads"];
}

/** A token that a user can replace in digests.yaml is tried again. */
const UNAUTHORISED = 401;

export function chatChannel<Setting>(service: Service<Setting>): PushedChannel<Setting> {
  const { kind, inYaml, does, schema, key, recipientOf, secretsOf, repeatable, reads } = service;
  return {
    kind,
    inYaml,
    does,
    schema,
    ...(key !== undefined && { key }),
    way: "pushed",
    lane: "post",
    recipientOf,
    compose: (_deps, _sql, outgoing, recipients) => Promise.resolve(compose(service, outgoing, recipients)),
    testMessage: () => Promise.resolve(bytesOf(service.payload(TEST))),
    open(deps: ChannelDeps, setting: Setting | null) {
      if (setting === null) return null;
      return {
        repeatable,
        deliver(outgoing: Outgoing) {
          const id = outgoing.messageId.split("@", 1)[0] ?? "";
          const payload = JSON.parse(outgoing.bytes.toString("utf8")) as object;
          const { body, ...posting } = service.posting(setting, payload, id);
          return postMessage(deps, outgoing, {
            ...posting,
            body: JSON.stringify(body),
            repeatable,
            scope: `${kind} ${recipientOf(setting)}`,
            secrets: secretsOf(setting),
            reads: { mayPass: [UNAUTHORISED], ...reads },
          });
        },
      };
    },
  };
}

const bytesOf = (payload: object): Buffer => Buffer.from(JSON.stringify(payload));

const TEST: ChatMessage = {
  title: "Test of Wirewatch",
  pieces: [{ lines: [[{ text: "This is a test of Wirewatch. Digests will arrive here." }]] }],
  link: null,
};

/** The same messages for each recipient; the parts of one issue are sent in this order. */
function compose<Setting>(
  service: Service<Setting>,
  { issue, rendered, messageIdFor }: OutgoingIssue,
  recipients: readonly Recipient<Setting>[],
): Composed[] {
  const { head, stories, foot } = issuePieces(issue);
  const [name = [], ...notes] = head.lines;
  const pieces = [...(notes.length === 0 ? [] : [{ lines: notes }]), ...stories, foot];
  // Mail programs need marks around a title that runs the other way; programs that show it alone do not.
  const title = rendered.subject.replace(/[\u2066-\u2069]/g, "");
  const split = splitPieces(
    pieces,
    service.room,
    service.titled ? 0 : service.room.sizeOf({ lines: [[...name, { text: " (999/999)" }]] }),
  );
  const only = stories.length === 1 ? (issue.sections.flatMap((section) => section.stories)[0] ?? null) : null;
  const link = webAddress(only === null ? issue.webUrl : only.url);
  const messages = split.map((held, index) => {
    const count = split.length === 1 ? "" : ` (${index + 1}/${split.length})`;
    const first = [...name, { text: count }];
    return bytesOf(
      service.payload({ title: `${title}${count}`, pieces: service.titled ? held : [{ lines: [first] }, ...held], link }),
    );
  });
  return recipients.flatMap(({ recipient }) => {
    const id = messageIdFor(recipient).replace(/[<>]/g, "");
    return messages.map((message, index) => ({
      recipient,
      messageId: index === 0 ? id : id.replace("@", `-${index + 1}@`),
      message,
      ...(index > 0 && { part: index + 1 }),
    }));
  });
}
