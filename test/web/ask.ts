// Requests as an attacker may write them: any Host, any header, any bytes.
import http from "node:http";
import net from "node:net";
import { openWeb } from "../../src/web/open-web.ts";
import { closing } from "../support/closing.ts";
import type { WebAccess } from "../../src/config/config.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

export interface Answered {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** This machine's own address that the request comes from. */
  from?: string;
}

export const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);

/** Unless `headers` name another, the Host is the one by which people know the page. */
export function ask(
  web: { url: string },
  path: string,
  { method = "GET", headers = {}, body, from }: Asking = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port: portOf(web),
        path,
        method,
        headers,
        agent: false,
        ...(from !== undefined && { localAddress: from }),
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** Sends bytes as they are, and resolves to all that comes back until the server hangs up. */
export function sendRaw(web: { url: string }, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = net.connect(portOf(web), "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
    socket.on("close", () => resolve(text));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve(text) : reject(error)));
  });
}

/** The web page over `stages`, at an address of its own, until the test ends. */
export async function webWith(stages: TestStages, access: WebAccess, more: { url?: string; host?: string } = {}) {
  const config = () => ({ ...stages.deps.config(), web: { ...stages.deps.config().web, ...more, access } });
  return closing(await openWeb({ ...stages.deps, desk: stages.desk, config }));
}
