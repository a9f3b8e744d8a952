import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeBytes } from "../../src/text/decode-bytes.ts";

const TEXTS: Record<string, string> = {
  "windows-1251": "Министр рассказал о переговорах с соседями",
  "koi8-r": "Министр рассказал о переговорах с соседями",
  "iso-8859-5": "Министр рассказал о переговорах с соседями",
  cp866: "Министр рассказал о переговорах с соседями",
  shift_jis: "首相は会見で新しい計画について説明した。",
  "euc-jp": "首相は会見で新しい計画について説明した。",
  "euc-kr": "대통령은 오늘 기자회견에서 새로운 정책을 발표했다",
  gb18030: "他们今天在新闻发布会上说这个计划不会有大的变化。",
  big5: "他們今天在記者會上說這個計劃不會有大的變化。",
  "tis-620": "นายกรัฐมนตรีแถลงข่าวเรื่องใหม่วันนี้",
  "windows-1255": "ראש הממשלה הודיע היום על תוכנית חדשה",
  "windows-1252": "Le ministre a déclaré à l’été : “£5” — où ?",
};
const UNICODE = ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"];
const BURMESE = "မြန်မာ သတင်း";

function document(title: string, encoding: string | null): string {
  return `<?xml version="1.0"${encoding === null ? "" : ` encoding="${encoding}"`}?><rss><channel><title>${title}</title></channel></rss>`;
}

describe.each([...Object.entries(TEXTS), ...UNICODE.map((encoding): [string, string] => [encoding, BURMESE])])(
  "%s",
  (encoding, title) => {
    test.each([
      ["declared by the document", true, null],
      ["declared by the server", false, `text/xml; charset="${encoding}"`],
      ["declared by both", true, `text/xml;charset=${encoding}`],
      ["with a server that says UTF-8", true, "application/xml; charset=utf-8"],
      ["undeclared", false, null],
    ])("%s", (_, declares, contentType) => {
      const bytes = iconv.encode(document(title, declares ? encoding : null), encoding);
      expect(decodeBytes(bytes, { kind: "xml", contentType }).text).toContain(`<title>${title}</title>`);
    });
  },
);

test("latin1, ascii and windows-1252 are one, quotes and euro included", () => {
  for (const label of ["latin1", "iso-8859-1", "us-ascii", "windows-1252", "cp1252"]) {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="${label}"?><t>\x80 \x93x\x94 \xe9</t>`, "latin1");
    expect(decodeBytes(bytes, { kind: "xml" })).toEqual({
      text: expect.stringContaining("<t>€ “x” é</t>"),
      encoding: "windows-1252",
    });
  }
});

test.each([
  ["windows-1254", "Köprünün ayaklarında çatlaklar bulundu, dükkân sahipleri ise belediyeden tazminat istediğini açıkladı."],
  ["windows-1250", "Most został zamknięty po burzy, a właściciele sklepów żądają odszkodowań, gdyż klienci nie przyjdą pieszo."],
  ["iso-8859-2", "Most został zamknięty po burzy, a właściciele sklepów żądają odszkodowań, gdyż klienci nie przyjdą pieszo."],
  [
    "windows-1250",
    "Most přes řeku je uzavřen, protože po noční bouři našli na severních pilířích trhliny, řekl městský inženýr.",
  ],
  [
    "windows-1250",
    "Most čez reko je zaprt, ker so po nočni nevihti našli razpoke; župan želi, da pešci še počakajo, češ da bo že čez teden več znano.",
  ],
  ["windows-1256", "أغلقت البلدية الجسر القديم أمام السيارات بعد العاصفة"],
  ["windows-1251", "Министр рассказал о переговорах с соседями"],
])("a server that says Latin-1 of everything does not spoil %s", (encoding, title) => {
  const bytes = iconv.encode(document(title, null), encoding);
  for (const contentType of ["text/xml; charset=iso-8859-1", "text/xml"])
    expect(decodeBytes(bytes, { kind: "xml", contentType }).text).toContain(title);
});

test.each([
  "Íslenska þjóðin kaus í dag og það var mjög góð kjörsókn í öllum kjördæmum að sögn formanns.",
  "El niño comió después de la reunión en la montaña, según explicó el pequeño señor.",
  "Größere Überschwemmungen in Südböhmen: Die Behörden hätten früher warnen müssen, heißt es.",
  "A população não está satisfeita com a decisão; à tarde haverá outra sessão da câmara.",
  "Även på Åland är det för många älgar, säger jägarna efter årets jakt på öarna.",
  "La città è già più sicura perché lunedì il governo ha deciso così: ciò però non è una novità, dirà Sánchez.",
  "He said ‘no’ – “never” – and left… for €5 or £4.",
  "It is 30°C, which is 86°F, for 5½ hours on 100 m².",
  "Il ponte è chiuso, è pericoloso e non è più in uso: è vero, è a Roma.",
  "Regjeringen på vår side får ikke gå før året er over, og båten står på sjøen når det blåser, så få må gå nå.",
  "Après la première crue, le père et la mère ont cédé : là où la règle était née, à la préfète de céder.",
  "Il va à Paris, à Lyon, à Nice et à Brest.",
  "Però la ciutat és més viva: demà arribarà més gent, ningú ho sabrà i això farà que sigui així, també allà.",
])("Latin-1 stays what it is: %s", (title) => {
  const bytes = iconv.encode(document(title, null), "windows-1252");
  for (const contentType of ["text/xml; charset=iso-8859-1", "text/xml"])
    expect(decodeBytes(bytes, { kind: "xml", contentType })).toMatchObject({ encoding: "windows-1252" });
});

test.each(["ÅÄÖ", "ÀÉÈ et ÊÎ", "· Ostley ·", "§ 12 des Gesetzes", "N° 5", "ÜÜÜ ÜÜÜ"])(
  "declared Latin-1 with few letters stays it: %s",
  (title) => {
    const bytes = iconv.encode(document(title, null), "windows-1252");
    expect(decodeBytes(bytes, { kind: "xml", contentType: "text/xml; charset=iso-8859-1" }).text).toContain(title);
  },
);

test("a byte order mark has priority and is not part of the text", () => {
  const bytes = Buffer.from("\ufeff<a>é</a>");
  expect(decodeBytes(bytes, { kind: "xml", contentType: "text/xml; charset=koi8-r" })).toEqual({
    text: "<a>é</a>",
    encoding: "utf-8",
  });
});

test("valid UTF-8 has priority over a wrong header or declaration", () => {
  const bytes = Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?><a>Größe</a>`);
  expect(decodeBytes(bytes, { kind: "xml", contentType: "text/xml; charset=windows-1251" }).text).toContain("Größe");
});

test("UTF-8 that is cut in the middle of a character, or has a bad byte among many good ones, is still UTF-8", () => {
  const whole = Buffer.from(`<a>${BURMESE}</a>`.repeat(3));
  expect(decodeBytes(whole.subarray(0, whole.indexOf("သ") + 1), { kind: "xml" })).toEqual({
    text: "<a>မြန်မာ ",
    encoding: "utf-8",
  });
  const spoilt = Buffer.concat([whole, Buffer.from([0xe1, 0x3c]), whole]);
  expect(decodeBytes(spoilt, { kind: "xml" }).text).toContain(BURMESE);
});

test("a page's meta element is read as its declaration", () => {
  const bytes = iconv.encode(
    `<html><head><meta http-equiv=content-type content="text/html; charset=windows-1251"></head>Да`,
    "windows-1251",
  );
  expect(decodeBytes(bytes, { kind: "html" }).text).toContain("Да");
  const short = iconv.encode(`<!doctype html><meta charset=koi8-r>Да`, "koi8-r");
  expect(decodeBytes(short, { kind: "html" }).text).toContain("Да");
});

test("unknown labels and binary data give text all the same", () => {
  expect(
    decodeBytes(Buffer.from([0xff, 0x80, 0x41]), { kind: "xml", contentType: "text/xml; charset=martian" }).text,
  ).toHaveLength(3);
  expect(decodeBytes(new Uint8Array(), { kind: "html" })).toEqual({ text: "", encoding: "utf-8" });
});

test("a few broken characters do not override the declared encoding", () => {
  const cut = Buffer.concat([
    Buffer.from("<a>River: "),
    iconv.encode("橋が", "shift_jis"),
    Buffer.from([0x8b]),
    Buffer.from("</a>"),
  ]);
  expect(decodeBytes(cut, { kind: "xml", contentType: "text/xml; charset=shift_jis" }).text).toContain("River: 橋が");
  expect(decodeBytes(cut.subarray(0, -4), { kind: "xml", contentType: "text/xml; charset=shift_jis" }).text).toContain("橋が");
});

test("UTF-8 with accented letters is UTF-8, although the bytes would fit the encoding that the server names", () => {
  for (const charset of ["gbk", "big5", "euc-kr", "shift_jis"]) {
    expect(decodeBytes(Buffer.from("<a>Caf\u00e9</a>"), { kind: "xml", contentType: `text/xml; charset=${charset}` }).text).toBe(
      "<a>Café</a>",
    );
  }
});
