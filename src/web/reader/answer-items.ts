// Lists items of the Reader API by their numbers, and gives their contents.
import { BadCall, countIn, itemsIn, selectionIn, streamIn, timeIn } from "./read-fields.ts";
import { renderItem } from "./render-item.ts";
import { feedOf, shortId, stateOf } from "./reader-ids.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Call, ReaderAnswer } from "./read-fields.ts";
import type { ItemId } from "./reader-ids.ts";

const IDS_MAX = 10_000;
/** Of a list; the answer says where it goes on. */
const CONTENTS_MAX = 250;
/** Named one by one: programs take a smaller answer for the whole. */
const NAMED_MAX = 1_000;

export function answerItems(deps: WebDeps) {
  return {
    async ids(call) {
      const name = call.fields.get("s");
      if (name === null) throw new BadCall("s is missing: name a stream");
      const { items, continuation } = await listed(deps, call, name, IDS_MAX);
      const itemRefs = items.map(({ at, ...item }) => ({
        id: shortId(item),
        directStreamIds: [feedOf(item.stream)],
        timestampUsec: String(Date.parse(at) * 1_000),
      }));
      return call.c.json({ itemRefs, ...continuation });
    },
    async contents(call) {
      const name = streamIn(call.c) || call.fields.get("s") || stateOf("reading-list");
      const { items, continuation } = await listed(deps, call, name, CONTENTS_MAX);
      return contentsOf(deps, call, { name, items: items.map(({ stream, story }) => ({ stream, story })), continuation });
    },
    async itemContents(call) {
      return contentsOf(deps, call, {
        name: stateOf("reading-list"),
        items: itemsIn(call.fields, NAMED_MAX),
        continuation: {},
      });
    },
  } satisfies Record<string, ReaderAnswer>;
}

/** The items that the call asks for, and where they go on. */
async function listed({ desk }: WebDeps, { fields }: Call, name: string, most: number) {
  const found = await desk.readerItems({
    ...selectionIn(fields, name, await desk.readerStreams({ counted: false })),
    since: timeIn(fields, "ot")?.toISOString() ?? null,
    until: timeIn(fields, "nt")?.toISOString() ?? null,
    after: fields.get("c") || null,
    oldestFirst: fields.get("r") === "o",
    limit: countIn(fields, most),
  });
  if (found === null) throw new BadCall("c is no continuation of this server");
  return { items: found.items, continuation: found.next === null ? {} : { continuation: found.next } };
}

/** In the order of `items`. */
async function contentsOf(
  { desk, config, now }: WebDeps,
  { c }: Call,
  { name, items, continuation }: { name: string; items: ItemId[]; continuation: object },
): Promise<Response> {
  const webUrl = config().web.url;
  const streams = await desk.readerStreams({ counted: false });
  const read = new Map((await desk.readerContents({ items })).map((item) => [shortId(item), item]));
  return c.json({
    direction: "ltr",
    id: name,
    title: "Wirewatch",
    self: [{ href: `${webUrl}${c.req.path}` }],
    updated: Math.floor(now().getTime() / 1_000),
    items: items.flatMap((one) => {
      const [item, stream] = [read.get(shortId(one)), streams.find(({ stream }) => stream === one.stream)];
      return item === undefined || stream === undefined ? [] : [renderItem(item, stream, webUrl)];
    }),
    ...continuation,
  });
}
