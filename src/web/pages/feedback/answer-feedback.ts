// Answers the pages of what readers said of alerts, and their forms.
import { CommandError } from "../../../errors.ts";
import { counted } from "../../../text/counted.ts";
import { partOf, sendPage, wantsJson } from "../../page.ts";
import { act, answerSaid } from "../../said.ts";
import { readSaid, renderForm } from "../../feedback-form.ts";
import { feedbackPage } from "./feedback-page.ts";
import { proposalsPage } from "./proposals-page.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Answer } from "../answer-pages.ts";

/** For each proposal, of which there are five at most. */
const LOOK_MS = 1_500;

const storyOf = (given: string | undefined): number => (/^\d{1,15}$/.test(given ?? "") ? Number(given) : 0);

export function answerFeedback({ desk }: Pick<WebDeps, "desk">) {
  return {
    async feedback(c, links) {
      return answerSaid(c, { desk, links }, await desk.feedback(), feedbackPage);
    },
    async feedbackDetails(c, links) {
      const complaint = Number(partOf(c, "id"));
      return answerSaid(
        c,
        { desk, links },
        await desk.feedbackDetails({ complaint, make: "only-read", lookMs: 0 }),
        proposalsPage,
      );
    },
    async feedbackDiff(c) {
      const [, id = "", number = ""] = /^(\d+)-(\d)\.diff$/.exec(partOf(c, "file")) ?? [];
      const found = await desk.feedbackDetails({ complaint: Number(id), make: "only-read", lookMs: 0 });
      const proposal = found?.proposed?.proposals[Number(number) - 1];
      if (proposal === undefined || wantsJson(c)) return c.notFound();
      c.header("content-disposition", `attachment; filename="feedback-${id}-${number}.diff"`);
      return c.body(proposal.diff, 200, { "content-type": "text/plain; charset=utf-8" });
    },
    async newFeedback(c, links) {
      const story = storyOf(c.req.query("story"));
      const form = await desk.feedbackForm({ way: { kind: "page", story } });
      if (form === null || !links.maySay || wantsJson(c)) return c.notFound();
      const body = renderForm(form, `new?story=${story}`, c.req.query("reason") ?? "");
      return sendPage(c, { title: "What is wrong with this alert?", here: "Feedback", body }, links);
    },
  } satisfies Record<string, Answer>;
}

export function answerFeedbackForms({ desk }: Pick<WebDeps, "desk">) {
  return {
    async give(c, links) {
      const story = storyOf(c.req.query("story"));
      return act(c, { desk, links }, "feedback", async (form) => {
        const said = readSaid(form);
        const given = said && (await desk.giveFeedback({ way: { kind: "page", story }, ...said }));
        if (given === null) throw new CommandError("not kept: choose one of the answers");
        if (given.kind === "refused") throw new CommandError(`not kept: ${given.reason}`);
        return { text: "Kept." };
      });
    },
    async apply(c, links) {
      const complaint = Number(c.req.param("id"));
      return act(c, { desk, links }, `feedback/${complaint}`, async ({ proposal = "", what = "", sha256 = "" }) => {
        if (!/^[1-3]$/.test(proposal) || sha256 === "") throw new CommandError("choose one of the proposals");
        const chosen = { proposal: Number(proposal), what: what.slice(0, 10_000), sha256: sha256.slice(0, 100) };
        const saved = await desk.applyFeedback({ complaint, ...chosen });
        if (saved.kind === "refused") throw new CommandError(`Not written: ${saved.message}.`);
        return { text: "Written to disk. A running Wirewatch takes it over." };
      });
    },
    async propose(c, links) {
      const complaint = Number(c.req.param("id"));
      return act(c, { desk, links }, `feedback/${complaint}`, async () => {
        const found = await desk.feedbackDetails({ complaint, make: "anew", lookMs: LOOK_MS });
        if (found === null) throw new CommandError("there is no such feedback now");
        const { proposed } = found;
        if (proposed === null) return { text: "The watchlist or its file is gone, so nothing can be proposed." };
        return {
          text:
            proposed.none === null
              ? `${counted(proposed.proposals.length, "edit")} would answer it.`
              : `Nothing is proposed: ${proposed.none}.`,
        };
      });
    },
    async settle(c, links) {
      const id = Number(c.req.param("id"));
      return act(c, { desk, links }, "feedback", async (form) => {
        const as = form["as"] === "open" ? "open" : "dismissed";
        if ((await desk.settleFeedback({ complaint: id, as })) === null) throw new CommandError("there is no such feedback now");
        return { text: as === "open" ? `Feedback ${id} is open again.` : `Feedback ${id} is dismissed.` };
      });
    },
  } satisfies Record<string, Answer>;
}
