// `wirewatch digest render ISSUE`: renders a sent issue again, to the same bytes.
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { printIssue } from "./print-issue.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest render ISSUE [--html]

An issue that went out, rendered again from what is kept of it. ISSUE is its number, as in a mail's link (7 in /issues/7/…) or on the page of issues.
Exit code 1 if this version renders it differently from what was sent.

Options:
  --html    the mail's HTML instead of its text

With --json: {"kind","createdAt","isSame","subject","html","text"}. It may be called while Wirewatch runs.`,
  options: { html: { type: "boolean" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [asked = ""] = context.positionals;
    const settings = await readOrAsk(context, readSettings);
    const issue = /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : null;
    const found = issue === null ? null : await withDesk(context, settings, (desk) => desk.renderIssue({ issue }));
    if (found === null) throw new CommandError(`there is no issue ${asked}; retention may have taken it`);
    if (context.json) context.print(JSON.stringify(found));
    else printIssue(context, found, context.values["html"] === true);
    if (!found.isSame) context.tell("This version renders the issue otherwise than it was sent.");
    return found.isSame ? 0 : 1;
  },
};
