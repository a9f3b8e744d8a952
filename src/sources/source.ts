// Source: one kind of place that lists entries. A new kind is a file or folder and a line in sources.ts.
import type * as z from "zod";
import type { Config } from "../config/config.ts";
import type { Backlog } from "../feeds/poll/backlog.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Validators } from "../feeds/poll/conditional-get.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Logger } from "../log.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { Threads } from "../threads/pool.ts";

/** What a source may use. */
export interface SourceDeps {
  config(): Pick<Config, "dir" | "path">;
  client(): Pick<PoliteClient, "get" | "hold" | "render" | "reachMailServer">;
  threads: Threads;
  now(): Date;
  log: Pick<Logger, "warn">;
}

export interface Source<Setting = unknown, Options = object> {
  /** As the database names it. */
  kind: string;
  /** The key of its items in feeds.yaml; `schema` is what follows it. */
  key: string;
  schema: z.ZodType<Setting>;
  /** Further keys of its items, which no other kind has, each with its schema. */
  options?: Record<string, z.ZodType>;
  /** Variables of the environment that give an option if its item leaves it out, by the option's name. */
  environment?: Record<string, string>;
  /** Keys of all kinds that would do nothing in its items, each with what to do instead. */
  useless?: Readonly<Record<string, string>>;
  /** An entry without an address has all of its words in it, as a letter has: it is no summary of something else. */
  hasWholeEntries?: true;
  /** How feeds.yaml names it, and what it does there: a line of README. */
  inYaml: string;
  does: string;
  /** By which people know it and the database finds it: no two sources, of whichever kind, have the same. */
  addressOf(setting: Setting): string;
  /** What different spellings of one source have in common. */
  identityOf(setting: Setting): string;
  /** Asks for what it lists now. Rejects only for faults of our own. */
  poll(deps: SourceDeps, asked: AskedSource<Setting, Options>): Promise<Polled>;
  /**
   * Calls `onNews` whenever there may be something new, as its server says. Resolves once the connection is lost, or at `signal`; rejects if
   * it cannot be asked to. Polls go on meanwhile.
   */
  watch?(
    deps: Pick<SourceDeps, "client">,
    asked: Pick<AskedSource<Setting, Options>, "row" | "options"> & { setting: Setting },
    told: { onNews: () => void; signal: AbortSignal },
  ): Promise<void>;
  /** What its health should say beyond what holds for all kinds, a sentence each. */
  notes?(row: FeedRow): string[];
}

export interface AskedSource<Setting, Options = object> {
  /** What is stored of it; `row.cursor` is what its last poll returned. */
  row: FeedRow;
  /** Null if this process's feeds.yaml does not list it any longer, or not yet. */
  setting: Setting | null;
  /** The further keys of its item. */
  options: Options;
  /** Its pages may be rendered by a browser. */
  browser: boolean;
  /** Which entries of a first poll may alert, and so how far back it has to look. */
  backlog: Backlog;
}

/**
 * What a poll found. `later`: nothing was asked, because others are asked first. `rate-limited`: its host asked to be left alone; `wasAsked`
 * if it was asked all the same, before it led to another host that did. `failed`: it could not be read; `isGone` if its publisher says that
 * it ended for good. `unchanged`: it lists what it listed before. `fresh`: what it lists now. A `cursor` is stored in the transaction that
 * stores the entries; if it is left out, the last one stays.
 */
export type Polled =
  | { kind: "later"; until: Date; reason: string }
  | { kind: "rate-limited"; until: Date; wasAsked: boolean }
  | { kind: "failed"; fault: string; heldUntil: Date | null; isGone: boolean; status: number; redirected: boolean }
  | { kind: "unchanged"; web: WebAnswer | null; cursor?: unknown }
  | { kind: "fresh"; document: ParsedFeed; web: WebAnswer | null; cursor?: unknown; missed?: boolean; quietly?: boolean };

/** What a web server said along with a document; null for sources that are asked in another way. */
export interface WebAnswer {
  /** The marks of its document, and which of those that we had were sent. */
  validators: Validators;
  sent: Validators;
  maxAgeS: number | null;
  /** Where it moved to for good. */
  movedTo: string | null;
  /** Where a hub may be named. */
  url: string;
  headers: Record<string, string>;
  head: Uint8Array;
}
