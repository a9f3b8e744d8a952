// Answers the page of a story, and its forms.
import { pageToken } from "../../../digests/page-token.ts";
import { CommandError } from "../../../errors.ts";
import { answer, askedFor, partOf, sendPage } from "../../page.ts";
import { answerSaid, leadTo } from "../../said.ts";
import { answerMarks } from "./answer-marks.ts";
import { stillHas, toldIn } from "./as-mailed.ts";
import { copyPage } from "./copy-page.ts";
import { planPage } from "./rearrange-page.ts";
import { storyPage } from "./story-page.ts";
import type { ShownStory } from "../../../desk/show-story.ts";
import type { Rearrangement } from "../../../desk/rearrange-stories.ts";
import type { Draft } from "./answer-marks.ts";
import type { AsMailed } from "./as-mailed.ts";
import type { Links } from "../../links.ts";
import type { Asked } from "../../page.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Answer } from "../answer-pages.ts";

interface Shown {
  mergedFrom?: number | null;
  draft?: Draft;
}

export function answerStory({ desk, config }: Pick<WebDeps, "desk" | "config">) {
  /** `mergedFrom`: the number that was asked for, of a story that is part of this one now. `draft`: a note that was not saved. */
  const show = async (c: Asked, links: Links, id: number, { mergedFrom = null, draft }: Shown = {}): Promise<Response> => {
    const withRelated = links.isOwner && c.req.query("related") !== undefined;
    const story = await desk.story({
      story: id,
      // Whose headline is shown, as in the list that leads here. Strangers would find out by it what is watched.
      watchlist: links.isOwner ? askedFor(c, "watchlist") : null,
      as: c.req.query("as")?.slice(0, 100) ?? null,
      withRelated,
    });
    if (story.kind === "unknown")
      return story.mergedInto === null
        ? c.notFound()
        : show(c, links, story.mergedInto, { mergedFrom: mergedFrom ?? id, ...(draft !== undefined && { draft }) });
    const page = `stories/${story.story}`;
    const share = links.isOwner ? `${config().web.url}/${page}/${pageToken(await desk.pageKey(), page)}` : null;
    const shown = { ...story, share, mergedFrom, mailed: await mailedIn(c, links, story) };
    return draft === undefined
      ? answerSaid(c, { desk, links }, shown, (record, own) => storyPage({ ...record, withRelated }, own))
      : sendPage(c, { ...storyPage({ ...shown, draft }, links), status: draft.max === null ? 409 : 400 }, links);
  };
  /** What the issue told that the address names; null if it names none. */
  const mailedIn = async (c: Asked, { isOwner }: Links, { story, sent }: ShownOne): Promise<AsMailed | null> => {
    const known = sent.find(({ issue }) => isOwner && String(issue) === c.req.query("issue"));
    const issue = known && (await desk.issue({ issue: known.issue }));
    const told = issue && toldIn(issue, story);
    if (!known || !told) return null;
    const words = told.article === undefined ? null : await desk.articleWords({ article: Number(told.article) });
    return { ...known, told, stands: words && stillHas(words.text, told.excerpt.text) };
  };
  return {
    async copy(c, links) {
      const [story, article] = [Number(partOf(c, "id")), Number(partOf(c, "article"))];
      return answer(c, links, await desk.copy({ story, article }), copyPage);
    },
    story: (c, links) => show(c, links, Number(partOf(c, "id"))),
    ...answerMarks(desk, (c, links, story, draft) => show(c, links, story, { draft })),
    /** Shows what a change would do, or does it once the form says that the person is sure. */
    async rearrange(c, links) {
      const story = Number(partOf(c, "id"));
      const form: Fields = await c.req.parseBody({ all: true }).catch(() => ({}));
      const change = changeOf(story, form);
      const refuse = (reason: string) => leadTo(c, { desk, links }, `stories/${story}`, { text: reason, fault: true });
      if (change === null) return refuse("Choose the articles that are another story, or name the other story.");
      if (textOf(form["sure"]) !== "yes") {
        const plan = await desk.planRearrangement(change);
        return plan.kind === "refused"
          ? refuse(`Not possible: ${plan.reason}.`)
          : sendPage(c, planPage(story, change, plan, links), links);
      }
      try {
        const done = await desk.rearrangeStories(change);
        if (done.kind === "refused") return await refuse(`Not done: ${done.reason}.`);
        const text = done.kind === "split" ? `Split from story ${done.story}.` : `Story ${done.story} is part of this one now.`;
        return await leadTo(c, { desk, links }, `stories/${done.into}`, { text });
      } catch (thrown) {
        if (thrown instanceof CommandError) return refuse(thrown.message);
        throw thrown;
      }
    },
  } satisfies Record<string, Answer>;
}

type ShownOne = Extract<ShownStory, { kind: "story" }>;
type Fields = Record<string, string | File | (string | File)[]>;

const textsOf = (given: Fields[string] | undefined): string[] =>
  (Array.isArray(given) ? given : [given]).filter((one) => typeof one === "string").map((one) => one.trim());

const textOf = (given: Fields[string] | undefined): string => textsOf(given)[0] ?? "";

/** Null if the form names nothing to move. */
function changeOf(story: number, form: Fields): Rearrangement | null {
  const by = textOf(form["by"]).slice(0, 100) || "the page";
  if (textOf(form["kind"]) === "split") {
    const articles = textsOf(form["article"])
      .filter((one) => /^\d{1,15}$/.test(one))
      .slice(0, 1_000);
    return articles.length === 0 ? null : { kind: "split", articles, by };
  }
  const into = textOf(form["into"]).slice(0, 2_000);
  if (into === "") return null;
  return { kind: "merge", story, into: /^\d{1,15}$/.test(into) ? Number(into) : into, by };
}
