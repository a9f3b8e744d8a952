// A mask next to an inner `any`, as sets have it: what stands inside it does not count, and all else does.
import { expect, test } from "vitest";
import { describeWatchlists } from "../../src/watchlists/describe-watchlist.ts";
import { compile, faultsOf, found } from "./watch.ts";
import { explainWatchlists } from "../../src/watchlists/explain-watchlist.ts";

const kyoto = { any: ["京都", "Kyoto"], mask: ["東京都", "Kyoto Protocol"] };

test("of a set hides what it holds, for that set alone", () => {
  const sets = { kyoto: [kyoto] };
  expect(found({ any: ["$kyoto"] }, "東京都の祭り", sets)).toBeNull();
  expect(found({ any: ["$kyoto"] }, "The Kyoto Protocol ended in Kyoto", sets)).toEqual(["Kyoto"]);
  expect(found({ any: ["$kyoto", "Protocol"] }, "The Kyoto Protocol", sets)).toEqual(["Protocol"]);
  expect(found({ near: { within: 3, a: "$kyoto", b: "fire" } }, "A fire in Kyoto", sets)).toEqual(["fire", "Kyoto"]);
  expect(found({ all: ["$kyoto", "fire"] }, "The Kyoto Protocol and a fire", sets)).toBeNull();
});

test("adds to the mask of the watchlist", () => {
  const both = { any: [kyoto], mask: ["Kyoto tower"] };
  expect(found(both, "The Kyoto tower and the Kyoto Protocol")).toBeNull();
  expect(found(both, "The Kyoto tower in Kyoto")).toEqual(["Kyoto"]);
});

test("does not keep a set from being a mask", () => {
  const sets = { kyoto: [kyoto] };
  expect(found({ any: ["tower"], mask: ["$kyoto", "Kyoto tower"] }, "The Kyoto tower and a tower", sets)).toEqual(["tower"]);
  expect(found({ any: ["Kyoto"], mask: ["$kyoto"] }, "In Kyoto", sets)).toBeNull();
});

const faults = (any: unknown) => faultsOf({ watchlists: [{ id: "one", any: [any] }] }).map(({ message }) => message);

test("goes with any alone, and holds words alone", () => {
  expect(faults({ all: ["a1"], mask: ["b1"] })).toEqual([expect.stringContaining('"mask" does not go with all')]);
  expect(faults({ any: ["a1"], mask: [{ near: { within: 2, a: "b1", b: "c1" } }] })).toEqual([
    expect.stringContaining("a mask is a word or a phrase"),
  ]);
});

test("is told in the description, and as the reason", () => {
  const content = { watchlists: [{ id: "one", any: [kyoto] }] };
  const [described] = describeWatchlists([{ file: "a.yaml", content }]);
  expect(JSON.stringify(described?.looksFor)).toContain("東京都");
  const [explained] = explainWatchlists(compile(content), { title: "The Kyoto Protocol", text: "" });
  expect(JSON.stringify(explained)).toContain("stands only inside a mask");
});
