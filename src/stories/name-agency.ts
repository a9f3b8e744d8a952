// Recognise a news agency by a name in a credit line, or by the site it publishes on.
import { AGENCIES } from "./agencies.ts";

const nameByAlias = new Map(
  AGENCIES.flatMap(({ name, aliases }) => aliases.map((alias) => [alias.toLowerCase(), name] as const)),
);
const nameByDomain = new Map(AGENCIES.flatMap(({ name, domains }) => domains.map((domain) => [domain, name] as const)));
/** Spellings of short names that count; spelt otherwise they are words ("map", "Mena") or initials. */
const shortSpellings = new Set(
  AGENCIES.flatMap(({ aliases }) => aliases.filter(isShort).flatMap((alias) => [alias, alias.toUpperCase()])),
);
const ANY_ALIAS = new RegExp(aliasPattern(), "giu");

/** What may stand before a name and is no part of it. */
const ARTICLE =
  /^[\s"'“”«]*(?:the\s+|an?\s+|die\s+|der\s+|l['’]|la\s+|el\s+|agence\s+|(?:state |official )?(?:news )?agency\s+|(?:nachrichten|presse)agentur\s+|агентств[оау]\s+|информагентство\s+)*/iu;
const NEWS_AGENCY = /\s+(?:news\s+agency|news|agency|newswires?|ajansı|通信)[\s"'“”».]*$|[\s"'“”».]+$/iu;

/** The first agency named in a line, or null. The line is a credit, not a story: in one, the name would only be a mention. */
export function nameAgency(line: string): string | null {
  return findAgencies(line)[0]?.name ?? null;
}

/** The agency whose name a phrase begins with, an article or "news agency" aside: "the AFP said", "агентство Рейтер". */
export function nameAgencyAtStart(phrase: string): string | null {
  const [first] = findAgencies(phrase.replace(ARTICLE, ""));
  return first?.start === 0 ? first.name : null;
}

/** The agency that a phrase is nothing but the name of; of several ("AFP/Reuters", "dpa, AP") the first known one. */
export function nameAgencyWholly(phrase: string): string | null {
  for (const part of phrase.split(/[/,&;|]|\s(?:and|und|et|y|и)\s/iu)) {
    const bare = part.trim().replace(ARTICLE, "");
    const whole = [bare, bare.replace(NEWS_AGENCY, "")];
    const found = findAgencies(bare).find(({ start, length }) => start === 0 && whole.some((name) => name.length === length));
    if (found !== undefined) return found.name;
  }
  return null;
}

/** The agency whose site a host is ("www.reuters.com", "reuters.com"), or null. */
export function nameAgencyOfHost(host: string): string | null {
  const labels = host.toLowerCase().split(".").slice(-6);
  for (let i = 0; i < labels.length - 1; i++) {
    const name = nameByDomain.get(labels.slice(i).join("."));
    if (name !== undefined) return name;
  }
  return null;
}

function findAgencies(text: string): { name: string; start: number; length: number }[] {
  return [...text.matchAll(ANY_ALIAS)].flatMap(({ 0: found, index }) => {
    if (isShort(found) && !shortSpellings.has(found)) return [];
    const name = nameByAlias.get(found.toLowerCase()) ?? nameByAlias.get(withoutEnding(found));
    return name === undefined ? [] : [{ name, start: index, length: found.length }];
  });
}

/** Longest first, or "Interfax-Ukraine" would be read as "Interfax". Scripts without spaces have no word ends to ask for. */
function aliasPattern(): string {
  const aliases = AGENCIES.flatMap(({ aliases }) => aliases).sort((a, b) => b.length - a.length);
  const unspaced = aliases.filter((alias) => /[\p{sc=Han}\p{sc=Kana}\p{sc=Mymr}\p{sc=Thai}\p{sc=Hang}]/u.test(alias));
  const cyrillic = aliases.filter((alias) => /\p{sc=Cyrl}/u.test(alias));
  const spaced = aliases.filter((alias) => !unspaced.includes(alias) && !cyrillic.includes(alias));
  const start = String.raw`(?<![\p{L}\p{N}])`;
  const end = String.raw`(?![\p{L}\p{N}])`;
  return `${anyOf(unspaced)}|${start}${anyOf(spaced)}${end}|${start}${anyOf(cyrillic)}(?:ом|[ауе])?${end}`;
}

function anyOf(aliases: string[]): string {
  return `(?:${aliases.map((alias) => alias.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("|")})`;
}

function withoutEnding(found: string): string {
  return found.toLowerCase().replace(/(?:ом|[ауе])$/u, "");
}

function isShort(alias: string): boolean {
  return alias.length <= 5 && /^[\p{sc=Latn}-]+$/u.test(alias);
}
