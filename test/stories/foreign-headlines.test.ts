// A hostile site prints another's report under headlines of its own: the report must not be taken for a block.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { article, HARBOUR_STORY } from "./invented.ts";

test("a site that prints another's report under foreign headlines does not part the report's honest copies", () => {
  const honest = [
    "Dock workers walk off at Veldhaven over night shifts",
    "Veldhaven port at a standstill: 23 ships wait outside",
    "Harbour union and Quayline clash over new roster",
    "Brodsky urges both sides to return to the table",
    "Fruit importers warn of empty shelves after walkout",
  ];
  const foreign = [
    "Ten horoscopes for lucky lovers",
    "Crypto coins that explode tonight",
    "Slim in seven easy weeks",
    "Casino bonus codes",
  ];
  const copies = honest.map((title, i) => article(HARBOUR_STORY, { title, site: `paper${i}.example` }));
  const mirrored = [...foreign, ...foreign.map((title) => `${title}, part two again`)].map((title) =>
    article(HARBOUR_STORY, { title, site: "mirror.example" }),
  );
  const order = [...copies.slice(0, 2), ...mirrored, ...copies.slice(2)];
  const memory = openStoryMemory();
  const stories = order.map((document) => memory.add(document).story);
  expect(new Set(copies.map((copy) => stories[order.indexOf(copy)])).size).toBe(1);
});
