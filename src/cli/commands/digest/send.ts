// `wirewatch digest send ID`: sends a digest's issue now, due or not.
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { startApp } from "../../../app/start-app.ts";
import type { Config } from "../../../config/config.ts";
import type { Command, CommandContext } from "../../command.ts";
import type { SentNow } from "../../../desk/run-round.ts";

export const command: Command = {
  help: `Usage: wirewatch digest send ID [--now]

Sends the digest's next issue now, due or not, quiet or not, and says what became of each mail. ID as in digests.yaml.
Its stories are not sent again at the digest's own time. Exit code 1 if a mail was not sent. It may be called while Wirewatch runs.

Options:
  --now    accepted, and the default

With --json: {"digest","issue","deliveries":[{"recipient","state","reply"}]}; "issue" is null if nothing waited.`,
  options: { now: { type: "boolean" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [id = ""] = context.positionals;
    const config = await readOrAsk(context, readConfig);
    const sent = await send(context, config, id);
    if (context.json) context.print(JSON.stringify({ digest: id, ...sent }));
    else context.print(sent.issue === null ? `Nothing waits for "${id}".` : formatSent(sent.issue, sent.deliveries));
    return sent.deliveries.every(({ state }) => state === "sent") ? 0 : 1;
  },
};

/** By the running Wirewatch, or else by this process. */
async function send(context: CommandContext, config: Config | null, digest: string): Promise<SentNow> {
  const open = config && (() => startApp({ config, log: context.openLog("warn") }));
  const sent = await withDesk(context, config, (desk) => desk.sendNow({ digest }), open);
  return sent ?? { issue: null, deliveries: [] };
}

const formatSent = (issue: number, deliveries: readonly { recipient: string; state: string; reply: string | null }[]): string =>
  [
    `Issue ${issue}`,
    ...deliveries.map(({ recipient, state, reply }) => `  ${recipient}: ${state}${reply === null ? "" : ` (${reply})`}`),
  ].join("\n");
