// `wirewatch stories merge STORY INTO`: merges two stories.
import { UsageError } from "../../command.ts";
import { rearrange, REARRANGE_HELP, REARRANGE_OPTIONS, whoDecides } from "./rearrange.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch stories merge STORY INTO [--yes] [--by NAME]

Makes two stories one, for good: all articles of STORY go into INTO, and copies of either that come later join it. A digest that sent
either has sent it. Each is the number of a story or the address of an article in it; wirewatch explain shows both. To undo it:
wirewatch stories split --help

${REARRANGE_HELP}

With --json: {"kind":"merge","story","into","articles"}; without --yes {"kind":"plan","change":"merge","stories","moves"}. It may be
called while Wirewatch runs.`,
  options: REARRANGE_OPTIONS,
  positionals: { min: 2, max: 2 },
  run(context) {
    const [story = 0, into = 0] = context.positionals.map((text) => {
      if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
      if (URL.canParse(text)) return text;
      throw new UsageError(`"${text}" is neither a number of a story nor an address. See: wirewatch stories merge --help`);
    });
    return rearrange(context, { kind: "merge", story, into, by: whoDecides(context) });
  },
};
