// Services as their documentation describes them: what they take, what they refuse, and in which words. They know nothing of us.

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

export interface Said {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

export interface FakeService {
  /** As digests.yaml names it; `url` is the server's, without a slash at its end. */
  setting(url: string): unknown;
  /** All that must be shown nowhere. */
  secrets: readonly string[];
  /** Why it refuses the request, by what it documents; null if it is sound. */
  refuses(asked: Asked): Said | null;
  /** What identifies a message; a service that knows ids keeps one of each. */
  keyOf(asked: Asked): string | null;
  /** What its users read. */
  textOf(asked: Asked): string;
  takes(number: number, asked?: Asked): Said;
  /** For services that can edit: the message that a request replaces, and the name of the one that it makes. */
  editOf?(asked: Asked): string | null;
  nameOf?(number: number, asked: Asked): string;
  /** Whether its users hear something. */
  sounds?(asked: Asked): boolean;
  /** Its 429 with a pause of so many seconds. */
  pauses(seconds: number): Said;
  revoked: Said;
  gone: Said;
  /** What a user is told to do about `revoked`. */
  advice: RegExp;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Said => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const plain = (status: number, body: string, headers: Record<string, string> = {}): Said => ({ status, headers, body });
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const refusal = (isSound: boolean, said: Said): Said | null => (isSound ? null : said);
const retryAfter = (seconds: number) => ({ "retry-after": String(seconds) });

interface Card {
  attachments: { contentType: string; content: { type: string; body: { type: string; text: string; wrap: boolean }[] } }[];
}
const cardText = (body: unknown) =>
  (body as Card).attachments.flatMap(({ content }) => content.body.map(({ text }) => text)).join("\n");

const TELEGRAM_TOKEN = "123456:AAtelegramsecret";
const telegramSaid = (status: number, description: string, parameters?: object): Said =>
  json(status, { ok: false, error_code: status, description, ...(parameters && { parameters }) });

export const SERVICES: Record<string, FakeService> = {
  slack: {
    setting: (url) => `${url}/services/T0000/B0000/slacksecretpath`,
    secrets: ["slacksecretpath"],
    refuses: ({ path, body }) =>
      path !== "/services/T0000/B0000/slacksecretpath"
        ? plain(404, "no_service")
        : refusal(words(body["text"]) !== "", plain(400, "no_text")),
    keyOf: () => null,
    textOf: ({ body }) => words(body["text"]),
    takes: () => plain(200, "ok"),
    pauses: (seconds) => plain(429, "rate_limited", retryAfter(seconds)),
    revoked: plain(403, "invalid_token"),
    gone: plain(404, "channel_not_found"),
    advice: /webhook was revoked/,
  },
  ntfy: {
    setting: (url) => ({ topic: `${url}/secret-wires`, token: "tk_ntfysecret" }),
    secrets: ["secret-wires", "tk_ntfysecret"],
    refuses: ({ path, headers, body }) =>
      headers["authorization"] !== "Bearer tk_ntfysecret" || body["topic"] !== "secret-wires"
        ? json(403, { code: 40301, http: 403, error: "forbidden" })
        : refusal(
            path === "/" && Buffer.byteLength(words(body["message"])) <= 4_096,
            json(400, { code: 40012, error: "message is too large" }),
          ),
    keyOf: ({ body }) => words(body["sequence_id"]),
    textOf: ({ body }) => `${words(body["title"])}\n${words(body["message"])}`,
    takes: (number, asked) =>
      json(200, { id: `ntfy${number}`, sequence_id: asked?.body["sequence_id"], event: "message", topic: "secret-wires" }),
    editOf: ({ body }) => words(body["sequence_id"]),
    nameOf: (_, { body }) => words(body["sequence_id"]),
    sounds: ({ body }) => (body["priority"] ?? 3) !== 2,
    pauses: (seconds) => json(429, { code: 42901, http: 429, error: "limit reached: too many requests" }, retryAfter(seconds)),
    revoked: json(401, { code: 40101, http: 401, error: "unauthorized" }),
    gone: json(403, { code: 40301, http: 403, error: "forbidden" }),
    advice: /needs an access token/,
  },
  telegram: {
    setting: (url) => ({ token: TELEGRAM_TOKEN, chat: "-100123", server: url }),
    secrets: [TELEGRAM_TOKEN],
    refuses({ path, body }) {
      if (path !== `/bot${TELEGRAM_TOKEN}/sendMessage` && path !== `/bot${TELEGRAM_TOKEN}/editMessageText`)
        return telegramSaid(404, "Not Found");
      if (String(body["chat_id"]) !== "-100123") return telegramSaid(400, "Bad Request: chat not found");
      const shown = words(body["text"])
        .replace(/<\/?(?:b|a)(?: href="[^"<>]*")?>/g, "")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
      if (/<[a-z]/i.test(words(body["text"]).replace(/<\/?(?:b|a)(?: href="[^"<>]*")?>/g, "")))
        return telegramSaid(400, "Bad Request: can't parse entities: Unsupported start tag");
      return refusal(shown.length > 0 && shown.length <= 4_096, telegramSaid(400, "Bad Request: message is too long"));
    },
    keyOf: () => null,
    editOf: ({ path, body }) => (path.endsWith("/editMessageText") ? String(body["message_id"]) : null),
    nameOf: String,
    sounds: ({ path }) => path.endsWith("/sendMessage"),
    textOf: ({ body }) => words(body["text"]),
    takes: (number) => json(200, { ok: true, result: { message_id: number, chat: { id: -100123 } } }),
    pauses: (seconds) => telegramSaid(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }),
    revoked: telegramSaid(401, "Unauthorized"),
    gone: telegramSaid(400, "Bad Request: chat not found"),
    advice: /BotFather gives a new one/,
  },
  matrix: {
    setting: (url) => ({ server: url, room: "!room:example.org", token: "syt_matrixsecret" }),
    secrets: ["syt_matrixsecret"],
    refuses({ method, path, headers, body }) {
      if (headers["authorization"] !== "Bearer syt_matrixsecret")
        return json(401, { errcode: "M_UNKNOWN_TOKEN", error: "Invalid access token passed." });
      if (method !== "PUT" || !path.startsWith("/_matrix/client/v3/rooms/!room%3Aexample.org/send/m.room.message/"))
        return json(404, { errcode: "M_UNRECOGNIZED", error: "Unrecognized request" });
      return refusal(
        body["msgtype"] === "m.text" && Buffer.byteLength(JSON.stringify(body)) < 60_000,
        json(413, { errcode: "M_TOO_LARGE", error: "event too large" }),
      );
    },
    keyOf: ({ path }) => path.slice(path.lastIndexOf("/") + 1),
    editOf({ body }) {
      const relation = body["m.relates_to"] as { rel_type?: string; event_id?: string } | undefined;
      return relation?.rel_type === "m.replace" ? (relation.event_id ?? null) : null;
    },
    nameOf: (number) => `$event${number}`,
    // A replacement is no new event in the room.
    sounds: ({ body }) => (body["m.relates_to"] as { rel_type?: string } | undefined)?.rel_type !== "m.replace",
    textOf: ({ body }) => words((body["m.new_content"] as { body?: string } | undefined)?.body ?? body["body"]),
    takes: (number) => json(200, { event_id: `$event${number}` }),
    pauses: (seconds) => json(429, { errcode: "M_LIMIT_EXCEEDED", error: "Too Many Requests", retry_after_ms: seconds * 1_000 }),
    revoked: json(401, { errcode: "M_UNKNOWN_TOKEN", error: "Invalid access token passed.", soft_logout: false }),
    gone: json(403, { errcode: "M_FORBIDDEN", error: "User @bot:example.org not in room" }),
    advice: /access token is not accepted/,
  },
  discord: {
    setting: (url) => `${url}/api/webhooks/4711/discordsecrettoken`,
    secrets: ["discordsecrettoken"],
    refuses: ({ method, path, body }) =>
      (method === "PATCH" ? path.replace(/\/messages\/\d+$/, "?wait=true") : path) !==
      "/api/webhooks/4711/discordsecrettoken?wait=true"
        ? json(404, { message: "Unknown Webhook", code: 10015 })
        : refusal(
            words(body["content"]) !== "" && words(body["content"]).length <= 2_000 && body["allowed_mentions"] !== undefined,
            json(400, { code: 50035, message: "Invalid Form Body" }),
          ),
    keyOf: () => null,
    editOf: ({ path }) => /\/messages\/(\d+)$/.exec(path)?.[1] ?? null,
    nameOf: String,
    sounds: ({ method }) => method === "POST",
    textOf: ({ body }) => words(body["content"]),
    takes: (number) => json(200, { id: String(number), type: 0 }),
    pauses: (seconds) =>
      json(429, { message: "You are being rate limited.", retry_after: seconds, global: false }, { "x-ratelimit-scope": "user" }),
    revoked: json(401, { message: "Invalid Webhook Token", code: 50027 }),
    gone: json(404, { message: "Unknown Webhook", code: 10015 }),
    advice: /webhook was deleted/,
  },
  teams: {
    setting: (url) => `${url}/workflows/abcdef0123456789/triggers/manual/paths/invoke?api-version=2016-06-01&sig=teamssecretsig`,
    secrets: ["teamssecretsig", "abcdef0123456789"],
    refuses: ({ path, body }) =>
      !path.includes("sig=teamssecretsig")
        ? json(401, { error: { code: "DirectApiAuthorizationRequired" } })
        : refusal(
            body["type"] === "message" &&
              (body as unknown as Card).attachments.every(({ content }) => content.type === "AdaptiveCard") &&
              Buffer.byteLength(JSON.stringify(body)) <= 28_000,
            plain(413, "Request Entity Too Large"),
          ),
    keyOf: () => null,
    textOf: ({ body }) => cardText(body),
    takes: () => plain(202, ""),
    pauses: (seconds) => json(429, { error: { code: "WorkflowTriggerRequestsThrottled" } }, retryAfter(seconds)),
    revoked: json(401, { error: { code: "DirectApiInvalidAuthorizationScheme", message: "The signature is not valid." } }),
    gone: json(404, { error: { code: "WorkflowNotFound", message: "The workflow was not found." } }),
    advice: /workflow was deleted/,
  },
  gotify: {
    setting: (url) => ({ server: url, token: "Agotifysecret" }),
    secrets: ["Agotifysecret"],
    refuses: ({ path, headers, body }) =>
      path !== "/message" || headers["x-gotify-key"] !== "Agotifysecret"
        ? json(401, { error: "Unauthorized", errorCode: 401, errorDescription: "you need to provide a valid access token" })
        : refusal(words(body["message"]) !== "", json(400, { error: "Bad Request", errorCode: 400 })),
    keyOf: () => null,
    textOf: ({ body }) => `${words(body["title"])}\n${words(body["message"])}`,
    takes: (number) => json(200, { id: number, appid: 1 }),
    pauses: (seconds) => plain(429, "slow down", retryAfter(seconds)),
    revoked: json(401, { error: "Unauthorized", errorCode: 401, errorDescription: "you need to provide a valid access token" }),
    gone: json(403, { error: "Forbidden", errorCode: 403, errorDescription: "you are not allowed to access this api" }),
    advice: /application was deleted/,
  },
  pushover: {
    setting: (url) => ({ token: "apushoversecret", user: "upushoversecret", server: url }),
    secrets: ["apushoversecret", "upushoversecret"],
    refuses({ path, body }) {
      if (path !== "/1/messages.json" || body["token"] !== "apushoversecret")
        return json(400, { token: "invalid", errors: ["application token is invalid"], status: 0 });
      if (body["user"] !== "upushoversecret")
        return json(400, { user: "invalid", errors: ["user identifier is invalid"], status: 0 });
      const { length } = Array.from(words(body["message"]));
      return refusal(
        length > 0 && length <= 1_024 && words(body["title"]).length <= 250,
        json(400, { message: "cannot be longer", status: 0 }),
      );
    },
    keyOf: () => null,
    textOf: ({ body }) => `${words(body["title"])}\n${words(body["message"])}`,
    takes: (number) => json(200, { status: 1, request: `request-${number}` }),
    pauses: (seconds) => json(429, { status: 0, errors: ["application has exceeded its monthly limit"] }, retryAfter(seconds)),
    revoked: json(400, { token: "invalid", errors: ["application token is invalid"], status: 0 }),
    gone: json(400, { user: "invalid", errors: ["user identifier is invalid"], status: 0 }),
    advice: /token is not accepted/,
  },
  apprise: {
    setting: (url) => `${url}/notify/apprisesecretkey`,
    secrets: ["apprisesecretkey"],
    refuses: ({ path, body }) =>
      path !== "/notify/apprisesecretkey"
        ? plain(204, "")
        : refusal(words(body["body"]) !== "", json(400, { error: "Bad payload" })),
    keyOf: () => null,
    textOf: ({ body }) => `${words(body["title"])}\n${words(body["body"])}`,
    takes: () => plain(200, "Notification sent"),
    pauses: (seconds) => plain(429, "Too Many Requests", retryAfter(seconds)),
    revoked: plain(204, ""),
    gone: plain(404, "Not Found"),
    advice: /keeps no services under this key/,
  },
};

/** A program that follows https://www.standardwebhooks.com and looks at the ids. */
export const WEBHOOK: FakeService = {
  setting: (url) => ({ url: `${url}/hook` }),
  secrets: [],
  refuses: ({ path, headers }) => refusal(path === "/hook" && headers["webhook-timestamp"] !== undefined, plain(404, "not here")),
  keyOf: ({ headers }) => headers["webhook-id"] ?? null,
  textOf: ({ body }) => JSON.stringify(body),
  takes: () => plain(204, ""),
  pauses: (seconds) => plain(429, "later", retryAfter(seconds)),
  revoked: plain(401, "who are you"),
  gone: plain(410, "gone"),
  advice: /gone/,
};
