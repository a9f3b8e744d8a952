// The form behind "Not about this?" in a mail. Reading it changes nothing, since mail scanners read every link; only a post from our own page does.
import { markup } from "../../digests/escape-html.ts";
import { isReaderMark } from "../../digests/page-token.ts";
import { readSaid, renderForm } from "../feedback-form.ts";
import { publicLinks, rootOf } from "../links.ts";
import { sendPage } from "../page.ts";
import { openRateLimit } from "../rate-limit.ts";
import { formOf } from "../said.ts";
import type { Asked } from "../page.ts";
import type { PageContent } from "../pages/layout.ts";
import type { WebDeps } from "../web-deps.ts";

/** By link and not by network: behind a proxy all readers seem to be in one. */
const POSTS = { max: 30, maxOfAll: 3_000, ms: 10 * 60_000 };

const wayOf = (c: Asked) => {
  const { issue = "", story = "", token = "" } = c.req.param() as Record<string, string | undefined>;
  return { kind: "link", issue: Number(issue), story: Number(story), token } as const;
};
const send = (c: Asked, content: PageContent): Response =>
  sendPage(c, content, publicLinks(rootOf(c.req.path)), { form: content.status === undefined });

export function answerFeedbackByLink({ desk, now }: Pick<WebDeps, "desk" | "now">) {
  const limit = openRateLimit(POSTS, now);
  return {
    async show(c: Asked): Promise<Response> {
      const way = wayOf(c);
      // A mail that is shown on our pages has no reader.
      if (isReaderMark(await desk.pageKey(), way.issue, way.token))
        return c.redirect(`${rootOf(c.req.path)}feedback/new?story=${way.story}`);
      const form = await desk.feedbackForm({ way });
      if (form === null) return send(c, UNKNOWN_LINK);
      return send(c, { title: TITLE, body: renderForm(form, way.token, c.req.query("reason") ?? "") });
    },
    async keep(c: Asked): Promise<Response> {
      const way = wayOf(c);
      // Links that are none of ours do not count, or a stranger could use up the posts of all readers.
      if ((await desk.feedbackForm({ way })) === null) return send(c, UNKNOWN_LINK);
      const seconds = limit.waitFor(way.token);
      if (seconds !== null) {
        c.header("retry-after", String(seconds));
        return send(c, {
          title: TITLE,
          body: markup`<p class="fault" role="alert">Too many answers: try again in ${Math.ceil(seconds / 60)} minutes.</p>`,
          status: 429,
        });
      }
      limit.count(way.token);
      const said = readSaid(await formOf(c));
      const given =
        said === null
          ? ({ kind: "refused", reason: "choose one of the answers" } as const)
          : await desk.giveFeedback({ way, ...said });
      if (given === null) return send(c, UNKNOWN_LINK);
      if (given.kind === "kept")
        return send(c, {
          title: "Thank you",
          body: markup`<p role="status">Your answer is kept. The person who runs this Wirewatch sees it, with what it would change.</p>`,
        });
      return send(c, {
        title: TITLE,
        body: markup`<p class="fault" role="alert">Not kept: ${given.reason}. Go back and try again.</p>`,
        status: 422,
      });
    },
  };
}

const TITLE = "What is wrong with this alert?";

const UNKNOWN_LINK: PageContent = {
  title: "This link is not known",
  body: markup`<p>A link of this kind is good for 30 days, and may have been cut short: use the one in a newer mail.</p>`,
  status: 404,
};
