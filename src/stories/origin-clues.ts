// Patterns by which an article says who wrote it (dateline, byline, source line, copyright), in several languages.
import { SOURCE_WORDS } from "../text/source-words.ts";

export interface OriginClue {
  /** The name of the evidence, for readers. */
  label: string;
  /** Its weight, 0 to 1. */
  weight: number;
  /** The first lines of the text, the last ones, or both. */
  place: "head" | "tail" | "any";
  /** The first group is the phrase that may name an agency; it includes its brackets if they allow a short signature. */
  pattern: RegExp;
  /** How the phrase must name it: be only the name, begin with it, or contain it. */
  naming: "whole" | "start" | "anywhere";
  /** The phrase may also name an unknown outlet. */
  outlets?: true;
}

const CREDIT_PHRASE =
  "(?:meldet|meldete|berichtet|berichtete) die|nach angaben der nachrichtenagentur|mit material (?:von|der)|informa|informó|con información de|avec|сообща(?:ет|ют|ло)|сообщил[аои]?|переда(?:ет|ёт|ют|ло)|со ссылкой на|повідомля(?:є|ють)";

export const ORIGIN_CLUES: readonly OriginClue[] = [
  // "LAGOS, Jan 4 (Reuters) - ", "BERLIN (dpa/tmn) - "
  { label: "dateline", weight: 1, place: "head", naming: "whole", pattern: /^[^()\n]{0,80}(\([^()\n]{2,40}\))\s*[-–—:]/u },
  // "YANGON, Myanmar (MWN) -- ", "YANGON (Meridian Wire) - ": an agency that our list does not know
  {
    label: "dateline",
    weight: 1,
    place: "head",
    naming: "whole",
    outlets: true,
    pattern: /^\p{Lu}{3}[^()\n]{0,58}\((\p{Lu}[^()\n]{1,30})\)\s*[-–—]/u,
  },
  // "(AFP)" or "TOKYO, Jan 4 (AP)" on a line of its own
  {
    label: "dateline",
    weight: 1,
    place: "head",
    naming: "whole",
    pattern: /^(?:\p{Lu}{2}[^()\n]{0,58})?(\([^()\n]{2,40}\))\.?$/u,
  },
  // "MOSCOW, August 3. /TASS/."
  { label: "dateline", weight: 1, place: "head", naming: "whole", pattern: /^[^/\n]{0,60}\/([\p{L} .-]{2,30})\/\.?(?:\s|$)/u },
  // "AFP - ", "PARIS, AFP - "
  {
    label: "dateline",
    weight: 1,
    place: "head",
    naming: "whole",
    pattern: /^(?:\p{Lu}[^\n—–,]{1,40}, )?([\p{L}«» -]{2,30}?)\s?[-–—]\s/u,
  },
  // "МОСКВА, 3 авг — РИА Новости."
  { label: "dateline", weight: 1, place: "head", naming: "whole", pattern: /^\p{Lu}[^\n—–]{1,40} [-—–] ([\p{L}«» -]{2,30})\./u },
  // "新华社北京8月3日电"
  { label: "dateline", weight: 1, place: "head", naming: "start", pattern: /^[(（【[［]?([^\n，。]{2,30}?)[电電讯訊]/u },
  { label: "dateline", weight: 1, place: "head", naming: "whole", pattern: /^([[［【(（][^\]］】)）\n]{2,30}[\]］】)）])/u },
  {
    label: "byline",
    weight: 0.9,
    place: "any",
    naming: "anywhere",
    pattern: /^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s+([^\n]{2,80})$/u,
  },
  {
    label: "source line",
    weight: 0.9,
    place: "any",
    naming: "anywhere",
    outlets: true,
    pattern: new RegExp(`^[^\\p{L}]{0,3}(?:${SOURCE_WORDS})\\s*[:：]\\s*([^\\n]{2,80})$`, "iu"),
  },
  // "the Anews reported, citing the AFP"
  {
    label: "credit",
    weight: 0.9,
    place: "any",
    naming: "start",
    pattern: /\breport(?:ed|s),? (?:citing|quoting)\s+([^\n.;]{2,60})/i,
  },
  {
    label: "credit",
    weight: 0.9,
    place: "any",
    naming: "start",
    pattern: new RegExp(`(?:^|[\\s,(«])(?:${CREDIT_PHRASE})\\s+([^\\n.;,]{2,60})`, "i"),
  },
  {
    label: "credit",
    weight: 0.9,
    place: "any",
    naming: "start",
    pattern: /[据據]([^\n，。]{2,12}?)(?:[\d月日]{1,8})?(?:报道|報道|報導|消息)/u,
  },
  {
    label: "credit",
    weight: 0.9,
    place: "any",
    naming: "start",
    pattern: /(?:^|[\s၊။])([^\s၊။]{2,30}?)\s?(?:သတင်းဌာန|သတင်းအေဂျင်စီ)/u,
  },
  { label: "signature", weight: 0.9, place: "tail", naming: "whole", pattern: /^[-–—(\s]{0,4}([^()\n]{2,30}?)[)\s.]{0,3}$/u },
  {
    label: "signature",
    weight: 0.7,
    place: "tail",
    naming: "whole",
    pattern: /[.!?”"»။。]\s?([(（][^()（）\n]{2,30}[)）])\.?$/u,
  },
  {
    label: "reporters' line",
    weight: 0.9,
    place: "tail",
    naming: "anywhere",
    pattern: /^\(?(?:writing and )?(reporting by [^\n]{2,300})/i,
  },
  { label: "copyright line", weight: 0.8, place: "tail", naming: "anywhere", pattern: /(?:©|\(c\)|copyright)\s*([^\n]{2,80})/i },
  { label: "house rules", weight: 0.8, place: "tail", naming: "anywhere", pattern: /^our standards:\s*([^\n]{2,60})/i },
  {
    label: "credit",
    weight: 0.8,
    place: "any",
    naming: "whole",
    pattern:
      /^\(?(?:with|mit|avec|con|com|с)\s+(?:(?:reporting|inputs?|files|material|wires?) (?:by|from|of)\s+)?([^\n()]{2,60})\)?\.?$/iu,
  },
  {
    label: "contributors' line",
    weight: 0.7,
    place: "tail",
    naming: "start",
    pattern: /^([^\n]{2,200}contributed to this (?:report|story))/i,
  },
  {
    label: "note",
    weight: 0.9,
    place: "any",
    naming: "anywhere",
    outlets: true,
    pattern: /(?:first|originally) (?:published|appeared) (?:by|in|on|at)\s+([^\n.;,]{2,60})/i,
  },
];
