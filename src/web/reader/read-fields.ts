// What a call of the Reader API asks for: the question mark's part and a form's fields, read or refused.
import { instantOf, narrow, parseItemId, selectionOf } from "./reader-ids.ts";
import type { Stream } from "../../desk/reader/read-streams.ts";
import type { Asked } from "../page.ts";
import type { ItemId, Selection } from "./reader-ids.ts";

export const READER_PATH = "/api/greader.php";
export const API = `${READER_PATH}/reader/api/0`;

export interface Call {
  c: Asked;
  fields: URLSearchParams;
}

export type ReaderAnswer = (call: Call) => Promise<Response>;

/** The program sent what cannot be read. */
export class BadCall extends Error {
  override name = "BadCall" as const;
}

/** How many items a program gets that asks for no number. */
const ITEMS_AT_FIRST = 20;

/** The fields of a form, whatever type the body says it has: some programs say none. */
export const bodyOf = async (c: Asked): Promise<URLSearchParams> =>
  new URLSearchParams(c.req.method === "POST" ? await c.req.text() : "");

/** Those of the address, then those of the form. */
export async function fieldsOf(c: Asked): Promise<URLSearchParams> {
  const fields = new URL(c.req.url).searchParams;
  for (const [name, value] of await bodyOf(c)) fields.append(name, value);
  return fields;
}

/** The name of the stream at the end of the address, also with its slashes encoded. */
export function streamIn(c: Asked): string {
  const [, given = ""] = c.req.path.split(`${API}/stream/contents/`);
  try {
    return decodeURIComponent(given);
  } catch {
    throw new BadCall("the name of the stream is encoded wrongly");
  }
}

export function selectionIn(fields: URLSearchParams, name: string, streams: readonly Stream[]): Selection {
  const read = (given: string): Selection => {
    const selection = selectionOf(given, streams);
    if (selection === null)
      throw new BadCall(`"${given.slice(0, 100)}" is no name of a stream, such as feed/1 or user/-/state/com.google/starred`);
    return selection;
  };
  const named = (key: string): Selection[] => fields.getAll(key).flatMap((given) => (given === "" ? [] : [read(given)]));
  const kept = named("it").reduce((before, other) => narrow(before, other, true), read(name));
  return named("xt").reduce((before, other) => narrow(before, other, false), kept);
}

export function timeIn(fields: URLSearchParams, key: string): Date | null {
  const given = fields.get(key) ?? "";
  if (given === "") return null;
  const time = instantOf(given);
  if (time === null) throw new BadCall(`${key} is no time in seconds since 1970`);
  return time;
}

export function countIn(fields: URLSearchParams, most: number): number {
  const given = fields.get("n") ?? "";
  if (given === "") return ITEMS_AT_FIRST;
  if (!/^\d{1,9}$/.test(given)) throw new BadCall("n is no number");
  return Math.min(Math.max(Number(given), 1), most);
}

/** Those that there can be. */
export function itemsIn(fields: URLSearchParams, most: number): ItemId[] {
  const given = fields.getAll("i");
  if (given.length === 0) throw new BadCall("i is missing: name an item");
  if (given.length > most) throw new BadCall(`more than ${most} items: ask for them in parts`);
  const items = given.map((text) => {
    const item = parseItemId(text);
    if (item === null) throw new BadCall(`"${text.slice(0, 100)}" is no item`);
    return item;
  });
  return items.filter(({ stream, story }) => stream > 0 && story > 0);
}
