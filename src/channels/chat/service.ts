// Service: what one chat or push service is like. A new one is an object of this kind.
import type { PushedChannel } from "../channel.ts";
import type { Posting } from "../post-message.ts";
import type { Piece } from "./piece.ts";
import type { Room } from "./split-pieces.ts";

export interface ChatMessage {
  /** For services that show one; else it is the first line of the pieces. */
  title: string;
  pieces: Piece[];
  /** Where a tap on it leads, or null. */
  link: string | null;
}

/** What one service is like. */
export interface Service<Setting> extends Pick<
  PushedChannel<Setting>,
  "kind" | "inYaml" | "does" | "schema" | "key" | "recipientOf"
> {
  /** Parts of a setting that no log, ledger or fault may show. */
  secretsOf(setting: Setting): string[];
  /** What one message holds. */
  room: Room;
  /** Whether it shows a title above the text. */
  titled: boolean;
  /** A message as JSON, without anything secret: what the ledger keeps. */
  payload(message: ChatMessage): object;
  /** How that is sent. `id` is the same for each attempt: letters, digits, `-`. */
  posting(setting: Setting, payload: object, id: string): Pick<Posting, "url" | "method" | "headers"> & { body: object };
  /** True if the service knows a second message with the same id for the first. */
  repeatable: boolean;
  reads?: Posting["reads"];
  /** For services whose messages can be changed later. */
  edits?: Editing<Setting>;
}

/** A payload as the ledger keeps it. */
export const bytesOf = (payload: object): Buffer => Buffer.from(JSON.stringify(payload));

export interface Editing<Setting> {
  /** How a message takes the place of the one that the service knows as `sentAs`. */
  posting(
    setting: Setting,
    payload: object,
    sentAs: string,
    id: string,
  ): Pick<Posting, "url" | "method" | "headers"> & { body: object };
  /** The payload of a message that points at another; null if an edit makes a sound by itself. */
  note: ((payload: object, sentAs: string) => object) | null;
  /** The payload of an edit that makes none. */
  quiet(payload: object): object;
}
