// Teams: Adaptive Cards to a chat or channel by a workflow that takes web requests.
import { chatChannel } from "./chat/chat-channel.ts";
import { address, secretsOfUrl, tailOf } from "./chat/settings.ts";
import { writeMarkdown } from "./chat/writers.ts";
import type { Piece } from "./chat/piece.ts";
import type { ServiceAnswer } from "./read-answer.ts";

/** A line of a story each: Teams joins the lines of one block. */
const blocksOf = ({ lines }: Piece) =>
  lines.map((line, index) => ({
    type: "TextBlock",
    text: writeMarkdown(line),
    wrap: true,
    spacing: index === 0 ? "Medium" : "None",
  }));

export const teams = chatChannel<string>({
  kind: "teams",
  inYaml: "teams: https://…",
  does: "posts Adaptive Cards to Microsoft Teams by a workflow with a webhook",
  schema: address().describe("The address of a workflow of Teams that posts to a chat or channel what it is sent."),
  recipientOf(url) {
    const { host, pathname } = new URL(url);
    const longest = pathname.split("/").toSorted((a, b) => b.length - a.length)[0] ?? "";
    return `teams ${host}/${tailOf(longest)}`;
  },
  secretsOf: secretsOfUrl,
  // 28 KB, of which the frame of the card takes some.
  room: { max: 24_000, sizeOf: (piece) => Buffer.byteLength(JSON.stringify(blocksOf(piece))) },
  titled: false,
  payload: ({ pieces }) => ({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          msteams: { width: "Full" },
          body: pieces.flatMap(blocksOf),
        },
      },
    ],
  }),
  posting: (url, payload) => ({ url, body: payload }),
  repeatable: false,
  reads: { statusOf, adviceOn },
});

/** Teams' older webhooks answer 200 to everything, and put the status into the words. */
function statusOf({ status, words }: ServiceAnswer): number {
  const inside = /returned HTTP error (\d{3})/.exec(words)?.[1];
  return status === 200 && inside !== undefined ? Number(inside) : status;
}

function adviceOn({ status }: ServiceAnswer): string | null {
  const isGone = status === 401 || status === 403 || status === 404;
  return isGone
    ? "the workflow was deleted or turned off, or its address is mistyped: copy the address from the workflow again"
    : null;
}
