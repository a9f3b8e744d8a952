// What is written on to a name in scripts without cases: Arabic and Hebrew prefixes, Korean particles, Georgian endings.
import type { NameScript } from "../name-letters.ts";

const arabicPrefix = /^(?:[وف]?[بكل]?ال|[وف][بكل]?|[بكل]|لل)(?=.{3})/;
const hebrewPrefix = /^(?:[ושכ]?[בלמה]|כש[בלמה]?|[ושכ])(?=.{3})/;
const koreanParticle =
  /(?:에게서|에서는|에서도|으로는|이라고|에게|에서|에는|에도|으로|까지|부터|처럼|보다|라고|하고|이나|이며|은|는|이|가|을|를|의|에|로|와|과|도|만|씨|님|측|발|행|시|시장|특별시|공항|정부|군|인)$/;
const georgianEnding = /(?:ისთვის|სთან|თან|დან|ისგან|ის|ით|მა|ად|ში|ზე|ს|ი)$/;
const thaiBefore = /^(?:นาย|นาง|นางสาว|พล[.]?อ[.]?|ประธานาธิบดี|นายกรัฐมนตรี|รัฐมนตรี|ที่|ของ|กับ|โดย|จาก|และ|ให้|ใน|ว่า|เมือง|กรุง)(?=.{3})/;
const khmerBefore = /^(?:លោកស្រី|លោក|នៅ|ពី|និង|ដោយ|ក្នុង)(?=.{2})/;
const greekEndings: readonly (readonly [RegExp, string])[] = [
  [/ου$/, "οσ"],
  [/ο$/, "οσ"],
  [/ε$/, "οσ"],
  [/α$/, "ασ"],
  [/η$/, "ησ"],
  [/ασ$/, "α"],
  [/ησ$/, "η"],
];

/** The names that a word may be a form of, without the word itself. */
export function withoutSmallWords(script: NameScript, word: string): string[] {
  switch (script) {
    case "arabic":
      return distinct(word, [word.replace(arabicPrefix, ""), word.replace(/^[وفبكل](?=.{3})/, "")]);
    case "hebrew":
      return distinct(word, [word.replace(hebrewPrefix, ""), word.replace(/^[ושכבלמה](?=.{3})/, "")]);
    case "hangul":
      return distinct(word, [word.replace(koreanParticle, "")]);
    case "georgian":
      return distinct(word, [word.replace(georgianEnding, ""), word.replace(georgianEnding, "ი"), word.replace(/ი$/, "")]);
    case "thai":
      return distinct(word, [word.replace(thaiBefore, "")]);
    case "khmer":
      return distinct(word, [word.replace(khmerBefore, "")]);
    case "greek":
      return distinct(
        word,
        greekEndings.map(([pattern, ending]) => word.replace(pattern, ending)),
      );
    default:
      return [];
  }
}

const distinct = (word: string, others: readonly string[]): string[] => [
  ...new Set(others.filter((other) => other !== word && other.length > 1)),
];
