// `wirewatch run`: everything in one process, until told to stop.
import { readConfig } from "../../app/read-config.ts";
import { startApp } from "../../app/start-app.ts";
import { workUntilStopped } from "../../app/work-until-stopped.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch run

Everything in one process: the workers of all five stages and the pages (web.listen in wirewatch.yaml).
Takes up changes of the configuration as they are saved; a broken edit is reported and the last good one goes on.
SIGTERM or Ctrl-C drains what is under way and ends within 45 s; what is not done goes on at the next start.`,
  async run(context) {
    const config = await readConfig(context);
    const log = context.openLog("info");
    const app = await startApp({ config, log });
    await workUntilStopped({ app, config, folders: context, log, untilStopped: context.io.untilStopped }, (url) => {
      if (context.terminal) context.tell(`Wirewatch watches ${config.feeds.length} feeds. Status: ${url}   Stop: Ctrl-C`);
      else log.info({ feeds: config.feeds.length, status: url }, "watching");
    });
    return 0;
  },
};
