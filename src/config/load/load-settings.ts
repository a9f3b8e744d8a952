// The settings of wirewatch.yaml, over which the environment's DATABASE_URL, REDIS_URL, SMTP_URL, WEB_LISTEN, WEB_ACCESS and METRICS_LISTEN win, and OTEL_* alone.
import { join } from "node:path";
import type * as z from "zod";
import type { Alerts, Config, ConfigFault, WebAccess } from "../config.ts";
import type { Lookup } from "./environment.ts";
import { loadFile, type ConfigSource, type ReadFile } from "./load-file.ts";
import { parseListen } from "../schemas/parse-listen.ts";
import { parseCollector, parseQueue, parseSmtp, parseStore } from "../schemas/parse-service-url.ts";
import type { Reading } from "../../schema/reading.ts";
import { wirewatchSchema } from "../schemas/wirewatch-schema.ts";

export type Settings = Pick<
  Config,
  "store" | "queue" | "mail" | "web" | "fetch" | "metrics" | "traces" | "alerts" | "retentionMs" | "maxBytes"
>;

type Place = Pick<ConfigFault, "file" | "line" | "column">;

/** Reads wirewatch.yaml; without it the defaults hold. `settings` is null where a fault stands against them. */
export async function loadSettings(
  source: ConfigSource,
  dataDir: string,
): Promise<{
  settings: Settings | null;
  faults: ConfigFault[];
  files: ReadFile[];
  placeOfWeb(key: "listen" | "access" | "url"): Place;
}> {
  const { dir, lookup } = source;
  const loaded = await loadFile(join(dir, "wirewatch.yaml"), wirewatchSchema, source);
  const { faults } = loaded;
  const files = [loaded];
  const store = fromEnvironment("DATABASE_URL", parseStore, lookup, faults);
  const queue = fromEnvironment("REDIS_URL", parseQueue, lookup, faults);
  const smtp = fromEnvironment("SMTP_URL", parseSmtp, lookup, faults);
  const listen = fromEnvironment("WEB_LISTEN", parseListen, lookup, faults);
  const metrics = fromEnvironment("METRICS_LISTEN", parseListen, lookup, faults);
  const file = loaded.found ? loaded.value : wirewatchSchema.parse({});
  const access = fromEnvironment("WEB_ACCESS", parseAccess, lookup, faults);
  const placeOfWeb = (key: "listen" | "access" | "url"): Place => {
    if ((key === "listen" && listen !== null) || (key === "access" && access !== null)) return inEnvironment;
    const { file: name, line, column } = loaded.faultAt(["web", key], "");
    return { file: name, line, column };
  };
  const more = { faults, files, placeOfWeb };
  if (file === null || faults.length > 0) return { settings: null, ...more };
  // An override would go unnoticed, and this setting decides who reads the mails.
  if (access !== null && file.web.access !== undefined && access !== file.web.access)
    faults.push(
      loaded.faultAt(["web", "access"], `"access" is ${file.web.access}, but WEB_ACCESS is ${access}: make them agree`),
    );
  if (file.web.owners !== undefined && (access ?? file.web.access) !== "proxy")
    faults.push(
      loaded.faultAt(["web", "owners"], '"owners" are named by a proxy, and access is not proxy: set it, or take owners out'),
    );
  const chosen = { store: store ?? file.store, smtp: smtp ?? file.mail.smtp, listen: listen ?? file.web.listen };
  const settings: Settings = {
    store: chosen.store.kind === "pglite" ? { kind: "pglite", dir: join(dataDir, "db") } : chosen.store,
    queue: queue ?? file.queue,
    mail: {
      from: file.mail.from,
      uncertain: file.mail.uncertain,
      dkim: file.mail.dkim ?? null,
      smtp: chosen.smtp.kind === "outbox" ? { kind: "outbox", dir: join(dataDir, "outbox") } : chosen.smtp,
    },
    web: {
      ...chosen.listen,
      url: file.web.url ?? `http://localhost:${chosen.listen.port}`,
      access: accessOf(access ?? file.web.access ?? "loopback", file.web, lookup, faults),
      ...(file.web.edit && { edit: true }),
    },
    fetch: {
      userAgent: file.fetch.user_agent,
      allowPrivate: file.fetch.allow_private,
      proxy: file.fetch.proxy ?? null,
      browser: file.fetch.browser ?? null,
      limits: file.fetch.limits,
    },
    metrics: metrics ?? file.metrics.listen ?? null,
    traces: tracesOf(lookup, faults),
    alerts: alertsOf(file.alerts),
    retentionMs: typeof file.retention === "number" ? file.retention : file.retention.keep,
    maxBytes: typeof file.retention === "number" ? null : (file.retention.max_bytes ?? null),
  };
  return { settings: faults.length > 0 ? null : settings, ...more };
}

const alertsOf = (alerts: z.infer<typeof wirewatchSchema>["alerts"]): Alerts | null =>
  alerts === undefined
    ? null
    : {
        to: alerts.to,
        webhook: alerts.webhook ?? null,
        heartbeat: alerts.heartbeat ?? null,
        heartbeatMs: alerts.every,
        backupWithinMs: alerts.backup_within,
      };

type AccessKind = WebAccess["kind"];
const ACCESS: readonly AccessKind[] = ["loopback", "password", "proxy", "open"];

function parseAccess(text: string): Reading<AccessKind> {
  const value = ACCESS.find((kind) => kind === text);
  return value === undefined
    ? { kind: "fault", message: `is none of ${ACCESS.join(", ")}: write one of them` }
    : { kind: "value", value };
}

const PRIVATE = [
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
];

/** A missing password is not a fault here: only `run` needs it, and other commands may run without it. */
function accessOf(
  kind: AccessKind,
  { proxies: from = PRIVATE, owners }: z.infer<typeof wirewatchSchema>["web"],
  lookup: (name: string) => Lookup,
  faults: ConfigFault[],
): WebAccess {
  if (kind === "proxy") return { kind, from, ...(owners !== undefined && { owners }) };
  if (kind !== "password") return { kind };
  const [password = null, readerPassword = null] = ["WEB_PASSWORD", "WEB_READER_PASSWORD"].map((name) =>
    fromEnvironment(name, (value) => ({ kind: "value", value }), lookup, faults),
  );
  return { kind, password, ...(readerPassword !== null && { readerPassword }) };
}

/** Where spans go, by the variables that programs with OpenTelemetry have in common; null: nowhere. */
function tracesOf(lookup: (name: string) => Lookup, faults: ConfigFault[]): string | null {
  const text = (name: string) => fromEnvironment(name, (value) => ({ kind: "value", value }), lookup, faults);
  if (text("OTEL_SDK_DISABLED")?.toLowerCase() === "true" || text("OTEL_TRACES_EXPORTER") === "none") return null;
  const own = fromEnvironment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", parseCollector, lookup, faults);
  const all = fromEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", parseCollector, lookup, faults);
  if (own === null && all === null) return null;
  for (const name of ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"])
    fromEnvironment(name, parseProtocol, lookup, faults);
  return own ?? `${(all ?? "").replace(/\/+$/, "")}/v1/traces`;
}

/** A collector that takes one of these takes the other at the same port. */
const parseProtocol = (text: string): Reading<string> =>
  text.startsWith("http/")
    ? { kind: "value", value: text }
    : { kind: "fault", message: `is ${text}, and spans leave by http/json: name the collector's port for HTTP, usually 4318` };

/** The fault of a variable has no line, so it stands at the first. */
const inEnvironment: Place = { file: "environment", line: 1, column: 1 };

/** What a variable says in place of the file. */
function fromEnvironment<T>(
  name: string,
  parse: (text: string) => Reading<T>,
  lookup: (name: string) => Lookup,
  faults: ConfigFault[],
): T | null {
  const found = lookup(name);
  if (found.kind === "missing" || (found.kind === "value" && found.value === "")) return null;
  const reading = found.kind === "fault" ? found : parse(found.value.trim());
  if (reading.kind === "value") return reading.value;
  const message = found.kind === "value" ? `${found.from} ${reading.message}` : reading.message;
  faults.push({ ...inEnvironment, message, severity: "error" });
  return null;
}
