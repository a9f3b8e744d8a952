// Polls a source that is asked at a web address, over a client that answers from what the test says.
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { Answered, HttpAnswer } from "../../src/http/answer.ts";
import type { GetOptions } from "../../src/http/open-http-client.ts";
import type { Source } from "../../src/sources/source.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";

export interface Asking<Options> {
  threads: Threads;
  /** The body at an address, or how it refuses; undefined where nothing is. */
  site(url: string, headers: Record<string, string>): string | { status: number; headers: Record<string, string> } | undefined;
  url: string;
  /** What is stored of it, where it matters. */
  row?: Partial<FeedRow>;
  options?: Options;
  backlog?: Backlog;
  /** Of each answer. */
  headers?: Record<string, string>;
  /** The body of a page as a browser shows it; left out if none may be asked. */
  rendered?: string;
}

/** When each poll takes place. */
export const NOW = new Date("2026-11-29T12:00:00Z");

/** `held`: the addresses whose hosts were asked to be left alone, each with until when. */
export async function pollSource<Options extends object>(source: Source<string, Options>, asking: Asking<Options>) {
  const asked: string[] = [];
  const held: [string, Date][] = [];
  const get = (url: string, { headers = {} }: Pick<GetOptions, "headers">): Promise<HttpAnswer> => {
    asked.push(url);
    const found = asking.site(url, headers);
    const said = typeof found === "object" ? found : { status: found === undefined ? 404 : 200, headers: asking.headers ?? {} };
    const body = Uint8Array.from(Buffer.from(typeof found === "string" ? found : ""));
    return Promise.resolve({ kind: "answer", url, body, redirects: [], truncated: false, ...said } as unknown as HttpAnswer);
  };
  const hold = (url: string, until: Date) => Promise.resolve(void held.push([url, until]));
  const render = (page: Answered): Promise<HttpAnswer> =>
    Promise.resolve({ ...page, body: Uint8Array.from(Buffer.from(asking.rendered ?? "")) });
  const deps = {
    client: () => ({ get, hold, render, reachMailServer: () => Promise.reject(new Error("nothing is opened")) }),
    threads: asking.threads,
    now: () => NOW,
    config: () => ({ dir: "", path: "" }),
    log: { warn: () => undefined },
  };
  const row = {
    url: asking.url,
    asked_url: null,
    etag: null,
    last_modified: null,
    document_at: null,
    hides_news: false,
    cursor: null,
    first_polled_at: null,
    ...asking.row,
  } as FeedRow;
  const { options = {} as Options, backlog = { kind: "all" } } = asking;
  const browser = asking.rendered !== undefined;
  const polled = await source.poll(deps, { row, setting: asking.url, options, browser, backlog });
  return { polled, asked, held, row };
}
