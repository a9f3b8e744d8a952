// Reads an OPML file that a person named.
import { readFile, stat } from "node:fs/promises";
import { CommandError, messageOf } from "../errors.ts";
import { FeedError } from "../feeds/feed.ts";
import { parseOpml, type Opml } from "../feeds/parse-opml.ts";
import { decodeBytes } from "../text/decode-bytes.ts";

const BYTES_MAX = 16 * 1024 * 1024;

/** `text` is the document, whatever its encoding was. Throws CommandError, which names the file. */
export async function readOpml(file: string): Promise<{ opml: Opml; text: string }> {
  try {
    const { size } = await stat(file);
    if (size > BYTES_MAX) throw new CommandError(`${file} holds more than ${BYTES_MAX / 1024 / 1024} MiB: split it`);
    const { text } = decodeBytes(await readFile(file), { kind: "xml" });
    return { opml: parseOpml(text), text };
  } catch (error) {
    if (error instanceof FeedError) throw new CommandError(`${file}, ${error.message}`, { cause: error });
    if (error instanceof CommandError) throw error;
    throw new CommandError(`cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
}
