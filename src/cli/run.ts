// `wirewatch run`: everything in one process, until told to stop.
import { openLog } from "../log.ts";
import { STAGE_NAMES } from "../queues/pipeline.ts";
import { openWeb } from "../web/open-web.ts";
import { tell } from "./command.ts";
import { followConfig } from "./follow-config.ts";
import { readConfig } from "./read-config.ts";
import { startApp } from "./start-app.ts";
import { untilStopped } from "./until-stopped.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `Usage: wirewatch run

Everything in one process: the workers of all five stages and the status page (web.listen in wirewatch.yaml).
Takes up changes of the configuration as they are saved; a broken edit is reported and the last good one goes on.
SIGTERM or Ctrl-C drains what is under way and ends within 45 s; what is not done goes on at the next start.`,
  async run(context) {
    const config = await readConfig(context);
    const log = openLog(context.logLevel === "warn" ? "info" : context.logLevel, context.terminal);
    const app = await startApp({ config, log });
    const web = await openWeb({ ...app.deps, log });
    app.start(STAGE_NAMES);
    if (context.terminal) tell(`Wirewatch watches ${config.feeds.length} feeds. Status: ${web.url}   Stop: Ctrl-C`);
    else log.info({ feeds: config.feeds.length, status: web.url }, "watching");
    const following = followConfig(app, context, config, log);
    const signal = await untilStopped();
    log.info({ signal }, "stopping");
    await following.close();
    await web.close();
    await app.close();
    return 0;
  },
};
