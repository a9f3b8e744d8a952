// Articles that are loaded together: matching them leaves time for all else that the process does.
import { setImmediate } from "node:timers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { addArticle } from "../../store/seed.ts";
import { openStages, watchlists } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => void (stages = await openStages("pglite")));
afterAll(() => stages.close());

test("between two articles the event loop has a turn", async () => {
  await stages.configure({ watchlists: watchlists("storm") });
  const seen: string[] = [];
  const handler = matchWatchlists({
    ...stages.deps,
    watchlists: () => {
      seen.push("an article");
      setImmediate(() => seen.push("all else"));
      return stages.deps.watchlists();
    },
  });
  const ids: number[] = [];
  for (let n = 0; n < 3; n++) ids.push(await addArticle(stages.database, { stage: "match-watchlists", title: "A storm" }));
  await Promise.all(ids.map((article) => handler.run({ article })));
  expect(seen.slice(0, 5)).toEqual(["an article", "all else", "an article", "all else", "an article"]);
});
