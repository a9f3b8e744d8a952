// The data folder as PGlite's file system: Node's, which remembers how long each file is.
import { NodeFS } from "@electric-sql/pglite/nodefs";

const FROM_END = 2;

/** A file as Emscripten knows it, for as long as it knows it: all its streams share it, and a rename keeps it. */
interface Node {
  /** In bytes; not set while nobody has asked, and after anything that may change it otherwise than by writing. */
  length?: number | undefined;
}

interface Stream {
  node: Node;
}

type Bytes = Uint8Array | Int8Array;

/** What of Emscripten's NODEFS is used here. https://emscripten.org/docs/api_reference/Filesystem-API.html */
export interface NodeFiles {
  node_ops: { setattr(node: Node, attributes: { size?: number }): void };
  stream_ops: {
    setattr(stream: Stream, attributes: { size?: number }): void;
    write(stream: Stream, from: Bytes, offset: number, length: number, position: number): number;
    llseek(stream: Stream, offset: number, whence: number): number;
  };
}

/** The folder `directory` as PGlite's file system. */
export class DataFolder extends NodeFS {
  override async init(...given: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...given);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), rememberIn] } };
  }
}

/** PGlite's types do not name what its module holds. */
const rememberIn = (module: unknown): void => rememberLengths((module as { NODEFS: NodeFiles }).NODEFS);

/**
 * Postgres asks for the length of each table and index whenever it plans a statement, by going to the end of its file. Here that was a
 * call of the operating system each time, some hundreds for an article, and a tenth of the main thread's work. Nobody else writes to the
 * folder while it is locked, so a length that was asked once stays known.
 */
export function rememberLengths({ node_ops: nodes, stream_ops: streams }: NodeFiles): void {
  const [setNode, setStream, write, llseek] = [nodes.setattr, streams.setattr, streams.write, streams.llseek];
  nodes.setattr = (node, attributes) => {
    node.length = undefined;
    setNode(node, attributes);
  };
  streams.setattr = (stream, attributes) => {
    stream.node.length = undefined;
    setStream(stream, attributes);
  };
  streams.write = (stream, from, offset, length, position) => {
    const { node } = stream;
    const known = node.length;
    // A write that fails may have written a part.
    node.length = undefined;
    const written = write(stream, from, offset, length, position);
    if (known !== undefined) node.length = Math.max(known, position + written);
    return written;
  };
  streams.llseek = (stream, offset, whence) => {
    if (whence !== FROM_END) return llseek(stream, offset, whence);
    stream.node.length ??= llseek(stream, 0, FROM_END);
    return llseek(stream, stream.node.length + offset, 0);
  };
}
