// The address of a proxy in the configuration. It may contain a password, so no message repeats it.
import type { Reading } from "./reading.ts";

const FORMS = "write socks5h://127.0.0.1:9050, socks5://…, http://user:password@proxy.example.org:3128 or https://…";

/** An address of a proxy, with its port. */
export function parseProxy(text: string): Reading<string> {
  const trimmed = text.trim();
  if (!/^(?:socks5h?|https?):\/\//i.test(trimmed)) return { kind: "fault", message: `is no proxy: ${FORMS}` };
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || url.hostname === "" || /\s/.test(trimmed) || !/^\/?$/.test(url.pathname) || url.search + url.hash !== "")
    return { kind: "fault", message: `cannot be read as the address of a proxy: ${FORMS}` };
  const port = url.port || (url.protocol === "http:" ? "80" : url.protocol === "https:" ? "443" : "1080");
  const login = url.username === "" ? "" : `${url.username}:${url.password}@`;
  return { kind: "value", value: `${url.protocol}//${login}${url.hostname}:${port}` };
}

/** The same for one source, which may also go without the proxy of all: `none`. */
export const parseSourceProxy = (text: string): Reading<string> =>
  text.trim() === "none" ? { kind: "value", value: "none" } : parseProxy(text);
