// `wirewatch stories split ARTICLE...`: makes a story of its own of these articles.
import { rearrange, whoDecides } from "./rearrange.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch stories split URL|ID... [--by NAME]

Takes articles out of the story they are in and makes them one of their own, for good: copies of them that come later join them, and
copies of the rest join the rest. Digests that take one of their watchlists get the new story, even if they had the old one.
URL is an article's address, ID its number; wirewatch explain shows both.

  --by NAME   who decides, shown by explain (default: the user who calls)

With --json: {"kind":"split","story","into","articles"}. It may be called while Wirewatch runs.`,
  options: { by: { type: "string" } },
  positionals: { min: 1, max: 1_000 },
  run: (context) => rearrange(context, { kind: "split", articles: context.positionals, by: whoDecides(context) }),
};
