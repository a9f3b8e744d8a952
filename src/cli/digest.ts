// `wirewatch digest`: the commands about digests.
import type { CommandGroup } from "./command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch digest COMMAND [options]

The digests that are sent, as digests.yaml names them, and the issues that went out.`,
  commands: {
    preview: { summary: "what would go out now, before anyone gets it", load: () => import("./digest-preview.ts") },
    send: { summary: "send a digest now, due or not", load: () => import("./digest-send.ts") },
    render: { summary: "an issue that went out, again", load: () => import("./digest-render.ts") },
  },
};
