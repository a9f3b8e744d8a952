// Time zones by their names in the IANA database.
import { isTimezone } from "../../digests/local-time.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { Reading } from "../../schema/reading.ts";

/** Names in use that ICU still lists under an older name (Asia/Rangoon and so on). */
const newerNames = ["UTC", "Asia/Yangon", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Ho_Chi_Minh", "Europe/Kyiv", "America/Nuuk"];

/** Letters that stand for several zones, or for one without its summer time; Node takes BST for Bangladesh. */
const placesOf: Record<string, string> = {
  bst: "Europe/London",
  gmt: "Europe/London",
  wet: "Europe/Lisbon",
  cet: "Europe/Berlin",
  cest: "Europe/Berlin",
  met: "Europe/Berlin",
  eet: "Europe/Helsinki",
  eest: "Europe/Helsinki",
  msk: "Europe/Moscow",
  ist: "Asia/Kolkata",
  ict: "Asia/Bangkok",
  mmt: "Asia/Yangon",
  sgt: "Asia/Singapore",
  hkt: "Asia/Hong_Kong",
  jst: "Asia/Tokyo",
  kst: "Asia/Seoul",
  est: "America/New_York",
  edt: "America/New_York",
  et: "America/New_York",
  cst: "America/Chicago",
  cdt: "America/Chicago",
  mst: "America/Denver",
  mdt: "America/Denver",
  pst: "America/Los_Angeles",
  pdt: "America/Los_Angeles",
  pt: "America/Los_Angeles",
  aest: "Australia/Sydney",
  nzst: "Pacific/Auckland",
};

/** The regions of the IANA database. US/Eastern and Brazil/East are older names of cities' zones. */
const ofRegion = /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[a-z0-9_+/-]+$/i;

/**
 * UTC, or a Region/City known to Node, as written. Letters such as BST are refused, and offsets such as +06:30, since they have no summer
 * time.
 */
export function parseTimezone(text: string): Reading<string> {
  const name = text.trim();
  const isKnown = name.length < 64 && isTimezone(name);
  if (isKnown && (name === "UTC" || ofRegion.test(name))) return { kind: "value", value: name };
  const place = name.toLowerCase().replaceAll(" ", "_");
  const ofLetters = placesOf[place.replace(/\d.*$/, "")];
  if (ofLetters !== undefined) return fault(name, "stands for more than one zone", ofLetters);
  const current = isKnown ? currentName(name) : undefined;
  if (current !== undefined) return fault(name, "is not written as Region/City", current);
  const zones = [...newerNames, ...Intl.supportedValuesOf("timeZone")];
  const ofPlace = zones.find((zone) => place !== "" && zone.toLowerCase().endsWith(`/${place}`));
  if (ofPlace !== undefined) return fault(name, "is no time zone", ofPlace);
  const hint = didYouMean(name, zones) || ": write Region/City, as in Asia/Yangon, or UTC";
  return { kind: "fault", message: `${shown(name)} is no time zone${hint}` };
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 64));
const fault = (name: string, why: string, meant: string): Reading<string> => ({
  kind: "fault",
  message: `${shown(name)} ${why}; did you mean "${meant}"?`,
});

/** America/New_York for US/Eastern, Asia/Tokyo for Japan. */
function currentName(zone: string): string | undefined {
  const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
  return ofRegion.test(timeZone) || timeZone === "UTC" ? timeZone : undefined;
}

/** This machine's zone, as in cron. */
export function localTimezone(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimezone(name) ? name : "UTC";
}
