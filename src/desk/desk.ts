// The desk: everything that people ask of Wirewatch or tell it to do, one method per use case. Commands, pages and JSON call nothing else.
import { atom } from "../channels/atom.ts";
import { z } from "zod";
import { findIssue, listIssues } from "../store/issues.ts";
import { explainArticle } from "./explain-article.ts";
import { findOddWatchlists } from "./odd-watchlists.ts";
import { readFeedStates } from "./read-feed-states.ts";
import { readStatus } from "./read-status.ts";
import { findPageKey } from "../pipeline/send-digests/page-links.ts";
import { showStory } from "./show-story.ts";
import { changeSubscription, readSubscription } from "./subscription.ts";
import type { Producer } from "../pipeline/enqueue.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

interface DeskDeps extends Pick<StageDeps, "database" | "config" | "now"> {
  producer: Pick<Producer, "depths">;
}

const ATOM_ISSUES_MAX = 20;

/** A use case: the schema of its arguments, which is applied when they come from another process, and the work. Both are plain JSON. */
const method = <A, R>(args: z.ZodType<A>, run: (deps: DeskDeps, args: A) => Promise<R>) => ({ args, run });

const nothing = z.strictObject({});
const id = z.int().min(1);
const name = z.string().min(1).max(1_000);
const token = z.string().max(2_000);

const METHODS = {
  /** Throws if the database or the queue does not answer. */
  ready: method(nothing, async ({ database, producer }) => {
    await Promise.all([database.one("select 1 as ready"), producer.depths()]);
    return { ready: true };
  }),
  status: method(nothing, readStatus),
  feedStates: method(nothing, ({ database, now }) => readFeedStates(database, now())),
  oddWatchlists: method(nothing, ({ database, now }) => findOddWatchlists(database, now())),
  /** `asked` is an article's number or address. */
  explain: method(z.strictObject({ asked: z.string().max(10_000) }), ({ database }, { asked }) =>
    explainArticle(database, asked),
  ),
  /** Related stories are looked for among thousands: not for pages that anybody may ask for. */
  story: method(z.strictObject({ story: id, withRelated: z.boolean() }), ({ database }, { story, withRelated }) =>
    showStory(database, story, { withRelated }),
  ),
  /** Returns null if there is no such issue. */
  issue: method(
    z.strictObject({ issue: id }),
    async ({ database }, { issue }) => (await findIssue(database, issue))?.content ?? null,
  ),
  /** The last issues of a digest, the newest first. Returns null if the digest has no Atom feed. */
  atomIssues: method(z.strictObject({ digest: name }), async ({ database, config }, { digest }) =>
    config().digests.some(({ id, channels }) => id === digest && channels.some(({ kind }) => kind === atom.kind))
      ? listIssues(database, digest, ATOM_ISSUES_MAX)
      : null,
  ),
  /** The key of the tokens in our pages' addresses; it opens every page. */
  pageKey: method(nothing, ({ database }) => findPageKey(database)),
  subscription: method(z.strictObject({ token }), ({ database }, args) => readSubscription(database, args.token)),
  changeSubscription: method(z.strictObject({ token, subscribe: z.boolean() }), ({ database, now }, args) =>
    changeSubscription(database, args, now()),
  ),
};

type Methods = typeof METHODS;

/** The arguments may be left out if there are none. */
type Call<A, R> = Record<string, never> extends A ? (args?: A) => Promise<R> : (args: A) => Promise<R>;

export type Desk = {
  readonly [M in keyof Methods]: Methods[M] extends { run: (deps: DeskDeps, args: infer A) => Promise<infer R> }
    ? Call<A, R>
    : never;
};

/** The desk of this process, over its own store. */
export function openDesk(deps: DeskDeps): Desk {
  const calls = Object.entries(METHODS).map(([name, { run }]) => [
    name,
    (args = {}) => (run as (deps: DeskDeps, args: unknown) => Promise<unknown>)(deps, args),
  ]);
  return Object.fromEntries(calls) as Desk;
}
