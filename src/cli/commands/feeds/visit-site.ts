// Asks a site in the name of a command: by the Wirewatch that runs on the same data, or else by this process. Shows each request.
import { withDesk } from "../../../app/desk-client.ts";
import { showUrl } from "../../../text/show-url.ts";
import { openLine } from "../../progress.ts";
import { readSettings } from "../../read-settings.ts";
import type { Desk } from "../../../desk/desk.ts";
import type { CommandContext } from "../../command.ts";

export async function visitSite<T>(context: CommandContext, url: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const settings = await readSettings(context);
  const progress = openLine(context);
  const onAsk = (asked: string) => progress.show(showUrl(asked).slice(0, 100));
  onAsk(url);
  try {
    const open = async () => (await import("../../../app/open-store-desk.ts")).openVisitDesk(settings, onAsk);
    const found = await withDesk(context, settings, work, open);
    if (found === null) throw new Error("a desk that needs no store was not opened");
    return found;
  } finally {
    progress.end();
  }
}
