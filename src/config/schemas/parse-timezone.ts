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

/**
 * UTC, or a Region/City known to Node, as written. Letters such as BST are refused, and offsets such as +06:30, since they have no summer
 * time.
 */
export function parseTimezone(text: string): Reading<string> {
  const name = text.trim();
  const isPlace = name === "UTC" || /^(?!Etc\/|SystemV\/)[a-z_]+\/[a-z0-9_+/-]+$/i.test(name);
  if (isPlace && name.length < 64 && isTimezone(name)) return { kind: "value", value: name };
  const zones = [...newerNames, ...Intl.supportedValuesOf("timeZone")];
  const place = name.toLowerCase().replaceAll(" ", "_");
  const ofLetters = placesOf[place.replace(/\d.*$/, "")];
  if (ofLetters !== undefined)
    return { kind: "fault", message: `${JSON.stringify(name)} stands for more than one zone; did you mean "${ofLetters}"?` };
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
