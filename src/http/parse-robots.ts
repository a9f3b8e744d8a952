// Reads a robots.txt and finds the rule that applies to an address (RFC 9309).

/** One line of the group that concerns us; its pattern has the form that `findRule` compares. */
export interface RobotsRule {
  allow: boolean;
  pattern: string;
}

/** More rules than any honest site has; later ones are ignored. */
const RULES_MAX = 10_000;
const PATTERN_LENGTH_MAX = 2_048;

/** The rules for a crawler of this name: those of every group that names it, else those of the groups for everybody. */
export function parseRobots(text: string, agent: string): RobotsRule[] {
  const ours: RobotsRule[] = [];
  const everybodys: RobotsRule[] = [];
  let isNamed = false;
  let groups = new Set<RobotsRule[]>();
  let isInRules = false;
  for (const { key, value } of lines(text)) {
    if (key === "user-agent") {
      if (isInRules) groups = new Set();
      isInRules = false;
      if (value.startsWith("*")) groups.add(everybodys);
      else if (productToken(value) === agent.toLowerCase()) {
        isNamed = true;
        groups.add(ours);
      }
    } else if (key === "allow" || key === "disallow") {
      isInRules = true;
      const pattern = normalised(value);
      // An empty line forbids nothing (section 2.2.2), so it is ignored.
      if (pattern === "" || pattern.length > PATTERN_LENGTH_MAX) continue;
      for (const group of groups) if (group.length < RULES_MAX) group.push({ allow: key === "allow", pattern });
    }
  }
  return isNamed ? ours : everybodys;
}

/** The rule that decides: the longest that fits, and of equals the one that allows. Returns null if there is none: then it is allowed. */
export function findRule(rules: readonly RobotsRule[], url: URL): RobotsRule | null {
  // Section 2.2.3: these two are literal in an address, and special in a rule.
  const path = normalised(url.pathname + url.search)
    .replaceAll("*", "%2A")
    .replaceAll("$", "%24");
  if (path === "/robots.txt") return null;
  let found: RobotsRule | null = null;
  for (const rule of rules) {
    const isLonger = found === null || rule.pattern.length > found.pattern.length;
    const isMilder = found !== null && rule.pattern.length === found.pattern.length && rule.allow && !found.allow;
    if ((isLonger || isMilder) && fits(rule.pattern, path)) found = rule;
  }
  return found;
}

/** The name by which robots.txt files address a program with this User-Agent (section 2.2.1), in lower case. */
export function agentOf(userAgent: string): string {
  const behindMozilla = /\bcompatible;\s*([a-z_-]+)/i.exec(userAgent)?.[1];
  return (behindMozilla?.toLowerCase() ?? productToken(userAgent)) || "wirewatch";
}

const productToken = (text: string): string => /^[a-z_-]*/i.exec(text)?.[0].toLowerCase() ?? "";

function* lines(text: string): Generator<{ key: string; value: string }, void> {
  for (const line of text.split(/[\r\n]+/)) {
    const written = line.split("#", 1)[0] ?? "";
    const colon = written.indexOf(":");
    if (colon > 0) yield { key: written.slice(0, colon).trim().toLowerCase(), value: written.slice(colon + 1).trim() };
  }
}

/** One spelling for each path: plain characters as themselves, others percent-encoded in capitals (section 2.2.2). */
function normalised(path: string): string {
  return path.replace(/%([0-9a-f]{2})|[^\u0021-\u007e]+/gi, (found, hex: string | undefined) => {
    if (hex === undefined) return encodeURIComponent(found);
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : found.toUpperCase();
  });
}

/** `*` is any text, `$` at the end is the end. Each part is matched at its first fit, so nothing is tried twice. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith("$");
  const [start = "", ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(start)) return false;
  const end = isWhole ? parts.pop() : undefined;
  let at = start.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  if (!isWhole) return true;
  return end === undefined ? at === path.length : path.length - end.length >= at && path.endsWith(end);
}
