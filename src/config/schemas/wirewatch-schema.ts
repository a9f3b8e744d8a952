// wirewatch.yaml: where data is kept, how mail is sent, and what the web page and the fetcher may do.
import * as z from "zod";
import { parseBackupWithin, parseEvery, parseRetention } from "../../schema/parse-duration.ts";
import { parseBytes } from "../../schema/parse-bytes.ts";
import { parseDkimKey } from "./parse-dkim-key.ts";
import { parseEmailAddress } from "../../channels/mail/parse-email-address.ts";
import { parseProxy } from "../../schema/parse-proxy.ts";
import { parseBrowser } from "./parse-browser.ts";
import { parseFeedUrl, parseWebUrl } from "../../schema/parse-feed-url.ts";
import { parseListen } from "./parse-listen.ts";
import { parseNetwork, parsePrivateHost } from "./parse-private-host.ts";
import { parseQueue, parseSmtp, parseStore } from "./parse-service-url.ts";
import { textRead } from "../../schema/reading.ts";
import { parseUserAgent } from "../../schema/user-agent.ts";
import { sourceLimits } from "../../schema/source-limits.ts";
import { strictObject } from "../../schema/strict-object.ts";

/** Publishers see this in their logs; the address tells them who reads their site. */
const userAgentDefault = "Wirewatch/1 (+https://wirewatch.example/)";

const dkim = strictObject({
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, "is no domain: write the sender's, as in example.org")
    .describe("The sender's domain."),
  selector: z
    .string()
    .regex(/^[a-z0-9._-]{1,63}$/i, "is no selector: write letters, digits and hyphens, as in news")
    .describe("Where the public key stands: SELECTOR._domainkey.DOMAIN."),
  key: textRead(parseDkimKey).describe(
    "The private RSA key in PEM; best from a file, as ${DKIM_KEY} with DKIM_KEY_FILE naming it.",
  ),
});

const mail = strictObject({
  from: textRead(parseEmailAddress)
    .describe("Who the digests come from: an address, or Name <address>.")
    .prefault("Wirewatch <wirewatch@localhost>"),
  smtp: textRead(parseSmtp, "smtp")
    .describe("outbox: .eml files in DATA/outbox. Or smtp://user:pass@host:587, or smtps://. SMTP_URL in the environment wins.")
    .prefault("outbox"),
  uncertain: z
    .enum(["resend", "hold"])
    .describe(
      "A mail whose body had begun and that the server never answered may have arrived. resend: it is sent once more, with the same Message-ID; hold: it waits for wirewatch digest release.",
    )
    .default("resend"),
  dkim: dkim.describe("Signs each mail (RFC 6376).").exactOptional(),
});

const web = strictObject({
  listen: textRead(parseListen, "listen")
    .describe("Where the web page listens, as host:port. WEB_LISTEN in the environment wins.")
    .prefault("127.0.0.1:8080"),
  url: textRead(parseWebUrl, "webAddress")
    .describe(
      "Where readers of the digests reach the web page; links in mails begin with it. Default: http://localhost and the port of listen.",
    )
    .exactOptional(),
  access: z
    .enum(["loopback", "password", "proxy", "open"])
    .describe(
      "Who may read the web page. loopback: this machine alone; password: those who sign in with WEB_PASSWORD, or to change nothing with WEB_READER_PASSWORD; proxy: those whom a proxy in front lets in; open: anyone. WEB_ACCESS in the environment sets it too.",
    )
    .exactOptional(),
  edit: z
    .boolean()
    .describe(
      "true: those who may read the web page may also change files in watchlists/ there, and add sources to feeds.yaml. Default: false.",
    )
    .exactOptional(),
  proxies: z
    .array(textRead(parseNetwork))
    .describe("With access: proxy, the addresses or CIDR ranges that requests may come from. Default: private addresses.")
    .exactOptional(),
  owners: strictObject({
    header: z
      .string()
      .regex(/^[a-z0-9-]{1,100}$/i, "write the one in which the proxy names who signed in, as in Remote-User")
      .describe(
        "The header in which the proxy names who signed in, such as Remote-User. The proxy has to take it off what visitors send.",
      ),
    names: z.array(z.string().trim().min(1).max(300)).min(1).describe("The names of those who may change something."),
  })
    .describe(
      "With access: proxy, who may change something; all others only read, star, note and give feedback. Default: everybody.",
    )
    .exactOptional(),
});

const fetch = strictObject({
  user_agent: textRead(parseUserAgent)
    .describe("How Wirewatch names itself to publishers; give an address where they can reach you.")
    .prefault(userAgentDefault),
  proxy: textRead(parseProxy, "proxy")
    .describe(
      "Through which everything is fetched: http://, https://, socks5:// or socks5h:// with a port. A proxy on a private network has to be in allow_private.",
    )
    .exactOptional(),
  browser: textRead(parseBrowser)
    .describe(
      "The Chromium that renders pages of sources with browser: true: its path, or the ws:// address of one that runs elsewhere. Default: that of this machine.",
    )
    .exactOptional(),
  allow_private: z
    .array(textRead(parsePrivateHost))
    .describe(
      "Hosts, host:ports or CIDR ranges on private networks that sources there, and the pages that they list, may be fetched from.",
    )
    .default([]),
  limits: sourceLimits().describe("How much one source may bring; a source's own limits: win.").prefault({}),
});

const metrics = strictObject({
  listen: textRead(parseListen, "listen")
    .describe(
      "A port of its own for a collector such as Prometheus, as host:port; without one, /metrics is only on the web page. METRICS_LISTEN in the environment wins.",
    )
    .exactOptional(),
});

const alerts = strictObject({
  to: z
    .array(textRead(parseEmailAddress))
    .describe("Who gets a mail when something is wrong with Wirewatch itself, and one when it is over.")
    .default([]),
  webhook: textRead(parseFeedUrl)
    .describe(
      "A second way: an address to which the same words are posted as JSON (text, content, incident), as Slack, Mattermost and Discord take it.",
    )
    .exactOptional(),
  heartbeat: textRead(parseFeedUrl)
    .describe(
      "An address that is asked while all is well, and whose service raises an alarm when it is not, such as one of healthchecks.io.",
    )
    .exactOptional(),
  every: textRead(parseEvery).describe("How often heartbeat is asked: 1m to 24h.").prefault("5m"),
  backup_within: textRead(parseBackupWithin)
    .describe("How old the last backup may be, once there is one: 26h, 8d; none: any age.")
    .prefault("26h"),
});

const keep = () => textRead(parseRetention, "retention").describe("How long articles are kept: 90d, 52w; at least 1d.");
const retention = z
  .union([
    keep(),
    strictObject({
      keep: keep().prefault("90d"),
      max_bytes: textRead(parseBytes)
        .describe("How large the database may become: 500MB, 20GB. Above that the oldest articles are deleted early.")
        .exactOptional(),
    }),
  ])
  .describe("How long articles are kept: 90d, 52w; at least 1d. Or a mapping with keep and max_bytes.");

export const wirewatchSchema = strictObject({
  store: textRead(parseStore, "store")
    .describe(
      "pglite: in DATA/db. Or the address of a Postgres, postgres://user:pass@host:5432/name. DATABASE_URL in the environment wins.",
    )
    .prefault("pglite"),
  queue: textRead(parseQueue, "queue")
    .describe("store: on the store itself. Or the address of a Redis, redis://host:6379. REDIS_URL in the environment wins.")
    .prefault("store"),
  mail: mail.describe("How digests are sent.").prefault({}),
  web: web.describe("The web page.").prefault({}),
  fetch: fetch.describe("How feeds and pages are fetched.").prefault({}),
  metrics: metrics.describe("Figures for a collector.").prefault({}),
  alerts: alerts.describe("Whom to tell when something is wrong with Wirewatch itself.").exactOptional(),
  retention: retention.prefault("90d"),
}).meta({ title: "Wirewatch: wirewatch.yaml", description: "Settings of Wirewatch; every key is optional." });
