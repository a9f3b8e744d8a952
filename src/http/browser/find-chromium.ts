// Finds the Chromium of this machine.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The first has no window, and takes a quarter of the processor's time for a page. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];

/** Its path; null if there is none. */
export const findChromium = (): string | null =>
  NAMES.flatMap((name) => FOLDERS.map((folder) => join(folder, name))).find((file) => existsSync(file)) ?? null;
