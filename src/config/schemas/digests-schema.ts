// digests.yaml: who gets which watchlists, and when.
import * as z from "zod";
import { parseQuiet, parseSchedule } from "../../digests/schedule.ts";
import type { QuietHours, Schedule } from "../../digests/digest.ts";
import { id } from "../load/named.ts";
import { parseEmailAddress } from "./parse-email-address.ts";
import { parseFeedUrl } from "./parse-feed-url.ts";
import { parseWebhookSecret } from "./parse-webhook-secret.ts";
import { parseTimezone } from "./parse-timezone.ts";
import { textRead, type Reading } from "../load/reading.ts";
import { strictObject } from "./strict-object.ts";

const digest = strictObject({
  id: id().describe("A short name of its own; keep it, for what was sent is remembered by it."),
  to: z.array(textRead(parseEmailAddress)).describe("Who gets it by mail: addresses, or Name <address>.").default([]),
  webhooks: z
    .array(
      strictObject({
        url: textRead(parseFeedUrl).describe("Where each issue is posted to as JSON."),
        secret: textRead(parseWebhookSecret)
          .describe(
            "What each post is signed with (Standard Webhooks): whsec_ and base64; best from the environment, as ${HOOK_SECRET}.",
          )
          .exactOptional(),
      }),
    )
    .describe("Programs that get each issue, in the same ledger as the mails.")
    .default([]),
  slack: z.array(textRead(parseFeedUrl)).describe("Incoming webhooks of Slack, Mattermost or the like.").default([]),
  atom: z.boolean().describe("true: its issues stand as an Atom feed at /digests/ID.atom of the web page.").default(false),
  watchlists: z
    .array(z.string())
    .min(1, "names none, and so holds nothing: name one, or leave the key out for all")
    .describe("Ids of the watchlists whose stories it holds. Default: all.")
    .exactOptional(),
  schedule: textRead(readSchedule).describe('When it goes out: five cron fields ("0 7 * * 1-5"), immediately, or "every 15m".'),
  timezone: textRead(parseTimezone)
    .describe("The zone of schedule and quiet, as in Asia/Yangon. Default: this machine's.")
    .exactOptional(),
  quiet: textRead(readQuiet)
    .describe('Hours in which nothing is sent: "22:00-06:00". What is due is held until they end.')
    .exactOptional(),
  surge: z
    .boolean()
    .describe(
      "true: while a watchlist brings far more in an hour than is usual for it, what would go out at once goes out together, each half hour.",
    )
    .default(true),
  at_most: z.int().min(1).max(1000).describe("Stories in one digest; the rest is counted and linked.").default(40),
  when_empty: z
    .enum(["skip", "send"])
    .describe("What goes out where nothing matched: nothing (skip), or a mail that says so and what was read (send).")
    .default("skip"),
}).check(({ value, issues }) => {
  if (issues.length > 0 || value.to.length + value.webhooks.length + value.slack.length > 0 || value.atom) return;
  issues.push({
    code: "custom",
    input: value,
    path: ["to"],
    message: "names nobody: give at least one address, or webhooks, slack or atom",
  });
});

export const digestsSchema = strictObject({
  digests: z.array(digest).describe("The digests.").default([]),
}).meta({ title: "Wirewatch: digests.yaml", description: "The digests that Wirewatch sends." });

export type DigestsFile = z.output<typeof digestsSchema>;

function readSchedule(text: string): Reading<Schedule> {
  const reading = parseSchedule(text);
  return reading.kind === "fault" ? reading : { kind: "value", value: reading.schedule };
}

function readQuiet(text: string): Reading<QuietHours> {
  const reading = parseQuiet(text);
  return reading.kind === "fault" ? reading : { kind: "value", value: reading.quiet };
}
