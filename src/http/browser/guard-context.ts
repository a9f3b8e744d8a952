// Answers every request of a rendered page itself, by the guarded client, and refuses the rest.
import type { BrowserContext, Page, Request, Route } from "playwright-core";
import type { Answered, HttpAnswer } from "../answer.ts";

/** A request of a page. `body` makes it a POST. */
export interface PageRequest {
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

export interface GuardedContext {
  /** Requests that wait for their answer now. */
  pending(): number;
  /** When the last one was answered, in milliseconds of `performance.now()`. */
  lastAt(): number;
}

const REQUESTS_MAX = 100;
const BODY_CHARS_MAX = 64 * 1024;
const BYTES_MAX = 20 * 1024 * 1024;
const AT_ONCE_MAX = 4;
const LOOK_MS = 20;
/** Where a page's scripts may send its reader, one after the other. */
const MOVES_MAX = 3;
/** A page waits for its style sheets, and draws nothing that we look at. */
const EMPTY: Readonly<Record<string, string>> = { stylesheet: "text/css", image: "image/gif", font: "font/woff2" };
const ANSWERED = new Set(["document", "script", "xhr", "fetch"]);
const OURS =
  /^(?:host|cookie|connection|user-agent|referer|accept-encoding|content-length|upgrade-insecure-requests|sec-.*|proxy-.*|:.*)$/i;
const NOT_THEIRS =
  /^(?:content-encoding|content-length|transfer-encoding|connection|set-cookie|alt-svc|strict-transport-security|link|nel|report-to|refresh)$/i;

/** Ways past requests. Pages that find none of them take another way, or show less. */
const WITHOUT_SOCKETS = `for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport", "WebSocketStream", "SharedWorker", "EventSource"])
  try { Object.defineProperty(globalThis, name, { value: undefined, configurable: false, writable: false }); } catch {}
try { Object.defineProperty(navigator, "sendBeacon", { value: () => false }); } catch {}`;

/** `document` is the page that was read already; `ask` asks for what its scripts want. */
export async function guardContext(
  context: BrowserContext,
  document: Answered,
  ask: (request: PageRequest) => Promise<HttpAnswer>,
): Promise<GuardedContext> {
  const state = { pending: 0, lastAt: performance.now(), asked: 0, active: 0, bytes: 0, moves: 0, isServed: false };
  let main: Page | null = null;

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    const type = request.resourceType();
    const empty = EMPTY[type];
    if (empty !== undefined) return route.fulfill({ status: 200, contentType: empty, body: "" });
    if (!ANSWERED.has(type) || !/^https?:/i.test(request.url())) return route.abort();
    if (type === "document") {
      // Frames hold advertisements and players.
      if (!isOfMainFrame(request, main)) return route.abort();
      if (!state.isServed) {
        state.isServed = true;
        return route.fulfill({ status: document.status, headers: theirHeaders(document), body: Buffer.from(document.body) });
      }
      if (++state.moves > MOVES_MAX) return stay(route);
    }
    const method = request.method();
    const body = method === "POST" && type !== "document" ? (request.postData() ?? "") : null;
    if ((method !== "GET" && body === null) || (body?.length ?? 0) > BODY_CHARS_MAX) return route.abort();
    if (++state.asked > REQUESTS_MAX || state.bytes > BYTES_MAX) return route.abort();
    // So many at once, or a hundred answers would pass the limit of bytes together.
    while (state.active >= AT_ONCE_MAX) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (state.bytes > BYTES_MAX) return route.abort();
    state.active++;
    const found = await ask({ url: request.url(), headers: ourHeaders(request), body }).finally(() => state.active--);
    if (type === "document" && (found.kind !== "answer" || !isPage(found))) return stay(route);
    if (found.kind !== "answer") return route.abort();
    state.bytes += found.body.length;
    return route.fulfill({ status: found.status, headers: theirHeaders(found), body: Buffer.from(found.body) });
  }

  context.on("page", (page) => {
    // Windows that it opens.
    if (main !== null) void page.close().catch(() => undefined);
    main ??= page;
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
    page.on("download", (download) => void download.cancel().catch(() => undefined));
  });
  await context.addInitScript(WITHOUT_SOCKETS);
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route("**/*", async (route) => {
    state.pending++;
    // The page may be gone by the time that an answer comes.
    await answer(route).catch(() => route.abort().catch(() => undefined));
    state.pending--;
    state.lastAt = performance.now();
  });
  return { pending: () => state.pending, lastAt: () => state.lastAt };
}

/** A browser stays at the page that it shows if it gets this; a refused request would take it to an empty one. */
const stay = (route: Route): Promise<void> => route.fulfill({ status: 204 });

/** Not a file to save. */
const isPage = ({ headers }: Answered): boolean =>
  /^(?:\s*$|text\/|application\/(?:xhtml\+)?xml)/i.test(headers["content-type"] ?? "") &&
  !/^\s*attachment/i.test(headers["content-disposition"] ?? "");

function isOfMainFrame(request: Request, main: Page | null): boolean {
  try {
    return main === null || request.frame() === main.mainFrame();
  } catch {
    // A navigation whose frame is not known yet is that of the first page.
    return true;
  }
}

const ourHeaders = (request: Request): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers()).filter(([name]) => !OURS.test(name)));

/** An answer that names no origin may be read by its own alone; for such an answer playwright would allow any. */
const NO_ORIGIN = { "access-control-allow-origin": "https://nowhere.invalid" };

const theirHeaders = ({ headers }: Answered): Record<string, string> => ({
  ...NO_ORIGIN,
  ...Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_THEIRS.test(name))),
});
