// The filters' frame: a document a line in, an answer a line out, order kept; one bad line never ends the stream.
import { once } from "node:events";

export interface FilterDocument {
  id: unknown;
  [key: string]: unknown;
}

/** A fault with a code for machines and words for people. */
export class FilterFault extends Error {
  override name = "FilterFault" as const;
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const LINE_BYTES_MAX = 512 * 1024 * 1024;

/** Runs stdin through `answer`, at most `atOnce` documents at a time, until stdin ends. */
export async function runFilter(answer: (document: FilterDocument) => Promise<object> | object, atOnce: number): Promise<void> {
  const written: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const line of readLines(process.stdin)) {
    const answered = answerLine(line, answer);
    // Each answer waits for the one before it to be written, so that the order is kept.
    last = last.then(async () => write(await answered));
    written.push(last);
    if (written.length >= atOnce) await written.shift();
  }
  await last;
}

async function write(line: string): Promise<void> {
  if (!process.stdout.write(line)) await once(process.stdout, "drain");
}

async function answerLine(line: string | null, answer: (document: FilterDocument) => Promise<object> | object): Promise<string> {
  let id: unknown = null;
  try {
    const document = readDocument(line);
    id = document.id ?? null;
    return `${JSON.stringify(Object.assign({ id }, await answer(document), { id }))}\n`;
  } catch (error) {
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
    const message = error instanceof Error ? error.message : String(error);
    return `${JSON.stringify({ id, error: { code, message } })}\n`;
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

/** Lines are parted by \n alone: a JSON string may hold U+2028. Yields null for a line that is too long. */
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

/** A string field of a document, or null where it is absent. */
export function optionalText(document: FilterDocument, key: string): string | null {
  const value = document[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new FilterFault("bad-document", `"${key}" must be a string`);
  return value;
}
