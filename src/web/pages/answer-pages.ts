// Answers each page and feed: asks the desk, and renders what it returns.
import { atom } from "../../channels/atom.ts";
import { renderIssuePage } from "../../digests/render-issue.ts";
import { atomPage, pageToken } from "../../digests/page-token.ts";
import { sendPage } from "../page.ts";
import { articlePage, storyPage } from "./record-page.ts";
import { renderStatus } from "./render-status.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Asked, Links } from "../page.ts";

export type Answer = (c: Asked, links: Links) => Promise<Response>;

export function answerPages({ desk, config }: Pick<WebDeps, "desk" | "config">) {
  const showStory = async (c: Asked, links: Links, id: number): Promise<Response> => {
    const story = await desk.story({ story: id, withRelated: false });
    if (story.kind === "story") return sendPage(c, storyPage(story, links));
    return story.mergedInto === null ? c.notFound() : showStory(c, links, story.mergedInto);
  };
  return {
    async status(c, { isOwner }) {
      const canLeave = isOwner && config().web.access.kind === "password";
      return sendPage(c, renderStatus(await desk.status(), { canLeave }), { form: canLeave ? "'self'" : "'none'" });
    },
    async issue(c) {
      const issue = await desk.issue({ issue: Number(c.req.param("id")) });
      return issue === null ? c.notFound() : sendPage(c, renderIssuePage(issue), { style: "'unsafe-inline'" });
    },
    story: (c, links) => showStory(c, links, Number(c.req.param("id"))),
    async article(c, links) {
      const found = await desk.explain({ asked: c.req.param("id") ?? "" });
      return found.article === null ? c.notFound() : sendPage(c, articlePage(found, found.article, links));
    },
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
