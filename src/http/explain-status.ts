// Explains a status, and names the bot wall if one answered in place of the publisher.
import type { Answered } from "./answer.ts";

type Response = Pick<Answered, "status" | "headers" | "body">;

/** A phrase for a status that is not 2xx, such as "not found" or "blocked by Cloudflare". */
export function explainStatus(answer: Response): string {
  const { status } = answer;
  const wall = blockedBy(answer);
  if (wall !== null) return `blocked by ${wall} (${status})`;
  const known = wordsByStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return `server error (${status})`;
  if (status >= 400) return `the host refuses the request (${status})`;
  if (status >= 300) return `redirects without saying where to (${status})`;
  return `answered with status ${status}`;
}

const wordsByStatus: Record<number, string> = {
  304: "not modified",
  401: "asks for a login (401)",
  402: "asks for payment (402)",
  403: "forbidden (403)",
  404: "not found",
  407: "asks for a proxy login (407)",
  408: "the host gave up waiting (408)",
  410: "gone for good",
  421: "the host does not serve this site (421)",
  429: "asks us to slow down",
  451: "withheld for legal reasons (451)",
  521: "server error (521: Cloudflare finds the site down)",
  522: "server error (522: Cloudflare cannot reach the site)",
  525: "server error (525: Cloudflare and the site agree on no secure connection)",
};

interface Wall {
  name: string;
  /** A header that only the wall itself sends, with any status. */
  header?: string;
  /** The wall's server name, on a refusal. */
  server?: RegExp;
  /** Good pages that passed through it have the header too. */
  onAll?: true;
  /** Phrases of the wall's own page, on a refusal. */
  page?: RegExp;
}

// A refusal that merely passed through one of these is the publisher's own, so the server's name counts only if that server hosts nothing.
const walls: Wall[] = [
  {
    name: "Cloudflare",
    header: "cf-mitigated",
    page: /\| Cloudflare<|cf-error-details|_cf_chl_|\/cdn-cgi\/challenge-platform\/|error code: 10\d\d/,
  },
  { name: "AWS WAF", header: "x-amzn-waf-action", page: /\bawsWaf|gokuProps|\.awswaf\.com\// },
  { name: "SiteGround", header: "sg-captcha", page: /\/\.well-known\/(?:sg)?captcha\// },
  { name: "Vercel", header: "x-vercel-mitigated" },
  { name: "DataDome", header: "x-datadome", onAll: true, page: /captcha-delivery\.com/ },
  { name: "Sucuri", header: "x-sucuri-block", page: /Sucuri WebSite Firewall/ },
  { name: "Imperva", page: /_Incapsula_Resource|Incapsula incident ID/ },
  { name: "Akamai", page: /errors\.edgesuite\.net/ },
  { name: "HUMAN", page: /px-captcha|_pxAppId/ },
  { name: "DDoS-Guard", server: /^ddos-guard$/i },
  { name: "Qrator", server: /^qrator$/i },
];

// 429 is left out: if a wall asks for patience, we are patient.
// 202 (accepted) tells a browser to come back after its proof.
const refusals = new Set([202, 401, 403, 405, 406, 503]);
const pageBytesRead = 64 * 1024;

/** The name of the bot wall that answered in place of the publisher; null if none is recognised. */
export function blockedBy({ status, headers, body }: Response): string | null {
  const refused = refusals.has(status);
  const page = refused ? Buffer.from(body.subarray(0, pageBytesRead)).toString("latin1") : "";
  const server = headers["server"] ?? "";
  const wall = walls.find(
    (wall) =>
      (wall.header !== undefined && headers[wall.header] !== undefined && !(status < 300 && status !== 202 && wall.onAll)) ||
      (refused && (wall.server?.test(server) === true || wall.page?.test(page) === true)),
  );
  return wall?.name ?? null;
}
