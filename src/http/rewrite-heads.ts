// Rewrites odd lines in the head of a response to what browsers read in them, before undici's strict parser sees it.
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { rewriteChunks } from "./rewrite-chunks.ts";

/** Of a head that is kept until it is complete; a longer one goes on as it came, and undici refuses it. */
const HEAD_BYTES_MAX = 64 * 1024;
const STATUS_LINE = /^HTTP\/1\.[01] \d{3}(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const HEADER_LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*$/;
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f]/g;

export interface Heads {
  /** Called before each request: what comes next begins with a head. */
  expect(): void;
  /** The line of the last head that could not be rewritten, for a message; null if there was none. */
  oddLine(): string | null;
}

/** A rewritten answer ends with its connection, so that a wrong length can never spoil the next answer (RFC 9112 section 6.3). */
export function rewriteHeads(socket: Socket): Heads {
  const push = socket.push.bind(socket);
  let expecting = true;
  let held = Buffer.alloc(0);
  let size = 0;
  let odd: string | null = null;
  const body = rewriteChunks(push);

  const hold = (chunk: Buffer): void => {
    if (size + chunk.byteLength > held.byteLength) {
      const larger = Buffer.alloc(Math.max(4_096, 2 * (size + chunk.byteLength)));
      held.copy(larger, 0, 0, size);
      held = larger;
    }
    chunk.copy(held, size);
    size += chunk.byteLength;
  };
  const letGo = (): void => {
    held = Buffer.alloc(0);
    size = 0;
  };
  const receive: Readable["push"] = (chunk: Buffer | null) => {
    if (!expecting) return body.push(chunk);
    if (chunk === null) {
      expecting = false;
      if (size > 0) push(held.subarray(0, size));
      letGo();
      return push(null);
    }
    const searched = Math.max(0, size - 3);
    // Nearly always the head is complete, and nothing is copied: buffers that grow with each answer would have the heap collected each time.
    const isFirst = size === 0;
    if (!isFirst) hold(chunk);
    const came = isFirst ? chunk : held.subarray(0, size);
    if (!mayBeHttp(came)) {
      expecting = false;
      odd = came
        .toString("latin1")
        .trim()
        .replace(/[\r\n][^]*/, "");
      letGo();
      return push(came);
    }
    const end = endOfHead(came, searched);
    if (end === -1 && came.byteLength <= HEAD_BYTES_MAX) {
      if (isFirst) hold(chunk);
      return true;
    }
    letGo();
    expecting = false;
    if (end === -1) return push(came);
    const head = rewriteHead(came.subarray(0, end));
    odd = head.oddLine;
    body.begin(head.isChunked);
    // An interim answer (100, 103) is followed by the real one. It says nothing to us, and undici refuses a 100 that was not asked for.
    const more = head.isInterim ? true : push(head.bytes);
    expecting = head.isInterim;
    return end < came.byteLength ? receive(came.subarray(end)) : more;
  };
  socket.push = receive;
  return {
    expect() {
      expecting = true;
      odd = null;
    },
    oddLine: () => odd,
  };
}

/** What is another protocol is not waited for. */
const mayBeHttp = (bytes: Buffer): boolean => {
  const start = bytes.toString("latin1", 0, 64).trimStart().slice(0, 5).toLowerCase();
  return "http/".startsWith(start);
};

/** The index after the blank line, whether lines end with CR LF or with LF alone (RFC 9112 section 2.2); -1 if it has not come. */
function endOfHead(bytes: Buffer, from: number): number {
  const ends = ["\n\r\n", "\n\n"]
    .map((mark) => ({ at: bytes.indexOf(mark, from, "latin1"), length: mark.length }))
    .filter(({ at }) => at !== -1)
    .map(({ at, length }) => at + length);
  return ends.length === 0 ? -1 : Math.min(...ends);
}

interface Head {
  bytes: Buffer;
  isInterim: boolean;
  isChunked: boolean;
  oddLine: string | null;
}

/** `head` ends with a blank line. Nothing changes in a head that follows the rules. */
export function rewriteHead(head: Buffer): Head {
  const text = head.toString("latin1");
  const [first = "", ...lines] = text
    .replace(/^[\r\n]+/, "")
    .replace(/\r?\n\r?\n$/, "")
    .split(/\r?\n/);
  const [, version, status = "", rest = ""] = /^\s*HTTP\/(\d)(?:\.\d+)?\s+(\d{3})(?!\d)(.*)$/is.exec(first) ?? [];
  if (version === undefined) return { bytes: head, isInterim: false, isChunked: false, oddLine: first };
  const isInterim = status.startsWith("1") && status !== "101";
  // A length without a value is none, nor is one below nought; "identity" says that the body is sent as it is.
  const fields = readFields(lines).filter(
    ({ name, value }) =>
      !(name === "content-length" && /^(?:-\d+)?$/.test(value)) && !(name === "transfer-encoding" && /^identity$/i.test(value)),
  );
  const lengths = fields.filter(({ name }) => name === "content-length").map(({ value }) => value);
  const codings = fields.flatMap(({ name, value }) => (name === "transfer-encoding" ? value.split(",") : []));
  // Anything after "chunked" packs the chunks again: such a body ends with the connection (RFC 9112 section 6.3).
  const isChunked = /\bchunked\b/i.test(codings.at(-1) ?? "");
  const isSound =
    STATUS_LINE.test(first) &&
    lines.length === fields.length &&
    lines.every((line) => HEADER_LINE.test(line)) &&
    !/[^\r]\n/.test(text) &&
    (lengths.length === 0 || (lengths.length === 1 && !isChunked && /^\d+$/.test(lengths[0] ?? "")));
  if (isSound) return { bytes: head, isInterim, isChunked, oddLine: null };
  const parts = new Set(lengths.flatMap((value) => value.split(",").map((part) => part.trim())));
  const isUnclear = !isChunked && (parts.size > 1 || [...parts].some((part) => !/^\d{1,15}$/.test(part)));
  const endsByClosing =
    /^\s*HTTP\/1\.0/i.test(first) || fields.some(({ name, value }) => name === "connection" && /\bclose\b/i.test(value));
  // Lengths that differ or are no numbers are refused where the connection stays open: nobody can tell where such a body ends.
  const isRefused = isUnclear && !endsByClosing;
  const kept = isChunked || (isUnclear && endsByClosing) ? [] : [...parts].map((value) => ({ name: "content-length", value }));
  const ends = [{ name: "connection", value: "close" }];
  const others = fields.filter(({ name }) => name !== "content-length" && name !== "connection");
  const rewritten = [
    `HTTP/${/^\s*HTTP\/1\.0/i.test(first) ? "1.0" : "1.1"} ${status} ${rest.replace(CONTROLS, " ").trim()}`,
    ...[...others, ...kept, ...ends].map(({ name, value }) => `${name}: ${value}`),
  ];
  return {
    bytes: Buffer.from(`${rewritten.join("\r\n")}\r\n\r\n`, "latin1"),
    isInterim,
    isChunked,
    oddLine: isRefused ? `content-length: ${lengths.join(", ")}` : null,
  };
}

/** Folded lines are joined (RFC 9112 section 5.2); a line without a usable name is left out, as browsers do. */
function readFields(lines: readonly string[]): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last.value = `${last.value} ${plain(line)}`.trim();
      continue;
    }
    const colon = line.indexOf(":");
    fields.push({ name: line.slice(0, Math.max(0, colon)).trim().toLowerCase(), value: plain(line.slice(colon + 1)) });
  }
  return fields.filter(({ name }) => NAME.test(name));
}

const plain = (value: string): string => value.replace(CONTROLS, " ").trim();
