// Answers the pages of digests and issues, and what their forms post.
import { CommandError } from "../../../errors.ts";
import { renderIssuePage } from "../../../digests/render-issue.ts";
import { counted } from "../../../text/counted.ts";
import { partOf, sendFrame, wantsJson } from "../../page.ts";
import { act, answerSaid, soon } from "../../said.ts";
import { digestPage, digestPath, digestsPage, VIEWS } from "./digests-page.ts";
import { isOpen, ISSUE_VIEWS, issuePage, issuesPage } from "./issues-page.ts";
import type { ChannelTest } from "../../../desk/test-channels.ts";
import type { SentNow } from "../../../desk/run-round.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Said } from "../../said.ts";
import type { Answer } from "../answer-pages.ts";

const ISSUES_SHOWN = 50;
const OPEN_SHOWN = 50;

export function answerDigests({ desk }: WebDeps) {
  const openMails = async () => {
    const found = await Promise.all(
      ["failed", "uncertain"].map((state) => desk.ledger({ digest: null, recipient: null, state, limit: OPEN_SHOWN })),
    );
    return found
      .flatMap(({ rows }) => rows)
      .filter(isOpen)
      .toSorted((a, b) => b.id - a.id);
  };
  return {
    async digests(c, links) {
      return answerSaid(c, { desk, links }, await desk.digests(), digestsPage);
    },
    async digest(c, links) {
      const id = partOf(c, "id");
      const found = await desk.digest({ digest: id });
      const view = VIEWS.find((one) => one === c.req.query("view")) ?? "html";
      const next = found !== null && view === "text" ? await desk.previewDigest({ digest: id, withModel: false }) : null;
      const shown = found && { ...found, view, text: next?.kind === "issue" ? next.text : null };
      return answerSaid(c, { desk, links }, shown, digestPage);
    },
    async preview(c) {
      const next = await desk.previewDigest({ digest: partOf(c, "id"), withModel: false });
      return wantsJson(c) || next.kind !== "issue" ? c.notFound() : sendFrame(c, next.html);
    },
    async issues(c, links) {
      const { before = null, digest = null } = c.req.query();
      if ((before !== null && !/^[1-9]\d{0,14}$/.test(before)) || digest === "" || (digest?.length ?? 0) > 1_000)
        return c.notFound();
      const page = await desk.issues({ digest, before: before === null ? null : Number(before), limit: ISSUES_SHOWN });
      const open = before === null && digest === null ? await openMails() : [];
      const shown = { ...page, digest, open };
      return answerSaid(c, { desk, links }, shown, (record, own) => issuesPage(record, own, { isFirst: before === null }));
    },
    async issueRecord(c, links) {
      const found = await desk.issueRecord({ issue: Number(partOf(c, "id")) });
      const shown = found && { ...found, view: ISSUE_VIEWS.find((one) => one === c.req.query("view")) ?? "mail" };
      return answerSaid(c, { desk, links }, shown, issuePage);
    },
    async issueMail(c) {
      const issue = Number(partOf(c, "file").replace(/\.html$/, ""));
      if (wantsJson(c)) return c.notFound();
      const whole = c.req.query("view") === "whole" ? await desk.issue({ issue }) : null;
      if (whole !== null) return sendFrame(c, renderIssuePage(whole));
      const found = await desk.issueRecord({ issue });
      return found === null ? c.notFound() : sendFrame(c, found.html);
    },
  } satisfies Record<string, Answer>;
}

export function answerDigestForms({ desk, log }: WebDeps) {
  return {
    async send(c, links) {
      const id = partOf(c, "id");
      return act(c, { desk, links }, digestPath(id), async ({ last }) => {
        const digest = await desk.digest({ digest: id });
        if (digest === null) throw new CommandError(`there is no digest "${id}" now: digests.yaml has changed`);
        if (String(digest.last?.issue ?? 0) !== last)
          throw new CommandError(
            "an issue was sent since you opened the page, so nothing was sent now: look at what waits, and send again",
          );
        return soon(
          desk
            .sendNow({ digest: id })
            .then((sent) => ({ ...sentWords(sent), ...(sent.issue !== null && { path: `issues/${sent.issue}` }) })),
          "It is being sent, which takes long: its issue says what became of each mail.",
          (err) => log.warn({ err }, "a digest could not be sent"),
        );
      });
    },
    async test(c, links) {
      const id = partOf(c, "id");
      return act(c, { desk, links }, digestPath(id), () =>
        soon(desk.testChannels({ named: id }).then(testedWords), "The test is under way, and takes long.", (err) =>
          log.warn({ err }, "a test message could not be sent"),
        ),
      );
    },
    async release(c, links) {
      const issue = Number(partOf(c, "id"));
      return act(c, { desk, links }, `issues/${issue}`, async ({ delivery = "", state }) => {
        const found = await desk.issueRecord({ issue });
        const mail = found?.deliveries.find(({ id }) => String(id) === delivery);
        if (mail === undefined) throw new CommandError(`issue ${issue} has no such mail`);
        if (mail.state !== state || !isOpen(mail))
          throw new CommandError(`mail ${delivery} is ${mail.state} now, so it was not sent once more`);
        const changed = await desk.changeLedger({ kind: "release", delivery: mail.id });
        return changed.kind === "refused"
          ? { text: changed.reason, fault: true }
          : { text: `Mail ${delivery} to ${mail.recipient} is sent once more.` };
      });
    },
    async resume(c, links) {
      const issue = Number(partOf(c, "id"));
      return act(c, { desk, links }, `issues/${issue}`, async ({ recipient = "", digest = "" }) => {
        if (recipient === "" || digest === "") throw new CommandError("the form names no reader");
        const changed = await desk.changeLedger({ kind: "resume", recipient, digest });
        return changed.kind === "refused"
          ? { text: changed.reason, fault: true }
          : { text: `${recipient} gets ${digest} again. What was not sent meanwhile can be sent once more, mail by mail.` };
      });
    },
  } satisfies Record<string, Answer>;
}

function sentWords({ issue, deliveries }: SentNow): Said {
  if (issue === null) return { text: "Nothing waits for it, so nothing was sent." };
  const states = new Map<string, number>();
  for (const { state } of deliveries) states.set(state, (states.get(state) ?? 0) + 1);
  const words = [...states].map(([state, count]) => `${count} ${state}`).join(", ");
  return {
    text: `Issue ${issue} was written: ${counted(deliveries.length, "delivery", "deliveries")}${words === "" ? "" : ` (${words})`}.`,
    fault: deliveries.some(({ state }) => state !== "sent" && state !== "suppressed"),
  };
}

function testedWords(tests: readonly ChannelTest[]): Said {
  if (tests.length === 0) return { text: "It has no channel to test.", fault: true };
  return {
    text: tests.map(({ recipient, detail }) => `${recipient}: ${detail}`).join("; "),
    fault: tests.some(({ ok }) => !ok),
  };
}
