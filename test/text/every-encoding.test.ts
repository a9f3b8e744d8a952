// Feeds in every encoding, declared in every way and in none.
import { describe, expect, test } from "vitest";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";
import { encode, HEADLINES, UNDECLARED } from "./headlines.ts";

function feed(headline: string, encoding: string | null): string {
  return `<?xml version="1.0"${encoding === null ? "" : ` encoding="${encoding}"`}?><rss version="2.0"><channel><title>T</title>
<item><title>${headline}</title><link>https://x.example.org/1</link></item></channel></rss>`;
}

async function read(headline: string, encoding: string, options: { declares: boolean; contentType: string | null }) {
  const bytes = encode(feed(headline, options.declares ? encoding : null), encoding);
  const { entries } = await parseFeed(bytes, { contentType: options.contentType });
  return entries[0]?.title;
}

describe.each(Object.entries(HEADLINES))("%s", (encoding, headline) => {
  test.each([
    { by: "the document", declares: true, contentType: null },
    { by: "the server", declares: false, contentType: `application/rss+xml; charset=${encoding}` },
    { by: "both", declares: true, contentType: `text/xml; charset="${encoding.toUpperCase()}"` },
    { by: "the document, and the server says UTF-8", declares: true, contentType: "text/xml; charset=utf-8" },
  ])("declared by $by", async (options) => {
    expect(await read(headline, encoding, options)).toBe(headline);
  });
});

test.each(UNDECLARED)("undeclared %s is recognised", async (encoding) => {
  const headline = HEADLINES[encoding] ?? "";
  expect(await read(headline, encoding, { declares: false, contentType: null })).toBe(headline);
  expect(await read(headline, encoding, { declares: false, contentType: "text/xml; charset=utf-8" })).toBe(headline);
});

test.each([
  ["windows-1250", "Večer začalo pršať: vodiči majú ísť pomaly, žiadna trať nie je voľná"],
  ["windows-1250", "Kiša je pala noću: čak šest kuća uništeno, ždrijelo rijeke začepljeno, kaže načelnik općine"],
  ["windows-1250", "Râul creşte şi ţara aşteaptă: o sută de case în apă, şi încă plouă în munţi"],
  ["windows-1250", "Az ő hídja lezárva: a folyó szintje nő, a tűzoltók győzik a munkát, és várják az esőt"],
  ["windows-1257", "Upė kyla: tiltas uždarytas, žmonės laukia, ežeras užšąla, naktį vėl šąla"],
  ["windows-1257", "Upe kāpj: tilts slēgts, ūdens līdz mājām, ļaudis gaida palīdzību, un līst vēl šodien"],
  ["windows-1252", "Água sobe: não há ligação à ponte, e a região está às escuras, diz o avô"],
  ["windows-1252", "El río sube: la señora Núñez cruzó el puente; mañana habrá más agua, según el ingeniero"],
  ["windows-1252", "Jõgi tõuseb: sild suletud, õhtul ootavad kõik, ütles mees"],
  ["windows-1252", "Jõgi võõras: tõde, sõnad ja rõõm, põhjus ja lõpp, kõrged põõsad"],
  ["windows-1252", "Åtta års väntan är slut: nya spåret på plats från måndag, säger länet"],
  ["windows-1252", "São João e São Simão: não são irmãos, são cidadãos; amanhã o pão e o cão"],
  ["windows-1252", "Porões, leões, limões, balões, botões, cartões, patrões, ladrões, sermões e canhões"],
  ["windows-1251", "ЧЕМПИОНАТ МИРА: СБОРНАЯ ВЫШЛА В ФИНАЛ"],
  ["koi8-r", "ЧЕМПИОНАТ МИРА: СБОРНАЯ ВЫШЛА В ФИНАЛ"],
  ["windows-1253", "ΕΚΤΑΚΤΟ: Σεισμός στην Κρήτη"],
  ["iso-8859-6", "الحكومة تعلن عن خطة جديدة للمياه في الجنوب"],
  ["shift_jis", "ニュース"],
  ["big5", "今日新聞"],
  ["windows-1252", "Élections : le président réélu à la majorité"],
  ["windows-1252", "São Paulo: eleição é amanhã"],
  ["windows-1252", "“Quotes” – and dashes…"],
])("undeclared %s is recognised by a headline alone: %s", async (encoding, headline) => {
  expect(await read(headline, encoding, { declares: false, contentType: null })).toBe(headline);
});
