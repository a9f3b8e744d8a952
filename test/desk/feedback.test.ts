// Goal: what readers say leads to edits that do just what they ask for. Method: a small archive, files on disk, and the commands over the socket.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openDeskSocket } from "../../src/web/desk-socket.ts";
import { call } from "../cli/wirewatch.ts";
import { digest, openStages } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { closing } from "../support/closing.ts";
import { newFolder } from "../support/database.ts";
import type { FeedbackDetails } from "../../src/desk/feedback/read-feedback.ts";
import type { Reason } from "../../src/feedback/saying.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { WatchlistFile } from "../../src/watchlists/watchlist.ts";

const YAML = `# Ports of the south
watchlists:
  - id: ports   # ours
    any: [harbour, quay]
    tests:
      match: ["The harbour is shut"]
  - id: strikes
    near: { within: 12, a: strike, b: docks }   # words
    filter: { language: [en] }
`;

let stages: TestStages;
let folder: string;
let remove: () => Promise<unknown>;
const file = () => join(folder, "watchlists", "ports.yaml");

beforeAll(async () => {
  stages = await openStages("pglite");
  ({ folder, remove } = await newFolder());
  await mkdir(join(folder, "watchlists"));
  await writeFile(join(folder, "digests.yaml"), 'digests:\n  - { id: morning, to: [desk@example.org], schedule: "0 7 * * *" }\n');
  await writeFile(join(folder, "feeds.yaml"), "feeds:\n  - url: https://gull.example/feed\n");
});
beforeEach(async () => {
  await stages.wipe();
  await configure(YAML);
});
afterAll(async () => {
  await stages.close();
  await remove();
});

async function configure(yaml: string, { edit = false, isOnDisk = true } = {}): Promise<void> {
  if (isOnDisk) await writeFile(file(), yaml);
  const watchlists = [{ file: "watchlists/ports.yaml", content: parse(yaml) as WatchlistFile }];
  const { web } = stages.deps.config();
  await stages.configure({ dir: folder, dataDir: folder, watchlists, digests: [digest("morning")], web: { ...web, edit } });
}

const tell = async (title: string, words = "", more: Record<string, string> = {}): Promise<number> => {
  const article = await tellStory(stages.deps, { title, text: inventText(words) });
  for (const [column, value] of Object.entries({ language: "en", ...more }))
    await stages.database.run(`update articles set ${column} = $2 where id = $1`, [article, value]);
  return (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;
};

const say = (story: number, reason: Reason, { watchlist = "ports", address = "" } = {}) =>
  stages.desk.giveFeedback({ way: { kind: "page", story }, reason, words: "", address, watchlist });

const sayBy = async (sender: string, story: number, reason: Reason): Promise<void> => {
  await say(story, reason);
  await stages.database.run("update feedback set issue_id = 1, sender = $2 where story_id = $1 and sender = ''", [story, sender]);
};

const lookAt = (complaint: number, lookMs = 60_000) => stages.desk.feedbackDetails({ complaint, make: "anew", lookMs });
const readIn = async (lookMs: number) => (await lookAt(1, lookMs))?.proposed?.proposals[0]?.read;

/** Of the newest that is no praise. */
async function details(): Promise<FeedbackDetails> {
  const { id = 0 } = (await stages.desk.feedback()).feedback.find(({ reason }) => reason !== "good") ?? {};
  const found = await lookAt(id);
  if (found === null) throw new Error("nobody said anything");
  return found;
}

const whats = ({ proposed }: FeedbackDetails): string[] => proposed?.proposals.map(({ what }) => what) ?? [];

describe("what is proposed for an alert that is not about the subject", () => {
  test("is a mask with the name that the term was part of, with a test, a diff, and what it would have changed", async () => {
    await tell("Harbour shut by ice");
    const film = await tell("New film of Pearl Harbour opens", "in Pearl Harbour they say");
    const again = await tell("Pearl Harbour is shown again");
    // A dismissed complaint is no evidence.
    await say(again, "not-about");
    await stages.desk.settleFeedback({ complaint: 1, as: "dismissed" });
    await say(film, "not-about");
    const { proposed } = await details();
    expect(proposed).toMatchObject({ file: "watchlists/ports.yaml", none: null, isStale: false });
    expect(proposed?.proposals[0]).toMatchObject({
      what: 'mask "Pearl Harbour"',
      test: { kind: "no_match", line: "New film of Pearl Harbour opens" },
      before: 3,
      after: 1,
      read: null,
      lost: { count: 2, looked: 2, stories: 2, complained: 1, praised: 0 },
      gained: { count: 0 },
    });
    expect(proposed?.proposals[0]?.diff).toBe(`--- a/watchlists/ports.yaml
+++ b/watchlists/ports.yaml
@@ -2,8 +2,10 @@
 watchlists:
   - id: ports   # ours
     any: [harbour, quay]
+    mask: ["Pearl Harbour"]
     tests:
       match: ["The harbour is shut"]
+      no_match: ["New film of Pearl Harbour opens"]
   - id: strikes
     near: { within: 12, a: strike, b: docks }   # words
     filter: { language: [en] }
`);
    expect(await readFile(file(), "utf8")).toBe(YAML);
  });

  test("ranks an edit that loses what readers praised behind others, and says so", async () => {
    const film = await tell("Premiere tonight of Pearl Harbour", "in Pearl Harbour they say");
    await tell("Premiere again of Pearl Harbour");
    const praised = await tell("Ships return to Pearl Harbour");
    await say(film, "not-about");
    await say(praised, "good");
    await stages.desk.settleFeedback({ complaint: 2, as: "dismissed" });
    const { proposed } = (await lookAt(1)) ?? {};
    expect(proposed?.proposals[0]).toMatchObject({
      what: 'unless "Premiere" stands in it',
      lost: { stories: 2, complained: 1, praised: 0 },
    });
    const mask = proposed?.proposals.find(({ what }) => what === 'mask "Pearl Harbour"');
    expect(mask?.lost).toMatchObject({ stories: 3, complained: 1, praised: 1 });
  });

  test("is no phrase that only this one story has, unless it is a name", async () => {
    await tell("Harbour shut by ice");
    const one = await tell("quiet harbour tale told");
    await say(one, "not-about");
    expect(whats(await details())).toEqual([]);
    await tell("another quiet harbour walk");
    expect(whats(await details())).toContain('mask "quiet harbour"');
  });

  test("is a smaller distance where the words are far apart", async () => {
    const far = await tell("A strike of lightning and, far away that day, the old docks");
    await tell("Strike at the docks");
    await say(far, "not-about", { watchlist: "strikes" });
    const { proposed } = await details();
    const [nearer] = proposed?.proposals.filter(({ what }) => what.includes("within")) ?? [];
    expect(nearer).toMatchObject({ before: 2, after: 1, gained: { count: 0 } });
    expect(nearer?.what).toMatch(/^near within \d words in place of 12$/);
    expect(nearer?.diff).toMatch(/^-    near: \{ within: 12, a: strike, b: docks \} {3}# words\n\+    near: \{ within: \d, a/m);
  });

  test("leaves a source out only if two readers did not want something of it; pages do not say who, and dismissed complaints do not count", async () => {
    const [one, two] = [
      await tell("quiet harbour told", "", { site: "tern.example" }),
      await tell("calm quay told", "", { site: "tern.example" }),
    ];
    await sayBy("a@example.org", one, "not-about");
    expect(whats(await details())).not.toContain("not from tern.example");
    await say(two, "not-about");
    expect(whats(await details())).not.toContain("not from tern.example");
    await stages.database.run("delete from feedback where sender = ''");
    await sayBy("b@example.org", two, "not-about");
    await stages.desk.settleFeedback({ complaint: 1, as: "dismissed" });
    expect(whats(await details())).not.toContain("not from tern.example");
    await stages.desk.settleFeedback({ complaint: 1, as: "open" });
    const { proposed } = await details();
    const [source] = proposed?.proposals.filter(({ what }) => what === "not from tern.example") ?? [];
    expect(source).toMatchObject({ test: null, before: 2, after: 0, lost: { complained: 2 } });
  });

  test("is nothing where readers disagree, where the watchlist is gone, and for folding", async () => {
    const story = await tell("Pearl Harbour opens");
    await sayBy("a@example.org", story, "not-about");
    await sayBy("b@example.org", story, "good");
    expect((await details()).proposed).toMatchObject({ proposals: [], none: expect.stringContaining("others say the opposite") });
    await stages.database.run("delete from feedback");
    await say(story, "folded");
    expect((await details()).proposed).toMatchObject({ proposals: [], none: expect.stringContaining("stories split") });
    await say(story, "not-about");
    await configure(YAML.replace("quay]", "quay, mole]"), { isOnDisk: false });
    expect((await details()).proposed).toMatchObject({ proposals: [], none: expect.stringContaining("is not the one in force") });
    await configure("watchlists:\n  - id: other\n    any: [mole]\n");
    expect(await details()).toMatchObject({ isConfigured: false, proposed: null });
  });
});

const missed = async (title: string, more: Record<string, string> = {}) => {
  await tell(title, "", more);
  const { url } = await stages.database.one<{ url: string }>("select url from articles order by id desc limit 1");
  return url;
};

describe("what is proposed for an article that was missed", () => {
  test("is another form of a word, with a test that must match", async () => {
    await say(0, "missed", { address: await missed("All harbours shut by ice") });
    const { proposed } = await details();
    expect(proposed?.proposals).toMatchObject([
      {
        what: 'also "harbours", next to "harbour"',
        test: { kind: "match", line: "All harbours shut by ice" },
        gained: { count: 1 },
      },
    ]);
  });

  test("is a larger distance, or a language that the filter keeps out", async () => {
    const words = Array.from({ length: 14 }, (_, index) => `w${index}`).join(" ");
    await say(0, "missed", { address: await missed(`Strike ${words} docks`), watchlist: "strikes" });
    expect(whats(await details())).toEqual([expect.stringMatching(/^near within 1[45] words in place of 12$/)]);
    await stages.database.run("delete from feedback");
    await say(0, "missed", { address: await missed("Strike at the docks", { language: "fr" }), watchlist: "strikes" });
    expect(whats(await details())).toEqual(["also the language fr"]);
  });

  test("is nothing for an address that never came, and for what matches now", async () => {
    await say(0, "missed", { address: "https://nowhere.example/1" });
    expect((await details()).proposed?.none).toContain("not in the archive");
    await say(0, "missed", { address: await missed("Harbour shut by ice") });
    expect((await details()).proposed?.none).toContain("matches it now");
  });
});

/** Returns the story of which nobody complains. */
const complain = async (): Promise<number> => {
  const film = await tell("New film of Pearl Harbour opens");
  const again = await tell("Pearl Harbour is shown again");
  await say(film, "not-about");
  return again;
};

describe("an edit that was proposed", () => {
  const applied = YAML.replace("quay]\n", 'quay]\n    mask: ["Pearl Harbour"]\n').replace(
    'is shut"]\n',
    'is shut"]\n      no_match: ["New film of Pearl Harbour opens"]\n',
  );

  test("is listed, shown and applied by commands; if the file or the answers have changed since, it is made anew and not written", async () => {
    const again = await complain();
    closing(await openDeskSocket({ desk: stages.desk, dataDir: folder, log: stages.deps.log }));
    const run = (...words: string[]) => call(["feedback", ...words, "--config", folder, "--data", folder]);
    expect((await run("list")).stdout).toMatch(
      /^1 {2}New film of Pearl Harbour opens \(story \d+\)\n {4}It is not about this; 1 reader; ports\n/,
    );
    const shown = await run("show", "1");
    expect(shown.stdout).toContain('1. mask "Pearl Harbour"\n   90 days: 2 to 0 matches, 0 gained, 2 lost\n');
    await say(again, "good");
    expect((await run("apply", "1")).stderr).toContain("what readers say of its watchlist, has changed");
    await configure(`# new\n${YAML}`);
    const refused = await run("apply", "1");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("has changed since this was proposed")]);
    expect(refused.stdout).toContain('1. mask "Pearl Harbour"');
    expect(await readFile(file(), "utf8")).toBe(`# new\n${YAML}`);
    const done = await run("apply", "1");
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining("written to watchlists/ports.yaml")]);
    expect(await readFile(file(), "utf8")).toBe(`# new\n${applied}`);
    expect((await run("list")).stdout).not.toContain("Pearl Harbour opens");
    expect((await run("list", "--all")).stdout).toContain("; applied");
    expect((await run("show", "7")).code).toBe(1);
  });

  test("is made again when there is more time than it had", async () => {
    await complain();
    expect(await readIn(0)).toBeTypeOf("number");
    expect(await readIn(60_000)).toBeNull();
    expect(await readIn(0)).toBeNull();
  });

  test("is written by a page only with web.edit, and only into the file that was looked at", async () => {
    const again = await complain();
    const shown = await details();
    const asked = { complaint: 1, proposal: 1, what: whats(shown)[0] ?? "", sha256: shown.proposed?.sha256 ?? "" };
    const unset = { kind: "refused", message: expect.stringContaining("edit: true") as string };
    expect(await stages.desk.applyFeedback(asked)).toMatchObject(unset);
    await configure(YAML, { edit: true });
    for (const other of [{ sha256: "0" }, { what: 'mask "quay"' }])
      expect(await stages.desk.applyFeedback({ ...asked, ...other })).toMatchObject({ kind: "refused" });
    await say(again, "folded");
    await lookAt(1);
    await say(again, "good");
    expect(await stages.desk.applyFeedback(asked)).toMatchObject({ kind: "refused" });
    await lookAt(1);
    await say(1, "not-about");
    expect(await stages.desk.applyFeedback(asked)).toMatchObject({ kind: "refused" });
    await lookAt(1);
    expect(await stages.desk.applyFeedback(asked)).toEqual({ kind: "saved" });
    expect(await readFile(file(), "utf8")).toBe(applied);
    expect(await stages.desk.feedback()).toMatchObject({ feedback: [{ state: "open" }, { state: "applied" }] });
  });

  test("writes texts that look like variables as what they are", async () => {
    await tell("Pearl Harbour is shown again");
    await say(await tell("New film of Pearl Harbour, ${HOME}"), "not-about");
    expect((await details()).proposed?.proposals[0]?.diff).toContain('no_match: ["New film of Pearl Harbour, $${HOME}"]');
  });
});
