// A page's tree: just the part of the DOM that Readability uses, so that a page costs a tenth of a whole DOM.

export type PageNode = PageText | PageElement;

/** What elements and texts have in common: a place in the tree. */
abstract class TreeNode {
  parentNode: PageElement | null = null;
  previousSibling: PageNode | null = null;
  nextSibling: PageNode | null = null;

  get nextElementSibling(): PageElement | null {
    return firstElement(this.nextSibling);
  }

  remove(): void {
    this.parentNode?.removeChild(this as unknown as PageNode);
  }
}

const NO_NODES: readonly PageNode[] = [];

export class PageText extends TreeNode {
  readonly nodeType = 3;
  readonly nodeName = "#text";
  nodeValue: string;

  constructor(text: string) {
    super();
    this.nodeValue = text;
  }

  get textContent(): string {
    return this.nodeValue;
  }

  get childNodes(): readonly PageNode[] {
    return NO_NODES;
  }

  cloneNode(): PageText {
    return new PageText(this.nodeValue);
  }
}

class PageAttribute {
  readonly name: string;
  readonly value: string;

  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }

  cloneNode(): this {
    return this;
  }
}

export type Attributes = Readonly<Record<string, string>>;

export class PageElement extends TreeNode {
  readonly nodeType = 1;
  /** Readability renames elements in place. */
  tagName: string;
  localName: string;
  firstChild: PageNode | null = null;
  lastChild: PageNode | null = null;
  /** Readability's notes on an element. */
  readability: unknown = undefined;
  _readabilityDataTable: unknown = undefined;
  /** Shared by copies of an element until one of them changes. */
  #attributes: Attributes;
  /** What was read of the children since the last change: Readability asks again and again. */
  #text: string | null = null;
  #childNodes: readonly PageNode[] | null = null;
  #children: readonly PageElement[] | null = null;

  /** `name` in lower case, `tagName` the same in capitals. */
  constructor(name: string, tagName: string, attributes: Attributes) {
    super();
    this.localName = name;
    this.tagName = tagName;
    this.#attributes = attributes;
  }

  get nodeName(): string {
    return this.tagName;
  }

  get textContent(): string {
    if (this.#text === null) {
      let text = "";
      for (let child = this.firstChild; child; child = child.nextSibling) text += child.textContent;
      this.#text = text;
    }
    return this.#text;
  }

  get childNodes(): readonly PageNode[] {
    if (this.#childNodes === null) {
      const nodes: PageNode[] = [];
      for (let child = this.firstChild; child; child = child.nextSibling) nodes.push(child);
      this.#childNodes = nodes;
    }
    return this.#childNodes;
  }

  get children(): readonly PageElement[] {
    if (this.#children === null) {
      const elements: PageElement[] = [];
      for (let child = this.firstElementChild; child; child = child.nextElementSibling) elements.push(child);
      this.#children = elements;
    }
    return this.#children;
  }

  get firstElementChild(): PageElement | null {
    return firstElement(this.firstChild);
  }

  // ---- attributes

  getAttribute(name: string): string | null {
    return this.#attributes[name] ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes[name] !== undefined;
  }

  setAttribute(name: string, value: string): void {
    this.#attributes = { ...this.#attributes, [name]: value };
  }

  setAttributeNode({ name, value }: { name: string; value: string }): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    if (!this.hasAttribute(name)) return;
    const { [name]: _, ...rest } = this.#attributes;
    this.#attributes = rest;
  }

  get attributes(): PageAttribute[] {
    return Object.entries(this.#attributes).map(([name, value]) => new PageAttribute(name, value));
  }

  get className(): string {
    return this.#attributes["class"] ?? "";
  }

  set className(value: string) {
    this.setAttribute("class", value);
  }

  get id(): string {
    return this.#attributes["id"] ?? "";
  }

  set id(value: string) {
    this.setAttribute("id", value);
  }

  get src(): string {
    return this.#attributes["src"] ?? "";
  }

  get srcset(): string {
    return this.#attributes["srcset"] ?? "";
  }

  /** The two properties that hide an element; null if it has no style of its own. */
  get style(): { display: string; visibility: string } | null {
    const style = this.#attributes["style"];
    if (style === undefined) return null;
    return { display: findProperty(style, DISPLAY), visibility: findProperty(style, VISIBILITY) };
  }

  // ---- the tree

  /** The elements below this one, in document order, optionally only those with these names (in capitals). */
  descendants(names?: ReadonlySet<string>): PageElement[] {
    const found: PageElement[] = [];
    collect(this, names, found);
    return found;
  }

  getElementsByTagName(name: string): PageElement[] {
    const found: PageElement[] = [];
    collect(this, name.toUpperCase(), found);
    return found;
  }

  /** Supports element names only; Readability uses nothing else. */
  querySelectorAll(names: string): PageElement[] {
    return names.includes(",") ? this.descendants(namesIn(names)) : this.getElementsByTagName(names);
  }

  contains(node: PageNode): boolean {
    for (let at: PageNode | null = node; at; at = at.parentNode) if (at === this) return true;
    return false;
  }

  appendChild(node: PageNode): void {
    node.parentNode?.removeChild(node);
    node.parentNode = this;
    node.previousSibling = this.lastChild;
    if (this.lastChild === null) this.firstChild = node;
    else this.lastChild.nextSibling = node;
    this.lastChild = node;
    this.#forget();
  }

  removeChild(node: PageNode): void {
    const { previousSibling: before, nextSibling: after } = node;
    if (before === null) this.firstChild = after;
    else before.nextSibling = after;
    if (after === null) this.lastChild = before;
    else after.previousSibling = before;
    node.parentNode = node.previousSibling = node.nextSibling = null;
    this.#forget();
  }

  replaceChild(node: PageNode, old: PageNode): void {
    node.parentNode?.removeChild(node);
    const { previousSibling: before, nextSibling: after } = old;
    node.parentNode = this;
    node.previousSibling = before;
    node.nextSibling = after;
    if (before === null) this.firstChild = node;
    else before.nextSibling = node;
    if (after === null) this.lastChild = node;
    else after.previousSibling = node;
    old.parentNode = old.previousSibling = old.nextSibling = null;
    this.#forget();
  }

  /** A copy without children, outside the tree. */
  cloneNode(): PageElement {
    return new PageElement(this.localName, this.tagName, this.#attributes);
  }

  /** A copy of all that this element holds. Readability restores it if its first try finds too little. */
  get innerHTML(): PageElement {
    return copyWhole(this);
  }

  set innerHTML(saved: PageElement) {
    while (this.firstChild) this.removeChild(this.firstChild);
    const copy = copyWhole(saved);
    while (copy.firstChild) this.appendChild(copy.firstChild);
  }

  /** If an element's text is unknown, so are the texts of its ancestors. */
  #forget(): void {
    this.#childNodes = this.#children = null;
    this.#text = null;
    for (let element = this.parentNode; element && element.#text !== null; element = element.parentNode) element.#text = null;
  }
}

const DISPLAY = /(?:^|;)\s*display\s*:\s*([\w-]+)/i;
const VISIBILITY = /(?:^|;)\s*visibility\s*:\s*([\w-]+)/i;

function findProperty(style: string, property: RegExp): string {
  return property.exec(style)?.[1]?.toLowerCase() ?? "";
}

function firstElement(node: PageNode | null): PageElement | null {
  for (let at = node; at; at = at.nextSibling) if (at.nodeType === 1) return at;
  return null;
}

function copyWhole(element: PageElement): PageElement {
  const copy = element.cloneNode();
  for (let child = element.firstChild; child; child = child.nextSibling)
    copy.appendChild(child.nodeType === 1 ? copyWhole(child) : child.cloneNode());
  return copy;
}

const nameSets = new Map<string, ReadonlySet<string>>();

function namesIn(list: string): ReadonlySet<string> {
  const known = nameSets.get(list);
  if (known) return known;
  const names = new Set(list.toUpperCase().split(","));
  nameSets.set(list, names);
  return names;
}

/** Adds the elements below this one in document order: all, those of one name, or those of any of these names (in capitals). */
function collect(element: PageElement, names: string | ReadonlySet<string> | undefined, found: PageElement[]): void {
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== 1) continue;
    if (names === undefined || names === child.tagName || (typeof names === "object" && names.has(child.tagName)))
      found.push(child);
    collect(child, names, found);
  }
}
