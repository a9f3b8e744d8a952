// `wirewatch digest`: the commands about digests.
import type { CommandGroup } from "../../command.ts";

export const group: CommandGroup = {
  help: `Usage: wirewatch digest COMMAND [options]

The digests that digests.yaml lists, and the issues that went out.`,
  commands: {
    preview: { summary: "what would go out now, before anyone gets it", load: () => import("./preview.ts") },
    send: { summary: "send a digest now, due or not", load: () => import("./send.ts") },
    test: { summary: "send one test message by a channel", load: () => import("./test.ts") },
    log: { summary: "who got what, when, and what the mail server said", load: () => import("./log.ts") },
    release: { summary: "send a mail once more that was held, failed or suppressed", load: () => import("./release.ts") },
    resume: { summary: "send digests again to a recipient who unsubscribed or was refused", load: () => import("./resume.ts") },
    render: { summary: "an issue that went out, again", load: () => import("./render.ts") },
  },
};
