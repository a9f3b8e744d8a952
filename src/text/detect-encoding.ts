// Guesses the encoding of legacy text that nothing declares, by how often a language's commonest characters come out of it.
import { decodeAs } from "./encodings.ts";

const SAMPLE_BYTES = 65_536;

// For each language its commonest characters, the share of running text that they make up, and all the characters it is written in.
const CYRILLIC = { common: /[оеаинтсрвл]/g, share: 0.68, written: /[А-Яа-яЁёІіЇїЄєҐґЎў«»—–“”„№…’ ]/g };
const JAPANESE = { common: /[ぁ-ゖァ-ヺー、。]/g, share: 0.5, written: /[぀-ヿ一-龯、。「」・　０-９Ａ-ｚ]/g };
const CHINESE = { share: 0.24, written: /[一-龯，。、“”《》「」：；（）！？　·—…]/g };
const KOREAN = {
  common: /[이다의에는을가고하한지로사를서인기은도리자정시대나해어과수일부아전있제주원상보국장들했회년성적명안그비위조스]/g,
  share: 0.6,
  written: /[가-힣·“”‘’…]/g,
};

const CANDIDATES: { encoding: string; common: RegExp; share: number; written: RegExp }[] = [
  { encoding: "windows-1251", ...CYRILLIC },
  { encoding: "koi8-r", ...CYRILLIC },
  // The same with the four letters of Ukrainian in place of box lines.
  { encoding: "koi8-u", ...CYRILLIC },
  { encoding: "iso-8859-5", ...CYRILLIC },
  { encoding: "ibm866", ...CYRILLIC },
  { encoding: "shift_jis", ...JAPANESE },
  { encoding: "euc-jp", ...JAPANESE },
  { encoding: "euc-kr", ...KOREAN },
  {
    encoding: "gb18030",
    common: /[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年，。、]/g,
    ...CHINESE,
  },
  {
    encoding: "big5",
    common: /[的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年，。、]/g,
    ...CHINESE,
  },
  { encoding: "windows-874", common: /[\u0e31\u0e48\u0e49านรอกเงมยลวดท]/g, share: 0.66, written: /[\u0e01-\u0e5b]/g },
  { encoding: "windows-1255", common: /[יוהלאמרתבש]/g, share: 0.68, written: /[\u05b0-\u05c7א-ת״“”’–]/g },
  { encoding: "windows-1256", common: /[اليمونرتبة]/g, share: 0.68, written: /[؀-ۿ«»]/g },
  { encoding: "windows-1253", common: /[αοιετσνηυρ]/g, share: 0.62, written: /[Ά-ώ«»]/g },
];

/** The likeliest encoding of text that is no UTF-8; windows-1252 where nothing else is likely. */
export function detectEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let best = { encoding: "windows-1252", score: 0.5 };
  if (isLatin(sample)) return best.encoding;
  for (const { encoding, common, share, written } of CANDIDATES) {
    const beyond = decodeAs(sample, encoding).replace(/[\0-\x7f]+/g, "");
    const broken = beyond.split("�").length - 1;
    // The sample may end in half a character.
    if (beyond.length === 0 || broken > 1 + beyond.length / 100) continue;
    const found = (beyond.match(common)?.length ?? 0) / beyond.length;
    const strange = 1 - (beyond.match(written)?.length ?? 0) / beyond.length;
    const score = Math.min(1, found / share) - 2 * strange;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** In Latin script a byte beyond ASCII stands alone beside a letter; in other scripts such bytes stand together. */
function isLatin(sample: Uint8Array): boolean {
  let beyond = 0;
  let alone = 0;
  for (let index = 0; index < sample.length; index++) {
    if ((sample[index] ?? 0) < 0x80) continue;
    const [before = 0, after = 0] = [sample[index - 1], sample[index + 1]];
    beyond++;
    if (before < 0x80 && after < 0x80 && (isLetter(before) || isLetter(after))) alone++;
  }
  return alone * 2 > beyond;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}
