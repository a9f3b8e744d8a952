// Makes a channel of a chat or push service: an issue becomes one message or several, each a delivery of its own in the ledger.
import { webAddress } from "../../digests/escape-html.ts";
import { postMessage } from "../post-message.ts";
import { valueIn } from "../read-answer.ts";
import { composeLive, refreshLive } from "./compose-live.ts";
import { headlinePieces, issuePieces } from "./issue-pieces.ts";
import { bytesOf } from "./service.ts";
import { largest, splitPieces } from "./split-pieces.ts";
import type { ChannelDeps, Composed, OutgoingIssue, PushedChannel, Recipient } from "../channel.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Outgoing } from "../delivery.ts";
import type { PlainMessage } from "./compose-live.ts";
import type { IssuePieces } from "./issue-pieces.ts";
import type { AnswerReader, ServiceAnswer } from "../read-answer.ts";
import type { ChatMessage, Service } from "./service.ts";
import type { LiveMessage } from "./live-message.ts";

/** So many messages show stories in full; the others are a list of headlines, since nobody reads so far in a chat. */
const FULL_MESSAGES_MAX = 10;
/** A token that a user can replace in digests.yaml is tried again. */
const UNAUTHORISED = 401;
const BAD_REQUEST = 400;
const BAD_GATEWAY = 502;
const PAGE = "a web page answered, not the service: the address is wrong, or the network wants you to sign in";

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
    compose: (_deps, sql, outgoing, recipients) => compose(service, sql, outgoing, recipients),
    refresh: (issue, { sentAs, live }, story) => refreshLive(service, issue, { sentAs, live: live as LiveMessage }, story),
    testMessage: () => Promise.resolve(bytesOf(service.payload(TEST))),
    open(deps: ChannelDeps, setting: Setting | null) {
      if (setting === null) return null;
      return {
        repeatable,
        async deliver(outgoing: Outgoing) {
          const id = outgoing.messageId.split("@", 1)[0] ?? "";
          const payload = JSON.parse(outgoing.bytes.toString("utf8")) as object;
          const editing = outgoing.edits === null ? undefined : service.edits;
          const { body, ...posting } =
            editing === undefined || outgoing.edits === null
              ? service.posting(setting, payload, id)
              : editing.posting(setting, payload, outgoing.edits, id);
          const delivery = await postMessage(deps, outgoing, {
            ...posting,
            body: JSON.stringify(body),
            // An edit that is made twice says the same.
            repeatable: repeatable || editing !== undefined,
            scope: `${kind} ${recipientOf(setting)}`,
            secrets: secretsOf(setting),
            reads: readsOf(reads),
          });
          // Somebody deleted it, or it is too old to change: what must be heard is a message of its own.
          if (editing !== undefined && delivery.kind === "failed")
            return { kind: "sent", reply: `${delivery.reply} (the message stays as it is)` };
          return delivery;
        },
      };
    },
  };
}

/** No service answers a message with a web page: a network or a proxy on the way did, which may pass. */
const isPage = ({ status, words }: ServiceAnswer): boolean => status < 300 && /^<(!doctype html|html)\b/i.test(words);

/** Telegram, Slack and relays in front of them may say in the body alone that a message was not taken, and with which code. */
function withOwnStatus(answer: ServiceAnswer): ServiceAnswer {
  if (answer.status >= 300 || valueIn(answer.json, "ok") !== false) return answer;
  const code = valueIn(answer.json, "error_code");
  return { ...answer, status: typeof code === "number" && code >= 400 && code < 600 ? code : BAD_REQUEST };
}

function readsOf(reads: AnswerReader = {}): AnswerReader {
  return {
    mayPass: [UNAUTHORISED],
    ...reads,
    statusOf(answer) {
      const heard = withOwnStatus(answer);
      return isPage(answer) ? BAD_GATEWAY : (reads.statusOf?.(heard) ?? heard.status);
    },
    adviceOn: (answer) => (isPage(answer) ? PAGE : (reads.adviceOn?.(withOwnStatus(answer)) ?? null)),
  };
}

const TEST: ChatMessage = {
  title: "Test of Wirewatch",
  pieces: [{ lines: [[{ text: "This is a test of Wirewatch. Digests will arrive here." }]] }],
  link: null,
};

/** The parts of one issue are sent in this order. */
async function compose<Setting>(
  service: Service<Setting>,
  sql: Sql,
  outgoing: OutgoingIssue,
  recipients: readonly Recipient<Setting>[],
): Promise<Composed[]> {
  const pieces = issuePieces(outgoing.issue);
  const whole = wholeIssue(service, outgoing, pieces);
  const live = await composeLive(service, sql, outgoing, recipients, pieces.wrong ? pieces.foot : null);
  return recipients.flatMap(({ recipient }, index) => {
    const id = outgoing.messageIdFor(recipient).replace(/[<>]/g, "");
    return (live?.[index] ?? whole).map((message, place) => ({
      ...message,
      recipient,
      messageId: place === 0 ? id : id.replace("@", `-${place + 1}@`),
      ...(place > 0 && { part: place + 1 }),
    }));
  });
}

/** The same messages for each recipient. */
function wholeIssue<Setting>(
  service: Service<Setting>,
  { issue, rendered }: OutgoingIssue,
  { head, brief, stories, headlines, foot }: IssuePieces,
): PlainMessage[] {
  const [name = [], ...notes] = head.lines;
  const first = [...(notes.length === 0 ? [] : [{ lines: notes }]), ...brief];
  // Mail programs need marks around a title that runs the other way; programs that show it alone do not.
  const title = rendered.subject.replace(/[\u2066-\u2069]/g, "");
  const above = service.titled ? 0 : service.room.sizeOf({ lines: [[...name, { text: " (999/999)" }]] });
  const full = (count: number) => [...first, ...stories.slice(0, count).map(({ whole }) => whole)];
  const shown = largest(stories.length, (count) => splitPieces(full(count), service.room, above).length <= FULL_MESSAGES_MAX);
  const listed = headlinePieces([...stories.slice(shown).map(({ headline }) => headline), ...headlines]);
  const split = splitPieces([...full(shown), ...listed, foot], service.room, above);
  const only = stories.length + headlines.length === 1 ? (issue.sections.flatMap((section) => section.stories)[0] ?? null) : null;
  const link = webAddress(only === null ? issue.webUrl : only.url);
  return split.map((held, index) => {
    const count = split.length === 1 ? "" : ` (${index + 1}/${split.length})`;
    const below = service.titled ? held : [{ lines: [[...name, { text: count }]] }, ...held];
    return { message: bytesOf(service.payload({ title: `${title}${count}`, pieces: below, link })) };
  });
}
