// What readers say of alerts: the links of a mail, the form behind them, and the page of the person who runs Wirewatch.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { isReaderMark, readerMark } from "../../src/digests/page-token.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { inventWords } from "../stories/invented.ts";
import { tellStory } from "../pipeline/tell-story.ts";
import { watchlists } from "../pipeline/open-stages.ts";
import { daysAgo, minutesLater } from "../store/seed.ts";
import { openPages, saidOn } from "./open-pages.ts";
import type { TestPages } from "./open-pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.stages.close());

/** The links of each mail of an issue with a story of two articles and one of one, by recipient. */
let links: Record<string, string[]>;

beforeEach(async () => {
  await pages.reset();
  const { deps, database } = pages.stages;
  const report = inventWords(1, 60);
  await tellStory(deps, { title: "alpha one", text: `${report} alpha` });
  await tellStory(deps, { title: "alpha one", text: `${report} alpha` });
  await database.run("update articles set site = 'outlet' || id || '.example'");
  await tellStory(deps, { title: "alpha <b>two</b>", text: `${inventWords(2, 60)} alpha` });
  await composeIssue(deps, "hourly", { atOnce: true });
  links = {};
  for (const { recipient, message } of await database.many<{ recipient: string; message: Uint8Array }>(
    "select recipient, message from deliveries order by id",
  )) {
    const mail = await simpleParser(Buffer.from(message));
    const inText = (mail.text ?? "").match(/http:\/\/localhost:8080\/feedback\/\S+/g) ?? [];
    const inHtml = [...(mail.html || "").matchAll(/href="http:\/\/localhost:8080(\/feedback\/[^"]+)"/g)].map(
      ([, path = ""]) => path,
    );
    expect(inText.map((link) => link.replace("http://localhost:8080", ""))).toEqual(inHtml);
    links[recipient] = inHtml;
  }
});

const linkTo = (recipient: string, ending = ""): string =>
  links[recipient]?.find((link) => (ending === "" ? /\/1\/[^/?]+$/.test(link) : link.includes(ending))) ?? "";

const rows = () =>
  pages.stages.database.many<{ sender: string; reason: string; words: string; story_id: number; address: string }>(
    "select sender, reason, words, story_id, address from feedback order by id",
  );

describe("the links of a mail", () => {
  test("ask of each story, of folding where there is a copy, and of what was missed; each recipient has a token that is no address", async () => {
    const key = await pages.stages.desk.pageKey();
    const [desk = [], night = []] = [links["desk@example.org"], links["night@example.org"]];
    expect(desk.map((link) => link.replace(/[\w-]{22}(?=$|\?)/, "TOKEN"))).toEqual(
      expect.arrayContaining([
        "/feedback/1/1/TOKEN",
        "/feedback/1/1/TOKEN?reason=folded",
        "/feedback/1/2/TOKEN",
        "/feedback/1/0/TOKEN",
      ]),
    );
    expect(desk).toHaveLength(4);
    expect(new Set([...desk, ...night]).size).toBe(8);
    expect(desk.some((link) => isReaderMark(key, 1, /[\w-]{22}/.exec(link)?.[0] ?? ""))).toBe(false);
    expect(desk.join(" ")).not.toMatch(/@|%40|desk|night/);
  });

  test("have the reader's token nowhere else, though an article's address and words are made to get it", async () => {
    const { deps, database } = pages.stages;
    const bait = "/the-reader-of-the-mail";
    await tellStory(deps, { title: `bait ${bait}`, text: `${bait} alpha ${bait} ${inventWords(3, 60)}` });
    await database.run("update articles set url = $1 where title like 'bait%'", [`https://evil.example${bait}`]);
    await database.run("update digest_stories set issue_id = null, told_at = null");
    await composeIssue(deps, "hourly", { atOnce: true });
    const mails = await database.many<{ message: Uint8Array; recipient: string }>(
      "select message, recipient from deliveries where issue_id = (select max(id) from issues) order by id",
    );
    expect(mails).toHaveLength(2);
    for (const { message } of mails) {
      const mail = await simpleParser(Buffer.from(message));
      for (const body of [mail.text ?? "", mail.html || ""]) {
        expect(body).toContain(`https://evil.example${bait}`);
        expect(body.match(/the-reader-of-the-mail/g)?.length).toBeGreaterThan(1);
        const [token = "no link"] = /(?<=\/feedback\/\d+\/\d+\/)[\w-]{22}/.exec(body) ?? [];
        const elsewhere = body.replace(/\/feedback\/\d+\/\d+\/[\w-]{22}/g, "");
        expect(elsewhere).not.toContain(token);
      }
    }
    // The stored issue holds no token, and its mark is of this issue alone.
    const { content, html } = await database.one<{ content: { id: string; readerMark: string }; html: string }>(
      "select content, html from issues order by id desc limit 1",
    );
    expect(isReaderMark(await pages.stages.desk.pageKey(), Number(content.id), content.readerMark)).toBe(true);
    expect(isReaderMark(await pages.stages.desk.pageKey(), 1, content.readerMark)).toBe(false);
    expect(html).toContain(`/${content.readerMark}`);
  });

  test("change nothing when a scanner opens each twice, by GET and HEAD", async () => {
    for (const link of Object.values(links).flat())
      for (const method of ["GET", "HEAD", "GET", "HEAD"]) expect((await pages.ask(link, { method })).status).toBe(200);
    expect(await rows()).toEqual([]);
  });

  test("open a form without signing in that names the story and no recipient", async () => {
    const { body, headers } = await pages.ask(linkTo("desk@example.org", "/2/"));
    expect(body).toContain("alpha &lt;b&gt;two&lt;/b&gt;");
    expect(body.match(/type="radio"/g)).toHaveLength(4);
    expect(body).toContain('value="not-about" checked');
    expect(body).not.toMatch(/example\.org|<nav/);
    expect(headers["content-security-policy"]).toContain("form-action 'self'");
    expect((await pages.ask(linkTo("desk@example.org", "reason=folded"))).body).toContain('value="folded" checked');
  });

  test("are refused with another's token, for a story of another issue, and after thirty days", async () => {
    const link = linkTo("desk@example.org");
    const { clock } = pages.stages;
    for (const wrong of [link.slice(0, -1), link.replace("/1/1/", "/1/7/"), link.replace("/1/1/", "/2/1/"), `${link}x`])
      expect((await pages.ask(wrong)).status, wrong).toBe(404);
    clock.at = daysAgo(-29);
    expect((await pages.ask(link)).status).toBe(200);
    clock.at = daysAgo(-31);
    expect((await pages.ask(link)).status).toBe(404);
    expect((await pages.post(link, { reason: "good" })).status).toBe(404);
    expect(await rows()).toEqual([]);
  });
});

describe("an answer", () => {
  test("is kept once for each story and recipient; the last one counts", async () => {
    const link = linkTo("desk@example.org");
    for (const words of ["a ship \0\ud800", "a \u202eboat\0"]) {
      const { status, body } = await pages.post(link, { reason: "not-about", words });
      expect([status, body.includes("Your answer is kept")]).toEqual([200, true]);
    }
    const again = await pages.ask(link);
    expect(again.body).toContain("You answered this before");
    // A forwarded mail has the same link.
    expect(again.body).not.toContain("a boat");
    expect(again.body).toContain('value="not-about" checked');
    await pages.post(linkTo("night@example.org"), { reason: "good" });
    expect(await rows()).toMatchObject([
      { sender: "desk@example.org", reason: "not-about", words: "a boat", story_id: 1 },
      { sender: "night@example.org", reason: "good", words: "" },
    ]);
  });

  test("comes from our own page: other origins, other bodies and unknown answers are refused", async () => {
    const link = linkTo("desk@example.org");
    const body = "reason=not-about";
    const type = "application/x-www-form-urlencoded";
    for (const headers of [
      { "content-type": type },
      { "content-type": type, origin: "https://evil.example" },
      { "content-type": type, origin: "null" },
      { "content-type": type, ...pages.own(), "sec-fetch-site": "cross-site" },
    ])
      expect((await pages.ask(link, { method: "POST", headers, body })).status).toBe(403);
    const json = { ...pages.own(), "content-type": "application/json" };
    expect((await pages.ask(link, { method: "POST", headers: json, body: "{}" })).status).toBe(415);
    expect((await pages.post(link, { reason: "spam" })).status).toBe(422);
    expect((await pages.post(link, { reason: "missed", address: "javascript:1" })).status).toBe(422);
    expect(await rows()).toEqual([]);
  });

  test("says what was missed, each address once", async () => {
    const link = linkTo("desk@example.org", "/0/");
    for (const address of ["https://gull.example/9", "https://gull.example/9", "https://gull.example/8"])
      expect((await pages.post(link, { reason: "missed", address })).status).toBe(200);
    expect((await rows()).map(({ address, story_id }) => [address, story_id])).toEqual([
      ["https://gull.example/9", 0],
      ["https://gull.example/8", 0],
    ]);
  });

  test("names only watchlists of the mail, also if the digest follows all, or is gone", async () => {
    const link = linkTo("desk@example.org", "/0/");
    const { stages } = pages;
    const { watchlists } = stages.deps.config();
    const secret = { file: "watchlists/secret.yaml", content: { watchlists: [{ id: "raid", name: "The raid", any: ["raid"] }] } };
    for (const digests of [stages.deps.config().digests, []]) {
      await stages.configure({ ...stages.deps.config(), digests, watchlists: [...watchlists, secret] });
      const { status, body } = await pages.ask(link);
      expect([status, body.includes("It came by the watchlist <bdi>ALPHA</bdi>")]).toEqual([200, true]);
      expect(body).not.toMatch(/raid/i);
    }
    const address = "https://gull.example/9";
    expect((await pages.post(link, { reason: "missed", address, watchlist: "raid" })).status).toBe(422);
    expect(await rows()).toEqual([]);
  });

  test("by a link names twenty missed articles at most, and on pages as many as there are, each for each watchlist", async () => {
    const { stages } = pages;
    await stages.configure({ ...stages.deps.config(), watchlists: watchlists("alpha", "beta") });
    const token = /[\w-]{22}$/.exec(linkTo("desk@example.org", "/0/"))?.[0] ?? "";
    const link = { kind: "link", issue: 1, story: 0, token } as const;
    const page = { kind: "page", story: 0 } as const;
    const name = async (way: typeof link | typeof page, number: number, watchlist = "alpha") => {
      const address = `https://gull.example/${number}`;
      return (await stages.desk.giveFeedback({ way, reason: "missed", words: "", address, watchlist }))?.kind;
    };
    for (let number = 1; number <= 20; number++) for (const way of [link, page]) expect(await name(way, number)).toBe("kept");
    expect(await name(link, 21)).toBe("refused");
    expect(await name(page, 21)).toBe("kept");
    expect(await name(page, 21, "beta")).toBe("kept");
    expect(await name(page, 21, "beta")).toBe("kept");
    expect(await name(page, 22, "gamma")).toBe("refused");
    expect((await rows()).filter(({ sender }) => sender === "")).toHaveLength(22);
  });

  test("to a link that is none of ours counts for no limit", async () => {
    const link = linkTo("desk@example.org");
    const wrong = link.replace(/.{22}$/, "x".repeat(22));
    for (let count = 0; count < 31; count++) expect((await pages.post(wrong, { reason: "good" })).status).toBe(404);
    expect((await pages.post(link, { reason: "good" })).status).toBe(200);
  });

  test("is not taken more often than thirty times in ten minutes", async () => {
    const link = linkTo("desk@example.org");
    for (let count = 0; count < 30; count++) await pages.post(link, { reason: "good" });
    const refused = await pages.post(link, { reason: "folded" });
    expect([refused.status, Number(refused.headers["retry-after"]) > 0]).toEqual([429, true]);
    pages.stages.clock.at = minutesLater(11);
    expect((await pages.post(link, { reason: "folded" })).status).toBe(200);
  });
});

describe("the page of all answers", () => {
  test("says who said what by which way, and lets it be dismissed and opened again", async () => {
    await pages.post(linkTo("desk@example.org"), { reason: "not-about", words: "<i>a ship</i>" });
    await pages.post(linkTo("night@example.org"), { reason: "not-about" });
    const { body } = await pages.ask("/feedback");
    expect(body).toContain("by the link in the mail to <bdi>desk@example.org</bdi>");
    expect(body).toContain("&lt;i&gt;a ship&lt;/i&gt;");
    expect(body).toContain("2 readers");
    const { feedback } = await pages.json<{ feedback: { id: number }[] }>("/feedback.json");
    expect(feedback).toMatchObject([{ reason: "not-about", readers: 2, watchlist: "alpha", story: 1, state: "open" }]);
    const id = feedback[0]?.id ?? 0;
    expect(saidOn(await pages.submit(`/feedback/${id}/settle`, { as: "dismissed" }))).toBe(`Feedback ${id} is dismissed.`);
    expect(await pages.json("/feedback.json")).toMatchObject({ feedback: [{ state: "dismissed" }] });
    expect(saidOn(await pages.submit(`/feedback/${id}/settle`, { as: "open" }))).toBe(`Feedback ${id} is open again.`);
  });

  test("changes nothing when the page of one is opened; the owner's button looks for edits, which it then shows", async () => {
    const { database, deps } = pages.stages;
    for (const seed of [5, 6])
      await tellStory(deps, { title: `Cars ${seed}`, text: `${inventWords(seed, 60)} alpha romeo sold` });
    await pages.submit("/feedback/new?story=3", { reason: "not-about", words: "" });
    const file = join(deps.config().dir, "watchlists", "test.yaml");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "watchlists:\n  - id: alpha\n    name: ALPHA\n    any: [alpha]\n");
    const { id } = await database.one<{ id: number }>("select id from feedback");
    const record = () => database.many("select * from feedback");
    const before = await record();
    for (const path of [`/feedback/${id}`, `/feedback/${id}.json`, `/feedback/${id}`])
      expect((await pages.ask(path)).status).toBe(200);
    expect((await pages.ask(`/feedback/${id}-1.diff`)).status).toBe(404);
    expect(await record()).toEqual(before);
    expect(await pages.json(`/feedback/${id}.json`)).toMatchObject({ proposed: null, canMake: true });
    expect((await pages.ask(`/feedback/${id}`)).body).toContain("No edit is proposed so far.");
    expect((await pages.ask(`/feedback/${id}/propose`)).status).toBe(405);
    const made = await pages.submit(`/feedback/${id}/propose`);
    expect(saidOn(made)).toMatch(/^\d edits? would answer it\.$/);
    expect(made.body).toContain("Download the diff");
    expect((await pages.ask(`/feedback/${id}-1.diff`)).body).toContain("+++ b/watchlists/test.yaml");
  });

  test("takes answers from the pages of stories, without a name, and shows where readers disagree", async () => {
    expect((await pages.ask("/stories/1")).body).toContain('href="../feedback/new?story=1"');
    expect((await pages.ask("/articles/1")).body).toContain('href="../feedback/new?story=1"');
    expect((await pages.ask("/feedback/new?story=1")).body).toContain('action="new?story=1"');
    expect(saidOn(await pages.submit("/feedback/new?story=1", { reason: "good", words: "" }))).toBe("Kept.");
    await pages.post(linkTo("night@example.org"), { reason: "not-about" });
    const { body } = await pages.ask("/feedback");
    expect(body).toContain("on a page");
    expect(body).toContain("others say the opposite");
    // A mail that is shown on our pages leads to the same form.
    const shown = await pages.ask(`/feedback/1/1/${readerMark(await pages.stages.desk.pageKey(), 1)}`);
    expect([shown.status, shown.headers.location]).toEqual([302, "../../../feedback/new?story=1"]);
  });
});
