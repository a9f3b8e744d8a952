// Goal: programs that read from FreshRSS read from Wirewatch. Method: the requests that they send, in their order, written from their sources and from
// FreshRSS's, over real connections.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { minutesLater } from "../../store/seed.ts";
import { ALL, LONG, openReader, R0, READ, seconds, STARRED, titles } from "./open-reader.ts";
import type { Contents, TestReader } from "./open-reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
beforeEach(() => reader.reset());
afterAll(() => reader.stages.close());

describe("NetNewsWire", () => {
  test("lists tags and feeds, gets what is unread since its last fetch, and marks it", async () => {
    const { json, refs, send, headers } = await reader.signIn();
    const { tags } = await json<{ tags: { id: string; type?: string }[] }>("/tag/list?output=json");
    expect(tags).toEqual([
      { id: STARRED },
      { id: "user/-/label/Digests", type: "folder" },
      { id: "user/-/label/Watchlists", type: "folder" },
    ]);
    const { subscriptions } = await json<{ subscriptions: object[] }>("/subscription/list?output=json");
    expect(subscriptions).toMatchObject([
      {
        id: "feed/3",
        title: "Morning desk",
        categories: [{ label: "Digests" }],
        htmlUrl: "http://localhost:8080/digests/hourly",
      },
      { id: "feed/1", title: "ALPHA", categories: [{ label: "Watchlists" }] },
      { id: "feed/2", title: "BETA" },
    ]);
    // A time with a fraction, as Swift writes it.
    const since = `${seconds(-130)}.25`;
    const unread = await refs(`ot=${since}&n=10000&xt=${READ}&s=${ALL}`);
    expect(unread).toHaveLength(4);
    const token = (await reader.ask(`${R0}/token`, headers)).body;
    const hex = unread.map((id) => `i=${LONG}${BigInt(id).toString(16)}`).join("&");
    const contents = JSON.parse((await send("/stream/items/contents", `T=${token}&output=json&${hex}`)).body) as Contents;
    expect(titles(contents)).toEqual(["Ferry late", "Bridge open", "Harbour closed", "Harbour closed"]);
    expect(contents.items.map(({ id }) => String(BigInt(`0x${id.slice(LONG.length)}`)))).toEqual(unread);
    const [ferry = "", bridge = ""] = unread.map((id) => BigInt(id).toString(16).padStart(16, "0"));
    expect(await send("/edit-tag", `T=${token}&i=${LONG}${ferry}&i=${LONG}${bridge}&a=${READ}`)).toMatchObject({
      status: 200,
      body: "OK",
    });
    await send("/edit-tag", `T=${token}&i=${LONG}${bridge}&a=${STARRED}`);
    expect(await reader.marks()).toEqual([
      { title: "Bridge open", starred: true, read: true },
      { title: "Ferry late", starred: false, read: true },
    ]);
    expect(await refs(`n=10000&xt=${READ}&s=${ALL}`)).toHaveLength(2);
    expect(await refs(`n=10000&s=${STARRED}`)).toEqual([unread[1]]);
    await send("/edit-tag", `T=${token}&i=${LONG}${ferry}&r=${READ}`);
    expect(await refs(`n=10000&xt=${READ}&s=${ALL}`)).toContain(unread[0]);
  });
});

describe("Fluent Reader", () => {
  // Its requests come from a page of its own, of no site.
  const FROM = { origin: "null", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };

  test("signs in, gets items in parts, and sends changes without a token", async () => {
    const { headers, json, refs } = await reader.signIn();
    expect(await json("/user-info")).toMatchObject({ userName: "wirewatch" });
    expect(await refs(`s=${ALL}&xt=${READ}&n=1000`)).toHaveLength(4);
    expect(await refs(`s=${STARRED}&n=1000`)).toEqual([]);
    const first = await json<Contents>("/stream/contents?output=json&n=3");
    expect(first.items).toHaveLength(3);
    const second = await json<Contents>(`/stream/contents?output=json&n=3&c=${first.continuation}`);
    expect(second.items).toHaveLength(1);
    expect(second.continuation).toBeUndefined();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    const [item] = first.items;
    expect(item).toMatchObject({
      title: "Ferry late",
      origin: { streamId: "feed/2", title: "BETA" },
      crawlTimeMsec: String(minutesLater(-30).getTime()),
      categories: [ALL, "user/-/label/Watchlists"],
    });
    expect(item?.canonical[0]?.href).toMatch(/^https?:/);
    const ids = first.items.map(({ id }) => id.slice(LONG.length));
    const edit = await reader.post(`${R0}/edit-tag`, new URLSearchParams(`i=${ids.join("&i=")}&a=${READ}`).toString(), {
      ...headers,
      ...FROM,
    });
    expect([edit.status, edit.body]).toEqual([200, "OK"]);
    // The story is the watchlist's too, and is read in both.
    expect(await refs(`s=${ALL}&xt=${READ}&n=1000`)).toEqual([]);
    const later = await json<Contents>(`/stream/contents?output=json&n=125&ot=${seconds(-45)}`);
    expect(titles(later)).toEqual(["Ferry late"]);
    expect(later.items[0]?.categories).toContain(READ);
    await reader.post(`${R0}/mark-all-as-read`, "s=feed%2F1", { ...headers, ...FROM });
  });
});

describe("Read You", () => {
  test("signs in with JSON, sends its token with the line break that it came with, and asks by sixteen digits", async () => {
    const { json, refs, send, headers } = await reader.signIn({ output: "json", client: "ReadYou", service: "reader" });
    const T = (await reader.ask(`${R0}/token`, headers)).body;
    expect(T).toMatch(/^\S{57}\n$/);
    const form = (fields: [string, string][]) => new URLSearchParams([...fields, ["T", T]]).toString();
    const unread = await refs(`s=${ALL}&xt=${READ}&n=10000`);
    expect(await refs(`s=${READ}&ot=${seconds(-999)}&n=10000`)).toEqual([]);
    const hex = unread.map((id): [string, string] => ["i", BigInt(id).toString(16).padStart(16, "0")]);
    const answer = await send("/stream/items/contents?output=json", form(hex));
    expect(titles(JSON.parse(answer.body) as Contents)).toHaveLength(4);
    expect(
      (
        await send(
          "/edit-tag?output=json",
          form([
            ["i", `${LONG}${hex[0]?.[1]}`],
            ["a", STARRED],
          ]),
        )
      ).body,
    ).toBe("OK");
    expect(await refs(`s=${STARRED}&n=10000`)).toHaveLength(1);
    // In seconds: what came later stays unread.
    const ts = String(seconds(-59));
    expect(
      (
        await send(
          "/mark-all-as-read",
          form([
            ["s", ALL],
            ["ts", ts],
          ]),
        )
      ).body,
    ).toBe("OK");
    const left = await json<Contents>(`/stream/contents/${ALL}?xt=${READ}`);
    expect(titles(left)).toEqual(["Ferry late"]);
    expect(await refs(`s=${READ}&n=10000`)).toHaveLength(3);
  });
});

describe("FeedMe and NewsFlash", () => {
  test("read one feed or folder by its address, also an encoded one, and count", async () => {
    const { json, send } = await reader.signIn();
    for (const path of ["feed/1", "feed%2F1", "feed%2f1"])
      expect(titles(await json<Contents>(`/stream/contents/${path}?output=json&n=200&r=n`)), path).toEqual([
        "Bridge open",
        "Harbour closed",
      ]);
    expect(titles(await json<Contents>("/stream/contents/user%2F-%2Flabel%2FDigests"))).toEqual(["Harbour closed"]);
    expect(titles(await json<Contents>("/stream/contents/feed/1?r=o"))).toEqual(["Harbour closed", "Bridge open"]);
    const counts = async () => {
      const { unreadcounts, max } = await json<{ max: number; unreadcounts: { id: string; count: number }[] }>(
        "/unread-count?output=json&all=1",
      );
      return { max, ...Object.fromEntries(unreadcounts.map(({ id, count }) => [id, count])) };
    };
    const folders = { "user/-/label/Digests": 1, "user/-/label/Watchlists": 3 };
    expect(await counts()).toEqual({ max: 4, [ALL]: 4, ...folders, "feed/1": 2, "feed/2": 1, "feed/3": 1 });
    // Microseconds, the time of an item that was shown, which is read with it.
    expect((await send("/mark-all-as-read", `T=x&s=feed/1&ts=${minutesLater(-120).getTime() * 1_000}`)).body).toBe("OK");
    expect(await counts()).toMatchObject({ max: 2, "feed/1": 1, "feed/2": 1, "feed/3": 0 });
    expect((await send("/mark-all-as-read", "T=x&s=user/-/label/Watchlists")).body).toBe("OK");
    expect(await counts()).toMatchObject({ max: 0 });
  });
});
