// Reads a response's body, decompressed, and never holds or decodes more of it than was asked for.
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";
import { explainFault, HttpFaultError } from "./explain-fault.ts";
import { keepPace } from "./keep-pace.ts";

// The largest part of a compressed body that is read before enough of it is decoded.
const READ_AHEAD_BYTES = 256 * 1024;
const SAMPLE_BYTES = 64;
// Most pages are smaller once compressed, and are decoded at once: part by part costs five times as much. The worst takes 20 ms.
const AT_ONCE_BYTES = 128 * 1024;
const DECODED_CHUNK_BYTES = 64 * 1024;

type Chunks = AsyncIterable<Uint8Array>;

/** The most bytes of a body; `cut`: for a longer one, its start suffices. */
export interface BodyLimit {
  bytesMax: number;
  cut: boolean;
}

/**
 * The decoded body. Throws an HttpFaultError if it has more than `bytesMax` bytes, encoded or decoded, or a compression that we did
 * not ask for; passes on errors of the stream and of zlib. Destroys the stream unless it was read to its end. A document that ends as it
 * should is read although the connection was cut: its host announced a wrong length.
 */
export async function readBody(wire: Readable, headers: Record<string, string>, limit: BodyLimit): Promise<Uint8Array> {
  const pace = keepPace(wire);
  try {
    const encodings = contentEncodings(headers["content-encoding"] ?? "");
    if (Number(headers["content-length"]) > limit.bytesMax && !limit.cut) throw tooLarge(limit.bytesMax);
    const [outer, ...inner] = encodings.toReversed();
    const { chunks, cutBy } = untilCut(pace.count(wire));
    let body = await (outer === undefined ? collect(chunks, limit) : decompress(chunks, outer, limit)).catch((error: unknown) => {
      throw cutBy() ?? error;
    });
    for (const encoding of inner) body = await decompress(Readable.from([body]), encoding, limit);
    const cut = cutBy();
    if (cut !== null && !isWholeDocument(body)) throw cut;
    return body;
  } finally {
    pace.end();
    if (!wire.readableEnded) wire.on("error", ignore).destroy();
  }
}

/** What came before the connection was cut, and by which error it was, if it was. */
function untilCut(wire: Chunks): { chunks: Chunks; cutBy: () => Error | null } {
  const end: { cut: Error | null } = { cut: null };
  return { chunks: readUntilCut(wire, end), cutBy: () => end.cut };
}

/** At the top of the file: what a generator function within another refers to lives on until the next full collection of garbage. */
async function* readUntilCut(wire: Chunks, end: { cut: Error | null }): AsyncGenerator<Uint8Array, void> {
  try {
    yield* wire;
  } catch (error) {
    // The parser's own fault: the chunks end without a last one.
    if (explainFault(error).reason !== "reset" && (error as Error).name !== "HTTPParserError") throw error;
    end.cut = error as Error;
  }
}

const DOCUMENT_END = /<\/(?:html|rss|feed|rdf:RDF|urlset|sitemapindex|opml)\s*>\s*(?:<!--[^<>]*-->\s*){0,3}$/i;
const END_BYTES = 2_000;

const isWholeDocument = (body: Uint8Array): boolean =>
  DOCUMENT_END.test(Buffer.from(body.subarray(-END_BYTES)).toString("latin1").trimEnd());

async function decompress(wire: Chunks, named: Compression, limit: BodyLimit): Promise<Uint8Array> {
  // Compressed bytes are counted too: empty deflate blocks can go on for ever and decode to nothing.
  const compressed = upTo({ bytesMax: limit.bytesMax + (limit.cut ? READ_AHEAD_BYTES : 0), cut: false }, wire);
  const { bytes: first, isWhole } = await firstBytes(compressed, limit.cut ? SAMPLE_BYTES : AT_ONCE_BYTES);
  // A 304 or 204 may name an encoding although it has no body.
  if (first.byteLength === 0) return new Uint8Array();
  const source = chain(first, compressed);
  if (isPlain(first, named)) return collect(source, limit);
  const encoding = isGzip(first) ? "gzip" : named;
  if (encoding === "unknown") throw new HttpFaultError("bad-encoding", "the body is compressed in a way we did not ask for");
  if (isWhole && !limit.cut) {
    try {
      return decodeAtOnce(first, encoding, limit.bytesMax);
    } catch (error) {
      const document = encoding === "gzip" && isDamaged(error) ? firstMember(first, limit.bytesMax) : null;
      const text = document ?? (named === "br" && encoding === "gzip" ? ofBrotli(first, limit.bytesMax) : null);
      if (text !== null) return text;
      if (!isUnfinished(error)) throw error;
    }
  }
  const decoded: Uint8Array[] = [];
  let isEnough = false;
  try {
    await pipeline(source, decoder(encoding, first), async (pieces: Chunks) => {
      await gather(pieces, limit, decoded);
      isEnough = limit.cut;
    });
  } catch (error) {
    // A reader that stops after enough sees this as an abort. Some servers forget the last bytes, which only prove what came before.
    if (!isEnough && !(isUnfinished(error) && isWholeDocument(Buffer.concat(decoded)))) throw error;
  }
  return Buffer.concat(decoded);
}

const isUnfinished = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR";
const isDamaged = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "Z_DATA_ERROR";

/** A document in gzip that a server sends with something after it; null if it is not whole. */
function firstMember(body: Uint8Array, bytesMax: number): Uint8Array | null {
  const flags = body[3] ?? 0;
  // The parts of its head that may stand there (RFC 1952 section 2.3).
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (body[at] ?? 0) + 256 * (body[at + 1] ?? 0);
  for (const named of [8, 16]) if ((flags & named) !== 0) at = body.indexOf(0, at) + 1;
  if ((flags & 2) !== 0) at += 2;
  try {
    const document = inflateRawSync(body.subarray(at), { chunkSize: DECODED_CHUNK_BYTES, maxOutputLength: bytesMax });
    return isWholeDocument(document) ? document : null;
  } catch {
    return null;
  }
}

/** A text of 2,188 bytes in Brotli may begin as gzip does; null if it is none. */
function ofBrotli(body: Uint8Array, bytesMax: number): Uint8Array | null {
  try {
    return decodeAtOnce(body, "br", bytesMax);
  } catch {
    return null;
  }
}

/** Hardly anything else begins so, whatever the server calls it. */
const isGzip = (first: Uint8Array): boolean => first[0] === 0x1f && first[1] === 0x8b && first[2] === 0x08;

async function collect(source: Chunks, limit: BodyLimit): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await gather(source, limit, chunks);
  return Buffer.concat(chunks);
}

async function gather(source: Chunks, limit: BodyLimit, into: Uint8Array[]): Promise<void> {
  for await (const chunk of upTo(limit, source)) into.push(chunk);
}

async function* upTo({ bytesMax, cut }: BodyLimit, source: Chunks): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax && !cut) throw tooLarge(bytesMax);
    yield bytes > bytesMax ? chunk.subarray(0, chunk.byteLength - (bytes - bytesMax)) : chunk;
    if (bytes >= bytesMax && cut) return;
  }
}

/** The first `bytesMin` bytes at least, since a first part may hold a single byte; or all of it. */
async function firstBytes(
  source: AsyncGenerator<Uint8Array, void>,
  bytesMin: number,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let isWhole = false;
  while (bytes < bytesMin && !isWhole) {
    const next = await source.next();
    if (next.done === true) isWhole = true;
    else {
      chunks.push(next.value);
      bytes += next.value.byteLength;
    }
  }
  return { bytes: Buffer.concat(chunks), isWhole };
}

/** Some servers say gzip and send text; no compressed body begins like a document. */
function isPlain(first: Uint8Array, encoding: Compression): boolean {
  if (isGzip(first)) return false;
  const sample = first.subarray(0, SAMPLE_BYTES);
  const isText = sample.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
  return isText && (encoding === "gzip" || /^(?:\xef\xbb\xbf)?\s*[<{[]/.test(Buffer.from(sample).toString("latin1")));
}

async function* chain(first: Uint8Array, rest: Chunks): AsyncGenerator<Uint8Array, void> {
  yield first;
  yield* rest;
}

/** `unknown` is a real one that we did not ask for. */
type Compression = "gzip" | "br" | "deflate" | "unknown";

const NAMED: Record<string, Compression> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  br: "br",
  deflate: "deflate",
  zstd: "unknown",
  compress: "unknown",
  "x-compress": "unknown",
  dcb: "unknown",
  dcz: "unknown",
};

/** A body may be compressed again on its way (RFC 9110 section 8.4), by servers that do not look; no one does so oftener in good faith. */
const ENCODINGS_MAX = 3;

/** In the order in which they were applied. */
function contentEncodings(header: string): Compression[] {
  const encodings = header
    .toLowerCase()
    .split(",")
    // Servers name here what is no encoding: a character set, "none", "aws-chunked". Browsers take such a body as it is.
    .flatMap((name) => (Object.hasOwn(NAMED, name.trim()) ? [NAMED[name.trim()] as Compression] : []));
  if (encodings.length > ENCODINGS_MAX)
    throw new HttpFaultError("bad-encoding", `the body is compressed ${encodings.length} times`);
  return encodings;
}

/** "deflate" means zlib's wrapper (RFC 9110 section 8.4.1.2), but some hosts send it bare; method 8 in the low bits tells them apart. */
const isWrapped = (first: Uint8Array): boolean => ((first[0] ?? 0) & 0x0f) === 0x08;

function decoder(encoding: Exclude<Compression, "unknown">, first: Uint8Array): Transform {
  if (encoding === "gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  return isWrapped(first) ? createInflate() : createInflateRaw();
}

function decodeAtOnce(body: Uint8Array, encoding: Exclude<Compression, "unknown">, bytesMax: number): Uint8Array {
  const options = { chunkSize: DECODED_CHUNK_BYTES, maxOutputLength: bytesMax };
  try {
    if (encoding === "gzip") return gunzipSync(body, options);
    if (encoding === "br") return brotliDecompressSync(body, options);
    return isWrapped(body) ? inflateSync(body, options) : inflateRawSync(body, options);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge(bytesMax) : error;
  }
}

function tooLarge(bytesMax: number): HttpFaultError {
  const size = bytesMax >= 1_048_576 ? `${Math.round(bytesMax / 1_048_576)} MB` : `${Math.ceil(bytesMax / 1024)} KB`;
  return new HttpFaultError("too-large", `the body is larger than ${size}`);
}

function ignore(): void {}
