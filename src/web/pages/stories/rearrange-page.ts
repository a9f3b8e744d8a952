// Splitting a story and joining two, as forms: first what it would do, and then, once a person agrees, that it is done.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { name, titleText } from "../spoken.ts";
import type { Rearrangement, RearrangementPlan } from "../../../desk/rearrange-stories.ts";
import type { ShownStory } from "../../../desk/show-story.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

type Story = Pick<Extract<ShownStory, { kind: "story" }>, "story" | "carriers">;

export function rearrangeForms({ story, carriers }: Story, { to }: Links): Markup {
  const action = to(`stories/${story}/rearrange`);
  return markup`<h2>This is not one story, or there are two of it</h2>
${
  carriers.length > 1 &&
  markup`<details><summary>Split it</summary><form method="post" action="${action}"><input type="hidden" name="kind" value="split">
<fieldset><legend>Which articles are another story?</legend>${carriers.map(
    ({ article, outlet, title }) =>
      markup`<label class="choice"><input type="checkbox" name="article" value="${article}"> <span>${name(outlet)}: <bdi>${titleText(title)}</bdi></span></label>`,
  )}</fieldset><p><button>See what a split would do</button></p></form></details>`
}
<details><summary>It is the same as another one</summary><form method="post" action="${action}"><input type="hidden" name="kind" value="merge">
<p><label for="into">The other story: its number, or the address of an article in it</label><input class="wide" id="into" name="into" required maxlength="2000"></p>
<p><button>See what joining them would do</button></p></form></details>`;
}

/** Asks whether to do it. */
export function planPage(
  story: number,
  change: Rearrangement,
  plan: Extract<RearrangementPlan, { kind: "plan" }>,
  { to }: Links,
): PageContent {
  const [from, into] = plan.stories;
  const fields: [string, string][] =
    change.kind === "split"
      ? change.articles.map((article) => ["article", article])
      : [["into", String(into?.story ?? change.into)]];
  const body = markup`<p>${
    change.kind === "split"
      ? markup`${counted(plan.moves.length, "article")} of story ${from?.story ?? story}, <bdi>${titleText(from?.title ?? null)}</bdi>, would become a story of ${plan.moves.length === 1 ? "its" : "their"} own:`
      : markup`${plan.moves.length === 1 ? "The article" : `All ${plan.moves.length} articles`} of story ${from?.story ?? story} would go into story ${into?.story ?? ""}, <bdi>${titleText(into?.title ?? null)}</bdi>:`
  }</p>
<ul>${plan.moves.map(({ outlet, title, url }) => markup`<li>${name(outlet ?? url)}: <bdi>${titleText(title)}</bdi></li>`)}</ul>
<ul>${plan.stories.map(({ story: id, title, articles, sentBy }) => markup`<li>Story ${id}, <bdi>${titleText(title)}</bdi>: ${counted(articles, "article")} now; ${sentBy.length === 0 ? "no digest sent it yet" : `sent by ${sentBy.join(", ")}`}.</li>`)}</ul>
<p>Nobody is mailed again what was sent to them. Later copies follow the articles that they resemble.</p>
<form method="post" action="${to(`stories/${story}/rearrange`)}"><input type="hidden" name="kind" value="${change.kind}"><input type="hidden" name="sure" value="yes">${fields.map(
    ([key, value]) => markup`<input type="hidden" name="${key}" value="${value}">`,
  )}
<p><label for="by">Your name, for those who ask later</label><input id="by" name="by" value="${change.by}" required maxlength="100"></p>
<p class="line"><button class="first">${change.kind === "split" ? "Split the story" : "Join the stories"}</button> <a class="button" href="${to(`stories/${story}`)}">Leave it as it is</a></p></form>`;
  return { title: change.kind === "split" ? "Split this story?" : "Join these stories?", here: "Stories", body };
}
