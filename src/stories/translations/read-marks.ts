// Reads what of an article stays in every language: its figures, dates and names.
import { readZawgyi } from "../../text/words/read-zawgyi.ts";
import { figureItems } from "./figure-items.ts";
import { nameItems } from "./name-items.ts";
import type { Item } from "./mark.ts";
import type { GroupDocument } from "../story.ts";

/** A report has said who, where and how many by then. */
const TEXT_MAX = 12_000;
const BURMESE = /[\u1000-\u109f]/;

export interface Marked {
  /** The script of the text and the first part of its language's tag, such as "Cyrillic/ru"; without that part if none is declared. */
  tongue: string;
  items: Item[];
}

export function readMarks({ title, text, language }: Pick<GroupDocument, "title" | "text" | "language">): Marked {
  const whole = `${title}\n${text.slice(0, TEXT_MAX)}`;
  const plain = (BURMESE.test(whole) ? (readZawgyi(whole)?.text ?? whole) : whole).normalize("NFC");
  const [tag = ""] = (language ?? "").toLowerCase().split(/[-_]/, 1);
  return { tongue: `${scriptOf(plain)}/${tag}`, items: [...figureItems(plain), ...nameItems(plain)] };
}

const SCRIPTS =
  "Latin Cyrillic Arabic Hebrew Greek Devanagari Bengali Tamil Telugu Thai Lao Myanmar Khmer Hangul Georgian Armenian Ethiopic Han"
    .split(" ")
    .map((script) => [script, new RegExp(`\\p{sc=${script}}`, "gu")] as const);
const KANA = /[\p{sc=Hira}\p{sc=Kana}]/u;
const SAMPLE = 400;

/** The script of most of its letters. */
function scriptOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  if (KANA.test(sample)) return "Kana";
  const counts = SCRIPTS.map(([script, letters]) => ({ script, count: sample.match(letters)?.length ?? 0 }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).script;
}
