// Slack and what takes the same `{"text"}`: incoming webhooks of chat programs.
import * as z from "zod";
import { renderSlackJson } from "../digests/render-hook.ts";
import { parseFeedUrl } from "../schema/parse-feed-url.ts";
import { textRead } from "../schema/reading.ts";
import { postIssue } from "./post-issue.ts";
import type { PushedChannel } from "./channel.ts";

const schema = textRead(parseFeedUrl);

export const slack: PushedChannel<string> = {
  kind: "slack",
  inYaml: "slack: https://…",
  does: "posts a short text with links to an incoming webhook of Slack, Mattermost or the like",
  schema: schema.describe("An incoming webhook of Slack, Mattermost or the like."),
  key: {
    name: "slack",
    inYaml: "slack: [https://…]",
    schema: z.array(schema).describe("Incoming webhooks of Slack, Mattermost or the like.").default([]),
  },
  way: "pushed",
  lane: "post",
  // The whole path is a password.
  recipientOf: (url) => `slack ${new URL(url).host}/…${url.slice(-4)}`,
  compose(_deps, _sql, { issue, messageIdFor }, recipients) {
    const message = Buffer.from(renderSlackJson(issue));
    return Promise.resolve(
      recipients.map(({ recipient }) => ({ recipient, message, messageId: messageIdFor(recipient).replace(/[<>]/g, "") })),
    );
  },
  // Slack knows no ids, so an answer that never came is as uncertain as a mail's.
  open: (deps, url) =>
    url === null ? null : { repeatable: false, deliver: (outgoing) => postIssue(deps, outgoing, { url, repeatable: false }) },
};
