// What readers say of alerts: the links of a mail, the form behind them, and the page of the person who runs Wirewatch.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { inventWords } from "../stories/invented.ts";
import { tellStory } from "../pipeline/tell-story.ts";
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
  test("ask of each story, of folding where there is a copy, and of what was missed; each recipient has a token that is no address", () => {
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
    expect(JSON.stringify(links)).not.toContain("the-reader-of-the-mail");
    expect(desk.join(" ")).not.toMatch(/@|%40|desk|night/);
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
    expect((await pages.ask(link)).body).toContain("You answered this before");
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
    const shown = await pages.ask("/feedback/1/1/the-reader-of-the-mail");
    expect([shown.status, shown.headers.location]).toEqual([302, "../../../feedback/new?story=1"]);
  });
});
