// Unpacks a document that is itself a gzip file, as many sitemaps are: HTTP headers don't say so, since it is no transfer encoding.
import { constants, gunzipSync } from "node:zlib";
import { FeedError } from "../feed.ts";

/** The bytes inside, or the bytes unchanged if they are not packed. Returns the start of a file that is cut off. */
export function unpackDocument(bytes: Uint8Array, bytesMax: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") return bytes;
    const size = `${Math.round(bytesMax / 1024 / 1024)} MB`;
    throw new FeedError("too-large", `this address answers with a compressed file that unpacks to more than ${size}`);
  }
}
