// robots.txt for sources that call themselves otherwise. Method: a real server, which says whom it lets in.
import { expect, test } from "vitest";
import { openRobots } from "../../src/http/open-robots.ts";
import { client } from "./ask.ts";
import { serve } from "./serve.ts";

test("the name of a source counts in the robots.txt of its host, and for no other source", async () => {
  const asked: (string | undefined)[] = [];
  const { port } = await serve((request, response) => {
    asked.push(request.headers["user-agent"]);
    response.end("User-agent: *\nDisallow: /\n\nUser-agent: DeskBot\nAllow: /\nDisallow: /private\n");
  });
  const source = `http://127.0.0.1:${port}/feed`;
  const sourceHeaders = [{ url: source, headers: { "User-Agent": "DeskBot/2 (+https://desk.example.org)" } }];
  const robots = openRobots({
    client: client({ allowPrivate: ["127.0.0.1"], sourceHeaders }),
    userAgent: "Wirewatch/1",
    sourceHeaders,
    shelf: null,
  });
  const isRefused = async (path: string, from?: string[]) =>
    (await robots.judge(new URL(path, source), from)).fault?.reason === "robots";
  expect(await isRefused("/news/1", [source])).toBe(false);
  expect(await isRefused("/private/1", [source])).toBe(true);
  expect(await isRefused("/news/1", [new URL("/other-feed", source).href])).toBe(true);
  expect(await isRefused("/news/1", [source])).toBe(false);
  expect(asked.filter((name) => name?.startsWith("DeskBot"))).toHaveLength(1);
});
