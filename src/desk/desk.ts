// The desk: everything that people ask of Wirewatch or tell it to do, one method per use case. Commands, pages and JSON call nothing else.
import { atom } from "../channels/atom.ts";
import { z } from "zod";
import { CommandError } from "../errors.ts";
import { findIssue, listIssues } from "../store/issues.ts";
import { archiveArticles, archiveIds, archiveSize } from "./archive.ts";
import { backUp } from "./back-up.ts";
import { changeLedger } from "./change-ledger.ts";
import { discoverFeeds } from "./discover-feeds.ts";
import { explainArticle } from "./explain-article.ts";
import { explainMissed } from "./watchlists/explain-missed.ts";
import { hideKeys } from "./hide-keys.ts";
import { giveFeedback, readFeedbackForm } from "./feedback/give-feedback.ts";
import * as asks from "./feedback/arguments.ts";
import { applyFeedback } from "./feedback/apply-feedback.ts";
import { readFeedback } from "./feedback/read-feedback.ts";
import { listFeedback, settleFeedback } from "./feedback/list-feedback.ts";
import { id, method, name, nothing } from "./methods/method.ts";
import { findOddWatchlists } from "./odd-watchlists.ts";
import { previewDigest, previewMail, renderAgain } from "./preview-digest.ts";
import { listDigests, readDigest } from "./overview/list-digests.ts";
import { listIssuePage, readIssue } from "./overview/list-issues.ts";
import { readSystem } from "./overview/read-system.ts";
import { pollSource } from "./poll-source.ts";
import { changeQuarantine, readQuarantine } from "./quarantine.ts";
import { readFeedStates } from "./read-feed-states.ts";
import { readFigures } from "./read-figures.ts";
import { readLedger } from "./read-ledger.ts";
import { checkReady, readStatus } from "./read-status.ts";
import { findPageKey } from "../pipeline/send-digests/page-links.ts";
import { planRearrangement, rearrangeStories } from "./rearrange-stories.ts";
import { sendNow } from "./run-round.ts";
import { listSources, readSource } from "./sources/list-sources.ts";
import { pauseSource } from "./sources/pause-source.ts";
import { addSource, planOpml, planSource } from "./sources/plan-sources.ts";
import { READER_METHODS } from "./methods/reader-methods.ts";
import { MARK_METHODS } from "./methods/mark-methods.ts";
import { search } from "./search/search.ts";
import { showStory } from "./show-story.ts";
import { compareCopy } from "./stories/compare-copy.ts";
import { listStories } from "./stories/list-stories.ts";
import { readWords } from "./stories/read-words.ts";
import { isTimezone } from "../digests/local-time.ts";
import { testChannels } from "./test-channels.ts";
import { changeSubscription, readSubscription } from "./subscription.ts";
import { testSource } from "./test-source.ts";
import { listWatchlists, readWatchlist } from "./watchlists/list-watchlists.ts";
import { saveEdit, tryEdit } from "./watchlists/try-edit.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";
import type { DeskDeps, RunningPipeline } from "./desk-deps.ts";

const ATOM_ISSUES_MAX = 20;
/** Articles in one answer. */
const BATCH_MAX = 500;
const YAML_CHARS_MAX = 1024 * 1024;
const OPML_CHARS_MAX = 4 * 1024 * 1024;

const token = z.string().max(2_000);
const since = z.iso.datetime().nullable();
const words: z.ZodType<NecessaryWords> = z.lazy(() =>
  z.union([
    z.strictObject({ kind: z.literal("word"), word: z.string().min(1), prefix: z.boolean() }),
    z.strictObject({ kind: z.enum(["all", "any"]), parts: z.array(words).min(1) }),
  ]),
);

const story = z.union([id, z.string().min(1).max(10_000)]);
const rearrangement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("split"), articles: z.array(z.string()).min(1).max(1_000), by: name }),
  z.strictObject({ kind: z.literal("merge"), story, into: story, by: name }),
]);

/** Every use case, a line or a few each. A test calls all of them in this process and over the socket. */
export const METHODS = {
  /** Throws if the database or the queue does not answer. */
  ready: method(nothing, checkReady),
  status: method(nothing, readStatus),
  system: method(nothing, readSystem),
  /** For /metrics. */
  figures: method(nothing, readFigures),
  feedStates: method(nothing, ({ database, now, config, sources = config }) => readFeedStates(database, now(), sources())),
  /** Needs no store. Shows no key that the address holds. */
  discoverFeeds: method(z.strictObject({ url: z.url({ protocol: /^https?$/ }) }), async ({ pipeline, visit, now }, { url }) =>
    hideKeys(await discoverFeeds(url, { ...(visit ?? visitBy(running(pipeline))), now: now() }), url),
  ),
  /** Needs no store. `url` of the answer is the source's whole address, which may hold a key. */
  testSource: method(
    // The password is that of a mailbox.
    z.strictObject({ url: z.url({ protocol: /^(?:https?|imaps?)$/ }), password: z.string().max(1_000).exactOptional() }),
    ({ pipeline, visit, now }, { url, password }) =>
      testSource(url, { ...(visit ?? visitBy(running(pipeline))), now: now() }, password),
  ),
  /** All with their health, trouble first. */
  sources: method(nothing, listSources),
  source: method(z.strictObject({ source: id }), readSource),
  /** As `testSource`, with the YAML to add. */
  planSource: method(z.strictObject({ url: z.url({ protocol: /^https?$/ }) }), ({ pipeline, visit, now, config }, { url }) =>
    planSource(url, { ...(visit ?? visitBy(running(pipeline))), now: now() }, config()),
  ),
  /** Only with `web.edit`. */
  addSource: method(z.strictObject({ url: z.url({ protocol: /^https?$/ }) }), ({ pipeline, visit, now, config }, { url }) =>
    addSource(url, { ...(visit ?? visitBy(running(pipeline))), now: now() }, config()),
  ),
  planOpml: method(z.strictObject({ text: z.string().max(OPML_CHARS_MAX) }), async ({ config }, { text }) =>
    planOpml(text, config()),
  ),
  /** `source` is its name, its address or its number. */
  pollSource: method(z.strictObject({ source: z.union([id, z.string().min(1).max(10_000)]) }), ({ pipeline }, { source }) =>
    pollSource(running(pipeline), source),
  ),
  /** `paused` is false to resume it. `source` as above. */
  pauseSource: method(z.strictObject({ source: z.union([id, z.string().min(1).max(10_000)]), paused: z.boolean() }), pauseSource),
  watchlists: method(nothing, (deps) => listWatchlists(deps, threadsOf(deps))),
  watchlist: method(z.strictObject({ watchlist: name }), (deps, { watchlist }) =>
    readWatchlist(deps, threadsOf(deps), watchlist),
  ),
  /** Writes nothing. `file` is as in `watchlists/myanmar.yaml`. */
  tryEdit: method(
    z.strictObject({
      file: name,
      text: z.string().max(YAML_CHARS_MAX),
      since,
      lookMs: z.int().min(0).max(60_000),
      samplesMax: z.int().min(0).max(100),
    }),
    (deps, edit) => tryEdit(deps, threadsOf(deps), edit),
  ),
  /** Only with `web.edit`, and only if the file still has this SHA-256. */
  saveEdit: method(z.strictObject({ file: name, text: z.string().max(YAML_CHARS_MAX), sha256: name }), (deps, edit) =>
    saveEdit(deps, threadsOf(deps), edit),
  ),
  oddWatchlists: method(nothing, ({ database, now }) => findOddWatchlists(database, now())),
  /** `asked` is an article's number or address. */
  explain: method(z.strictObject({ asked: z.string().max(10_000) }), ({ database }, { asked }) =>
    explainArticle(database, asked),
  ),
  /** Why the watchlists that did not match an article do not, as they are now. Returns null if that takes too long. */
  missed: method(z.strictObject({ article: id }), (deps, { article }) => explainMissed(deps, article)),
  /** Returns null if there is no such article. */
  articleWords: method(z.strictObject({ article: id }), ({ database }, { article }) => readWords(database, article)),
  archiveSize: method(z.strictObject({ since }), ({ database }, args) => archiveSize(database, args.since)),
  archiveIds: method(
    z.strictObject({ words: words.nullable(), since, matchedBy: z.array(name).max(10_000) }),
    ({ database }, question) => archiveIds(database, question),
  ),
  archiveArticles: method(z.strictObject({ ids: z.array(id).max(BATCH_MAX) }), ({ database }, { ids }) =>
    archiveArticles(database, ids),
  ),
  /** Looks for `lookMs`, and says honestly how far that went. */
  search: method(
    z.strictObject({
      query: z.string().max(10_000),
      since,
      language: name.nullable(),
      outlet: name.nullable(),
      before: id.nullable(),
      limit: z.int().min(1).max(1_000),
      lookMs: z.int().min(0).max(60_000),
    }),
    (deps, question) => search(deps, threadsOf(deps), question),
  ),
  /** Returns null if `before` is no place of a list. */
  stories: method(
    z.strictObject({
      watchlist: name.nullable(),
      language: name.nullable(),
      outlet: name.nullable(),
      origin: name.nullable(),
      starred: z.boolean(),
      since: z.iso.datetime(),
      until: since,
      before: z.string().max(100).nullable(),
      zone: z.string().refine(isTimezone),
      limit: z.int().min(1).max(BATCH_MAX),
    }),
    listStories,
  ),
  /** Searches thousands of stories for related ones: not for pages open to strangers. */
  story: method(
    z.strictObject({ story: id, watchlist: name.nullable(), as: z.string().max(100).nullable(), withRelated: z.boolean() }),
    showStory,
  ),
  /** Returns null if the story has no such copy. */
  copy: method(z.strictObject({ story: id, article: id }), ({ database }, { story, article }) =>
    compareCopy(database, story, article),
  ),
  /** What `rearrangeStories` would do. */
  planRearrangement: method(rearrangement, planRearrangement),
  rearrangeStories: method(rearrangement, rearrangeStories),
  /** Returns null if there is no such issue. */
  issue: method(
    z.strictObject({ issue: id }),
    async ({ database }, { issue }) => (await findIssue(database, issue))?.content ?? null,
  ),
  /** Issues with smaller numbers than `before`, the newest first. */
  issues: method(
    z.strictObject({ digest: name.nullable(), before: id.nullable(), limit: z.int().min(1).max(1_000) }),
    listIssuePage,
  ),
  /** An issue as it was sent, with its mails. */
  issueRecord: method(z.strictObject({ issue: id }), readIssue),
  /** The last issues of a digest, the newest first. Returns null if the digest has no Atom feed. */
  atomIssues: method(z.strictObject({ digest: name }), async ({ database, config }, { digest }) =>
    config().digests.some(({ id, channels }) => id === digest && channels.some(({ kind }) => kind === atom.kind))
      ? listIssues(database, digest, ATOM_ISSUES_MAX)
      : null,
  ),
  /** The key of the tokens in page addresses; with it every page can be opened. */
  pageKey: method(nothing, ({ database }) => findPageKey(database)),
  /** Absolute paths of the file to write and of the configuration to put into it. */
  backUp: method(z.strictObject({ file: z.string().min(1), configDir: z.string().min(1) }), backUp),
  /** The form for what a reader thinks of an alert, by a mail's link or on a page. Changes nothing. */
  feedbackForm: method(asks.form, (deps, { way }) => readFeedbackForm(deps, way)),
  giveFeedback: method(asks.given, giveFeedback),
  /** The newest first. */
  feedback: method(nothing, listFeedback),
  /** Makes proposals if there are none yet, and with `anew` if the file has changed since; looks at the archive for `lookMs` for each of five at most. */
  feedbackDetails: method(asks.details, readFeedback),
  /** Only with `web.edit`, and only if the file still has this SHA-256. `proposal` counts from 1. */
  applyFeedback: method(asks.apply, applyFeedback),
  settleFeedback: method(asks.settle, settleFeedback),
  quarantine: method(z.strictObject({ limit: z.int().min(1).max(10_000) }), (deps, { limit }) => readQuarantine(deps, limit)),
  changeQuarantine: method(
    z.union([
      z.strictObject({ kind: z.literal("retry"), article: id.nullable() }),
      z.strictObject({ kind: z.literal("drop"), article: id }),
    ]),
    changeQuarantine,
  ),
  digests: method(nothing, listDigests),
  digest: method(z.strictObject({ digest: name }), readDigest),
  previewDigest: method(z.strictObject({ digest: name, withModel: z.boolean() }), previewDigest),
  /** The preview, and its mail as a mail program shows it. */
  previewMail: method(z.strictObject({ digest: name }), previewMail),
  renderIssue: method(z.strictObject({ issue: id }), ({ database }, { issue }) => renderAgain(database, issue)),
  sendNow: method(z.strictObject({ digest: name }), ({ pipeline }, { digest }) => sendNow(running(pipeline), digest)),
  testChannels: method(z.strictObject({ named: name }), ({ pipeline }, { named }) => testChannels(running(pipeline).deps, named)),
  ledger: method(
    z.strictObject({
      digest: name.nullable(),
      recipient: name.nullable(),
      state: name.nullable(),
      limit: z.int().min(1).max(10_000),
    }),
    ({ database }, filter) => readLedger(database, filter),
  ),
  changeLedger: method(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("release"), delivery: z.int().min(0) }),
      z.strictObject({ kind: z.literal("resume"), recipient: name, digest: name.nullable() }),
    ]),
    changeLedger,
  ),
  ...MARK_METHODS,
  ...READER_METHODS,
  /** Returns null if the token is not one of ours. */
  subscription: method(z.strictObject({ token }), ({ database }, args) => readSubscription(database, args.token)),
  changeSubscription: method(z.strictObject({ token, subscribe: z.boolean() }), ({ database, now }, args) =>
    changeSubscription(database, args, now()),
  ),
};

function running(pipeline: RunningPipeline | null): RunningPipeline {
  if (pipeline === null) throw new CommandError("this needs a running Wirewatch: start wirewatch run");
  return pipeline;
}

const threadsOf = ({ threads, pipeline }: DeskDeps) => threads ?? running(pipeline).deps.threads;

const visitBy = ({ deps }: RunningPipeline) => ({ client: deps.client(), threads: deps.threads });

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
