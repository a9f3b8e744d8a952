// `wirewatch feeds resume SOURCE`: asks a paused source again.
import { pause } from "./pause.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds resume SOURCE

Asks a source again that \`feeds pause\` or its page had paused. SOURCE is its number, its name in feeds.yaml, its own title, or its address.
It is due at once, unless its host asked to be left alone for longer. What it lists then, and did not list before the pause, counts as new;
what came and went meanwhile is lost, and the next digest says so. It may be called while Wirewatch runs.

With --json: {"id","name","pausedSince","changed","nextPollAt"}; "changed" is false if it was not paused, and "nextPollAt" is null
if its publisher says that it is gone for good.`,
  positionals: { min: 1, max: 1 },
  run: (context) => pause(context, false),
};
