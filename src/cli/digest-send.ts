// `wirewatch digest send ID`: a digest's issue now, due or not.
import { openLog } from "../log.ts";
import { CommandError, print } from "./command.ts";
import { readConfig } from "./read-config.ts";
import { startApp } from "./start-app.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest send ID

Sends the digest's next issue now, due or not, quiet or not, and says what became of each mail. ID as in digests.yaml.
What it told is not told again at the digest's own time. Exit code 1 where a mail was not sent.

With --json: {"digest","issue","deliveries":[{"recipient","state","reply"}]}; "issue" is null where nothing waited.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [id = ""] = context.positionals;
    const config = await readConfig(context);
    if (!config.digests.some((digest) => digest.id === id))
      throw new CommandError(
        `digests.yaml has no digest "${id}"; it has ${config.digests.map((digest) => digest.id).join(", ") || "none"}`,
      );
    const app = await startApp({ config, log: openLog(context.logLevel ?? "warn", context.terminal) });
    try {
      const { sendNow } = await import("./run-round.ts");
      const sent = await sendNow(app, id);
      if (context.json) print(JSON.stringify({ digest: id, ...sent }));
      else print(sent.issue === null ? `Nothing waits for "${id}".` : inWords(sent.issue, sent.deliveries));
      return sent.deliveries.every(({ state }) => state === "sent") ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};

const inWords = (issue: number, deliveries: readonly { recipient: string; state: string; reply: string | null }[]): string =>
  [
    `Issue ${issue}`,
    ...deliveries.map(({ recipient, state, reply }) => `  ${recipient}: ${state}${reply === null ? "" : ` (${reply})`}`),
  ].join("\n");
