// What an article announces, and which reports a notice is about: an agency withdraws one by its headline or slug, and with no word of its text.
import { foldText } from "./fold-text.ts";
import { hashShingle, hashText, mix } from "./hash-units.ts";
import { NOTICE_TEXT_MAX, NOTICES, readVersions } from "./read-version.ts";
import { bareTitle, titleWords, wordsOfTitle } from "./title-words.ts";
import type { GroupDocument } from "./story.ts";

/** A headline of fewer telling words is that of many stories. */
const TITLE_WORDS_MIN = 3;
const TITLE_PARTS_MAX = 16;
const SALTS = [0x7469746c, 0x68656164];
/** "BC-KES--Ferry Sinking": what an agency calls a report until it is printed. */
const SLUG = /^(?:BC|AM|PM|[A-Z]{2,4})-{1,2}[\p{L}\d]/u;
const SLUGS = /(?<![\p{L}\d])(?:BC|AM|PM|[A-Z]{2,4})-{1,2}[\p{L}\d][^\n.,;:()"“”«»]{2,60}/gu;
const BEHIND_SLUG = /\s+(?:moved|sent|transmitted|published|issued|that|which|from|of|on|at|is|was|has|should)(?!\p{L}).*$/iu;

/** What a notice names. */
export interface Named {
  /** By which its reports are looked up: see `Sketch.keys`. */
  keys: Uint32Array;
  /** Hashes of the headlines that it may name. */
  titles: ReadonlySet<number>;
}

const salted = (hash: number): number[] => SALTS.map((salt) => mix(hash ^ salt));
const hashOf = (sorted: Uint32Array): number => hashShingle(sorted, 0, sorted.length);

/** Articles under one headline are compared, whatever their texts. Takes the headline's telling words. */
export const keysOfTitle = (title: Uint32Array): number[] => (title.length < TITLE_WORDS_MIN ? [] : salted(hashOf(title)));

export function keysOfSlug(title: string): number[] {
  const bare = bareTitle(title);
  return SLUG.test(bare) ? salted(hashSlug(bare)) : [];
}

const MARK = /(?<!\p{L})(?:kill|withdrawal|withdrawn|correction|corrective|corrected|advisory|embargoed)(?!\p{L})/giu;

/** Without its mark and its number of words. */
const hashSlug = (slug: string): number =>
  mix(
    hashText(
      foldText(slug.replace(/,.*$/u, "").replace(MARK, ""))
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
    ),
  );

export const names = (named: Named | null, title: Uint32Array): boolean =>
  named !== null && title.length > 0 && named.titles.has(hashOf(title));

export interface Announcement {
  /** It says that it corrects an earlier version. */
  corrects: boolean;
  /** It says that it is a new version of a report, corrects one or withdraws it. */
  announces: boolean;
  /** It says that a report is withdrawn or corrected, or how editors are to use it: only some may say so of it. */
  isNotice: boolean;
  /** Null for all but short notices: those that correct or withdraw something, or tell editors how to use it. */
  named: Named | null;
}

type Announcing = Pick<GroupDocument, "title" | "text">;

export function readAnnouncement(document: Announcing): Announcement {
  const kinds = readVersions(document.title, document.text).map(({ kind }) => kind);
  const isNotice = kinds.some((kind) => NOTICES.has(kind));
  return {
    corrects: kinds.includes("correction"),
    announces: isNotice || kinds.includes("update"),
    isNotice,
    named: isNotice && document.text.length <= NOTICE_TEXT_MAX ? readNamed(document) : null,
  };
}

/** Whether an article may be no more than a notice on another one. */
export const isNotice = ({ title, text }: Announcing): boolean =>
  text.length <= NOTICE_TEXT_MAX && readVersions(title, text).some(({ kind }) => NOTICES.has(kind));

/** The words of a headline stand next to each other, in quotes or not. */
function readNamed(document: Announcing): Named {
  const { text } = document;
  const titles = new Set<number>();
  const keys: number[] = [];
  const parts = text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((part) => wordsOfTitle(part))
    .filter(({ size }) => size > 0);
  for (const start of parts.keys()) {
    const words = new Set<number>();
    for (const part of parts.slice(start, start + TITLE_PARTS_MAX)) {
      const before = words.size;
      for (const word of part) words.add(word);
      if (words.size === before || words.size < TITLE_WORDS_MIN) continue;
      const hash = hashOf(Uint32Array.from(words).sort());
      titles.add(hash);
      keys.push(...salted(hash));
    }
  }
  for (const [slug] of text.matchAll(SLUGS)) {
    const bare = bareTitle(slug.replace(BEHIND_SLUG, ""));
    const words = titleWords(bare);
    if (words.length === 0) continue;
    titles.add(hashOf(words));
    keys.push(...salted(hashSlug(bare)));
  }
  return { keys: Uint32Array.from(keys).sort(), titles };
}
