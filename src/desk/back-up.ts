// Writes a backup, and notes when.
import { writeBackup } from "../store/engine/backup-file.ts";
import { saveChoreDone } from "../store/upkeep.ts";
import type { Manifest } from "../store/engine/backup-file.ts";
import type { DeskDeps } from "./desk-deps.ts";

export async function backUp(
  { database, now }: Pick<DeskDeps, "database" | "now">,
  args: { file: string; configDir: string },
): Promise<Manifest> {
  const manifest = await writeBackup(database, { ...args, now: now() });
  await saveChoreDone(database, "backup", now());
  return manifest;
}
