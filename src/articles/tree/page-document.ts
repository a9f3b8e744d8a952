// A page's document: head and body, with each element in its place even if the page omitted or misplaced tags.
import { type Attributes, PageElement, PageText } from "./page-element.ts";

const HEAD_ONLY = new Set("title meta link base script style".split(" "));
const STRUCTURE = new Set(["html", "head", "body"]);
/** Readability resolves links against it; nothing else reads them. */
const NOWHERE = "http://page.invalid/";

export class PageDocument {
  readonly nodeType = 9;
  readonly documentElement = new PageElement("html", "HTML", {});
  readonly head = new PageElement("head", "HEAD", {});
  body = new PageElement("body", "BODY", {});
  readonly baseURI = NOWHERE;
  readonly documentURI = NOWHERE;
  /** Tells Readability that it may rename elements in place. */
  readonly firstChild = { __JSDOMParser__: true };

  constructor() {
    this.documentElement.appendChild(this.head);
    this.documentElement.appendChild(this.body);
  }

  get title(): string {
    return this.documentElement.getElementsByTagName("title")[0]?.textContent ?? "";
  }

  /** Replaces the body. */
  replaceBody(body: PageElement): void {
    this.documentElement.replaceChild(body, this.body);
    this.body = body;
  }

  getElementsByTagName(name: string): PageElement[] {
    return this.documentElement.getElementsByTagName(name);
  }

  querySelectorAll(names: string): PageElement[] {
    return this.documentElement.querySelectorAll(names);
  }

  createElement(name: string): PageElement {
    return new PageElement(name.toLowerCase(), name.toUpperCase(), {});
  }

  createTextNode(text: string): PageText {
    return new PageText(text);
  }
}

export interface DocumentBuilder {
  open(name: string, attributes: Attributes): void;
  /** Closes the element that was opened last; `isImplied` if the page does not. */
  close(isImplied?: boolean): void;
  text(text: string): void;
  /** How many texts the document holds so far. */
  texts(): number;
  end(): PageDocument;
}

/** Takes a page's tags and texts in order; the text between two tags may come in pieces. Each `open` needs its `close`. */
export function startDocument(decodeText: (text: string) => string): DocumentBuilder {
  const document = new PageDocument();
  const { documentElement, head, body } = document;
  /** The parent of each open element; null for head and body, whose place is fixed. */
  const around: (PageElement | null)[] = [];
  const capitals = new Map<string, string>();
  let parent: PageElement | null = null;
  let inBody = false;
  let pending = ""; // the text since the last tag
  let texts = 0;

  const capitalsOf = (name: string): string => {
    const known = capitals.get(name);
    if (known !== undefined) return known;
    const made = name.toUpperCase();
    capitals.set(name, made);
    return made;
  };
  const placeText = () => {
    if (pending === "") return;
    inBody ||= parent === null && /\S/.test(pending);
    const place = parent ?? (inBody ? body : head);
    // A script's text is code, which has no character references.
    const text = place.localName === "script" ? pending : decodeText(pending);
    const last = place.lastChild;
    pending = "";
    if (last?.nodeType === 3) last.nodeValue += text;
    else {
      place.appendChild(new PageText(text));
      texts++;
    }
  };

  return {
    open(name, attributes) {
      placeText();
      around.push(parent);
      if (STRUCTURE.has(name)) {
        takeOver(name === "html" ? documentElement : name === "head" ? head : body, attributes);
        if (name === "body") inBody = true;
        return;
      }
      inBody ||= parent === null && !HEAD_ONLY.has(name);
      const element = new PageElement(name, capitalsOf(name), attributes);
      (parent ?? (inBody ? body : head)).appendChild(element);
      parent = element;
    },
    close(isImplied = false) {
      placeText();
      // The next link ends one that was never closed.
      if (isImplied && parent?.tagName === "A" && parent.getElementsByTagName("a").length > 0) rename(parent, "span");
      parent = around.pop() ?? null;
    },
    text: (text) => void (pending += text),
    texts: () => texts,
    end() {
      placeText();
      return document;
    },
  };
}

function rename(element: PageElement, name: string): void {
  element.localName = name;
  element.tagName = name.toUpperCase();
}

/** A page that opens its body twice has one body, with the attributes of the first. */
function takeOver(element: PageElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) if (!element.hasAttribute(name)) element.setAttribute(name, value);
}
