// Finds what a page's JSON-LD (schema.org) says of its article.
import { canonicalUrl } from "../../text/canonical-url.ts";
import { isObject, parseJson, type JsonObject } from "../../text/json-values.ts";
import type { PageElement } from "../tree/page-element.ts";

const ARTICLE = /(?:Article|BlogPosting|Blog|Report|Review|LiveBlogPosting|SocialMediaPosting|OpinionNewsArticle)$/;
const LIVE = /^LiveBlogPosting$/;
const PAGE = /WebPage$/;
const WITHIN = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"];
const ITEMS = ["itemListElement", "item"];
/** More than an article's fields and text weigh. */
const OWN_WEIGHT = 1_000_000_000;
/** Far more than real pages hold; bounds the cost of a hostile page. */
const NODES_MAX = 5_000;

/** What a page's JSON-LD says of it. */
export interface PageJson {
  /** The object that describes the page's article, or null. */
  article: JsonObject | null;
  /** The object that describes the page itself, or null. */
  page: JsonObject | null;
}

/** Of several articles, the one with the page's address counts, else the one that says most. The items of a list are other pages. */
export function readJsonLd(elements: readonly PageElement[], url: string): PageJson {
  const best: PageJson = { article: null, page: null };
  const own = keyOf(url);
  const name = own?.slice(own.lastIndexOf("/") + 1) ?? "";
  let most = -1;
  for (const script of elements) {
    // A page's document keeps no other scripts.
    if (script.tagName !== "SCRIPT") continue;
    for (const { node, isItem } of listNodes(parseLoosely(script.textContent))) {
      if (!isItem && hasType(node, PAGE)) best.page ??= node;
      if (!hasType(node, ARTICLE)) continue;
      const isOwn = own !== null && addressesOf(node).some((address) => address.includes(name) && keyOf(address) === own);
      if (isItem && !isOwn) continue;
      // A live page's posts may be at its address, too.
      const weight = weigh(node) + (isOwn ? OWN_WEIGHT : 0) + (hasType(node, LIVE) ? 2 * OWN_WEIGHT : 0);
      if (weight > most) [best.article, most] = [node, weight];
    }
  }
  return best;
}

function addressesOf(node: JsonObject): string[] {
  const of = node["mainEntityOfPage"];
  return [node["url"], node["@id"], isObject(of) ? of["@id"] : of].filter((address) => typeof address === "string");
}

/** The same for the spellings of a page's address between which publishers alternate. */
function keyOf(url: string): string | null {
  return canonicalUrl(url)?.replace(/^https?:\/\/(?:www\.)?|\/(?=$|\?)/g, "") ?? null;
}

/** Things that publishers put around and into JSON that are not JSON: CDATA marks, comments, raw line breaks in strings, a last semicolon. */
function parseLoosely(text: string | null): unknown {
  const json = (text ?? "")
    // oxlint-disable-next-line no-control-regex
    .replace(/[\0-\x1f\x7f-\x9f]+/g, " ")
    .trim()
    .replace(/^(?:\/\/ ?)?(?:<!\[CDATA\[|<!--)|(?:\/\/ ?)?(?:\]\]>|-->)$/g, "")
    .trimEnd()
    .replace(/;$/, "");
  return parseJson(json);
}

/** `isItem` tells the items of a list from what describes the page. */
function listNodes(root: unknown): { node: JsonObject; isItem: boolean }[] {
  const nodes: { node: JsonObject; isItem: boolean }[] = [];
  const queue: { value: unknown; isItem: boolean }[] = [{ value: root, isItem: false }];
  for (let i = 0; i < queue.length && i < NODES_MAX; i++) {
    const { value, isItem } = queue[i] ?? { value: null, isItem: false };
    if (Array.isArray(value)) queue.push(...value.slice(0, NODES_MAX).map((inner: unknown) => ({ value: inner, isItem })));
    else if (isObject(value)) {
      nodes.push({ node: value, isItem });
      for (const key of WITHIN) if (value[key] !== undefined) queue.push({ value: value[key], isItem });
      for (const key of ITEMS) if (value[key] !== undefined) queue.push({ value: value[key], isItem: true });
    }
  }
  return nodes;
}

function hasType(node: JsonObject, types: RegExp): boolean {
  return list(node["@type"]).some((type) => typeof type === "string" && types.test(type));
}

function weigh(node: JsonObject): number {
  const fields = ["headline", "datePublished", "author", "articleBody"].filter((key) => node[key] !== undefined).length;
  return fields * 1_000_000 + (readString(node["articleBody"])?.length ?? 0);
}

/** The names of people or organisations given as text, as an object with a name, or as a list of either. */
export function readNames(value: unknown): string[] {
  return list(value).flatMap((item) => readString(isObject(item) ? (list(item["name"])[0] ?? fullName(item)) : item) ?? []);
}

function fullName(person: JsonObject): string {
  return [person["givenName"], person["familyName"]].filter((part) => typeof part === "string").join(" ");
}

export function readString(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.replace(/\s+/g, " ").trim();
  return text === "" ? null : text;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
}
