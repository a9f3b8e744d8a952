// The desk's methods for the Reader API.
import { z } from "zod";
import { id, method } from "./method.ts";
import { listItems, markStreams, readItems, readStreams } from "../reader/read-streams.ts";

const IDS_MAX = 10_000;
const ITEMS_MAX = 1_000;

const streams = z.array(id).max(IDS_MAX);
const choice = z.boolean().nullable();
const time = z.iso.datetime().nullable();

export const READER_METHODS = {
  readerStreams: method(z.strictObject({ counted: z.boolean() }), readStreams),
  /** Returns null if `after` is no place of a list. */
  readerItems: method(
    z.strictObject({
      streams,
      starred: choice,
      read: choice,
      since: time,
      until: time,
      after: z.string().max(100).nullable(),
      oldestFirst: z.boolean(),
      limit: z.int().min(1).max(IDS_MAX),
    }),
    listItems,
  ),
  readerContents: method(z.strictObject({ items: z.array(z.strictObject({ stream: id, story: id })).max(ITEMS_MAX) }), readItems),
  /** Marks as read what came before `until`. */
  markStreams: method(z.strictObject({ streams, starred: choice, until: time }), markStreams),
};
