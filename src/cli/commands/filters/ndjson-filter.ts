// The filters' frame: one document a line in, one answer a line out, in order; one bad line never ends the stream.
import { once } from "node:events";
import { open } from "node:fs/promises";
import type { CommandContext, Io } from "../../command.ts";

export interface FilterDocument {
  id: unknown;
  [key: string]: unknown;
}

/** A fault with a code for programs and a message for people. */
export class FilterFault extends Error {
  override name = "FilterFault" as const;
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A page may be larger than the part that is read; its reader cuts it. */
const BYTES_MAX = 128 * 1024 * 1024;
const LINE_BYTES_MAX = 512 * 1024 * 1024;

/** Runs stdin through `answer`, at most `atOnce` documents at a time, until stdin ends. */
export async function runFilter(
  { stdin, stdout }: Pick<Io, "stdin" | "stdout">,
  answer: (document: FilterDocument) => Promise<object> | object,
  atOnce: number,
): Promise<void> {
  const written: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const line of readLines(stdin)) {
    const answered = answerLine(line, answer);
    // Each answer waits until the one before it is written, which keeps the order.
    last = last.then(async () => write(stdout, await answered));
    written.push(last);
    if (written.length >= atOnce) await written.shift();
  }
  await last;
}

async function write(stdout: Io["stdout"], line: string): Promise<void> {
  if (!stdout.write(line)) await once(stdout, "drain");
}

async function answerLine(line: string | null, answer: (document: FilterDocument) => Promise<object> | object): Promise<string> {
  let id: unknown = null;
  try {
    const document = readDocument(line);
    id = document.id ?? null;
    return `${JSON.stringify(Object.assign({ id }, await answer(document), { id }))}\n`;
  } catch (error) {
    return `${faultLine(id, error)}\n`;
  }
}

function faultLine(id: unknown, error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
  const message = error instanceof Error ? error.message : String(error);
  return JSON.stringify({ id, error: { code, message } });
}

interface FileAnswer<T> {
  answer(document: FilterDocument): Promise<T>;
  format(said: T): string;
  shape?(said: T): object;
}

/**
 * Prints the answer for one named file: formatted for a person at a terminal; with --json or into a pipe as the filter's line. Returns
 * null if the file can't be read.
 */
export async function answerFile<T extends object>(
  context: CommandContext,
  document: FilterDocument & { file: string },
  { answer, format, shape = (said) => said }: FileAnswer<T>,
): Promise<T | null> {
  const isForPeople = context.io.stdout.isTTY === true && !context.json;
  try {
    const said = await answer(document);
    context.print(isForPeople ? format(said) : JSON.stringify({ id: document.id, ...shape(said) }));
    return said;
  } catch (error) {
    if (!(error instanceof FilterFault)) throw error;
    if (isForPeople) context.tell(`${document.file}: ${error.message}`);
    else context.print(faultLine(document.id, error));
    return null;
  }
}

function readDocument(line: string | null): FilterDocument {
  if (line === null) throw new FilterFault("too-large", `a line of more than ${LINE_BYTES_MAX} bytes is not read`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw new FilterFault("bad-json", `the line is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new FilterFault("bad-document", "a line must hold one JSON object");
  return parsed as FilterDocument;
}

/** Only \n separates lines: a JSON string may hold U+2028. Yields null for a line that is too long. */
async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield* joined([...parts, chunk.subarray(from, end)], size);
      [parts, size, from] = [[], 0, end + 1];
    }
    size += chunk.length - from;
    if (size <= LINE_BYTES_MAX) parts.push(chunk.subarray(from));
    else parts = [];
  }
  yield* joined(parts, size);
}

function* joined(parts: Buffer[], size: number): Generator<string | null> {
  if (size > LINE_BYTES_MAX) {
    yield null;
    return;
  }
  const line = Buffer.concat(parts).toString("utf8");
  if (line.trim() !== "") yield line;
}

/** A string field of a document, or null if it is missing. */
export function optionalText(document: FilterDocument, key: string): string | null {
  const value = document[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new FilterFault("bad-document", `"${key}" must be a string`);
  return value;
}

/** The document's own bytes, or those of the file that it names; only the first if there are too many. */
export async function bytesOf(document: FilterDocument, bytesMax = BYTES_MAX): Promise<Uint8Array> {
  const file = optionalText(document, "file");
  const base64 = optionalText(document, "base64");
  if (base64 !== null) return Buffer.from(base64.slice(0, Math.ceil(bytesMax / 3) * 4), "base64").subarray(0, bytesMax);
  if (file === null) throw new FilterFault("bad-document", `give "file" (a path) or "base64" (the bytes)`);
  return readStart(file, bytesMax).catch((error: NodeJS.ErrnoException) => {
    throw new FilterFault("unreadable-file", `cannot read ${file}: ${error.message}`, { cause: error });
  });
}

/** A file is read into memory of its size, which can then be moved to a thread; a pipe has no size. */
async function readStart(file: string, bytesMax: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size === 0)
      return await readStream(handle.createReadStream({ end: bytesMax - 1, autoClose: false }));
    const bytes = new Uint8Array(Math.min(stat.size, bytesMax));
    let read = 0;
    for (let more = 1; more > 0 && read < bytes.length; read += more)
      more = (await handle.read(bytes, read, bytes.length - read, read)).bytesRead;
    return read < bytes.length ? bytes.slice(0, read) : bytes;
  } finally {
    await handle.close();
  }
}

async function readStream(stream: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
