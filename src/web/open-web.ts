// Opens the web server if the settings allow it, and serves the routes.
import { createServer } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { whyRefused, whyRisky } from "./access.ts";
import { openDoor } from "./door.ts";
import { listen } from "./listen.ts";
import { openRoutes } from "./routes.ts";
import type { WebDeps } from "./web-deps.ts";

export interface Web {
  /** Where it listens. */
  url: string;
  close(): Promise<void>;
}

/** Disconnects clients that send their requests too slowly. */
const SERVER = { headersTimeout: 30_000, requestTimeout: 60_000, connectionsCheckingInterval: 10_000 };

/** Throws with a message for the user if the address is taken, or if `web.access` does not fit it. */
export async function openWeb(deps: WebDeps): Promise<Web> {
  const { web } = deps.config();
  const refused = whyRefused(web);
  if (refused !== null) throw new Error(refused.text);
  const risk = whyRisky(web);
  if (risk !== null) deps.log.warn(risk.text);
  const app = openRoutes(
    deps,
    openDoor(web.access, deps.now, () => deps.config().web.url),
  );
  const answer = getRequestListener(app.fetch, { errorHandler: refuseUnread });
  const server = createServer(SERVER, (request, response) => void answer(request, response));
  await listen(server, { ...web, name: "the web page", setting: "web.listen" });
  // One connection failed, for example because too many files are open. Unheard, that would end the process.
  server.on("error", (error) => deps.log.warn({ err: error }, "a visitor of the web page could not connect"));
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : web.port;
  return {
    url: `http://${web.host.includes(":") ? `[${web.host}]` : web.host}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of a request whose Host and path make no URL, no route hears. */
function refuseUnread(error: unknown): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  if (error instanceof RequestError)
    return new Response("the Host or the path of this request is no address: open the page at the address that web.url has\n", {
      status: 400,
      headers,
    });
  return new Response("this page failed\n", { status: 500, headers });
}
