// Headlines in every encoding that publishers use.
import iconv from "iconv-lite";

// A headline in a language that is written in the encoding; all of it is invented.
export const HEADLINES: Record<string, string> = {
  "utf-8": "မြန်မာ — ရေကြီးမှု သတင်း",
  "utf-16le": "မြန်မာ — ရေကြီးမှု သတင်း",
  "utf-16be": "မြန်မာ — ရေကြီးမှု သတင်း",
  "utf-32le": "မြန်မာ — ရေကြီးမှု သတင်း 🌊",
  "utf-32be": "မြန်မာ — ရေကြီးမှု သတင်း 🌊",
  "iso-8859-1": "Über den Fluß: Brücke gesperrt, où ça ?",
  "windows-1252": "Le préfet : « l’eau monte » – 5 € l’œuf",
  "iso-8859-15": "Le préfet : l'eau coûte 5 €, l'œuf aussi",
  "us-ascii": "The river – “higher than ever”",
  macintosh: "L’été à Genève : le maire s’explique",
  "iso-8859-2": "Most uzavřen, řeka stoupá: žádné škody",
  "windows-1250": "Powódź na południu: „rzeka opada” – władze",
  "iso-8859-3": "La rivero kreskas: ĉiu ŝoseo fermita",
  "iso-8859-4": "Upe kāpj: tilts slēgts, ūdens līdz mājām",
  "windows-1257": "Upė kyla: tiltas uždarytas, žmonės laukia",
  "iso-8859-9": "Köprü kapalı: ırmak yükseliyor, şehir bekliyor",
  "windows-1254": "Köprü kapalı: “ırmak yükseliyor” diyor şehir",
  "iso-8859-16": "Podul închis: râul crește și țara așteaptă",
  "windows-1251": "Министр рассказал о переговорах с соседями",
  "koi8-r": "Министр рассказал о переговорах с соседями",
  "koi8-u": "Річка піднялася: міст закрито, їхати об'їздом",
  "iso-8859-5": "Министр рассказал о переговорах с соседями",
  ibm866: "Министр рассказал о переговорах с соседями",
  "x-mac-cyrillic": "Министр рассказал о переговорах с соседями",
  "iso-8859-7": "Η γέφυρα έκλεισε, το ποτάμι ανεβαίνει και πάλι",
  "windows-1253": "Η γέφυρα έκλεισε: «το ποτάμι ανεβαίνει» λένε",
  "windows-1255": "ראש הממשלה הודיע היום על תוכנית חדשה לגשרים",
  "iso-8859-8": "ראש הממשלה הודיע היום על תוכנית חדשה לגשרים",
  "windows-1256": "الوزير يعلن إغلاق الجسر بعد ارتفاع منسوب النهر",
  "iso-8859-6": "الوزير يعلن إغلاق الجسر بعد ارتفاع منسوب النهر",
  "windows-1258": "Câu đóng: đương phô ngâp",
  "windows-874": "นายกรัฐมนตรีแถลงข่าวเรื่องสะพานใหม่วันนี้",
  "tis-620": "นายกรัฐมนตรีแถลงข่าวเรื่องสะพานใหม่วันนี้",
  shift_jis: "首相は会見で新しい橋の計画について説明した。",
  "euc-jp": "首相は会見で新しい橋の計画について説明した。",
  "euc-kr": "대통령은 오늘 기자회견에서 새로운 정책을 발표했다",
  gb2312: "他们今天在新闻发布会上说这座桥的计划不会有大的变化。",
  gbk: "他们今天在新闻发布会上说这座桥的计划不会有大的变化。",
  gb18030: "他们今天在新闻发布会上说这座桥的计划不会有大的变化。",
  big5: "他們今天在記者會上說這座橋的計劃不會有大的變化。",
};

// What publishers mean by a label, or what the encoder knows it by.
const WRITTEN_AS: Record<string, string> = { "us-ascii": "windows-1252", "x-mac-cyrillic": "maccyrillic" };

export const encode = (text: string, encoding: string): Uint8Array => iconv.encode(text, WRITTEN_AS[encoding] ?? encoding);

/** Those that are recognised without anybody's word. */
export const UNDECLARED =
  "windows-1251 koi8-r koi8-u iso-8859-5 ibm866 windows-1253 iso-8859-7 windows-1255 windows-1256 tis-620 shift_jis euc-jp euc-kr gb2312 big5".split(
    " ",
  );
