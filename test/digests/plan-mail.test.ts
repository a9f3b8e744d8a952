// When the mails of a digest go: alerts settle, a first reading is one mail, and an hour has a limit.
import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { planMail } from "../../src/digests/plan-mail.ts";
import { minutesLater, NOW } from "../store/seed.ts";
import type { Calm, MailSent, Waits } from "../../src/digests/plan-mail.ts";

const seconds = (count: number): Date => new Date(NOW.getTime() + count * 1_000);
const story = (at: number, more: Partial<Waits> = {}): Waits => ({
  added_at: seconds(at),
  told_at: null,
  backlog_of: null,
  ...more,
});
const calm = (at: number, more: Partial<Calm> = {}): Calm => ({
  digest: { schedule: { kind: "immediately" }, settleMs: 60_000, mailsPerHour: 12 },
  sent: [],
  isFirstRoundOver: true,
  now: seconds(at),
  ...more,
});
const mailsAt = (...minutes: number[]): MailSent[] => minutes.map((minute) => ({ at: minutesLater(minute), backlog: false }));

describe("an alert", () => {
  test("goes a minute after its first match, with what came in that time", () => {
    const waiting = [story(0), story(40)];
    expect(planMail(waiting, calm(59))).toEqual({ stories: [], again: seconds(60) });
    expect(planMail(waiting, calm(60))).toEqual({ stories: waiting, again: null });
  });

  test("goes at once if it was sent before, as its news has its own time", () => {
    const waiting = [story(0, { told_at: NOW })];
    expect(planMail(waiting, calm(1)).stories).toEqual(waiting);
  });
});

const first = (at: number): Waits => story(at, { backlog_of: NOW });

describe("a first reading", () => {
  test("goes when nothing more came for a while, and after a minute in any case", () => {
    expect(planMail([first(0), first(10)], calm(19))).toEqual({ stories: [], again: seconds(20) });
    expect(planMail([first(0), first(10)], calm(20)).stories).toHaveLength(2);
    expect(planMail([first(0), first(59)], calm(60)).stories).toHaveLength(2);
  });

  test("of a digest whose alerts do not settle goes when all of it was read, and after a minute in any case", () => {
    const digest = { schedule: { kind: "immediately" }, settleMs: 0, mailsPerHour: 12 } as const;
    const at = (second: number, isFirstRoundOver: boolean) =>
      planMail([first(0), first(10)], calm(second, { digest, isFirstRoundOver }));
    expect(at(10, false)).toEqual({ stories: [], again: seconds(15) });
    expect(at(58, false)).toEqual({ stories: [], again: seconds(60) });
    expect(at(60, false).stories).toHaveLength(2);
    expect(at(10, true).stories).toHaveLength(2);
  });

  test("comes with a second mail when all of it was read, and with a third an hour after the first", () => {
    const sent = [{ at: seconds(60), backlog: true }];
    const waiting = [first(70)];
    expect(planMail(waiting, calm(100, { sent, isFirstRoundOver: false }))).toEqual({ stories: [], again: seconds(105) });
    expect(planMail(waiting, calm(100, { sent })).stories).toEqual(waiting);
    const twice = [...sent, { at: seconds(100), backlog: true }];
    expect(planMail(waiting, calm(120, { sent: twice }))).toEqual({ stories: [], again: seconds(3_660) });
  });

  test("waits for a page that never answers until nothing more came for a quarter of an hour", () => {
    const stuck = { sent: [{ at: seconds(60), backlog: true }], isFirstRoundOver: false };
    expect(planMail([first(50)], calm(958, stuck))).toEqual({ stories: [], again: seconds(960) });
    expect(planMail([first(50)], calm(960, stuck)).stories).toHaveLength(1);
    expect(planMail([first(70)], calm(968, stuck))).toEqual({ stories: [], again: seconds(970) });
    expect(planMail([first(70)], calm(970, stuck)).stories).toHaveLength(1);
  });

  test("that a slow machine still groups has its second mail when all is there, or an hour after the first", () => {
    const slow = { sent: [{ at: seconds(60), backlog: true }], isFirstRoundOver: false };
    const waiting = [first(70), first(1_500), first(3_000)];
    expect(planMail(waiting, calm(3_100, slow))).toEqual({ stories: [], again: seconds(3_105) });
    expect(planMail(waiting, calm(3_100, { ...slow, isFirstRoundOver: true })).stories).toHaveLength(3);
    expect(planMail(waiting, calm(3_659, slow))).toEqual({ stories: [], again: seconds(3_660) });
    expect(planMail(waiting, calm(3_660, slow)).stories).toHaveLength(3);
  });

  test("of a source that appeared later has mails of its own", () => {
    const sent = [60, 100].map((at) => ({ at: seconds(at), backlog: true }));
    const later = story(200, { backlog_of: seconds(190) });
    expect(planMail([later], calm(209, { sent, isFirstRoundOver: false })).again).toEqual(seconds(210));
    expect(planMail([later], calm(210, { sent, isFirstRoundOver: false })).stories).toEqual([later]);
  });

  test("does not hold back news, and takes along what still settles", () => {
    const sent = [{ at: seconds(60), backlog: true }];
    const news = story(70);
    const waiting = [first(71), news];
    expect(planMail(waiting, calm(130, { sent, isFirstRoundOver: false })).stories).toEqual([news]);
    expect(planMail(waiting, calm(86, { sent })).stories).toEqual(waiting);
  });

  test("is not spread over the mails of a digest with many times a day", () => {
    const digest = { schedule: { kind: "every", minutes: 1 }, settleMs: 60_000, mailsPerHour: 12 } as const;
    const news = story(0);
    expect(planMail([first(0), news], calm(9, { digest })).stories).toEqual([news]);
    expect(planMail([first(0), news], calm(10, { digest })).stories).toHaveLength(2);
  });
});

describe("an hour", () => {
  test("has half of its mails at once, and the others evenly", () => {
    const waiting = [story(1_200)];
    const at = (minute: number, sent: MailSent[]) => planMail(waiting, calm(minute * 60, { sent })).stories.length;
    expect(at(21, mailsAt(16, 17, 18, 19, 20))).toBe(1);
    expect(at(22, mailsAt(16, 17, 18, 19, 20, 21))).toBe(0);
    expect(planMail(waiting, calm(22 * 60, { sent: mailsAt(16, 17, 18, 19, 20, 21) })).again).toEqual(minutesLater(31));
    expect(at(31, mailsAt(16, 17, 18, 19, 20, 21))).toBe(1);
  });

  test("never has more than the setting, and no story waits for more than an hour, whenever stories come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 * 3_600 }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (times, limit) => {
          const digest = { schedule: { kind: "immediately" }, settleMs: 60_000, mailsPerHour: limit } as const;
          const coming = times.toSorted((a, b) => a - b).map((at) => story(at));
          const mails: MailSent[] = [];
          let waiting: Waits[] = [];
          for (let at = 0; at <= 6 * 3_600; at += 10) {
            const now = seconds(at);
            while (coming[0] !== undefined && coming[0].added_at <= now) waiting.push(...coming.splice(0, 1));
            const sent = mails.filter((mail) => now.getTime() - mail.at.getTime() < 3_600_000);
            const planned = planMail(waiting, calm(at, { digest, sent }));
            if (planned.stories.length > 0) {
              mails.push({ at: now, backlog: false });
              expect(Math.max(...waiting.map(({ added_at }) => now.getTime() - added_at.getTime()))).toBeLessThanOrEqual(
                3_670_000,
              );
              waiting = waiting.filter((one) => !planned.stories.includes(one));
            } else expect(waiting.length === 0).toBe(planned.again === null);
            expect(mails.filter((mail) => now.getTime() - mail.at.getTime() < 3_600_000).length).toBeLessThanOrEqual(limit);
          }
          expect(waiting).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
