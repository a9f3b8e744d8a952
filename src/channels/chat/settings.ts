// What the settings of services are made of: addresses and tokens, and how the ledger names them without showing one.
import * as z from "zod";
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { textRead } from "../../schema/reading.ts";

/** A web address; its faults do not repeat it. */
export const address = () => textRead(parseFeedUrl, "webAddress");

/** The address of a server, without its last slash. */
export const server = () =>
  textRead((text) => {
    const reading = parseFeedUrl(text);
    if (reading.kind === "fault") return reading;
    const url = new URL(reading.value);
    if (url.search !== "" || url.hash !== "") return { kind: "fault", message: "has a ? or # in it: end it before" };
    return { kind: "value", value: url.href.replace(/\/+$/, "") };
  });

/** A token or key. A number without quotes is refused without being repeated. */
export const token = () =>
  z.union([z.string(), z.number()]).transform((given, context): string => {
    const text = typeof given === "string" ? given.trim() : "";
    if (/^[\x21-\x7e]{1,500}$/.test(text)) return text;
    const message = typeof given === "number" ? "must stand in quotes" : "must be one word of plain letters, digits and signs";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** The name of a chat or room; it is no secret, and may be a number without quotes. */
export const place = (form: RegExp, fault: string) =>
  z.union([z.string(), z.number()]).transform((given, context): string => {
    const text = String(given).trim();
    if (form.test(text)) return text;
    context.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  });

/** The last letters of a secret, by which its owner knows it: a quarter of it, four at most. */
export const tailOf = (secret: string): string =>
  `…${secret.slice(-Math.min(4, Math.floor(secret.length / 4)) || secret.length)}`;

/** What must not be shown of an address that is a secret as a whole: itself, its path, and the long parts of it. */
export function secretsOfUrl(url: string): string[] {
  const { pathname, search, searchParams } = new URL(url);
  const parts = [...pathname.split("/"), ...searchParams.values()].filter((part) => part.length > 7);
  return [url, ...[pathname + search, pathname].filter((part) => part.length > 1), ...parts];
}
