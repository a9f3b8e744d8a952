// The tasks of threads: the input and the result of each.
import type { ExtractedPage } from "../articles/article.ts";
import type { ReadOptions } from "../articles/extract-page.ts";
import type { InspectedPage } from "../articles/inspect-page.ts";
import type { Listing, ListingOptions } from "../feeds/listing/read-listing.ts";
import type { ReadMessage, ReadMessageOptions } from "../feeds/newsletter/read-message.ts";
import type { ChannelPage } from "../feeds/read/read-channel.ts";
import type { Sitemap, SitemapOptions } from "../feeds/read/parse-sitemap.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Explained, FilesRead, FoundIn, Watched } from "../watchlists/query/match-files.ts";
import type { Match, MatchDocument } from "../watchlists/watchlist.ts";

interface Document {
  bytes: Uint8Array;
  /** Where it was fetched. */
  url: string;
  /** As the server said, or null. */
  contentType: string | null;
}

export interface Tasks {
  /** Only loads what reads pages, which takes a new thread longer than most pages do. */
  "load-reader": { input: object; output: null };
  "read-page": { input: Document & ReadOptions; output: ExtractedPage };
  "inspect-page": { input: Document & ReadOptions; output: InspectedPage };
  "extract-page": { input: ReadOptions & { html: string; url: string }; output: ExtractedPage };
  "parse-feed": { input: Omit<Document, "url"> & { url: string | null }; output: ParsedFeed };
  "parse-sitemap": { input: Document & Pick<SitemapOptions, "known">; output: Sitemap };
  "read-listing": { input: Omit<Document, "url"> & ListingOptions; output: Listing };
  "read-channel": { input: Document; output: ChannelPage | null };
  "compile-watchlists": { input: { watched: Watched }; output: FilesRead };
  "match-watchlists": { input: { watched: Watched; articles: FoundIn[] }; output: Match[][] };
  "explain-watchlists": { input: { watched: Watched; document: MatchDocument }; output: Explained[] };
  "read-message": { input: ReadMessageOptions & { bytes: Uint8Array }; output: ReadMessage };
}

export type TaskName = keyof Tasks;

/** How a task ended. `failed`: it threw, and `name`, `code` and `message` are its error's. `crashed`: it ended its thread. */
export type TaskResult<Value> =
  | { kind: "done"; value: Value }
  | { kind: "failed"; name: string; code?: string; message: string }
  | { kind: "timeout" }
  | { kind: "crashed"; message: string };

/** A task that waits for its turn. */
export interface Job {
  message: TaskMessage;
  deadlineMs: number;
  /** No other task runs while this does. */
  isAlone: boolean;
  /** When it came, as `performance.now()` gives it. */
  since: number;
  /** Called when a thread that has loaded its code is to begin, which then waits for it. */
  begin: (() => Promise<void>) | undefined;
  /** `result` rejects only if `begin` did. */
  finish: (result: Promise<TaskResult<unknown>>) => void;
}

/** What a thread is sent, and what it answers. */
export interface TaskMessage {
  task: TaskName;
  input: Tasks[TaskName]["input"];
}
export interface TaskAnswer {
  result: Extract<TaskResult<unknown>, { kind: "done" | "failed" }>;
  /** Bytes that the thread has in its heap and outside of it, garbage included. */
  held: number;
}
