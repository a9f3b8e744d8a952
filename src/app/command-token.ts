// The word by which a command shows a running Wirewatch that it may change something: who can read the data directory knows it.
import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface CommandToken {
  token: string;
  remove(): Promise<void>;
}

/** A new one for this process, readable to its user alone. */
export async function makeCommandToken(dataDir: string): Promise<CommandToken> {
  const token = randomBytes(24).toString("hex");
  const file = fileIn(dataDir);
  await rm(file, { force: true });
  await writeFile(file, token, { mode: 0o600 });
  return { token, remove: () => rm(file, { force: true }) };
}

/** Null where the process that runs has made none, or this user may not read it. */
export const readCommandToken = (dataDir: string): Promise<string | null> => readFile(fileIn(dataDir), "utf8").catch(() => null);

const fileIn = (dataDir: string): string => join(dataDir, "command-token");
