// File system events of the configuration folder and its watchlists/, as long as they exist.
import { statSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

interface FolderWatch {
  /** Starts to watch folders that appeared or were replaced. */
  follow(): void;
  close(): void;
}

/**
 * Calls `onEvent` for any event in the folders. If events are unavailable (too many watches, a network mount), there are none; callers
 * that need certainty must also look from time to time.
 */
export function watchFolders(dir: string, onEvent: () => void): FolderWatch {
  const watchers = new Map<string, { ino: number; watcher: FSWatcher }>();

  function drop(path: string): void {
    watchers.get(path)?.watcher.close();
    watchers.delete(path);
  }

  function follow(): void {
    // Two plain watches instead of a recursive one, which on Linux Node 20 throws when a subfolder disappears.
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
