// Gives a rendered page what its scripts ask for: by the guarded client, under the limits of one page.
import { explainStatus } from "../explain-status.ts";
import type { Answered, Failed, HttpAnswer } from "../answer.ts";
import type { HttpClient } from "../open-http-client.ts";
import { unwanted, type PoliteOptions } from "../ask-host.ts";
import type { Renderer } from "./open-renderer.ts";

const BYTES_MAX = 5 * 1024 * 1024;
const DEADLINE_MS = 8_000;

const failed = (message: string): Failed => ({ kind: "failed", reason: "unexpected", message, temporary: false });

/** Without what may be a key. */
const placeOf = (url: string): string =>
  URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}`.slice(0, 120) : "an address";

/** `mayAsk`: whether a host did not ask to be left alone. `refuses`: as for the request of the page, since its scripts may lead on. */
export function openRender({
  renderer,
  client,
  mayAsk,
}: {
  renderer: Renderer | null;
  client: Pick<HttpClient, "get" | "post">;
  mayAsk: (host: string) => boolean;
}): (page: Answered, from: readonly string[], refuses?: PoliteOptions["refuses"]) => Promise<HttpAnswer> {
  return async (page, from, refuses) => {
    if (renderer === null) return failed("could not be rendered: there is no browser");
    let unserved: string | undefined;
    const noted = (url: string, answer: HttpAnswer): HttpAnswer => {
      if (answer.kind === "failed") unserved ??= `${placeOf(url)} (${answer.message})`;
      else if (answer.status >= 400) unserved ??= `${placeOf(url)} (${explainStatus(answer)})`;
      return answer;
    };
    const shown = await renderer.render(page, async ({ url, headers, body }) => {
      if (!URL.canParse(url) || !mayAsk(new URL(url).host)) return noted(url, failed("its host asks to be left alone"));
      const refused = unwanted(new URL(url), refuses);
      if (refused !== null) return noted(url, refused);
      const asked = {
        headers,
        from,
        page: page.url,
        bodyBytesMax: BYTES_MAX,
        deadlineMs: DEADLINE_MS,
        accept: headers["accept"] ?? "*/*",
        mayFollow: (next: URL) => Promise.resolve(unwanted(next, refuses)),
      };
      return noted(url, await (body === null ? client.get(url, asked) : client.post(url, body, asked)));
    });
    return shown.kind === "answer" && unserved !== undefined ? { ...shown, unserved } : shown;
  };
}
