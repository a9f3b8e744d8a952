// What follows from the configuration and is replaced when it changes: the compiled watchlists, the outbound client, the mailer.
import { isDeepStrictEqual } from "node:util";
import { openHttpClient } from "../http/open-http-client.ts";
import { openHostLines } from "../http/host-line.ts";
import { openPoliteClient } from "../http/polite-client.ts";
import { openRobots } from "../http/open-robots.ts";
import { openMailer } from "../channels/mail/open-mailer.ts";
import { compileOnce } from "../watchlists/compile-once.ts";
import type { Config } from "../config/config.ts";
import type { HostLease, PoliteClient } from "../http/polite-client.ts";
import type { RobotsShelf } from "../http/open-robots.ts";
import type { Mailer } from "../channels/mail/mailer.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";

export interface Settings {
  config: Config;
  watchlists: CompiledWatchlists;
  client: PoliteClient;
  mailer: Mailer;
}

export interface OpenedSettings {
  readonly current: Settings;
  /** What changed is opened anew; what uses the old one finishes with it. */
  replace(next: Config): void;
  /** Sends away whoever waits for a host, before the workers are drained. */
  dismiss(): void;
  close(): Promise<void>;
}

const compile = ({ watchlists }: Config): CompiledWatchlists => compileOnce(watchlists).compiled;

/** `lease` is null where this process is alone; `heldUntil` is what is known of who wants to be left alone. */
export function openSettings(
  config: Config,
  { lease, heldUntil }: { lease: HostLease | null; heldUntil: Map<string, number> },
  shelf: RobotsShelf,
): OpenedSettings {
  const lines = openHostLines({ gapMs: 0 });
  const openClient = ({ fetch }: Config) => {
    const client = openHttpClient(fetch);
    const robots = openRobots({ client, userAgent: fetch.userAgent, shelf });
    return openPoliteClient({ client, lines, heldUntil, allowPrivate: fetch.allowPrivate, lease, robots });
  };
  const retired: { close(): Promise<void> }[] = [];
  let current: Settings = {
    config,
    watchlists: compile(config),
    client: openClient(config),
    mailer: openMailer(config.mail.smtp),
  };
  return {
    get current() {
      return current;
    },
    replace(next) {
      const { config: old, client, mailer } = current;
      const sameFetch = isDeepStrictEqual(old.fetch, next.fetch);
      const sameMail = isDeepStrictEqual(old.mail.smtp, next.mail.smtp);
      current = {
        config: next,
        watchlists: compile(next),
        client: sameFetch ? client : openClient(next),
        mailer: sameMail ? mailer : openMailer(next.mail.smtp),
      };
      if (!sameFetch) retired.push(client);
      if (!sameMail) retired.push(mailer);
    },
    dismiss() {
      current.client.dismiss();
      lines.close();
    },
    async close() {
      await Promise.all([current.client, current.mailer, ...retired].map((one) => one.close()));
    },
  };
}
