// Channel: one kind of way to deliver a digest's issues to people or programs. A new kind is a file or folder and a line in channels.ts.
import type * as z from "zod";
import type { Config } from "../config/config.ts";
import type { Issue, IssueStory } from "../digests/digest.ts";
import type { RenderedIssue } from "../digests/render-issue.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Logger } from "../log.ts";
import type { NewDelivery } from "../store/deliveries/deliveries.ts";
import type { Sql } from "../store/engine/database.ts";
import type { Sender } from "./delivery.ts";
import type { Mailer } from "./mail/mailer.ts";

/** What a channel may use. */
export interface ChannelDeps {
  config(): Pick<Config, "mail">;
  client(): Pick<PoliteClient, "send" | "hold">;
  mailer(): Mailer;
  /** Where readers reach our pages, or null. */
  pagesUrl(): string | null;
  /** `answerMs`: how long a service that is posted to has for its answer. */
  deliveryPauses: { answerMs: number };
  now(): Date;
  log: Logger;
}

interface ChannelKind<Setting> {
  /** Its keyword in a digest's `channels`, and in the ledger. */
  kind: string;
  /** How digests.yaml names it, and what it does: a line of README. */
  inYaml: string;
  does: string;
  /** The settings after its keyword in `channels`. */
  schema: z.ZodType<Setting>;
  /** A key of the digest itself that names such settings too. New kinds need none. */
  key?: { name: string; inYaml: string; schema: z.ZodType<readonly Setting[]> };
  /** Where a setting leads: two that lead to one place are one recipient. If missing, only equal settings do. */
  placeOf?(setting: Setting): unknown;
}

/** Issues are sent to its recipients, each delivery with a row in the ledger. */
export interface PushedChannel<Setting = unknown> extends ChannelKind<Setting> {
  way: "pushed";
  /** Where its deliveries wait: `mail` for those that all go to one server, `post` for those that go to many hosts. */
  lane: "mail" | "post";
  /** As the ledger names it, without what may be secret. */
  recipientOf(setting: Setting): string;
  /** The bytes for each recipient, in this order; several messages for each if one is too short. Changes nothing that is sent. */
  compose(deps: ChannelDeps, sql: Sql, issue: OutgoingIssue, recipients: readonly Recipient<Setting>[]): Promise<Composed[]>;
  /** The bytes of a message that says that it is a test. */
  testMessage(deps: ChannelDeps, recipient: string): Promise<Uint8Array>;
  /** `setting` is null if digests.yaml no longer names the recipient. Returns null if nothing can be delivered without it. */
  open(deps: ChannelDeps, setting: Setting | null): Sender | null;
  /** What to send after further articles of a story came whose message can be edited: nothing, an edit, or a message and an edit. */
  refresh?(
    issue: Issue,
    earlier: { sentAs: string; live: object },
    story: { name: string; story: IssueStory; articles: number },
  ): Pick<Composed, "message" | "edits" | "live">[];
  /** Called after a delivery has failed for good. */
  failed?(deps: ChannelDeps, sql: Sql, recipient: string, reply: string): Promise<void>;
  /** Whether it could deliver now, without sending anything; for channels that depend on a server of their own. */
  verify?(config: Pick<Config, "mail">): Promise<{ ok: boolean; detail: string }>;
}

/** Readers ask for its issues when they like, so nothing is delivered: /digests/ID.EXTENSION of the web page. */
export interface PulledChannel<Setting = unknown> extends ChannelKind<Setting> {
  way: "pulled";
  extension: string;
  mediaType: string;
  /** The newest issue comes first; `selfUrl` is where this is served. */
  render(digest: string, issues: readonly Issue[], selfUrl: string): string;
}

export type Channel = PushedChannel | PulledChannel;

export interface Recipient<Setting> {
  recipient: string;
  setting: Setting;
}

/** An issue as every channel gets it. */
export interface OutgoingIssue {
  issue: Issue;
  /** As its mails say it. */
  rendered: RenderedIssue;
  createdAt: Date;
  /** Whether its stories are told at once, each as it comes. */
  perStory: boolean;
  /** The id of the delivery to a recipient, in angle brackets: the same for each attempt. */
  messageIdFor(recipient: string): string;
}

/** The delivery to one recipient, to be kept in the ledger. */
export type Composed = Omit<NewDelivery, "channel">;
