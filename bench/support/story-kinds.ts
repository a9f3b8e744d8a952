// Labelled pairs of articles by kind, which of them become one story, and which of the second articles are reported as news.
import { findNews, judgeNews, readTold } from "../../src/stories/news/find-news.ts";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { collision, fire } from "../../test/stories/translations/invented-reports.ts";
import { writtenPairs } from "./written-pairs.ts";
import { inventPairs } from "./story-pairs.ts";
import type { GroupDocument } from "../../src/stories/story.ts";
import type { Figure } from "./report.ts";

const EACH = 200;

interface Confusion {
  pairs: number;
  one: number;
  reported: number;
  right: number;
}

/** Each of two accidents in each of its languages is linked to the same one in another language, also where the other accident came first. */
function tellInOtherLanguages(events: readonly (readonly GroupDocument[])[], isBeside: boolean): Confusion {
  const found = { pairs: 0, one: 0, reported: 0, right: 0 };
  for (const [at, event] of events.entries())
    for (const first of event)
      for (const second of event.filter((one) => one !== first))
        for (const before of isBeside ? (events[1 - at] ?? []) : [null]) {
          const memory = openStoryMemory();
          if (before !== null) memory.add(before);
          const { story } = memory.add(first);
          const { relation, of } = memory.add(second);
          found.pairs += 1;
          found.one += relation === "translation" ? 1 : 0;
          found.right += relation === "translation" && of === story ? 1 : 0;
        }
  return found;
}

/** Prints the confusion by kind and returns the share that is right of each, with its floor. */
export function countKinds(): Figure[] {
  const kinds = new Map<string, Confusion>();
  for (const { kind, first, second, isOne, isNews } of [...inventPairs(29, EACH), ...writtenPairs()]) {
    const memory = openStoryMemory();
    const isJoined = memory.add(first).story === memory.add(second).story;
    const told = readTold([first]);
    const isReported = !isJoined || judgeNews(second, findNews(second, told), told) !== "none";
    const tally = kinds.get(kind) ?? { pairs: 0, one: 0, reported: 0, right: 0 };
    tally.pairs += 1;
    tally.one += isJoined ? 1 : 0;
    tally.reported += isReported ? 1 : 0;
    tally.right += (isOne === null || isJoined === isOne) && (isNews === null || isNews === isReported) ? 1 : 0;
    kinds.set(kind, tally);
  }
  const events = [Object.values(fire), Object.values(collision)];
  kinds.set("translation", tellInOtherLanguages(events, false));
  kinds.set("translation next to another event", tellInOtherLanguages(events, true));
  for (const [kind, { pairs, one, reported, right }] of kinds)
    console.log(`${kind.padEnd(28)} ${pairs} pairs, ${one} one story, ${reported} reported, right ${(right / pairs).toFixed(3)}`);
  const share = (kind: string, of: "right" | "reported"): number => (kinds.get(kind)?.[of] ?? 0) / (kinds.get(kind)?.pairs ?? 1);
  const figures: Figure[] = [
    ...[...kinds.keys()].map((kind): Figure => ({
      name: `${kind}: right`,
      value: share(kind, "right"),
      unit: "of 1",
      floor: { kind: "at least", value: 0.98 },
    })),
    {
      name: "planted updates reported",
      value: share("update", "reported"),
      unit: "of 1",
      floor: { kind: "at least", value: 0.98 },
    },
    {
      name: "planted rewordings reported",
      value: share("rewording", "reported"),
      unit: "of 1",
      floor: { kind: "at most", value: 0.02 },
    },
  ];
  return figures;
}
