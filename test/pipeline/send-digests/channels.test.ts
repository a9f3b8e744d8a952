// Webhooks, Slack and Atom: the same ledger and the same promise as mail, against a server that answers as it pleases.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseFeed } from "../../../src/feeds/read/parse-feed.ts";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../../src/pipeline/send-digests/deliver-issue.ts";
import { openWeb } from "../../../src/web/open-web.ts";
import { listLedger } from "../../../src/store/views/ledger.ts";
import { STORES } from "../../store/open-test-store.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Web } from "../../../src/web/open-web.ts";
import type { TestStages } from "../open-stages.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

interface Post {
  headers: IncomingHttpHeaders;
  body: string;
}

describe.each(STORES)("with the ledger on %s", (kind) => {
  let stages: TestStages;
  let web: Web;
  let server: Server;
  let url: string;
  const posts: Post[] = [];
  let answers: (number | "drop")[] = [];
  let hour = 0;

  beforeAll(async () => {
    stages = await openStages(kind);
    web = await openWeb({ ...stages.deps, desk: stages.desk });
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
      request.on("end", () => {
        posts.push({ headers: request.headers, body });
        const answer = answers.shift() ?? 200;
        if (answer === "drop") request.socket.destroy();
        else response.writeHead(answer).end(answer === 200 ? "ok" : "not now, please");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/secret-abcd`;
  });
  beforeEach(async () => {
    await stages.wipe();
    posts.length = 0;
    answers = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await web.close();
    await stages.close();
  });

  const configure = (more: Parameters<typeof digest>[1]) =>
    stages.configure({ digests: [digest("hourly", { to: [], ...more })], watchlists: watchlists("alpha") });
  async function issue(title = "A <b>storm</b> & more"): Promise<number> {
    await tellStory(stages.deps, { title, text: inventText("alpha") });
    stages.clock.at = minutesLater(61 * ++hour);
    const composed = await composeIssue(stages.deps, "hourly");
    if (composed.kind !== "issue") throw new Error(composed.kind);
    return composed.deliveries[0] ?? 0;
  }
  const deliver = async (delivery: number) => (await deliverIssue(stages.deps, delivery)).outcome;
  const later = (minutes: number) => {
    stages.clock.at = new Date((stages.clock.at?.getTime() ?? 0) + minutes * 60_000);
  };
  const ledger = async () => (await listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 9 }))[0];

  test("a webhook gets the issue as JSON, signed as Standard Webhooks has it, and the ledger says so", async () => {
    await configure({ webhooks: [{ url, secret }] });
    expect(await deliver(await issue())).toBe("sent");
    const [{ headers, body } = { headers: {}, body: "" }] = posts;
    const [id, time, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => String(headers[name]));
    const expected = createHmac("sha256", Buffer.alloc(32, 7)).update(`${id}.${time}.${body}`).digest("base64");
    expect(signature).toBe(`v1,${expected}`);
    expect(Number(time)).toBe(Math.floor((stages.clock.at?.getTime() ?? 0) / 1_000));
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body)).toMatchObject({
      type: "digest.issue",
      data: { digest: "hourly", sections: [{ stories: [{ title: "A <b>storm</b> & more" }] }] },
    });
    expect(await ledger()).toMatchObject({
      state: "sent",
      reply: "200 ok",
      recipient: expect.stringMatching(/^webhook 127\.0\.0\.1:\d+\/hooks\/secret-abcd$/),
    });
  });

  test("what may pass is tried again with the same id, and once taken it is not sent again", async () => {
    await configure({ webhooks: [{ url }] });
    answers = [503, "drop", 429, 408, 425];
    const delivery = await issue();
    for (const minutes of [1, 5, 15, 60, 60]) {
      expect(await deliver(delivery)).toBe("retry");
      later(minutes);
    }
    expect(await deliver(delivery)).toBe("sent");
    expect(await deliver(delivery)).toBe("already-done");
    expect(posts).toHaveLength(6);
    expect(new Set(posts.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(posts[0]?.headers["webhook-signature"]).toBeUndefined();
  });

  test.each([404, 410, 400])("an answer of %i is an end, with the server's words", async (status) => {
    await configure({ webhooks: [{ url }] });
    answers = [status];
    expect(await deliver(await issue())).toBe("failed");
    expect(await ledger()).toMatchObject({ state: "failed", reply: expect.stringContaining(`${status} not now, please`) });
  });

  test("Slack gets a text with links in which nothing of a title is markup, and its address is not shown", async () => {
    await configure({ slack: [url] });
    expect(await deliver(await issue())).toBe("sent");
    const { text } = JSON.parse(posts[0]?.body ?? "{}") as { text: string };
    expect(text).toMatch(
      /^\*hourly\*: 1 story\n[^]*\n• <https:\/\/outlet\.example\/\d+\|A &lt;b&gt;storm&lt;\/b&gt; &amp; more> · /,
    );
    const recipient = String((await ledger())?.recipient);
    expect(recipient).toMatch(/^slack 127\.0\.0\.1:\d+\/…abcd$/);
    expect(recipient).not.toContain("secret");
  });

  test("a post to Slack whose answer never came is uncertain, sent once more, and then left", async () => {
    await configure({ slack: [url] });
    answers = ["drop", "drop"];
    const delivery = await issue();
    expect(await deliver(delivery)).toBe("uncertain");
    later(11);
    expect(await deliver(delivery)).toBe("failed");
    later(600);
    expect(await deliver(delivery)).toBe("already-done");
    expect(posts).toHaveLength(2);
  });

  test("a channel that digests.yaml no longer lists gets nothing, and the ledger says why", async () => {
    await configure({ slack: [url] });
    const delivery = await issue();
    await configure({ to: ["desk@example.org"] });
    expect(await deliver(delivery)).toBe("failed");
    expect(posts).toEqual([]);
    expect(await ledger()).toMatchObject({ reply: "digests.yaml no longer lists this channel" });
  });

  test("an Atom feed holds an entry a story, reads back the same, and is there only where it is asked for", async () => {
    await configure({ atom: true });
    await expect(issue("Dots & <dashes> \u0001 “quoted”")).resolves.toBe(0);
    const answer = await fetch(`${web.url}digests/hourly.atom`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { feed, entries } = await parseFeed(bytes, { url: "https://example.org/" });
    expect(feed.title).toBe("Wirewatch: hourly");
    expect(entries).toMatchObject([
      { title: "Dots & <dashes> “quoted”", url: expect.stringMatching(/^https:\/\/outlet\.example\/\d+$/) },
    ]);
    await configure({ to: ["desk@example.org"] });
    expect((await fetch(`${web.url}digests/hourly.atom`)).status).toBe(404);
  });
});
