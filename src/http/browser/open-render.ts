// Gives a rendered page what its scripts ask for: by the guarded client, under the limits of one page.
import type { Answered, Failed, HttpAnswer } from "../answer.ts";
import type { HttpClient } from "../open-http-client.ts";
import type { Renderer } from "./open-renderer.ts";

const BYTES_MAX = 5 * 1024 * 1024;
const DEADLINE_MS = 8_000;

const failed = (message: string): Failed => ({ kind: "failed", reason: "unexpected", message, temporary: false });

/** `mayAsk`: whether a host did not ask to be left alone. */
export function openRender({
  renderer,
  client,
  mayAsk,
}: {
  renderer: Renderer | null;
  client: Pick<HttpClient, "get" | "post">;
  mayAsk: (host: string) => boolean;
}): (page: Answered, from: readonly string[]) => Promise<HttpAnswer> {
  return async (page, from) => {
    if (renderer === null) return failed("could not be rendered: there is no browser");
    return renderer.render(page, async ({ url, headers, body }) => {
      if (!URL.canParse(url) || !mayAsk(new URL(url).host)) return failed("its host asks to be left alone");
      const asked = {
        headers,
        from,
        page: page.url,
        bodyBytesMax: BYTES_MAX,
        deadlineMs: DEADLINE_MS,
        accept: headers["accept"] ?? "*/*",
      };
      return body === null ? client.get(url, asked) : client.post(url, body, asked);
    });
  };
}
