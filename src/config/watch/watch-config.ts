// Hot reload: reports a changed configuration, and keeps the last good one if the change is broken.
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { toError } from "../../errors.ts";
import type { Config, ConfigFault } from "../config.ts";
import { shownPath, type ReadFile } from "../load/load-file.ts";
import { loadConfig, type ConfigOptions } from "../load/load-config.ts";
import { stampFolders } from "./stamp-folders.ts";
import { watchFolders } from "./watch-folders.ts";

interface WatchOptions extends ConfigOptions {
  current: Config;
  /**
   * Called if the configuration differs from the last good one; after a fault also if it does not. If it rejects, the change counts as
   * not applied and is reported again at the next look.
   */
  onChange(config: Config): Promise<void>;
  /** An edit is broken, or left a file without anything; the last good configuration stays in force. Called once for each different set of faults. */
  onFault(faults: ConfigFault[]): void;
  /** How long the files must be unchanged before they are read. Default 200. */
  settleMs?: number;
  /** How often to look if there are no events, as with many Docker mounts. Default 5,000. */
  recheckMs?: number;
}

/** Watches `dir` and its watchlists/ until it is closed; reports nothing after `close`. */
export function watchConfig(options: WatchOptions): { close(): Promise<void> } {
  const { dir, settleMs = 200, recheckMs = 5_000 } = options;
  const sound: NonNullable<ConfigOptions["sound"]> = new Map();
  // Null while a reported change was not applied: then it is unknown how much of it is in force.
  let current: Config | null = options.current;
  // Unknown at first: an edit between the loading of `current` and now must not be missed.
  let stamp: string | null = null;
  let reported: ConfigFault[] = [];
  let spokeBefore = new Set<string>();
  const closing = new AbortController();
  let wanted = false;
  let checking: Promise<void> | null = null;

  function check(): void {
    wanted = true;
    checking ??= run().finally(() => (checking = null));
  }

  async function run(): Promise<void> {
    while (wanted && !closing.signal.aborted) {
      wanted = false;
      try {
        await reload();
      } catch (thrown) {
        const message = `cannot be watched (${toError(thrown).message}): check the folder`;
        tellFaults([{ file: shownPath(dir), line: 1, column: 1, message, severity: "error" }]);
      }
    }
  }

  async function reload(): Promise<void> {
    folders.follow();
    const settled = await stillStamp();
    if (settled === stamp || closing.signal.aborted) return;
    stamp = settled;
    const { config, faults, files } = await loadConfig({ sound, ...options });
    if (closing.signal.aborted) return;
    const found = config === null ? faults : faultsOfEmptied(files, spokeBefore);
    if (config === null || found.length > 0) return tellFaults(found);
    spokeBefore = new Set(files.flatMap(({ file, isSilent }) => (isSilent ? [] : [file])));
    if (reported.length === 0 && isDeepStrictEqual(config, current)) return;
    reported = [];
    current = await options.onChange(config).then(
      () => config,
      () => null,
    );
    if (current === null) stamp = null;
  }

  // Editors that write in place leave a file empty for a moment, and an empty file is valid.
  async function stillStamp(): Promise<string> {
    let before = await stampFolders(dir);
    if (before === stamp) return before;
    for (;;) {
      await sleep(settleMs, undefined, { ref: false });
      const after = await stampFolders(dir);
      if (after === before || closing.signal.aborted) return after;
      before = after;
    }
  }

  function tellFaults(faults: ConfigFault[]): void {
    if (closing.signal.aborted || isDeepStrictEqual(faults, reported)) return;
    reported = faults;
    options.onFault(faults);
  }

  const folders = watchFolders(dir, check);
  const timer = setInterval(check, recheckMs).unref();
  check();
  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      folders.close();
      await checking;
    },
  };
}

/** Nobody stops all mails by an empty file and leaves Wirewatch running; a full disk and a slip of the hand do. */
const faultsOfEmptied = (files: readonly ReadFile[], spokeBefore: ReadonlySet<string>): ConfigFault[] =>
  files.flatMap(({ file, isSilent }) => {
    if (!isSilent || !spokeBefore.has(file)) return [];
    const message = "says nothing any more: put back what it said, or restart Wirewatch if you mean it";
    return [{ file, line: 1, column: 1, message, severity: "error" as const, isOpen: true as const }];
  });
