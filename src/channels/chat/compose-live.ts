// Composes an issue of an immediate digest as one message a story, for services that can edit: new stories get a message, known ones an edit.
import { articlesOf, findLive } from "../../store/views/live-messages.ts";
import { beginLive, fitsLive, growLive, LIVE_STORIES_MAX, piecesOfLive, refreshedLive } from "./live-message.ts";
import { bytesOf } from "./service.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Issue } from "../../digests/digest.ts";
import type { Composed, OutgoingIssue, Recipient } from "../channel.ts";
import type { Editing, Service } from "./service.ts";
import type { LiveMessage, NamedStory } from "./live-message.ts";
import type { Piece } from "./piece.ts";

export type PlainMessage = Pick<Composed, "message" | "edits" | "live">;

/** The messages for each recipient in their order; null if the issue is to be sent as a whole. `foot` is what went wrong, if anything did. */
export async function composeLive<Setting>(
  service: Service<Setting>,
  sql: Sql,
  { issue, perStory }: OutgoingIssue,
  recipients: readonly Recipient<Setting>[],
  foot: Piece | null,
): Promise<PlainMessage[][] | null> {
  const { edits, room } = service;
  const told = issue.sections.flatMap(({ name, stories }) => stories.map((story) => ({ name, story })));
  if (edits === undefined || !perStory || told.length === 0 || told.length > LIVE_STORIES_MAX || issue.more > 0) return null;
  const ids = told.map(({ story }) => Number(story.id));
  const counts = await articlesOf(sql, ids);
  const stories = told.map((one) => ({ ...one, articles: counts.get(Number(one.story.id)) ?? 1 }));
  const begun = stories.map((named) => ({ named, live: beginLive(issue, named, room) }));
  if (!begun.every(({ live }) => fitsLive(live, room))) return null;
  const known = await findLive<LiveMessage>(sql, { digest: issue.digest, channel: service.kind, stories: ids });
  const wrong = foot === null ? [] : [{ message: bytesOf(service.payload({ title: issue.digest, pieces: [foot], link: null })) }];
  return recipients.map(({ recipient }) => [
    ...begun.flatMap(({ named, live }) => {
      const earlier = known.find((one) => one.recipient === recipient && one.story === Number(named.story.id));
      return earlier === undefined ? [liveMessage(service, named, live)] : grown({ ...service, edits }, named, live, earlier);
    }),
    ...wrong,
  ]);
}

const payloadOf = <Setting>(service: Service<Setting>, live: LiveMessage): object =>
  service.payload({ title: live.title, pieces: piecesOfLive(live, service.room), link: live.link });

const liveMessage = <Setting>(service: Service<Setting>, { story }: NamedStory, live: LiveMessage): PlainMessage => ({
  message: bytesOf(payloadOf(service, live)),
  live: { story: Number(story.id), words: live },
});

/** The edit, and if people must hear of it and an edit makes no sound, a message of its own before it. */
function grown<Setting>(
  service: Service<Setting> & { edits: Editing<Setting> },
  named: NamedStory,
  now: LiveMessage,
  earlier: { sentAs: string; live: LiveMessage },
): PlainMessage[] {
  const { live, update, isLoud } = growLive(earlier.live, now, named.story);
  return edited(service, named, { live, sentAs: earlier.sentAs, loud: isLoud ? update : null });
}

/** The same after further articles, of which no issue tells; nothing if the message would stay as it is. */
export function refreshLive<Setting>(
  service: Service<Setting>,
  issue: Issue,
  earlier: { sentAs: string; live: LiveMessage },
  named: NamedStory,
): PlainMessage[] {
  const { edits } = service;
  const now = beginLive(issue, named, service.room);
  if (edits === undefined || !fitsLive(now, service.room)) return [];
  const { live, update } = refreshedLive(earlier.live, now);
  if (JSON.stringify(payloadOf(service, live)) === JSON.stringify(payloadOf(service, earlier.live)) && update === null) return [];
  return edited({ ...service, edits }, named, { live, sentAs: earlier.sentAs, loud: update });
}

function edited<Setting>(
  service: Service<Setting> & { edits: Editing<Setting> },
  named: NamedStory,
  { live, sentAs, loud }: { live: LiveMessage; sentAs: string; loud: Piece | null },
): PlainMessage[] {
  const { edits } = service;
  const payload = payloadOf(service, live);
  const isQuiet = loud === null || edits.note !== null;
  const edit = {
    ...liveMessage(service, named, live),
    message: bytesOf(isQuiet ? edits.quiet(payload) : payload),
    edits: sentAs,
  };
  if (loud === null || edits.note === null) return [edit];
  const note = service.payload({ title: live.title, pieces: [loud], link: live.link });
  return [{ message: bytesOf(edits.note(note, sentAs)) }, edit];
}
