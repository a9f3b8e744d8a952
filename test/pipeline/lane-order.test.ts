// The order of what waits in a lane, without a queue behind it.
import pino from "pino";
import { expect, test } from "vitest";
import { openDirectLane } from "../../src/pipeline/direct-lane.ts";
import { roomOf } from "../../src/pipeline/pipeline.ts";
import { until } from "../support/wait.ts";
import { openGate } from "./open-test-stages.ts";

/** A lane that runs nothing before `open`; `looks` counts how often a turn was looked at. */
function openLane() {
  const gate = openGate();
  const ran: number[] = [];
  let looks = 0;
  const lane = openDirectLane<"fetch-articles">({
    stage: "fetch-articles",
    isAlone: true,
    run: async ({ data }) => {
      await gate.opened;
      ran.push((data as { article: number }).article);
    },
    enqueue: async () => {},
    log: pino({ enabled: false }),
  });
  const take = (article: number, turn: number) => {
    const payload = {
      article,
      get turn() {
        looks++;
        return turn;
      },
    };
    return lane.take(payload);
  };
  return { take, ran, open: gate.open, looks: () => looks };
}

test("work runs in order of its turns, and work of one turn in the order in which it came", async () => {
  const { take, ran, open } = openLane();
  const room = roomOf("fetch-articles");
  for (let n = 0; n < room; n++) take(n, 0);
  const waiting = Array.from({ length: 500 }, (_, n) => ({ article: room + n, turn: (n * 37) % 11 }));
  for (const { article, turn } of waiting) expect(take(article, turn)).toBe(true);
  open();
  await until(() => ran.length === room + waiting.length, "all ran");
  expect(ran.slice(room)).toEqual(waiting.toSorted((a, b) => a.turn - b.turn).map(({ article }) => article));
});

test("work of an early turn finds its place among thousands without a look at each", () => {
  const { take, looks } = openLane();
  for (let n = 0; n < 5_000; n++) take(n, n);
  const before = looks();
  take(5_000, 0);
  expect(looks() - before).toBeLessThan(50);
});
