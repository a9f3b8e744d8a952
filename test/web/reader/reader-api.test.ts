// The Reader API: what its lists keep to, what strangers wrote in them, and what nobody may do there. Programs' own requests are in reader-clients.test.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countItems } from "../../../src/store/views/reader-items.ts";
import { digest, watchlists } from "../../pipeline/open-stages.ts";
import { inventText, tellStory } from "../../pipeline/tell-story.ts";
import { minutesLater, NOW } from "../../store/seed.ts";
import { ALL, API, LONG, openReader, PASSWORD, R0, READ, seconds, STARRED, titles } from "./open-reader.ts";
import type { WebAccess } from "../../../src/config/config.ts";
import type { Contents, Refs, TestReader } from "./open-reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
beforeEach(() => reader.reset());
afterAll(() => reader.stages.close());

describe("lists", () => {
  test("go on from one page to the next in either order, without an item twice or missing, also if one is read meanwhile", async () => {
    for (let count = 0; count < 5; count++) await reader.tell(`At once ${count}`, 10);
    const { json, send } = await reader.signIn();
    for (const order of ["n", "o"]) {
      const seen: string[] = [];
      let c = "";
      do {
        const { itemRefs, continuation } = await json<Refs>(`/stream/items/ids?s=${ALL}&n=2&r=${order}&c=${c}`);
        seen.push(...itemRefs.map(({ id }) => id));
        await send("/edit-tag", `i=${seen[0]}&a=${READ}`);
        c = continuation ?? "";
      } while (c !== "");
      expect([seen.length, new Set(seen).size]).toEqual([9, 9]);
    }
  });

  test("keep to nt, ot, it and xt", async () => {
    const { refs, send } = await reader.signIn();
    const [ferry = "", bridge = ""] = await refs(`s=${ALL}`);
    expect(await refs(`s=${ALL}&ot=${seconds(-60)}&nt=${seconds(-30)}`)).toEqual([bridge]);
    expect(await refs(`s=${ALL}&xt=feed/1&xt=user/-/label/Digests`)).toEqual([ferry]);
    await send("/edit-tag", `i=${ferry}&a=${STARRED}&a=user/-/state/com.google/like`);
    expect(await refs(`s=${ALL}&it=${STARRED}`)).toEqual([ferry]);
    expect(await refs(`s=feed/1&it=${STARRED}`)).toEqual([]);
    await send("/edit-tag", `i=${ferry}&a=${READ}`);
    await send("/edit-tag", `i=${ferry}&a=user/-/state/com.google/kept-unread`);
    expect(await refs(`s=${ALL}&xt=${READ}`)).toContain(ferry);
  });

  test("count each feed up to its own limit, however many the others have", async () => {
    const wanted = { starred: null, read: false, since: minutesLater(-999), until: NOW, after: null, oldestFirst: false };
    const count = async (limit: number) => {
      const counts = await countItems(reader.stages.database, { ...wanted, streams: [1, 2, 3], limit });
      return Object.fromEntries(counts.map(({ stream, count }) => [stream, count]));
    };
    expect(await count(1)).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(await count(2)).toEqual({ 1: 2, 2: 1, 3: 1 });
  });

  test("reach back thirty days, and for ever for what is starred", async () => {
    await reader.tell("Of old", 31 * 1_440);
    await reader.tell("Also old", 32 * 1_440);
    const story = await reader.stages.database.one<{ id: number }>(
      "select s.id from stories s join articles a on a.id = s.article_id where a.title = 'Of old'",
    );
    await reader.stages.desk.markStories({ stories: [story.id], mark: "starred", set: true });
    const { json } = await reader.signIn();
    expect(titles(await json<Contents>("/stream/contents/feed/1"))).toEqual(["Bridge open", "Harbour closed"]);
    expect(titles(await json<Contents>(`/stream/contents/${STARRED}`))).toEqual(["Of old"]);
  });

  test("leave out watchlists and digests that the configuration no longer has, whose numbers nobody else gets", async () => {
    await reader.stages.configure({ digests: [digest("daily")], watchlists: watchlists("beta", "gamma") });
    const { json, refs } = await reader.signIn();
    const { subscriptions } = await json<{ subscriptions: { id: string }[] }>("/subscription/list");
    expect(subscriptions.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^feed\/[45]$/),
      "feed/2",
      expect.stringMatching(/^feed\/[45]$/),
    ]);
    expect(await refs(`s=${ALL}`)).toHaveLength(1);
    expect(await refs("s=feed/1")).toEqual([]);
  });

  test("show a note, and what strangers wrote as a text", async () => {
    const title = "<script>alert(1)</script> &lt;img src=x onerror=alert(2)&gt; \u202eevil";
    await tellStory(reader.stages.deps, {
      title,
      text: `alpha <img src=x onerror=alert(3)>\n\n<b>second</b> ${inventText("alpha")}`,
    });
    const { json, refs } = await reader.signIn();
    const [id = "0"] = await refs("s=feed/1");
    await reader.stages.desk.noteStory({ story: Number(BigInt(id) & 0xffffffffn), note: "Call <them>", was: "" });
    const [item] = (await json<Contents>("/stream/contents/feed/1?n=1")).items;
    expect(item?.title).toBe("＜script＞alert(1)＜/script＞ ＆lt;img src=x onerror=alert(2)＆gt; evil");
    const { content = "" } = item?.summary ?? {};
    expect(content).toContain("<b>Note:</b> Call &lt;them&gt;");
    expect(content).toContain("&lt;b&gt;second&lt;/b&gt;");
    expect(content.match(/<[a-z]+/g)?.filter((tag) => !["<p", "<small", "<a", "<b", "<ul", "<li"].includes(tag))).toEqual([]);
  });
});

const trying = (password: string, from?: string) =>
  reader.post(`${API}/accounts/ClientLogin`, new URLSearchParams({ Email: "a", Passwd: password }).toString(), {}, from);

describe("access", () => {
  test("needs the password, and ends for a while after ten wrong ones, which keep nobody from the pages", async () => {
    for (let tries = 0; tries < 10; tries++) expect((await trying(`no ${tries}`)).status).toBe(401);
    const refused = await trying(PASSWORD);
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([429, 900]);
    expect((await reader.post("/login", new URLSearchParams({ password: PASSWORD }).toString(), reader.own())).status).toBe(303);
    reader.stages.clock.at = minutesLater(16);
    expect((await trying(PASSWORD)).status).toBe(200);
    reader.stages.clock.at = NOW;
    expect((await reader.post(`${API}/accounts/ClientLogin`, "Email=a")).status).toBe(400);
  });

  test("a thousand wrong passwords of a crowd of networks keep nobody from the pages", async () => {
    for (let network = 2; network < 102; network++)
      await Promise.all(Array.from({ length: 10 }, () => trying("no", `127.0.0.${network}`)));
    expect((await trying(PASSWORD)).status).toBe(429);
    expect((await reader.post("/login", new URLSearchParams({ password: PASSWORD }).toString(), reader.own())).status).toBe(303);
  });

  test("is not given by a password in the address, which proxies write into their logs", async () => {
    const query = new URLSearchParams({ Email: "a", Passwd: PASSWORD }).toString();
    for (const path of [`${API}/accounts/ClientLogin?${query}`, `${R0}/accounts/ClientLogin?${query}`]) {
      expect((await reader.ask(path)).status).toBe(401);
      for (const body of ["", "Email=a"])
        expect(await reader.post(path, body)).toMatchObject({ status: 400, body: expect.stringContaining("in the body") });
    }
  });

  test("outlives a restart, and not another password", async () => {
    const { headers } = await reader.signIn();
    await reader.open(PASSWORD);
    expect((await reader.ask(`${R0}/user-info`, headers)).status).toBe(200);
    await reader.open("another");
    expect((await reader.ask(`${R0}/user-info`, headers)).status).toBe(401);
  });

  test.each([
    {},
    { authorization: "GoogleLogin auth=" },
    { authorization: "GoogleLogin auth=wirewatch/AAAAAAAAAAAAAAAAAAAAAA" },
    { authorization: `Basic ${Buffer.from(`a:${PASSWORD}`).toString("base64")}` },
  ])("%j gets nothing", async (headers) => {
    for (const path of [
      "/user-info",
      "/subscription/list",
      `/stream/contents/${ALL}`,
      "/stream/items/ids?s=feed/1",
      "/token",
      "/other",
    ])
      expect(await reader.ask(`${R0}${path}`, headers), path).toMatchObject({
        status: 401,
        headers: { "google-bad-token": "true" },
      });
    for (const path of ["/edit-tag", "/mark-all-as-read", "/stream/items/contents"])
      expect((await reader.post(`${R0}${path}`, `i=1&a=${READ}&s=${ALL}`, headers)).status, path).toBe(401);
    expect(await reader.marks()).toEqual([]);
  });

  test("is not given by a session of a browser, nor a change by a wrong edit token", async () => {
    const session = await reader.post("/login", new URLSearchParams({ password: PASSWORD }).toString(), reader.own());
    const cookie = (session.headers["set-cookie"]?.[0] ?? "").split(";", 1)[0] ?? "";
    expect((await reader.ask(`${R0}/user-info`, { cookie })).status).toBe(401);
    const { send } = await reader.signIn();
    expect((await send("/edit-tag", `T=${"A".repeat(57)}&i=1&a=${READ}`)).status).toBe(401);
    expect(await reader.marks()).toEqual([]);
  });

  test.each<WebAccess>([{ kind: "loopback" }, { kind: "proxy", from: ["127.0.0.0/8"] }, { kind: "open" }])(
    "is given to nobody where the pages have no password: $kind",
    async (access) => {
      await reader.open(access);
      for (const [path, form] of [
        [`${API}/accounts/ClientLogin`, `Email=a&Passwd=${PASSWORD}`],
        [`${R0}/edit-tag`, `i=4294967297&a=${READ}`],
      ] as const)
        expect((await reader.post(path, form, reader.own())).status, path).toBe(404);
      for (const path of [API, `${R0}/user-info`, `${R0}/stream/contents/${ALL}`])
        expect((await reader.ask(path)).status, path).toBe(404);
      expect(await reader.marks()).toEqual([]);
    },
  );
});

test("a call that cannot be read is answered with 400, and changes nothing", async () => {
  const { headers, send } = await reader.signIn();
  for (const path of [
    "/stream/items/ids",
    "/stream/items/ids?s=x",
    "/stream/items/ids?s=feed/1&n=x",
    "/stream/items/ids?s=feed/1&ot=yesterday",
    "/stream/items/ids?s=feed/1&xt=read",
    "/stream/items/ids?s=feed/1&c=half",
    "/stream/items/contents",
    "/stream/items/contents?i=12&i=abc",
    "/stream/contents/other",
    "/stream/contents/%ff",
  ])
    expect((await reader.ask(`${R0}${path}`, headers)).status, path).toBe(400);
  for (const [path, form] of [
    ["/edit-tag", `a=${READ}`],
    ["/edit-tag", "i=4294967297"],
    ["/edit-tag", `i=4294967297&i=abc&a=${READ}`],
    ["/edit-tag", "i=4294967297&a=user/-/label/Mine"],
    ["/edit-tag", `i=${LONG}${"f".repeat(17)}&a=${STARRED}`],
    ["/mark-all-as-read", "s="],
    ["/mark-all-as-read", "s=feed/1&ts=now"],
  ] as const)
    expect((await send(path, form)).status, form).toBe(400);
  expect((await send("/edit-tag", `i=999999999999&i=0&a=${READ}`)).body).toBe("OK");
  expect(await reader.marks()).toEqual([]);
  expect((await send("/subscription/edit", "ac=subscribe&s=feed/https://x.example")).status).toBe(501);
  expect(JSON.parse((await send("/subscription/quickadd", "quickadd=https://x.example/feed")).body)).toEqual({
    query: "https://x.example/feed",
    numResults: 0,
    error: expect.stringContaining("change with their files"),
  });
  for (const path of ["/stream/contents/..%2f..%2fother", "/stream/contents/feed%2F%2F1"])
    expect((await reader.ask(`${R0}${path}`, headers)).status, path).toBe(400);
});
