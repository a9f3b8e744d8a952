// Pieces: an issue as lines of words and links, before a service's own way of writing gives them a form.

/** Words of one kind; `href` is an address for http or https. */
export interface Span {
  text: string;
  href?: string;
  bold?: true;
}

export type Line = Span[];

/** What is not to be parted: a story, or the lines above or below the stories. */
export interface Piece {
  lines: Line[];
}

/** How a service writes a line: nothing of the words may act as markup there. */
export type Writer = (line: Line) => string;

export const writePieces = (pieces: readonly Piece[], write: Writer): string =>
  pieces.map(({ lines }) => lines.map(write).join("\n")).join("\n\n");
