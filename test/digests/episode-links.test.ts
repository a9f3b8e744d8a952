// The audio or video file of an episode, in chats.
import { expect, test } from "vitest";
import { issuePieces } from "../../src/channels/chat/issue-pieces.ts";
import { writePieces } from "../../src/channels/chat/piece.ts";
import { writePlain } from "../../src/channels/chat/writers.ts";
import { sampleIssue, story } from "./sample-issue.ts";

const FILE = "https://files.example/7.mp3";

test.each([
  ["is linked if its story has one", FILE],
  ["is not spoken of if its story has none", null],
])("an episode's file %s", (_, media) => {
  const issue = sampleIssue({
    sections: [{ watchlist: "w", name: "Watch", stories: [story(media === null ? {} : { media })] }],
    more: 0,
  });
  const said = writePieces(
    issuePieces(issue).stories.map(({ whole }) => whole),
    writePlain,
  );
  expect([said.includes("audio or video"), said.includes(FILE)]).toEqual([media !== null, media !== null]);
});
