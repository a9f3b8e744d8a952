// Lists the streams of the Reader API, their folders, and how many unread items each has.
import { asTitle, pageOf } from "./render-item.ts";
import { feedOf, FOLDERS, labelOf, stateOf } from "./reader-ids.ts";
import type { Stream } from "../../desk/reader/read-streams.ts";
import type { WebDeps } from "../web-deps.ts";
import type { ReaderAnswer } from "./read-fields.ts";

export function answerStreams({ desk, config }: WebDeps) {
  return {
    async subscriptions({ c }) {
      const subscriptions = (await desk.readerStreams({ counted: false })).map((stream) => {
        const page = pageOf(stream, config().web.url);
        const folder = { id: labelOf(stream.kind), label: FOLDERS[stream.kind], type: "folder" };
        return {
          id: feedOf(stream.stream),
          title: asTitle(stream.title),
          categories: [folder],
          url: page,
          htmlUrl: page,
          iconUrl: "",
        };
      });
      return c.json({ subscriptions });
    },
    async tags({ c }) {
      const folders = KINDS.map((kind) => ({ id: labelOf(kind), type: "folder" }));
      return Promise.resolve(c.json({ tags: [{ id: stateOf("starred") }, ...folders] }));
    },
    async unreadCount({ c }) {
      const streams = await desk.readerStreams({ counted: true });
      const all = countOf(stateOf("reading-list"), streams);
      const folders = KINDS.map((kind) =>
        countOf(
          labelOf(kind),
          streams.filter((stream) => stream.kind === kind),
        ),
      );
      const each = streams.map((stream) => countOf(feedOf(stream.stream), [stream]));
      return c.json({ max: all.count, unreadcounts: [all, ...folders, ...each] });
    },
  } satisfies Record<string, ReaderAnswer>;
}

const KINDS = ["digest", "watchlist"] as const;

function countOf(id: string, streams: readonly Stream[]) {
  const newestMs = Math.max(0, ...streams.map(({ newestAt }) => (newestAt === null ? 0 : Date.parse(newestAt))));
  const count = streams.reduce((sum, { unread }) => sum + unread, 0);
  return { id, count, newestItemTimestampUsec: String(newestMs * 1_000) };
}
