// Finds what a page's JSON-LD (schema.org) says of its article.
import { isObject, type JsonObject } from "../../text/json-values.ts";
import type { PageElement } from "../tree/page-element.ts";

const ARTICLE = /(?:Article|BlogPosting|Blog|Report|Review|LiveBlogPosting|SocialMediaPosting|OpinionNewsArticle)$/;
/** Far more than real pages hold; bounds the cost of a hostile page. */
const NODES_MAX = 5_000;

/** The object that describes the page's article, or null. If there are several, the one with the longest text. */
export function findArticleJson(elements: readonly PageElement[]): JsonObject | null {
  let best: JsonObject | null = null;
  for (const script of elements) {
    // A page's document keeps no other scripts.
    if (script.tagName !== "SCRIPT") continue;
    for (const node of listNodes(parseLoosely(script.textContent))) {
      if (isArticle(node) && (best === null || weigh(node) > weigh(best))) best = node;
    }
  }
  return best;
}

/** Things that publishers put around and into JSON that are not JSON: CDATA marks, comments, raw line breaks in strings, a last semicolon. */
function parseLoosely(text: string | null): unknown {
  const json = (text ?? "")
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .replace(/^(?:\/\/ ?)?(?:<!\[CDATA\[|<!--)|(?:\/\/ ?)?(?:\]\]>|-->)$/g, "")
    .trimEnd()
    .replace(/;$/, "");
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function listNodes(root: unknown): JsonObject[] {
  const nodes: JsonObject[] = [];
  const queue: unknown[] = [root];
  for (let i = 0; i < queue.length && i < NODES_MAX; i++) {
    const value = queue[i];
    if (Array.isArray(value)) queue.push(...value.slice(0, NODES_MAX));
    else if (isObject(value)) {
      nodes.push(value);
      queue.push(
        value["@graph"],
        value["mainEntity"],
        value["mainEntityOfPage"],
        value["itemListElement"],
        value["hasPart"],
        value["item"],
      );
    }
  }
  return nodes;
}

function isArticle(node: JsonObject): boolean {
  return list(node["@type"]).some((type) => typeof type === "string" && ARTICLE.test(type));
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
