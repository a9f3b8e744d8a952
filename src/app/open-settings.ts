// Everything derived from the configuration and replaced when it changes: the compiled watchlists, the outbound client, the mailer.
import { isDeepStrictEqual } from "node:util";
import { openHostLines } from "../http/host-line.ts";
import { openMailer } from "../channels/mail/open-mailer.ts";
import { lend } from "./lend.ts";
import { headersOf, openClient, type ClientMemory } from "./open-client.ts";
import { compileOnce } from "../watchlists/compile-once.ts";
import type { Config } from "../config/config.ts";
import type { PoliteClient } from "../http/polite-client.ts";
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
  /** Opens anew what changed; the old one is closed when its last use has ended. */
  replace(next: Config): void;
  /** Rejects all requests that wait for a host, before the workers are drained. */
  dismiss(): void;
  close(): Promise<void>;
}

const compile = ({ watchlists }: Config): CompiledWatchlists => compileOnce(watchlists).compiled;

/** `lease` is null if this process is alone; `heldUntil` says which hosts asked to be left alone. */
export function openSettings(
  config: Config,
  holds: Pick<ClientMemory, "lease" | "heldUntil">,
  shelf: NonNullable<ClientMemory["shelf"]>,
): OpenedSettings {
  const lines = openHostLines({ gapMs: 0 });
  const memory = { lines, ...holds, shelf };
  let polite = openClient(config, memory);
  const clients = lend(polite);
  // Stays the same over a reload, so that no code keeps a client that is closed.
  const client: PoliteClient = {
    get: (...asked) => clients.use((one) => one.get(...asked)),
    post: (...asked) => clients.use((one) => one.post(...asked)),
    send: (...asked) => clients.use((one) => one.send(...asked)),
    render: (...asked) => clients.use((one) => one.render(...asked)),
    reachMailServer: (...asked) => clients.use((one) => one.reachMailServer(...asked)),
    hold: (...asked) => clients.use((one) => one.hold(...asked)),
    dismiss: () => polite.dismiss(),
    close: () => clients.close(),
  };
  // A mailer opens a connection for each mail and holds none in between, so a replaced one only has to finish its deliveries.
  const ending = new Set<Promise<void>>();
  let current: Settings = { config, watchlists: compile(config), client, mailer: openMailer(config.mail.smtp) };
  return {
    get current() {
      return current;
    },
    replace(next) {
      const { config: old, mailer } = current;
      const asksAlike = isDeepStrictEqual([old.fetch, headersOf(old.feeds)], [next.fetch, headersOf(next.feeds)]);
      if (!asksAlike) {
        polite = openClient(next, memory);
        clients.replace(polite);
      }
      const isSameMailer = isDeepStrictEqual(old.mail.smtp, next.mail.smtp);
      current = {
        config: next,
        watchlists: compile(next),
        client,
        mailer: isSameMailer ? mailer : openMailer(next.mail.smtp),
      };
      if (isSameMailer) return;
      const ended = mailer.close().finally(() => ending.delete(ended));
      ending.add(ended);
    },
    dismiss() {
      polite.dismiss();
      lines.close();
    },
    async close() {
      await Promise.all([clients.close(), current.mailer.close(), ...ending]);
    },
  };
}
