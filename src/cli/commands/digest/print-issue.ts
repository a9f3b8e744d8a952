// An issue on standard output: its text as people read it, or its HTML for a browser.
import type { CommandContext } from "../../command.ts";
import type { RenderedIssue } from "../../../digests/render-issue.ts";

export function printIssue(context: CommandContext, { subject, html, text }: RenderedIssue, asHtml: boolean): void {
  if (asHtml) return context.print(html);
  // Mail programs hide the marks that keep directions apart; terminals may show them.
  const title = subject.replace(/[\u2066-\u2069]/g, "");
  context.print(`${title}\n${"=".repeat(Math.min(78, title.length))}\n\n${text}`);
}
