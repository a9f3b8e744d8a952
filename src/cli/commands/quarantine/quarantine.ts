// `wirewatch quarantine`: the commands about articles that no stage could finish.
import type { CommandGroup } from "../../command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch quarantine COMMAND [options]

An article that a stage fails on again and again is quarantined: it waits where it failed, and the next digest says how many do.`,
  commands: {
    list: { summary: "the quarantined articles, and why each one failed", load: () => import("./list.ts") },
    retry: { summary: "try an article again, or all of them", load: () => import("./retry.ts") },
    drop: { summary: "let an article go", load: () => import("./drop.ts") },
  },
};
