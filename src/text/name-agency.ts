// Recognises a news agency by a name in a credit line, or by the site on which it publishes.
import { AGENCIES } from "./agencies.ts";

const nameByAlias = new Map(AGENCIES.flatMap(({ name, aliases }) => aliases.map((alias) => [keyOf(alias), name] as const)));
const nameBySign = new Map(AGENCIES.flatMap(({ name, signs }) => signs.map((sign) => [sign, name] as const)));
const nameByDomain = new Map(AGENCIES.flatMap(({ name, domains }) => domains.map((domain) => [domain, name] as const)));
/** The spellings of short names that count; in other spellings they are words ("map", "Mena") or initials. */
const shortSpellings = new Set(
  AGENCIES.flatMap(({ aliases }) => aliases.filter(isShort).flatMap((alias) => [alias, alias.toUpperCase()])),
);
const ANY_ALIAS = new RegExp(aliasPattern(), "giu");

/** The words with which an agency's name in Latin letters can begin: a quick check that rejects most phrases. */
const firstWords = new Set([
  ..."the a an die der l la el agence state official news agency nachrichtenagentur presseagentur".split(" "),
  ...AGENCIES.flatMap(({ aliases, signs }) => [...aliases, ...signs].map(firstWord)),
]);

/** Text that may stand before a name without being part of it. */
const ARTICLE =
  /^[\s"'“”«]*(?:the\s+|an?\s+|die\s+|der\s+|l['’]|la\s+|el\s+|agence\s+|(?:state |official )?(?:news )?agency\s+|(?:nachrichten|presse)agentur\s+|агентств[оау]\s+|информагентство\s+)*/iu;
/** Text that may stand after it. */
const NEWS_AGENCY =
  /\s+(?:news\s+agency|news|agency|newswires?|ajansı|通信)$|\s*(?:通讯社|通訊社|通信社|통신사?|သတင်းဌာန|သတင်းအေဂျင်စီ|สำนักข่าว)$/iu;
const WRAPPING = /^[\s"'“”«»()（）[\]［］【】〔〕–—-]+|[\s"'“”«».()（）[\]［］【】〔〕]+$/gu;
const OPENING_BRACKET = /^\s*[(（[［【〔]/u;
const BETWEEN_NAMES = /[/,&+;|、，·]|\s(?:and|und|et|y|e|и|і|та|ve)\s/iu;

/** The first agency named in a line, or null. The line must be a credit: in running text a name is only a mention. */
export function nameAgency(line: string): string | null {
  return findAgencies(line)[0]?.name ?? null;
}

/** All agencies named in a text. */
export const agenciesIn = (text: string): string[] => findAgencies(text).map(({ name }) => name);

/** The agency with whose name a phrase begins, ignoring an article or "news agency": "the AFP said", "агентство Рейтер". */
export function nameAgencyAtStart(phrase: string): string | null {
  const [first] = findAgencies(phrase.replace(ARTICLE, ""));
  return first?.start === 0 ? first.name : null;
}

/** The agency if a phrase is only its name, ignoring brackets; of several ("AFP/Reuters", "dpa, AP") the first known one. */
export function nameAgencyWholly(phrase: string): string | null {
  return agenciesOf(phrase).find((name) => name !== null) ?? null;
}

/** Whether a phrase names agencies and nothing else: "(AFP/Reuters)", "Рейтер", "【新华社】". */
export function isAgenciesOnly(phrase: string): boolean {
  const word = firstWord(phrase);
  if (word !== "" && isAscii(word) && !firstWords.has(word)) return false;
  return agenciesOf(phrase).every((name) => name !== null);
}

/** The agency to which a host belongs ("www.reuters.com", "reuters.com"), or null. */
export function nameAgencyOfHost(host: string): string | null {
  const labels = host.toLowerCase().split(".").slice(-6);
  for (let i = 0; i < labels.length - 1; i++) {
    const name = nameByDomain.get(labels.slice(i).join("."));
    if (name !== undefined) return name;
  }
  return null;
}

/** Signatures count only in brackets: "Petra - " may begin a line about a town. */
function agenciesOf(phrase: string): (string | null)[] {
  const isBracketed = OPENING_BRACKET.test(phrase);
  return phrase.split(BETWEEN_NAMES).map((part) => {
    const bare = part.replace(WRAPPING, "");
    const name = bare.replace(ARTICLE, "");
    const signed = isBracketed ? (nameBySign.get(bare) ?? null) : null;
    return (
      signed ?? [bare, name, name.replace(NEWS_AGENCY, "")].map(nameByAliasAsWritten).find((found) => found !== null) ?? null
    );
  });
}

function findAgencies(text: string): { name: string; start: number }[] {
  return [...text.matchAll(ANY_ALIAS)].flatMap(({ 0: found, index }) => {
    const name = nameByAliasAsWritten(found);
    return name === null ? [] : [{ name, start: index }];
  });
}

function nameByAliasAsWritten(alias: string): string | null {
  if (isShort(alias) && !shortSpellings.has(alias)) return null;
  return nameByAlias.get(keyOf(alias)) ?? nameByAlias.get(withoutEnding(alias)) ?? null;
}

/** Longest first, or "Interfax-Ukraine" would be read as "Interfax". Scripts without spaces have no word ends to check. */
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

function firstWord(phrase: string): string {
  return /[\p{L}\p{N}]+/u.exec(phrase)?.[0].toLowerCase() ?? "";
}

function isAscii(word: string): boolean {
  return /^[a-z\d]+$/.test(word);
}

/** Ignores quotation marks: "РИА «Новости»" is written with or without them. */
function keyOf(alias: string): string {
  return alias.replace(/["“”«»]/g, "").toLowerCase();
}

function withoutEnding(found: string): string {
  return keyOf(found).replace(/(?:ом|[ауе])$/u, "");
}

function isShort(alias: string): boolean {
  return alias.length <= 5 && /^[\p{sc=Latn}-]+$/u.test(alias);
}
