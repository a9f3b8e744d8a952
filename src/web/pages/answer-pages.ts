// Answers each page and feed: asks the desk, and renders what it returns.
import { atom } from "../../channels/atom.ts";
import { renderIssuePage } from "../../digests/render-issue.ts";
import { atomPage, pageToken } from "../../digests/page-token.ts";
import { answer, partOf, sendDocument } from "../page.ts";
import { articlePage, storyPage } from "./record-page.ts";
import type { Links } from "../links.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Asked } from "../page.ts";

export type Answer = (c: Asked, links: Links) => Promise<Response>;

export function answerPages({ desk, config }: Pick<WebDeps, "desk" | "config">) {
  const showStory = async (c: Asked, links: Links, id: number): Promise<Response> => {
    const story = await desk.story({ story: id, withRelated: false });
    if (story.kind === "story") return answer(c, links, story, storyPage);
    return story.mergedInto === null ? c.notFound() : showStory(c, links, story.mergedInto);
  };
  return {
    async issue(c) {
      const issue = await desk.issue({ issue: Number(partOf(c, "id")) });
      return issue === null ? c.notFound() : sendDocument(c, renderIssuePage(issue));
    },
    story: (c, links) => showStory(c, links, Number(partOf(c, "id"))),
    async article(c, links) {
      const found = await desk.explain({ asked: partOf(c, "id") });
      return answer(c, links, found.article === null ? null : { ...found, article: found.article }, articlePage);
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
