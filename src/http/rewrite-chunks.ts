// Rewrites a body in chunks to what browsers and curl read in it, before undici's strict parser sees it.
import type { Readable } from "node:stream";

/** A size may be padded, have an extension, and end with a line feed alone (RFC 9112 section 7.1). */
const SIZE_LINE = /^[ \t]*([0-9a-f]{1,12})[ \t]*(?:;[^\n]*)?\r?\n$/i;
const PLAIN_SIZE_LINE = /^[0-9a-f]+\r\n$/i;
/** A longer line is no size. */
const LINE_CHARS_MAX = 4_096;

/** `plain`: the body has no chunks, although its head says so. `asItIs`: nothing is rewritten any more. */
type State = "size" | "data" | "end of data" | "trailer" | "plain" | "asItIs";

export interface ChunkRewriter {
  /** Called with each head. */
  begin(isChunked: boolean): void;
  /** Null at the end of the connection. */
  push: Readable["push"];
}

/**
 * Plain sizes go to `push` as they came. A body that ends with its connection after its last chunk gets the line end that it lacks; one that
 * ends earlier stays cut off.
 */
export function rewriteChunks(push: Readable["push"]): ChunkRewriter {
  const sizes = readSizes();
  /** The beginning of a line that has not come whole. */
  let line = "";

  const receive = (chunk: Buffer): boolean => {
    const pieces: Buffer[] = [];
    let isSame = line === "";
    let at = 0;
    while (at < chunk.byteLength) {
      const state = sizes.state();
      if (state === "asItIs" || state === "plain") {
        const rest = chunk.subarray(at);
        pieces.push(...(state === "plain" ? [Buffer.from(sizeLine(rest.byteLength)), rest, LINE_END] : [rest]));
        isSame &&= state === "asItIs";
        break;
      }
      if (state === "data") {
        const taken = sizes.take(chunk.byteLength - at);
        pieces.push(chunk.subarray(at, at + taken));
        at += taken;
        continue;
      }
      const end = chunk.indexOf(0x0a, at) + 1;
      line += chunk.toString("latin1", at, end === 0 ? chunk.byteLength : end);
      at = end === 0 ? chunk.byteLength : end;
      if (end === 0 && line.length <= LINE_CHARS_MAX) {
        isSame = false;
        break;
      }
      const said = sizes.read(line);
      isSame &&= said === line;
      pieces.push(Buffer.from(said, "latin1"));
      line = "";
    }
    return isSame ? push(chunk) : pieces.reduce((more, piece) => (piece.byteLength === 0 ? more : push(piece)), true);
  };
  return {
    begin(isChunked) {
      sizes.begin(isChunked);
      line = "";
    },
    push(chunk: Buffer | null) {
      if (chunk !== null) return sizes.state() === "asItIs" ? push(chunk) : receive(chunk);
      const rest = sizes.end(line);
      if (rest !== "") push(Buffer.from(rest, "latin1"));
      line = "";
      return push(null);
    },
  };
}

/** Where in a body in chunks we are. `read` takes a line, and returns what it should have been. */
function readSizes() {
  let state: State = "asItIs";
  /** Bytes of a chunk that have not come. */
  let left = 0;
  let isFirst = true;
  const giveUp = (text: string): string => {
    state = isFirst ? "plain" : "asItIs";
    return isFirst ? asChunk(text) : text;
  };
  return {
    state: (): State => state,
    begin(isChunked: boolean): void {
      state = isChunked ? "size" : "asItIs";
      isFirst = true;
    },
    take(bytes: number): number {
      const taken = Math.min(left, bytes);
      left -= taken;
      if (left === 0) state = "end of data";
      return taken;
    },
    read(text: string): string {
      const isEmpty = /^\r?\n$/.test(text);
      if (state === "trailer") {
        // Headers after the body say nothing to us.
        if (!isEmpty) return "";
        state = "asItIs";
        return "\r\n";
      }
      if (state === "end of data") {
        state = "size";
        return isEmpty ? "\r\n" : giveUp(text);
      }
      const size = SIZE_LINE.exec(text)?.[1];
      if (size === undefined) return giveUp(text);
      isFirst = false;
      left = Number.parseInt(size, 16);
      state = left === 0 ? "trailer" : "data";
      return PLAIN_SIZE_LINE.test(text) ? text : sizeLine(left);
    },
    /** What is to be sent before the end; `line` has come of the last line. */
    end(line: string): string {
      const was = state;
      state = "asItIs";
      if (was === "trailer") return "\r\n";
      if (was === "plain" || (was === "size" && /^0+\r?$/.test(line))) return LAST;
      return was === "size" && isFirst && !/^[0-9a-f]*\s*$/i.test(line) ? `${asChunk(line)}${LAST}` : line;
    },
  };
}

const LINE_END = Buffer.from("\r\n");
const LAST = "0\r\n\r\n";
const sizeLine = (bytes: number): string => `${bytes.toString(16)}\r\n`;
const asChunk = (text: string): string => `${sizeLine(text.length)}${text}\r\n`;
