// Reads which version of an agency's report a headline announces: UPDATE 2, corrected, ADDS, WRAPUP, in several languages.
import { asDigits, plainNumber } from "./news/read-figures.ts";
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
  [
    "withdrawal",
    "withdraw(?:n|al|s)|(?:mandatory |bulletin )?kill(?:ed)?(?: notice)?|retract(?:ed|ion|s)|rückruf|zurückgezogen|annul[ée]e?|retir[ée]e|anulad[oa]|retirad[oa]|retracta(?:ción|ção)|ritirat[oa]|ingetrokken|wycofan[oae]|geri çekildi|ditarik|аннулирован[оа]?|отозван[оа]?|отзыв|снято с ленты|відкликано|撤稿|撤回|撤销|作废|取り消し|取消|철회|سحب(?: الخبر)?|ملغى|ရုပ်သိမ်း(?:ချက်|သည်)?|ยกเลิกข่าว",
  ],
  [
    "correction",
    "correct(?:ed|ion|s|ing)?(?: repeat| to)?|fixes|clarif(?:ies|ied|ication)|corrective|berichtigung|berichtigt|richtigstellung|korrektur|korrigiert|correctif|rectificatif|corrig[ée]|correcci[oó]n|corregid[oa]|rectifica(?:ci[oó]n|do)?|fe de err(?:ores|atas)|corrige|correção|corrigid[oa]|correzione|corrett[oa]|rettifica|rectificatie|sprostowanie|korekta|düzeltme|đính chính|ralat|koreksi|исправлен(?:о|ие|а)?|исправленная версия|поправка|уточнение|уточнено|уточняется|виправлен[оа]|виправлення|更正|勘误|勘誤|訂正|修正|정정|تصحيح|تصويب|اصلاحیه|תיקון|भूल सुधार|संशोधन|แก้ไข|(?:အမှား)?ပြင်ဆင်(?:ဖော်ပြ)?ချက်",
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
  `^[\\s*#]*[(（[［【«"]?((?:${ANY}))(?:[- ]?(?:no\\.? ?|nr\\.? ?|№ ?)?(\\p{Nd}{1,2}))?\\s*(?:[)）\\]］】»"]\\s*[-–—:：]?|[-–—:：|/](?!\\p{Ll}{2})|[-–—](?=\\p{Lu})|[:：]|\\s[-–—])\\s*`,
  "iu",
);
/** "ADDS quotes, background: " */
const ADDS_WHAT = /^\s*(ADDS|UPDATES|CORRECTS|RECASTS|FIXES)((?: \p{Ll}+,?){1,4}):\s+/u;
const LEAD =
  /^\s*(?:[(（[]?(\d)(?:st|nd|rd|th)?[ -](?:LD|LEAD|Lead)[)）\]]?|[(（[]?(?:LD|LEAD|Lead)[- ](\d{1,2})[)）\]]?|[(（[](?:LD|LEAD|Lead)[)）\]])\s*[-–—:)]?\s+/u;
const BEHIND = new RegExp(`\\s*[([（［【|–—-]\\s*((?:${ANY}))(?:[- ]?(\\p{Nd}{1,2}))?\\s*[)\\]）］】]?\\s*$`, "iu");
/** "(Corrects figure in first paragraph)", "(Adds quotes, background)" on a line of its own. */
const NOTE = new RegExp(`^[(（[]?((?:${ANY}))(?!\\p{L})[^\\n]{0,200}$`, "iu");
const NOTE_WORDS =
  /^[(（[]?(?:corrects|fixes|clarifies|refiles|repeats|adds|updates|recasts|исправляет|добавляет)(?!\p{L})|^[(（[](?:berichtigt|korrigiert|ergänzt|aktualisiert|corrige|rectifica|actualiza|ampl[ií]a|corrigé|atualiza|corregge|aggiorna|исправлен[аоы]?|исправляется|уточняет|уточнен[аоы]?|更正|修正|补充|تصحيح|تضيف|يصحح|ပြင်ဆင်)(?!\p{L})/iu;
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
  /^[\s([*_【]*(?:corrections?|clarifications?|correction note|editor['’]s note|berichtigung|korrektur|korrekturhinweis|richtigstellung|anmerkung der redaktion|hinweis der redaktion|rectificati(?:f|on)|erratum|note de la rédaction|correcci[oó]n|rectificaci[oó]n|aclaraci[oó]n|nota (?:del editor|de la redacci[oó]n)|fe de err(?:atas|ores)|correção|nota da redação|correzione|rettifica|errata corrige|nota della redazione|rectificatie|correctie|sprostowanie|korekta|düzeltme|đính chính|ralat|koreksi|исправление|исправлено|поправка|уточнение|примечание редакции|от редакции|виправлення|уточнення|更正|更正启事|勘误|勘誤|编者注|編者註|订正|訂正|お詫びと訂正|정정|바로잡습니다|تصحيح|تصويب|توضيح|ملاحظة المحرر|اصلاحیه|תיקון|भूल सुधार|संशोधन|แก้ไข(?:ข่าว|ข้อมูล)?|(?:အမှား)?ပြင်ဆင်(?:ဖော်ပြ)?ချက်|အယ်ဒီတာ့?မှတ်ချက်)\s*(?:\([^)]{1,20}\)\s*)?[:：.】–—-]/iu;
const CORRECTED =
  /\b(?:(?:this|the|our) (?:story|article|report|post|piece|item|headline|version)\b.{0,40}\b(?:has been|was|is|have been) (?:corrected|amended|updated to correct|clarified)|(?:an|the) (?:earlier|previous|original) version of this|correct(?:s|ed|ing) (?:the )?(?:figure|toll|name|spelling|number|date|headline|paragraph)\b|we (?:wrongly|mistakenly|incorrectly) (?:said|reported|stated))/iu;
/** The same in other languages. */
const CORRECTED_ELSEWHERE =
  /in einer (?:früheren|vorherigen|ersten) (?:version|fassung)|(?:dieser|der) (?:artikel|text|beitrag) wurde (?:korrigiert|berichtigt)|wir haben (?:den fehler|die angabe|das) .{0,40}(?:korrigiert|berichtigt)|una versi[oó]n (?:anterior|previa) de (?:est[ea]|la|el)|(?:est[ea]|la|el) (?:art[ií]culo|nota|noticia|informaci[oó]n|texto) (?:ha sido|fue) (?:corregid|rectificad)|une version (?:précédente|antérieure) de (?:cet|ce)|(?:cet article|ce texte|cette dépêche) a été (?:corrigé|rectifié)|uma versão anterior d|(?:est[ea]) (?:reportagem|texto|matéria|notícia) foi corrigid|una versione precedente di quest|in een eerdere versie|w (?:poprzedniej|pierwotnej) wersji|в (?:предыдущей|прежней|первоначальной|ранней|первой) (?:версии|редакции)|(?:ранее|первоначально) (?:в (?:тексте|материале|новости) )?(?:ошибочно|неверно) (?:говорилось|сообщалось|указывалось|указано)|(?:текст|материал|новость|заметка) исправлен|исправлен[аы] (?:ошибка|опечатка|неточность)|у попередній версії|(?:本文|本报道|本稿|此前|早前|先前)(?:的)?(?:早前|此前|先前|较早)?(?:的)?(?:版本|报道|稿件).{0,20}(?:有误|错误|误|更正)|特此更正|已作?更正|記事を訂正|訂正します|お詫びして|誤りでした|바로잡|정정합니다|잘못 (?:보도|전했)|(?:نسخة|صيغة) سابقة من هذ|(?:جرى|تم) تصحيح|ورد خطأ|ยังไม่ถูกต้อง|ฉบับก่อนหน้า|(?:ယခင်|အစောပိုင်း)[^။]{0,40}(?:မှားယွင်း|ပြင်ဆင်)|မှားယွင်းဖော်ပြ|ပြင်ဆင်ဖော်ပြ/iu;
const NOTE_CHARACTERS_MAX = 600;

/** The lines of a text in which an editor says that something was corrected. */
export const findCorrectionNotes = (text: string): string[] =>
  text
    .slice(0, 200_000)
    .split("\n")
    .map((line) => line.trim())
    .filter(
      (line) =>
        line.length > 0 &&
        line.length <= NOTE_CHARACTERS_MAX &&
        (CORRECTION_NOTE.test(line) || CORRECTED.test(line) || CORRECTED_ELSEWHERE.test(line)),
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
        ? versionOf(found[1] ?? "", /^\p{Nd}/u.test(found[2] ?? "") ? found[2] : undefined)
        : { kind: "update", number: Number(lead[1] ?? lead[2] ?? 1), mark: lead[0].trim() },
    );
    rest = behind === null ? rest.slice(found[0].length) : rest.slice(0, found.index);
  }
  return { versions, rest };
}

function versionOf(word: string, number: string | undefined): Version {
  const kind = KINDS.find(([, pattern]) => pattern.test(word))?.[0] ?? "update";
  return {
    kind,
    number: number === undefined ? null : plainNumber(asDigits(number)),
    mark: number === undefined ? word : `${word} ${number}`,
  };
}
