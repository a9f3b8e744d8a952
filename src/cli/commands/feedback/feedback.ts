// `wirewatch feedback`: the commands about what readers said of alerts.
import type { CommandGroup } from "../../command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch feedback COMMAND [options]

Mails ask under each story "Not about this?", where readers can reach the pages of Wirewatch. What they answer changes nothing by itself.`,
  commands: {
    list: { summary: "what readers said of alerts", load: () => import("./list.ts") },
    show: { summary: "one of them, with the edits that would answer it", load: () => import("./show.ts") },
    apply: { summary: "write such an edit into the watchlist's file", load: () => import("./apply.ts") },
  },
};
