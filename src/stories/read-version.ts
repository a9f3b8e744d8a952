// Reads which version of an agency's report a headline announces: UPDATE 2, corrected, ADDS, WRAPUP, in several languages.
import type { GroupDocument } from "./story.ts";

export type VersionKind = "flash" | "update" | "addition" | "correction" | "refile" | "round-up" | "withdrawal";

export interface Version {
  kind: VersionKind;
  /** The second update is 2; null if it has no number. */
  number: number | null;
  /** As written in the article. */
  mark: string;
}

/** Marks before a headline, or in brackets after it. */
const MARKS: readonly [VersionKind, string][] = [
  ["withdrawal", "withdrawn|kill(?:ed)?|retracted|rückruf|zurückgezogen|annul[ée]|аннулирован[оа]?|отозвано|撤稿|撤回"],
  [
    "correction",
    "correct(?:ed|ion|s|ing)?(?: repeat| to)?|fixes|clarif(?:ies|ied|ication)|berichtigung|korrektur|korrigiert|correctif|rectificatif|correcci[oó]n|corrige|correção|correzione|rettifica|исправлен(?:о|ие|а)?|исправленная версия|уточнение|уточняется|виправлен[оа]|更正|訂正|修正|정정|تصحيح|ပြင်ဆင်ချက်",
  ],
  [
    "refile",
    "refil(?:e|ed|es|ing)|repeat(?:s|ed|ing)?|re-?send(?:s|ing)?|rpt|wiederholung|reprise|repetici[oó]n|повтор(?:но)?|重发|再送",
  ],
  [
    "addition",
    "add(?:s|ed|ing)?|with (?:details|quotes|reax|background)|(?:neu|ergänzt|ergänzung)|complète|ampl[ií]a|ampliaci[oó]n|дополнен(?:о|ие|а)?|дополненная версия|добавл(?:ены|ено|яет)[^.:]{0,20}|доповнено|补充|更多细节",
  ],
  [
    "round-up",
    "wrap-?up|wrap|round-?up|summary|zusammenfassung|überblick|synthèse|resumen|resumo|riepilogo|обзор|сводка|综述|综合|まとめ",
  ],
  [
    "update",
    "upd(?:ate[sd]?|t)?|new(?:er)? version|writethru|recasts|\\d(?:st|nd|rd|th) ?(?:ld|lead|writethru)|aktualisiert|aktualisierung|mise à jour|actualit[ée]|actualiza(?:ci[oó]n|do|da|ção)|aggiornamento|обновлен[оа]?|обновлённая версия|обновление|оновлено|更新|最新|更新版|续报|續報|続報|عاجل محدث|تحديث|နောက်ဆုံးရ",
  ],
  [
    "flash",
    "flash|urgent|snap|breaking|alert|newsalert|eilmeldung|eil|alerte|urgente|срочно|молния|терміново|快讯|快訊|速报|速報|عاجل|အရေးကြီး",
  ],
];
const ANY = MARKS.map(([, words]) => words).join("|");
const KINDS = MARKS.map(([kind, words]) => [kind, new RegExp(`^(?:${words})$`, "iu")] as const);

/** "UPDATE 2-", "CORRECTED: ", "WRAPUP 1 - ", "(LEAD 3)", "【更正】", "Обновлено: ", "ADDS quotes: " */
const IN_FRONT = new RegExp(
  `^[\\s*#]*[(（[［【«"]?((?:${ANY}))(?:[- ]?(?:no\\.? ?)?(\\d{1,2}))?\\s*(?:[)）\\]］】»"]\\s*[-–—:：]?|[-–—:：|/](?!\\p{Ll}{2})|[-–—](?=\\p{Lu})|[:：]|\\s[-–—])\\s*`,
  "iu",
);
/** "ADDS quotes, background: " */
const ADDS_WHAT = /^\s*(ADDS|UPDATES|CORRECTS|RECASTS|FIXES)((?: \p{Ll}+,?){1,4}):\s+/u;
const LEAD =
  /^\s*(?:[(（[]?(\d)(?:st|nd|rd|th)?[ -](?:LD|LEAD|Lead)[)）\]]?|[(（[]?(?:LD|LEAD|Lead)[- ](\d{1,2})[)）\]]?|[(（[](?:LD|LEAD|Lead)[)）\]])\s*[-–—:)]?\s+/u;
const BEHIND = new RegExp(`\\s*[([（［【|–—-]\\s*((?:${ANY}))(?:[- ]?(\\d{1,2}))?\\s*[)\\]）］】]?\\s*$`, "iu");
/** "(Corrects figure in first paragraph)", "(Adds quotes, background)" on a line of its own. */
const NOTE = new RegExp(`^[(（[]?((?:${ANY}))(?!\\p{L})[^\\n]{0,200}$`, "iu");
const NOTE_WORDS = /^[(（[]?(?:corrects|fixes|clarifies|refiles|repeats|adds|updates|recasts|исправляет|добавляет)(?!\p{L})/iu;
const TITLE_CHARACTERS_MAX = 300;
const MARKS_MAX = 3;

/** The versions in a headline and the first line of its text, the outermost first; none for most articles. */
export function readVersions(title: string, text = ""): Version[] {
  const { versions } = peel(title.slice(0, TITLE_CHARACTERS_MAX));
  const first = text.slice(0, TITLE_CHARACTERS_MAX).trimStart().split("\n", 1)[0] ?? "";
  const note = isVersionNote(first) ? versionOf(NOTE.exec(first)?.[1] ?? "", undefined) : null;
  return note === null || versions.some(({ kind }) => kind === note.kind) ? versions : [...versions, note];
}

/** The headline without its version mark, which is not part of its message. */
export const withoutVersion = (title: string): string => peel(title).rest;

/** Whether an article says that it corrects an earlier version of itself, and whether it announces a correction, update or withdrawal. */
export function readAnnouncement({ title, text }: Pick<GroupDocument, "title" | "text">): {
  corrects: boolean;
  announces: boolean;
} {
  const kinds = readVersions(title, text).map(({ kind }) => kind);
  return { corrects: kinds.includes("correction"), announces: kinds.some((kind) => ANNOUNCED.has(kind)) };
}

const ANNOUNCED: ReadonlySet<VersionKind> = new Set(["update", "correction", "withdrawal"]);

/** Whether a line is an editor's note on what this version changes. */
export const isVersionNote = (line: string): boolean => line.length <= 200 && NOTE_WORDS.test(line);

const CORRECTION_NOTE =
  /^[\s([*_]*(?:corrections?|clarifications?|correction note|editor['’]s note|berichtigung|korrektur|richtigstellung|anmerkung der redaktion|rectificatif|erratum|correcci[oó]n|fe de erratas|correção|correzione|errata corrige|исправление|поправка|уточнение|примечание редакции|更正|勘误|订正|訂正|정정|تصحيح|ပြင်ဆင်ချက်)\s*[:：.–—-]/iu;
const CORRECTED =
  /\b(?:(?:this|the|our) (?:story|article|report|post|piece|item|headline|version)\b.{0,40}\b(?:has been|was|is|have been) (?:corrected|amended|updated to correct|clarified)|(?:an|the) (?:earlier|previous|original) version of this|correct(?:s|ed|ing) (?:the )?(?:figure|toll|name|spelling|number|date|headline|paragraph)\b|we (?:wrongly|mistakenly|incorrectly) (?:said|reported|stated))/iu;
const NOTE_CHARACTERS_MAX = 600;

/** The lines of a text in which an editor says that something was corrected. */
export const findCorrectionNotes = (text: string): string[] =>
  text
    .slice(0, 200_000)
    .split("\n")
    .map((line) => line.trim())
    .filter(
      (line) => line.length > 0 && line.length <= NOTE_CHARACTERS_MAX && (CORRECTION_NOTE.test(line) || CORRECTED.test(line)),
    );

function peel(title: string): { versions: Version[]; rest: string } {
  const versions: Version[] = [];
  let rest = title.trim();
  for (let i = 0; i < MARKS_MAX; i++) {
    const front = IN_FRONT.exec(rest) ?? ADDS_WHAT.exec(rest);
    const lead = front === null ? LEAD.exec(rest) : null;
    const behind = front === null && lead === null ? BEHIND.exec(rest) : null;
    const found = front ?? lead ?? behind;
    if (found === null || found[0].length >= rest.length) break;
    versions.push(
      lead === null
        ? versionOf(found[1] ?? "", /^\d/.test(found[2] ?? "") ? found[2] : undefined)
        : { kind: "update", number: Number(lead[1] ?? lead[2] ?? 1), mark: lead[0].trim() },
    );
    rest = behind === null ? rest.slice(found[0].length) : rest.slice(0, found.index);
  }
  return { versions, rest };
}

function versionOf(word: string, number: string | undefined): Version {
  const kind = KINDS.find(([, pattern]) => pattern.test(word))?.[0] ?? "update";
  return { kind, number: number === undefined ? null : Number(number), mark: number === undefined ? word : `${word} ${number}` };
}
