// The address that a person typed on the command line.
import { readAddress, readSourceAddress } from "../../../desk/sources/read-address.ts";
import { UsageError } from "../../command.ts";

export const addressOf = (typed: string): string => addressBy(readAddress, typed);

/** The same, or the address of a mailbox. */
export const sourceAddressOf = (typed: string): string => addressBy(readSourceAddress, typed);

function addressBy(read: typeof readAddress, typed: string): string {
  const reading = read(typed);
  if (reading.kind === "fault") throw new UsageError(`the address ${reading.message}`);
  return reading.value;
}
