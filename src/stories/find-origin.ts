// Finds who wrote an article first, by its own evidence: its site, dateline, byline, source line, copyright.
import { isShortFor } from "../text/short-for.ts";
import { nameAgency, nameAgencyAtStart, nameAgencyOfHost, nameAgencyWholly } from "../text/name-agency.ts";
import { hostOf } from "../text/host-of.ts";
import { FORWARDED_FROM } from "../text/source-words.ts";
import { siteOf } from "../text/outlets/site-of.ts";
import { isPhotoLine } from "./clean-for-grouping.ts";
import { ORIGIN_CLUES } from "./origin-clues.ts";
import type { OriginClue } from "./origin-clues.ts";
import type { GroupDocument } from "./story.ts";

export interface Origin {
  /** The agency's usual name ("AFP"), or an outlet as the article writes it. */
  name: string;
  /** The evidence, to show to a reader. */
  evidence: string;
  /** The weight of the evidence, 0 to 1; 1 if missing. */
  weight?: number;
  /** The agency published it itself. */
  isOwn?: true;
}

const HEAD_LINES = 8;
const TAIL_LINES = 8;
const LINE_CHARACTERS_MAX = 300;
const PLACE_CHARACTERS_MAX = 5_000;
const CREDITS_MAX = 20;
/** "anews citing Reuters": the cited one wrote it. */
const CITED = /(?:\b(?:citing|quoting|via|from|unter berufung auf)|со ссылкой на)\s+(?=\S)/iu;
/** The photographer's agency says nothing about the text's. */
const PHOTO_IN_BRACKETS = /[([（](?:file )?(?:photo|image|picture|foto|фото|图|图片)[^)\]）\n]{0,80}[)\]）]/giu;
/** An unknown outlet may have taken the story from an agency. */
const OUTLET_WEIGHT_SHARE = 0.5;
const QUOTED_CHARACTERS_MAX = 40;

/** The first author of the article, by the clue with the most weight; null if there is none. Ignores photo credits. */
export function findOrigin(document: GroupDocument): Origin | null {
  const lines = linesByPlace(document.text);
  const credits = withoutPhotos((document.credits ?? []).slice(0, CREDITS_MAX).map((line) => line.slice(0, LINE_CHARACTERS_MAX)));
  const found = [
    ...siteClue(document),
    ...bylineClue(document.byline ?? ""),
    ...ORIGIN_CLUES.flatMap((clue) =>
      [...credits, ...lines[clue.place]].flatMap((line) => readClue(clue, line, document.site ?? null)),
    ),
    ...credits.flatMap((line) => [...wholeCredit(line), ...linkCredit(line, document.url)]),
    ...listedClue(document),
  ];
  return found.reduce<Origin | null>((best, next) => (best === null || weightOf(next) > weightOf(best) ? next : best), null);
}

/** The first and last lines, without photo credits, bounded for any text: clues are nowhere else. */
function linesByPlace(text: string): Record<OriginClue["place"], string[]> {
  const head = text.slice(0, PLACE_CHARACTERS_MAX);
  const tail = text.slice(Math.max(head.length, text.length - PLACE_CHARACTERS_MAX));
  const lines = `${head}${tail}`.split("\n").filter((line) => line.trim() !== "");
  // Long lines are paragraphs, which name their source at their ends.
  const heads = withoutPhotos(lines.slice(0, HEAD_LINES).map((line) => line.slice(0, LINE_CHARACTERS_MAX)));
  const tails = withoutPhotos(lines.slice(-TAIL_LINES).map((line) => line.slice(-LINE_CHARACTERS_MAX)));
  return { head: heads, tail: tails, any: [...new Set([...heads, ...tails])] };
}

function withoutPhotos(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(PHOTO_IN_BRACKETS, "").trim()).filter((line) => line !== "" && !isPhotoLine(line));
}

function siteClue({ url, site }: GroupDocument): Origin[] {
  const host = url !== null && URL.canParse(url) ? new URL(url).hostname : "";
  // A page may claim any name for its site: where the host is known, only the host tells.
  const name = host === "" ? (nameAgencyOfHost(site ?? "") ?? nameAgencyWholly(site ?? "")) : nameAgencyOfHost(host);
  return name === null ? [] : [{ name, evidence: `published on ${host === "" ? site : host}`, weight: 1, isOwn: true }];
}

function bylineClue(byline: string): Origin[] {
  const line = byline.slice(0, LINE_CHARACTERS_MAX);
  const name = nameAgency(lastCited(line));
  if (name !== null) return [{ name, evidence: `byline: "${byline.slice(0, 80)}"`, weight: 0.9 }];
  const passedOn = line.startsWith(`${FORWARDED_FROM} `) ? line.slice(FORWARDED_FROM.length).trim() : "";
  return passedOn === "" ? [] : [{ name: passedOn, evidence: "forwarded post", weight: 0.9 }];
}

/** Extraction kept the line as a credit, so a bare name suffices. */
function wholeCredit(line: string): Origin[] {
  const name = nameAgencyWholly(line);
  return name === null ? [] : [{ name, evidence: `credit: "${line}"`, weight: 0.9 }];
}

/** Extraction keeps an address of another site that the page calls the original's. */
function linkCredit(line: string, url: string | null): Origin[] {
  if (!/^https?:\/\/\S+$/.test(line)) return [];
  const host = hostOf(line);
  if (host === null || siteOf(host) === siteOf(hostOf(url ?? "") ?? "")) return [];
  const agency = nameAgencyOfHost(host);
  const weight = agency === null ? 0.9 * OUTLET_WEIGHT_SHARE : 0.9;
  return [{ name: agency ?? siteOf(host), evidence: `link to the original at ${host}`, weight }];
}

/** What a feed of others' articles names as the source of one, if that is an agency. */
function listedClue({ listedAs }: GroupDocument): Origin[] {
  const name = nameAgencyWholly(listedAs ?? "");
  return name === null ? [] : [{ name, evidence: `listed as of "${listedAs}"`, weight: 0.6 }];
}

function readClue(clue: OriginClue, line: string, site: string | null): Origin[] {
  const match = clue.pattern.exec(line);
  if (match === null) return [];
  const phrase = (match[1] ?? "").trim();
  if (isShortFor(phrase, line.slice(0, match.index + match[0].lastIndexOf(phrase)))) return [];
  const evidence = `${clue.label}: "${(match[0].length > QUOTED_CHARACTERS_MAX ? phrase : match[0].trim()).slice(0, QUOTED_CHARACTERS_MAX)}"`;
  const name = nameIn(phrase, clue.naming);
  if (name !== null) return [{ name, evidence, weight: clue.weight }];
  const outlet = lastCited(phrase).replace(/[.\s]+$/u, "");
  // "Source: ourselves" says nothing; a dateline that names its own site shows that the site is an agency.
  if (outlet === site && clue.label !== "dateline") return [];
  return clue.outlets && /^\p{L}[^.:;!?]{1,40}$/u.test(outlet)
    ? [{ name: outlet, evidence, weight: clue.weight * OUTLET_WEIGHT_SHARE }]
    : [];
}

function nameIn(phrase: string, naming: OriginClue["naming"]): string | null {
  switch (naming) {
    case "whole":
      return nameAgencyWholly(phrase);
    case "start":
      return nameAgencyAtStart(phrase);
    case "anywhere":
      return nameAgency(lastCited(phrase)) ?? nameAgency(phrase);
    default:
      return naming satisfies never;
  }
}

function lastCited(phrase: string): string {
  return phrase.split(CITED).at(-1) ?? phrase;
}

function weightOf({ weight }: Origin): number {
  return weight ?? 1;
}
