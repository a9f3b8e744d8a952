// An issue on standard output: its text as people read it, or its HTML for a browser.
import { print } from "../../command.ts";
import type { RenderedIssue } from "../../../digests/render-issue.ts";

export function printIssue({ subject, html, text }: RenderedIssue, asHtml: boolean): void {
  if (asHtml) return print(html);
  // Mail programs hide the marks that keep directions apart; terminals may show them.
  const title = subject.replace(/[\u2066-\u2069]/g, "");
  print(`${title}\n${"=".repeat(Math.min(78, title.length))}\n\n${text}`);
}
