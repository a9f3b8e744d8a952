// `wirewatch digest test NAME`: sends one test message by a channel.
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { startApp } from "../../../app/start-app.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest test NAME

Sends one test message and says whether it arrived, or what went wrong. NAME is a digest (all its channels), a kind of channel such as
telegram, or a recipient as wirewatch digest log names it. Exit code 1 if a message did not arrive.

With --json: [{"digest","recipient","ok","detail"}]. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [named = ""] = context.positionals;
    const config = await readOrAsk(context, readConfig);
    const open = config && (() => startApp({ config, log: context.openLog("warn") }));
    const tests = (await withDesk(context, config, (desk) => desk.testChannels({ named }), open)) ?? [];
    if (tests.length === 0) {
      const known = config?.digests.flatMap(({ id, channels }) => [id, ...channels.flatMap(({ recipient }) => recipient ?? [])]);
      const has = known && `; it has ${[...new Set(known)].join(", ") || "none"}`;
      throw new CommandError(`digests.yaml names no channel "${named}"${has ?? ""}`);
    }
    if (context.json) context.print(JSON.stringify(tests));
    else for (const { recipient, ok, detail } of tests) context.print(`${ok ? "ok   " : "FAULT"}  ${recipient}: ${detail}`);
    return tests.every(({ ok }) => ok) ? 0 : 1;
  },
};
