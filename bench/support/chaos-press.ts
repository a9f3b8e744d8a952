// A press that goes on publishing: stories with a token each, some in three outlets, on loopback hosts of their own.
import { createServer } from "node:http";
import { inventWords } from "../../test/stories/invented.ts";
import type { AddressInfo } from "node:net";

export interface ChaosPress {
  feedsYaml: string;
  /** The tokens of the stories that were published, in their order. */
  published: readonly string[];
  publish(): void;
  close(): Promise<void>;
}

const OUTLETS = 4;
/** A feed shows its last entries; a poll after a long pause misses the others. */
const ENTRIES_SHOWN = 200;
const COPIED_EACH = 3;
const PAGE_HOSTS = 250;

interface Item {
  story: number;
  at: Date;
}

type Shown = Item & { host: string };

export const tokenOf = (story: number): string => `token${String(story).padStart(5, "0")}x`;

export async function openChaosPress(): Promise<ChaosPress> {
  const feeds: Item[][] = Array.from({ length: OUTLETS }, () => []);
  const published: string[] = [];
  let port = 0;
  const host = (outlet: number) => `http://127.0.0.${10 + outlet}:${port}`;
  // A host stays taken for a while when its process dies; pages have a few hundred, as those of real outlets do among them.
  const pageHost = (outlet: number, story: number) => `http://127.0.${10 + outlet}.${1 + (story % PAGE_HOSTS)}:${port}`;
  const server = createServer((request, response) => {
    const [, pages, feed] = /^127\.0\.(\d+)\.(\d+)/.exec(request.headers.host ?? "") ?? [];
    const outlet = Number(pages === "0" ? feed : pages) - 10;
    const story = /^\/story\/(\d+)$/.exec(request.url ?? "")?.[1];
    if (request.url === "/feed") {
      response.writeHead(200, { "content-type": "application/rss+xml" });
      return response.end(
        rss(
          outlet,
          (feeds[outlet] ?? []).map((item) => ({ ...item, host: pageHost(outlet, item.story) })),
        ),
      );
    }
    response.writeHead(story === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
    return response.end(story === undefined ? "" : page(Number(story), outlet));
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  port = (server.address() as AddressInfo).port;
  return {
    feedsYaml: `feeds:\n${feeds.map((_, outlet) => `  - { url: "${host(outlet)}/feed", name: Outlet ${outlet}, backlog: all }\n`).join("")}`,
    published,
    publish() {
      const story = published.length;
      const outlets = story % COPIED_EACH === 0 ? [0, 1, 2] : [story % OUTLETS];
      for (const outlet of outlets) feeds[outlet]?.push({ story, at: new Date() });
      published.push(tokenOf(story));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const titleOf = (story: number): string => `Zebra report ${tokenOf(story)} ${inventWords(story + 1, 4)}`;

function rss(outlet: number, items: readonly Shown[]): string {
  const shown = items.slice(-ENTRIES_SHOWN).toReversed();
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet ${outlet}</title><link>http://outlet.example/</link><description>News</description>
${shown.map(({ story, at, host }) => `<item><title>${titleOf(story)}</title><link>${host}/story/${story}</link><guid>${host}/story/${story}</guid><pubDate>${at.toUTCString()}</pubDate></item>`).join("\n")}
</channel></rss>`;
}

function page(story: number, outlet: number): string {
  const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>${sentence(story * 10 + index)}</p>`).join("\n");
  return `<!doctype html><html lang="en"><head><title>${titleOf(story)} - Outlet ${outlet}</title></head><body><nav>Home World</nav><article><h1>${titleOf(story)}</h1>
<p>A zebra was seen, as ${tokenOf(story)} tells.</p>
${paragraphs}</article></body></html>`;
}

function sentence(seed: number): string {
  const words = inventWords(seed + 100_000, 24);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
