// File system events of the configuration folder and its watchlists/, for as long as these are there.
import { statSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

interface FolderWatch {
  /** Takes up folders that came or were replaced. */
  follow(): void;
  close(): void;
}

/**
 * Calls `onEvent` for anything that happens in the folders. Where events cannot be had (too many watches, a network mount)
 * there are none; whoever needs certainty looks from time to time as well.
 */
export function watchFolders(dir: string, onEvent: () => void): FolderWatch {
  const watchers = new Map<string, { ino: number; watcher: FSWatcher }>();

  function drop(path: string): void {
    watchers.get(path)?.watcher.close();
    watchers.delete(path);
  }

  function follow(): void {
    // Two plain watches and not a recursive one, which on Linux Node 20 throws when a folder below goes away.
    for (const path of [dir, join(dir, "watchlists")]) {
      const ino = statSync(path, { throwIfNoEntry: false })?.ino;
      if (watchers.get(path)?.ino === ino) continue;
      drop(path);
      if (ino === undefined) continue;
      try {
        const watcher = watch(path, { persistent: false }, onEvent);
        watcher.on("error", () => drop(path));
        watchers.set(path, { ino, watcher });
      } catch {
        // The next look tries again.
      }
    }
  }

  follow();
  return { follow, close: () => [...watchers.keys()].forEach((path) => drop(path)) };
}
