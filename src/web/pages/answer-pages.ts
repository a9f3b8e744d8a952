// Answers each page and feed: asks the desk, and renders what it returns.
import { atom } from "../../channels/atom.ts";
import { renderIssuePage } from "../../digests/render-issue.ts";
import { atomPage, pageToken } from "../../digests/page-token.ts";
import { cleanCharacters } from "../../text/clean-characters.ts";
import { answer, partOf, sendDocument, sendPage, wantsJson } from "../page.ts";
import { articlePage } from "./articles/article-page.ts";
import { whyPage } from "./articles/why-page.ts";
import { KEYS_SHOWN, keysPage } from "./keys-page.ts";
import type { Links } from "../links.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Asked } from "../page.ts";

export type Answer = (c: Asked, links: Links) => Promise<Response>;

export function answerPages({ desk, config }: Pick<WebDeps, "desk" | "config">) {
  return {
    async issue(c) {
      const issue = await desk.issue({ issue: Number(partOf(c, "id")) });
      return issue === null ? c.notFound() : sendDocument(c, renderIssuePage(issue));
    },
    async article(c, links) {
      const found = await desk.explain({ asked: partOf(c, "id") });
      if (found.article === null) return c.notFound();
      const words = links.isOwner ? await desk.articleWords({ article: found.article.id }) : null;
      return answer(c, links, { ...found, article: found.article, words }, articlePage);
    },
    async why(c, links) {
      const asked = cleanCharacters((c.req.query("url") ?? "").slice(0, 5_000)).trim();
      const told = asked === "" ? null : await desk.explain({ asked });
      const missed = told === null ? null : told.article === null ? [] : await desk.missed({ article: told.article.id });
      const found = told && { ...told, missed };
      return wantsJson(c) ? c.json(found) : sendPage(c, whyPage(found, links), links);
    },
    keys: (c, links) => Promise.resolve(answer(c, links, KEYS_SHOWN, keysPage)),
    async atom(c) {
      const id = (c.req.param("file") ?? "").replace(/\.atom$/, "");
      const issues = await desk.atomIssues({ digest: id });
      if (issues === null) return c.notFound();
      // Feed readers can't sign in, so the feed names its address with the token.
      const page = atomPage(id);
      const self = `${config().web.url}/${page}/${pageToken(await desk.pageKey(), page)}`;
      const headers = { "content-type": `${atom.mediaType}; charset=utf-8`, "cache-control": "private, no-cache" };
      return c.body(atom.render(id, issues, self), 200, headers);
    },
  } satisfies Record<string, Answer>;
}
