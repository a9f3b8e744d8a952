// Unpacks a document that is itself a gzip file, as many sitemaps are: HTTP headers don't say so, since it is no transfer encoding.
import { unpackGzip } from "../../text/decode-bytes.ts";
import { FeedError } from "../feed.ts";

/** The bytes inside, or the bytes unchanged if they are not packed. Returns the start of a file that is cut off. */
export function unpackDocument(bytes: Uint8Array, bytesMax: number): Uint8Array {
  const unpacked = unpackGzip(bytes, bytesMax);
  if (unpacked !== null) return unpacked;
  const size = `${Math.round(bytesMax / 1024 / 1024)} MB`;
  throw new FeedError("too-large", `this address answers with a compressed file that unpacks to more than ${size}`);
}
