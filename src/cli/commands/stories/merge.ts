// `wirewatch stories merge STORY INTO`: merges two stories.
import { UsageError } from "../../command.ts";
import { rearrange, whoDecides } from "./rearrange.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch stories merge STORY INTO [--by NAME]

Makes two stories one, for good: all articles of STORY go into INTO, and copies of either that come later join it. A digest that sent
either has sent it. Both are numbers of stories; wirewatch explain shows an article's. To undo it: wirewatch stories split --help

  --by NAME   who decides, shown by explain (default: the user who calls)

With --json: {"kind":"merge","story","into","articles"}. It may be called while Wirewatch runs.`,
  options: { by: { type: "string" } },
  positionals: { min: 2, max: 2 },
  run(context) {
    const [story = 0, into = 0] = context.positionals.map((text) => {
      if (!/^[1-9]\d{0,14}$/.test(text))
        throw new UsageError(`"${text}" is no number of a story. See: wirewatch stories merge --help`);
      return Number(text);
    });
    return rearrange(context, { kind: "merge", story, into, by: whoDecides(context) });
  },
};
