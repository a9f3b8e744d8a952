// `wirewatch feeds`: the commands about sources.
import type { CommandGroup } from "../../command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch feeds COMMAND [options]

The feeds that are polled, as feeds.yaml names them.`,
  commands: {
    status: {
      summary: "how each feed stands: health, last new, next poll, late, gaps, why",
      load: () => import("./status.ts"),
    },
    discover: { summary: "the feeds of a site, and the lines for feeds.yaml", load: () => import("./discover.ts") },
    test: { summary: "what an address would bring: its feed, sitemap or list", load: () => import("./test.ts") },
    add: { summary: "the same, and adds it to feeds.yaml", load: () => import("./add.ts") },
    poll: { summary: "asks one source now", load: () => import("./poll.ts") },
    pause: { summary: "stops asking one source, until resume", load: () => import("./pause.ts") },
    resume: { summary: "asks a paused source again", load: () => import("./resume.ts") },
    import: { summary: "the feeds of an OPML file, into feeds.yaml", load: () => import("./import.ts") },
    export: { summary: "your feeds as OPML, for another reader", load: () => import("./export.ts") },
  },
};
