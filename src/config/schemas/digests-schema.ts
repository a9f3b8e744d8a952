// digests.yaml: which watchlists go where, and when.
import * as z from "zod";
import { parseQuiet, parseSchedule } from "../../digests/schedule.ts";
import type { QuietHours, Schedule } from "../../digests/digest.ts";
import { id, line } from "../../schema/named.ts";
import { briefModel } from "./brief-model.ts";
import { channelKeys, channelKeyWords, channelsIn } from "./channel-keys.ts";
import { parseHold, parseSettle } from "../../schema/parse-duration.ts";
import { parseTimezone } from "./parse-timezone.ts";
import { textRead, type Reading } from "../../schema/reading.ts";
import { strictObject } from "../../schema/strict-object.ts";
import { joinWords } from "../../text/counted.ts";

const namesNobody = `names nobody: give it ${joinWords(channelKeyWords, "or")}`;

/** Other programs' words for the readers of a mail. */
const readers = /^(?:recipients?|e-?mails?|addresses)$/i;

const digest = strictObject(
  {
    id: id().describe("A short name of its own; keep it, for what was sent is remembered by it."),
    name: line().describe("The heading of its mails, and the beginning of their subjects. Default: its id.").exactOptional(),
    ...channelKeys,
    watchlists: z
      .array(z.string())
      .min(1, "names none, and so holds nothing: name one, or leave the key out for all")
      .describe("Ids of the watchlists whose stories it holds. Default: all.")
      .exactOptional(),
    schedule: textRead(readSchedule, "schedule").describe(
      'When it goes out: five cron fields ("0 7 * * 1-5"), immediately, or "every 15m".',
    ),
    timezone: textRead(parseTimezone, "timezone")
      .describe("The zone of schedule and quiet, as in Asia/Yangon. Default: this machine's.")
      .exactOptional(),
    quiet: textRead(readQuiet, "quiet")
      .describe('Hours in which nothing is sent: "22:00-06:00". What is due is held until they end.')
      .exactOptional(),
    surge: z
      .boolean()
      .describe(
        "true: while a watchlist brings far more in an hour than is usual for it, what would go out at once goes out together, each half hour.",
      )
      .default(true),
    settle: textRead(parseSettle, "settle")
      .describe(
        "immediately: how long it waits after the first match, so that copies of the same round are named: none, 30s, 60s, 5m.",
      )
      .default(60_000),
    mails_per_hour: z
      .int()
      .min(1)
      .max(3600)
      .describe(
        "immediately: how many mails go out in an hour. The first half as they come, the others evenly; more stories are gathered.",
      )
      .default(12),
    hold: textRead(parseHold, "hold")
      .describe(
        "How long a story that was sent is held back before its news is sent. A correction, a withdrawal and a numbered update are not held.",
      )
      .default(4 * 3_600_000),
    at_most: z.int().min(1).max(1000).describe("Stories in one digest; the rest is listed by headline.").default(40),
    when_empty: z
      .enum(["skip", "send"])
      .describe("What goes out where nothing matched: nothing (skip), or a mail that says so and what was read (send).")
      .default("skip"),
    brief: z
      .int()
      .min(1)
      .max(20)
      .describe(
        "How many sentences stand above the stories at most: each as an article has it, with its outlet and link. Default: none.",
      )
      .exactOptional(),
    model: briefModel
      .describe("A language model that chooses among the sentences of the brief by their numbers; without it rules choose.")
      .exactOptional(),
  },
  (_, key) => (readers.test(key) ? "write the addresses of its readers below to:" : null),
).check(({ value, issues }) => {
  if (issues.length > 0) return;
  if (value.model !== undefined && value.brief === undefined)
    issues.push({ code: "custom", input: value, path: ["model"], message: "has nothing to choose: add brief: 5 to the digest" });
  if (channelsIn(value).length === 0) issues.push({ code: "custom", input: value, path: ["to"], message: namesNobody });
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
