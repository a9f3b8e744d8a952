// The configuration for a command that a running Wirewatch can answer, so that a broken edit does not silence the commands too.
import { findRunningDesk } from "../app/desk-client.ts";
import { CommandError } from "../errors.ts";
import type { CommandContext } from "./command.ts";

const BROKEN =
  "the configuration on disk is broken (see: wirewatch check); the Wirewatch that runs answers by the last one without faults";

/**
 * What `read` reads. Null if that has faults, which `read` has shown, and a Wirewatch that runs on the embedded store can answer: says so.
 * Throws CommandError if nothing runs there.
 */
export async function readOrAsk<T>(context: CommandContext, read: (context: CommandContext) => Promise<T>): Promise<T | null> {
  try {
    return await read(context);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    const running = await findRunningDesk(context.dataDir);
    if (running === null) throw thrown;
    await running.close();
    context.tell(BROKEN);
    return null;
  }
}
