// Reads what the reader's own mail server found out about a sender (Authentication-Results, RFC 8601).

/** `confirmed`: the address in From is proven. `forged`: the server says that it is not. `unknown`: it does not say. */
export interface SenderVerdict {
  kind: "confirmed" | "forged" | "unknown";
  /** What the server wrote, such as "dmarc=fail"; "" if it wrote nothing. */
  said: string;
}

const CHARS_MAX = 8_000;
const ABOUT_SENDERS: ReadonlySet<string> = new Set(["dmarc", "dkim", "spf"]);
const UNKNOWN: SenderVerdict = { kind: "unknown", said: "" };

/**
 * `hops` are the values of all Authentication-Results of a message, those of each server that it passed together, the uppermost first; `servers`
 * the names of which one has to stand in a result. Servers add theirs above what a message had, so the uppermost with such a name counts (RFC 8601,
 * section 5), and a sender's own never does.
 */
export function judgeSender(hops: readonly (readonly string[])[], servers: readonly string[], fromDomain: string): SenderVerdict {
  const own = hops
    .map((results) => results.map(parseResults).filter(({ server }) => servers.some((name) => isSameServer(server, name))))
    .filter((results) => results.length > 0);
  const found = own[0]?.[0];
  if (found === undefined) return UNKNOWN;
  // A mail that its server sends on within itself passes it twice; the second time may say nothing of the sender.
  const speaking = own.find((results) => results.some(({ methods }) => methods.some(({ method }) => ABOUT_SENDERS.has(method))));
  const dmarcIn = ({ methods }: Results) =>
    methods.find(({ method, about }) => method === "dmarc" && isSameDomain(about["header.from"] ?? fromDomain, fromDomain));
  // Some servers write each of their checks into a header of its own. A sender would gain nothing by a failure.
  const dmarc = dmarcIn(found) ?? speaking?.map(dmarcIn).find((one) => one?.result === "fail");
  if (dmarc !== undefined && dmarc.result === "pass") return { kind: "confirmed", said: "dmarc=pass" };
  if (dmarc !== undefined && dmarc.result === "fail") return { kind: "forged", said: "dmarc=fail" };
  const dkim = found.methods.filter(({ method }) => method === "dkim");
  const spf = found.methods.filter(({ method }) => method === "spf");
  const signed = dkim.find(
    ({ result, about }) => result === "pass" && isAligned(about["header.d"] ?? about["header.i"], fromDomain),
  );
  if (signed !== undefined) return { kind: "confirmed", said: "dkim=pass" };
  if (spf.some(({ result, about }) => result === "pass" && isAligned(about["smtp.mailfrom"] ?? about["smtp.helo"], fromDomain)))
    return { kind: "confirmed", said: "spf=pass" };
  const failed = [...dkim, ...spf].find(({ result }) => result === "fail" || result === "permerror");
  const hasPass = [...dkim, ...spf].some(({ result }) => result === "pass");
  return failed !== undefined && !hasPass ? { kind: "forged", said: `${failed.method}=${failed.result}` } : UNKNOWN;
}

interface Results {
  server: string;
  methods: { method: string; result: string; about: Record<string, string> }[];
}

function parseResults(value: string): Results {
  const plain = withoutComments(value.slice(0, CHARS_MAX)).toLowerCase();
  const [first = "", ...parts] = plain.split(";");
  const server = /^\s*"?([^\s"]+)"?/.exec(first)?.[1] ?? "";
  const methods = parts.flatMap((part) => {
    const [, method, result] = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)/.exec(part) ?? [];
    if (method === undefined || result === undefined) return [];
    const about = [...part.matchAll(/([a-z]+\.[a-z0-9-]+)\s*=\s*"?([^\s"]+)"?/g)].map(([, name = "", said = ""]) => [name, said]);
    return [{ method, result, about: Object.fromEntries(about) as Record<string, string> }];
  });
  return { server, methods };
}

/** Comments nest (RFC 5322, section 3.2.2), and may hold what looks like a result. */
function withoutComments(value: string): string {
  let depth = 0;
  let plain = "";
  for (let index = 0; index < value.length; index++) {
    const character = value.charAt(index);
    if (character === "\\") index++;
    else if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) plain += character;
  }
  return plain;
}

/** `mx.example.org` counts for `example.org`, since the server that takes mail in is seldom the one that shows it. */
const isSameServer = (server: string, name: string): boolean => server === name || server.endsWith(`.${name}`);

const domainOf = (address: string): string => address.replace(/^.*@/, "").replace(/\.$/, "");
const isSameDomain = (a: string, b: string): boolean => domainOf(a) === domainOf(b);

/** A signature or an envelope of the same organisation, as relaxed alignment has it (RFC 7489, section 3.1). */
function isAligned(said: string | undefined, fromDomain: string): boolean {
  if (said === undefined) return false;
  const [a, b] = [domainOf(said), domainOf(fromDomain)];
  return a !== "" && (a === b || a.endsWith(`.${b}`) || (b.endsWith(`.${a}`) && a.includes(".")));
}
