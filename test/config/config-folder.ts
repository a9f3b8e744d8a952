// A configuration folder for one test: sound files, of which each test breaks what it is about.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { loadConfig } from "../../src/config/load/load-config.ts";
import type { ConfigFault } from "../../src/config/config.ts";
import type { Environment } from "../../src/config/load/environment.ts";

export const soundFiles: Record<string, string> = {
  "feeds.yaml": "feeds:\n  - url: https://news.example.org/feed\n",
  "watchlists/lists.yaml": "sets:\n  junta: [junta]\nwatchlists:\n  - id: junta\n    any: [$junta]\n",
  "digests.yaml": 'digests:\n  - id: morning\n    to: [desk@example.org]\n    schedule: "0 7 * * *"\n    timezone: Asia/Yangon\n',
};

/** Makes a folder with these files over the sound ones (null leaves one out), and removes it after the test. */
export function configFolder(files: Record<string, string | Buffer | null> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "wirewatch-config-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ ...soundFiles, ...files })) {
    if (text === null) continue;
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

/** Loads a folder; faults and failing tests as `file:line:col: message` with the file as it is called in the folder. */
export async function load(dir: string, env: Environment = {}) {
  const { config, faults, examine } = await loadConfig({ dir, dataDir: join(dir, "data"), env });
  const shown = ({ file, line, column, message }: ConfigFault) => `${file.replace(`${dir}/`, "")}:${line}:${column}: ${message}`;
  return { config, faults, lines: faults.map(shown), failing: examine().map(shown) };
}
