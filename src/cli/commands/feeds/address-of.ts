// The address that a person typed on the command line.
import { readAddress } from "../../../desk/sources/read-address.ts";
import { UsageError } from "../../command.ts";

export function addressOf(typed: string): string {
  const reading = readAddress(typed);
  if (reading.kind === "fault") throw new UsageError(`the address ${reading.message}`);
  return reading.value;
}
