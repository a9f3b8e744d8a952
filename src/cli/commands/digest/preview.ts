// `wirewatch digest preview ID`: the next issue, before it is sent.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { toError } from "../../../errors.ts";
import { openInBrowser } from "../../open-in-browser.ts";
import { CommandError } from "../../../errors.ts";
import { makeFolder } from "../../../make-folder.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { printIssue } from "./print-issue.ts";
import type { MailPreview, Preview } from "../../../desk/preview-digest.ts";
import type { Command, CommandContext } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest preview ID [--open | --html | --eml FILE]

Shows the digest's next issue as it would go out now. Nothing is sent, and its stories keep waiting. ID as in digests.yaml.

Options:
  --open        shows it in a browser: the one that BROWSER names, or this machine's own
  --html        the mail's HTML instead of its text
  --eml FILE    the whole mail into a file, as a mail program opens it; - for standard output

With --json: {"kind","digest","stories","nextDueAt","subject","html","text"}. It may be called while Wirewatch runs.`,
  options: { html: { type: "boolean" }, open: { type: "boolean" }, eml: { type: "string" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [id = ""] = context.positionals;
    const config = await readOrAsk(context, readConfig);
    const { eml, open } = context.values;
    const asMail = typeof eml === "string" && !context.json;
    const found = await withDesk(context, config, (desk): Promise<Preview | MailPreview> =>
      asMail ? desk.previewMail({ digest: id }) : desk.previewDigest({ digest: id, withModel: true }),
    );
    const preview = found ?? { kind: "empty" as const, digest: id, nextDueAt: null };
    if (preview.kind === "unconfigured")
      throw new CommandError(`digests.yaml has no digest "${id}"; it has ${preview.digests.join(", ") || "none"}`);
    if (context.json) return (context.print(JSON.stringify(preview)), 0);
    if (preview.kind === "issue") {
      if ("mail" in preview) await writeMail(context, String(eml), Buffer.from(preview.mail, "base64"));
      else if (open === true) await showPage(context, preview.html);
      else printIssue(context, preview, context.values["html"] === true);
    }
    const due = preview.nextDueAt === null ? "as soon as something comes" : preview.nextDueAt;
    context.tell(
      preview.kind === "empty" ? `Nothing waits for "${id}". Next due: ${due}.` : `Nothing was sent. Next due: ${due}.`,
    );
    return 0;
  },
};

async function writeMail(context: CommandContext, file: string, bytes: Uint8Array): Promise<void> {
  if (file === "-") return void context.io.stdout.write(bytes);
  await writeFile(file, bytes).catch((thrown: unknown) => {
    throw new CommandError(`${file} cannot be written: ${toError(thrown).message}`, { cause: thrown });
  });
  context.tell(`The mail is in ${file}.`);
}

async function showPage(context: CommandContext, html: string): Promise<void> {
  const { dataDir } = context;
  await makeFolder(dataDir);
  const file = resolve(dataDir, "preview.html");
  await writeFile(file, html);
  context.tell(
    (await openInBrowser(file, context.lookup)) ? `Opened ${file}.` : `No browser could be opened here. The page is in ${file}.`,
  );
}
