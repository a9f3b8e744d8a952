// Tries an address in the name of a command. The password of a mailbox comes from the environment, as that of feeds.yaml does.
import { isMailbox } from "../../../desk/sources/read-address.ts";
import { CommandError } from "../../../errors.ts";
import { visitSite } from "./visit-site.ts";
import type { CommandContext } from "../../command.ts";
import type { TestedSource } from "../../../desk/test-source.ts";

export function testAddress(context: CommandContext, url: string): Promise<TestedSource> {
  const password = isMailbox(url) ? passwordOf(context) : null;
  return visitSite(context, url, (desk) => desk.testSource({ url, ...(password !== null && { password }) }));
}

function passwordOf({ lookup }: CommandContext): string | null {
  const found = lookup("MAIL_PASSWORD");
  if (found.kind === "fault") throw new CommandError(found.message);
  return found.kind === "value" ? found.value : null;
}
