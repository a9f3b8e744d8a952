// Prints an issue: its text for people, or its HTML for a browser.
import type { CommandContext } from "../../command.ts";
import type { RenderedIssue } from "../../../digests/render-issue.ts";

export function printIssue(context: CommandContext, { subject, html, text }: RenderedIssue, asHtml: boolean): void {
  if (asHtml) return context.print(html);
  // Mail programs hide the marks that separate text directions; terminals may show them.
  const title = subject.replace(/[\u2066-\u2069]/g, "");
  context.print(`${title}\n${"=".repeat(Math.min(78, title.length))}\n\n${text}`);
}
