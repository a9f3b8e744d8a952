// Reads HTML as a stream of tokens, without a tree: no stack to overflow, nothing that costs more than linear time.
import { Tokenizer } from "htmlparser2";
import { decodeEntities } from "./decode-entities.ts";

export interface HtmlTokens {
  onText: (text: string) => void;
  /** Lower-case names; a tag that closes itself is opened and not closed. */
  onOpen?: (name: string) => void;
  onClose?: (name: string) => void;
}

/** Calls back for each piece of text, entities decoded once, and for each tag; attributes and comments are passed over. */
export function readHtmlTokens(html: string, tokens: HtmlTokens): void {
  const tokenizer = new Tokenizer(
    // Whole pieces of text are decoded faster than character by character.
    { xmlMode: false, decodeEntities: false },
    {
      ontext: (start, end) => tokens.onText(decodeEntities(html.slice(start, end))),
      ontextentity: ignore,
      oncdata: (start, end, offset) => tokens.onText(html.slice(start, end - offset)),
      onopentagname: (start, end) => tokens.onOpen?.(html.slice(start, end).toLowerCase()),
      onclosetag: (start, end) => tokens.onClose?.(html.slice(start, end).toLowerCase()),
      onselfclosingtag: ignore,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

function ignore(): void {}
