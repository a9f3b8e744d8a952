// Where the web page listens: host and port.
import { isIP } from "node:net";
import type { Reading } from "../../schema/reading.ts";

/** `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; port 0 takes any free one. */
export function parseListen(text: string): Reading<{ host: string; port: number }> {
  const [, v6, name, port] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+)):(\d{1,5})$/i.exec(text.trim().slice(0, 300)) ?? [];
  const host = v6 ?? name ?? "";
  const sound = v6 === undefined ? !/^[\d.]+$/.test(host) || isIP(host) === 4 : isIP(v6) === 6;
  if (host !== "" && sound && Number(port) <= 65_535) return { kind: "value", value: { host, port: Number(port) } };
  const [, alone] = /^:?(\d{1,5})$/.exec(text.trim()) ?? [];
  if (alone !== undefined && Number(alone) <= 65_535)
    return { kind: "fault", message: `is a port alone: write 127.0.0.1:${alone}` };
  return { kind: "fault", message: "is no address to listen on: write host:port, as in 127.0.0.1:8080 or 0.0.0.0:8080" };
}
