// One address for one article, so that two links to the same page are recognised.
import { isTracking } from "./tracking-parameters.ts";

/**
 * The address in its canonical form: http(s), no credentials, fragment, default port or tracking parameter; the other parameters in
 * their order and spelling. The path is unchanged, trailing slash included, since servers tell them apart.
 * Returns null if it is not an absolute http(s) address.
 */
export function canonicalUrl(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  parsed.username = "";
  parsed.password = "";
  parsed.hash = "";
  parsed.hostname = parsed.hostname.replace(/\.$/, "");
  // URLSearchParams would respell the other parameters (%20 as +), which some servers reject.
  const kept = parsed.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !isTracking(pair));
  parsed.search = kept.length > 0 ? `?${kept.join("&")}` : "";
  return parsed.href;
}
