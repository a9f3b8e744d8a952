// `wirewatch feeds pause SOURCE`: stops asking one source, until it is resumed.
import { withDesk } from "../../../app/desk-client.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { pausedWords } from "../../../desk/sources/paused-words.ts";
import { CommandError } from "../../../errors.ts";
import type { Command, CommandContext } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds pause SOURCE

Stops asking one source until \`feeds resume\` asks it again. SOURCE is its number, as in the address of its page, its name in feeds.yaml,
its own title, or its address. The pause outlives a restart and a change of feeds.yaml. While it lasts, digests say that the source is
paused by hand, and it counts as neither failing nor late. It may be called while Wirewatch runs.

With --json: {"id","name","pausedSince","changed","nextPollAt"}; "changed" is false if it was paused already.`,
  positionals: { min: 1, max: 1 },
  run: (context) => pause(context, true),
};

export async function pause(context: CommandContext, paused: boolean): Promise<number> {
  const [source = ""] = context.positionals;
  const done = await withDesk(context, await readOrAsk(context, readSettings), (desk) => desk.pauseSource({ source, paused }));
  if (done === null) throw new CommandError("there is no store yet, and so no source. See: wirewatch run");
  context.report(done, `${pausedWords(done)}.`);
  return 0;
}
