// `wirewatch stories`: the commands about stories.
import type { CommandGroup } from "../../command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch stories COMMAND [options]

An article and its copies in other outlets are one story. Which they are is decided by their words; where that went wrong, a person
puts it right, and copies that come later follow. See: wirewatch explain URL`,
  commands: {
    show: {
      summary: "a story: who wrote it first, in which versions, who carries it, what each leaves out or adds",
      load: () => import("./show.ts"),
    },
    split: { summary: "move articles into a new story", load: () => import("./split.ts") },
    merge: { summary: "make two stories one", load: () => import("./merge.ts") },
  },
};
