// `wirewatch stories split ARTICLE...`: makes a story of its own of these articles.
import { rearrange, REARRANGE_HELP, REARRANGE_OPTIONS, whoDecides } from "./rearrange.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch stories split URL|ID... [--yes] [--by NAME]

Takes articles out of the story they are in and makes them one of their own, for good: copies of them that come later join them, and
copies of the rest join the rest. A digest that sent the old story has sent the new one; others that take one of its watchlists get it.
URL is an article's address, ID its number (not that of a story); wirewatch explain shows both.

${REARRANGE_HELP}

With --json: {"kind":"split","story","into","articles"}; without --yes {"kind":"plan","change":"split","stories","moves"}. It may be
called while Wirewatch runs.`,
  options: REARRANGE_OPTIONS,
  positionals: { min: 1, max: 1_000 },
  run: (context) => rearrange(context, { kind: "split", articles: context.positionals, by: whoDecides(context) }),
};
