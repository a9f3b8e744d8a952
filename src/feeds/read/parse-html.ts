// Builds the document of a page or a mail, as far as it does not nest deeper than any that people write.
import { type Document, DomHandler } from "domhandler";
import { Parser } from "htmlparser2";

/** The parser's time grows with the square of the depth. */
const DEPTH_MAX = 2_000;
/** The depth is looked at after each. */
const PIECE_CHARS = 4_096;

class Builder extends DomHandler {
  depth(): number {
    return this.tagStack.length;
  }
}

/** Leaves out all that comes after the first place that is too deep. */
export function parseHtml(html: string): Document {
  const builder = new Builder();
  const parser = new Parser(builder);
  for (let at = 0; at < html.length && builder.depth() <= DEPTH_MAX; at += PIECE_CHARS)
    parser.write(html.slice(at, at + PIECE_CHARS));
  parser.end();
  return builder.root;
}
