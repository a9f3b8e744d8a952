// Facts: what is known of a document apart from its words (language, source, tags), and rules about them.
import type { Choice, MatchDocument } from "./watchlist.ts";

export type FactKind = "language" | "source" | "tags";

/** One of `values` must be among the document's, or none of them if `not` is set. */
export interface FactRule {
  fact: FactKind;
  values: ReadonlySet<string>;
  not: boolean;
}

export type DocumentFacts = Record<FactKind, ReadonlySet<string>>;

/** All names by which a rule may mean the document: `en` for en-GB, `example.org` for blog.example.org. */
export function factsOf(document: MatchDocument): DocumentFacts {
  const sources = [document.source ?? []].flat();
  if (document.url && URL.canParse(document.url)) sources.push(new URL(document.url).hostname);
  return {
    language: new Set(wider(languageCode(document.language ?? ""), "-")),
    source: new Set(sources.flatMap((source) => hosts(sourceName(source)))),
    tags: new Set((document.tags ?? []).map(tagName)),
  };
}

export function readRule(fact: FactKind, choice: Choice): FactRule {
  const not = !Array.isArray(choice);
  const values = (not ? choice.not : choice).map(normalizers[fact]);
  return { fact, values: new Set(values), not };
}

/** A document of unknown language meets every rule, so that no story is lost. */
export function meetsRule(facts: DocumentFacts, { fact, values, not }: FactRule): boolean {
  const own = facts[fact];
  if (fact === "language" && own.size === 0) return true;
  for (const name of own) if (values.has(name)) return !not;
  return not;
}

const languageCode = (code: string): string => code.trim().toLowerCase().replaceAll("_", "-");
const tagName = (tag: string): string => tag.trim().toLowerCase();

/** A feed's name or a host, also if a whole address was given. */
function sourceName(name: string): string {
  const plain = name.trim().toLowerCase();
  return /^(?:https?:\/\/|www\.)/.test(plain) ? plain.replace(/^(?:https?:\/\/)?(?:www\.)?/, "").replace(/[/?#:].*$/, "") : plain;
}

const normalizers: Record<FactKind, (value: string) => string> = { language: languageCode, source: sourceName, tags: tagName };

function hosts(name: string): string[] {
  if (!/^[^\s/]+\.[^\s/]+$/.test(name)) return [name];
  const labels = name.split(".");
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join("."));
}

/** The code and the codes that contain it: en-gb, en. */
function wider(code: string, separator: string): string[] {
  if (code === "") return [];
  const parts = code.split(separator);
  return parts.map((_, index) => parts.slice(0, index + 1).join(separator));
}
