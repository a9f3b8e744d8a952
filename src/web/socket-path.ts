// Where the desk's socket is: in the data folder, or, if that path is too long for a socket, in a short private folder named there.
import { chmod, mkdtemp, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

export interface SocketPlace {
  path: string;
  /** Called once the socket listens: from then on commands find it. */
  publish(): Promise<void>;
  remove(): Promise<void>;
}

/** sun_path holds 108 bytes on Linux and 104 elsewhere, with a NUL at the end (unix(7)). */
const PATH_BYTES_MAX = process.platform === "linux" ? 107 : 103;
const SOCKET = "desk.sock";
const PREFIX = "wirewatch-";

const pointerIn = (dataDir: string): string => join(dataDir, "desk.path");
const readPointer = (dataDir: string): Promise<string | null> => readFile(pointerIn(dataDir), "utf8").catch(() => null);

/** Where a command looks for the process that has `dataDir` open. */
export const findSocket = async (dataDir: string): Promise<string> => (await readPointer(dataDir)) ?? join(dataDir, SOCKET);

/** Removes what a dead process left. The caller holds the lock of `dataDir`. */
export async function clearSocket(dataDir: string): Promise<void> {
  const elsewhere = await readPointer(dataDir);
  if (elsewhere !== null && basename(elsewhere) === SOCKET && basename(dirname(elsewhere)).startsWith(PREFIX)) {
    await rm(elsewhere, { force: true });
    await rmdir(dirname(elsewhere)).catch(() => undefined);
  }
  await rm(pointerIn(dataDir), { force: true });
  await rm(join(dataDir, SOCKET), { force: true });
}

/** In the data folder. Null if the path is too long. */
export function placeInData(dataDir: string): SocketPlace | null {
  const path = join(dataDir, SOCKET);
  if (Buffer.byteLength(path) > PATH_BYTES_MAX) return null;
  return { path, publish: () => chmod(path, 0o600), remove: () => clearSocket(dataDir) };
}

/** In a new folder for temporary files, which only this user may enter. */
export async function placeElsewhere(dataDir: string): Promise<SocketPlace> {
  // mkdtemp makes it 0700.
  const made = (parent: string) => mkdtemp(join(parent, PREFIX));
  const isShort = Buffer.byteLength(join(tmpdir(), `${PREFIX}123456`, SOCKET)) <= PATH_BYTES_MAX;
  const path = join(await made(isShort ? tmpdir() : "/tmp"), SOCKET);
  return {
    path,
    async publish() {
      await chmod(path, 0o600);
      await writeFile(pointerIn(dataDir), path, { mode: 0o600 });
    },
    async remove() {
      await clearSocket(dataDir);
      await rm(dirname(path), { recursive: true, force: true });
    },
  };
}
