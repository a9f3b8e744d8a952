// The table of channels: a new kind is one line here. Configuration, composing, delivering, doctor and README follow it.
import { isDeepStrictEqual } from "node:util";
import { apprise } from "./apprise.ts";
import { atom } from "./atom.ts";
import { discord } from "./discord.ts";
import { gotify } from "./gotify.ts";
import { mail } from "./mail/mail.ts";
import { matrix } from "./matrix.ts";
import { ntfy } from "./ntfy.ts";
import { pushover } from "./pushover.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { telegram } from "./telegram.ts";
import { webhook } from "./webhook.ts";
import type { Channel, PushedChannel } from "./channel.ts";
import type { DigestChannel } from "../digests/digest.ts";

export const CHANNELS: readonly Channel[] = [
  mail,
  webhook,
  slack,
  ntfy,
  telegram,
  matrix,
  discord,
  teams,
  gotify,
  pushover,
  apprise,
  atom,
];

export const PUSHED: readonly PushedChannel[] = CHANNELS.flatMap((channel) => (channel.way === "pushed" ? channel : []));

/** The lane of a delivery by a channel; one of a kind that this version does not know ends there too. */
export const laneOf = (kind: string): PushedChannel["lane"] => PUSHED.find((channel) => channel.kind === kind)?.lane ?? "post";

/** A digest's channels in the order of the table, each once, and each recipient with a name of its own. */
export function digestChannels(named: readonly { kind: string; setting: unknown }[]): DigestChannel[] {
  return CHANNELS.flatMap((channel): DigestChannel[] => {
    const settings: unknown[] = [];
    const placeOf = (setting: unknown): unknown => channel.placeOf?.(setting) ?? setting;
    for (const { kind, setting } of named) {
      if (kind === channel.kind && !settings.some((known) => isDeepStrictEqual(placeOf(known), placeOf(setting))))
        settings.push(setting);
    }
    const counts = new Map<string, number>();
    return settings.map((setting) => {
      if (channel.way === "pulled") return { kind: channel.kind, recipient: null, setting };
      const name = channel.recipientOf(setting);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return { kind: channel.kind, recipient: count === 1 ? name : `${name} (${count})`, setting };
    });
  });
}
