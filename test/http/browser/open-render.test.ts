// What a page's scripts ask for is refused as the page itself would be. Method: a renderer that asks as a script would.
import { expect, test } from "vitest";
import { openRender } from "../../../src/http/browser/open-render.ts";
import type { Answered, HttpAnswer } from "../../../src/http/answer.ts";

const page: Answered = {
  kind: "answer",
  status: 200,
  headers: {},
  body: new Uint8Array(),
  url: "https://mailer.example/c/1",
  redirects: [],
};

test("a script of a page is not led to an address that the page's request refuses, nor by a redirect", async () => {
  const asked: string[] = [];
  const get = async (url: string, { mayFollow }: { mayFollow?: (next: URL) => Promise<HttpAnswer | null> }) => {
    asked.push(url);
    return (await mayFollow?.(new URL("https://mailer.example/unsubscribe"))) ?? page;
  };
  const answers: string[] = [];
  const renderer = {
    render: async (
      shown: Answered,
      ask: (request: { url: string; headers: Record<string, string>; body: null }) => Promise<HttpAnswer>,
    ) => {
      for (const path of ["unsubscribe", "app"])
        answers.push((await ask({ url: `https://mailer.example/${path}`, headers: {}, body: null })).kind);
      return shown;
    },
    close: () => Promise.resolve(),
  };
  const render = openRender({ renderer, client: { get, post: get } as never, mayAsk: () => true });
  await render(page, [], (url) => (url.pathname === "/unsubscribe" ? "is for leaving" : null));
  expect(asked).toEqual(["https://mailer.example/app"]);
  expect(answers).toEqual(["failed", "failed"]);
});
