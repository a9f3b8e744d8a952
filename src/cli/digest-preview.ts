// `wirewatch digest preview ID`: what would go out now, before anyone gets it.
import { CommandError, print, tell } from "./command.ts";
import { lookAtStore } from "./look-at-store.ts";
import { readConfig } from "./read-config.ts";
import { printIssue } from "./print-issue.ts";
import type { Preview } from "../stages/preview-digest.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest preview ID [--html]

The digest's next issue as it would go out now: its stories stay where they are, and nothing is sent. ID as in digests.yaml.

Options:
  --html    the mail's HTML instead of its text, for a file to open in a browser

With --json: {"kind","digest","stories","nextDueAt","subject","html","text"}. It may be called while Wirewatch runs.`,
  options: { html: { type: "boolean" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [id = ""] = context.positionals;
    const config = await readConfig(context);
    const { previewDigest } = await import("../stages/preview-digest.ts");
    const deps = { config: () => config, now: () => new Date(), pagesUrl: () => null };
    const found = await lookAtStore(config, `/preview.json?digest=${encodeURIComponent(id)}`, (database) =>
      previewDigest(deps, database, id),
    );
    const preview: Preview = found ?? { kind: "empty", digest: id, nextDueAt: null };
    if (preview.kind === "unconfigured")
      throw new CommandError(`digests.yaml has no digest "${id}"; it has ${preview.digests.join(", ") || "none"}`);
    if (context.json) return (print(JSON.stringify(preview)), 0);
    if (preview.kind === "issue") printIssue(preview, context.values["html"] === true);
    const due = preview.nextDueAt === null ? "as soon as something comes" : preview.nextDueAt;
    tell(preview.kind === "empty" ? `Nothing waits for "${id}". Next due: ${due}.` : `Nothing was sent. Next due: ${due}.`);
    return 0;
  },
};
