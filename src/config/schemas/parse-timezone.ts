// Time zones by their names in the IANA database.
import { isTimezone } from "../../digests/local-time.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { Reading } from "../../schema/reading.ts";

/** Names in use that ICU still lists under an older name (Asia/Rangoon and so on). */
const newerNames = ["UTC", "Asia/Yangon", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Ho_Chi_Minh", "Europe/Kyiv", "America/Nuuk"];

/** A zone known to Node, as written. Offsets such as +06:30 are refused, since they have no summer time. */
export function parseTimezone(text: string): Reading<string> {
  const name = text.trim();
  if (/^[a-z]/i.test(name) && name.length < 64 && isTimezone(name)) return { kind: "value", value: name };
  const zones = [...newerNames, ...Intl.supportedValuesOf("timeZone")];
  const place = name.toLowerCase().replaceAll(" ", "_");
  const ofPlace = zones.find((zone) => place !== "" && zone.toLowerCase().endsWith(`/${place}`));
  const hint = ofPlace === undefined ? didYouMean(name, zones) : `; did you mean "${ofPlace}"?`;
  return {
    kind: "fault",
    message: `${JSON.stringify(name.slice(0, 64))} is no time zone${hint || ": write Region/City, as in Asia/Yangon, or UTC"}`,
  };
}

/** This machine's zone, as in cron. */
export function localTimezone(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimezone(name) ? name : "UTC";
}
