// A configuration folder for a newsroom that a test serves.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatFault } from "../../src/config/format-fault.ts";
import { loadConfig } from "../../src/config/load/load-config.ts";
import type { Config } from "../../src/config/config.ts";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";

export interface ConfigChoices {
  digestsYaml?: string;
  settingsYaml?: string;
  env?: Record<string, string>;
}

type NewsroomFiles = Pick<Newsroom, "feedsYaml" | "watchlistsYaml" | "digestsYaml">;

export const SETTINGS = "fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0 }\n";

/** Writes the folder and returns its path. */
export async function writeNewsroomConfig(folder: string, newsroom: NewsroomFiles, choices: ConfigChoices = {}): Promise<string> {
  const dir = join(folder, "config");
  await mkdir(join(dir, "watchlists"), { recursive: true });
  await writeFile(join(dir, "wirewatch.yaml"), choices.settingsYaml ?? SETTINGS);
  await writeFile(join(dir, "feeds.yaml"), newsroom.feedsYaml);
  await writeFile(join(dir, "digests.yaml"), choices.digestsYaml ?? newsroom.digestsYaml);
  await writeFile(join(dir, "watchlists", "demo.yaml"), newsroom.watchlistsYaml);
  return dir;
}

export async function loadNewsroomConfig(folder: string, newsroom: NewsroomFiles, choices: ConfigChoices = {}): Promise<Config> {
  const dir = await writeNewsroomConfig(folder, newsroom, choices);
  const { config, faults } = await loadConfig({ dir, dataDir: join(folder, "data"), env: choices.env ?? {} });
  if (config === null) throw new Error(faults.map(formatFault).join("\n"));
  return config;
}
