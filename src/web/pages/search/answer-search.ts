// Answers searches: as a page, a record, an export, a feed and a watchlist.
import { renderFeed } from "../../../digests/render-atom.ts";
import { isPageToken, pageToken } from "../../../digests/page-token.ts";
import { plainLine } from "../../../digests/plain-line.ts";
import { CommandError } from "../../../errors.ts";
import { formatAsked, sendExport } from "../../export/export-list.ts";
import { itemOf } from "../../export/listed-item.ts";
import { sendPage, wantsJson } from "../../page.ts";
import { asWatchlist, idOf } from "./as-watchlist.ts";
import { EXPORT_MAX, renderSearch } from "./render-search.ts";
import { deskQuestion, feedPage, parametersOf, readQuestion } from "./search-question.ts";
import type { SearchAnswer } from "../../../desk/search/search.ts";
import type { Asked } from "../../page.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Answer } from "../answer-pages.ts";
import type { SearchAsked } from "./search-question.ts";

/** With what else a page takes, an answer comes within 300 ms. */
const PAGE = { limit: 50, lookMs: 250 };
/** Nobody waits for a feed, and an export is asked for once. */
const FEED = { limit: 50, lookMs: 2_000 };
const EXPORT = { limit: EXPORT_MAX, lookMs: 10_000 };

export function answerSearch({ desk, config, now }: Pick<WebDeps, "desk" | "config" | "now">) {
  const search = async (asked: SearchAsked, sizes: typeof PAGE): Promise<SearchAnswer> => {
    const question = deskQuestion(asked, { ...sizes, now: now() });
    return desk.search(question).catch((thrown: unknown) => {
      if (!(thrown instanceof CommandError)) throw thrown;
      return { kind: "fault", query: asked.q, message: thrown.message, offset: 0 };
    });
  };
  const feedAddress = async (asked: SearchAsked) => {
    const page = feedPage(asked);
    return `search.atom/${pageToken(await desk.pageKey(), page)}?${page.split("?")[1]}`;
  };

  return {
    async search(c, links) {
      const asked = readQuestion(c);
      const format = formatAsked(c);
      const result = asked.q === "" ? null : await search(asked, format === null ? PAGE : EXPORT);
      if (wantsJson(c)) return c.json(result ?? { kind: "nothing asked" }, result?.kind === "fault" ? 422 : 200);
      if (format !== null && result?.kind === "found") return sendExport(c, format, idOf(asked.q), result.hits.map(itemOf));
      const feed = result?.kind === "found" ? `${links.root}${await feedAddress(asked)}` : null;
      return sendPage(c, renderSearch({ asked, result, feed }, links), links);
    },
    async watchlist(c, links) {
      const asked = { ...readQuestion(c), before: null };
      const result = await search(asked, { limit: 1, lookMs: 0 });
      if (result.kind === "fault") return c.redirect(`${links.root}search?${parametersOf(asked)}`, 303);
      c.header("content-disposition", `attachment; filename="${idOf(asked.q)}.yaml"`);
      return c.body(asWatchlist(asked, result), 200, { "content-type": "application/yaml; charset=utf-8" });
    },
    /** Feed readers can't sign in: the address has a token for this search alone. */
    async feed(c: Asked) {
      const asked = { ...readQuestion(c), before: null };
      if (!isPageToken(await desk.pageKey(), feedPage(asked), c.req.param("token") ?? "")) return c.notFound();
      const result = await search(asked, FEED);
      if (result.kind === "fault") return c.text(`${result.message}\n`, 422);
      const feed = renderFeed({
        selfUrl: `${config().web.url}/${await feedAddress(asked)}`,
        title: plainLine(asked.q, 120),
        updated: result.hits[0]?.firstSeenAt ?? new Date(0).toISOString(),
        entries: result.hits.map((hit) => ({
          ...hit,
          id: `article:${hit.id}`,
          title: hit.title ?? "",
          updated: hit.firstSeenAt,
          author: hit.outlet,
          categories: [],
          summary: hit.excerpt.text,
        })),
      });
      return c.body(feed, 200, { "content-type": "application/atom+xml; charset=utf-8", "cache-control": "private, no-cache" });
    },
  } satisfies Record<string, Answer | ((c: Asked) => Promise<Response>)>;
}
