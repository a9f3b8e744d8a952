// A digest's channels as digests.yaml names them: the list `channels`, and the keys of a digest that some kinds have of old.
import * as z from "zod";
import { CHANNELS, digestChannels } from "../../channels/channels.ts";
import { strictObject } from "../../schema/strict-object.ts";
import type { DigestChannel } from "../../digests/digest.ts";

const words = CHANNELS.map(({ kind }) => `${kind}:`).join(", ");

const item = strictObject(Object.fromEntries(CHANNELS.map(({ kind, schema }) => [kind, schema.exactOptional()])))
  .check(({ value, issues }) => {
    const given = Object.keys(value);
    if (issues.length > 0 || given.length === 1) return;
    const fault =
      given.length === 0
        ? `names no channel: give it one of ${words}`
        : "names several channels: make each an item of its own, with a dash before it";
    issues.push({ code: "custom", input: value, path: given.length === 0 ? [] : [given[1] ?? ""], message: fault });
  })
  .meta({ minProperties: 1, maxProperties: 1 });

/** The keys of a digest; what they say is read by `channelsIn`, as no type can follow a table. */
export const channelKeys: object = {
  ...Object.fromEntries(CHANNELS.flatMap(({ key }) => (key === undefined ? [] : [[key.name, key.schema]]))),
  channels: z.array(item).describe("Where else it goes, each by one of the channels, all in one ledger.").default([]),
};

/** The channels of a digest that the schema let pass. */
export function channelsIn(digest: object): DigestChannel[] {
  const values = digest as Record<string, readonly unknown[] | undefined>;
  const byKey = CHANNELS.flatMap(({ kind, key }) =>
    (key === undefined ? [] : (values[key.name] ?? [])).map((setting) => ({ kind, setting })),
  );
  const listed = (values["channels"] ?? []).flatMap((named) =>
    Object.entries(named as Record<string, unknown>).map(([kind, setting]) => ({ kind, setting })),
  );
  return digestChannels([...byKey, ...listed]);
}

/** The keys by which a digest names its recipients, for a message. */
export const channelKeyWords = [...CHANNELS.flatMap(({ key }) => key?.name ?? []), "channels"];
