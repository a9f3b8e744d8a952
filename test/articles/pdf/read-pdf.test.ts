// PDF files as articles: reading order, what is left out, title and date, and files that hold no text.
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { dropUnnamed, foldForms } from "../../../src/articles/pdf/fold-forms.ts";
import { isPdf } from "../../../src/articles/pdf/is-pdf.ts";
import { readPdf } from "../../../src/articles/pdf/read-pdf.ts";
import { column, type Put, writePdf } from "./write-pdf.ts";

const url = "https://office.example/files/notice-7.pdf";
const read = (bytes: Buffer, limits?: { unpackedBytesMax: number }) => readPdf(bytes, url, limits);

const LEFT = [
  "The council of Varnholm met on Monday and",
  "put off the sale of the old grain store until",
  "the surveyor has looked at its roof, which has",
  "leaked since the winter before last, and no one",
  "knows who is to pay for it.",
];
const RIGHT = [
  "On Tuesday the mayor said that the money for",
  "the roof would be taken from the fund for the",
  "harbour lights, to which the harbour master",
  "objected at once and in writing, with a copy",
  "to the paper.",
];

test("two columns are read one after the other, below a headline over both", async () => {
  const page: Put[] = [
    { text: "Sale of the grain store is put off", x: 72, y: 80, size: 20 },
    ...column(LEFT, 72, 120),
    ...column(RIGHT, 320, 120),
    ...column(["A line over the whole width ends the page, longer than either of the two columns above it."], 72, 220),
  ];
  const found = await read(writePdf([page], { packed: true, created: "D:20261120093000+02'00'" }));
  expect(found).toMatchObject({
    reason: null,
    method: "pdf",
    complete: true,
    publishedAt: "2026-11-20T07:30:00.000Z",
    language: "en",
  });
  expect(found.title).toBe("Sale of the grain store is put off");
  expect(found.text).toBe(
    `${LEFT.join(" ")}\n\n${RIGHT.join(" ")}\n\nA line over the whole width ends the page, longer than either of the two columns above it.`,
  );
});

test("columns whose rows do not meet, and three of them, are read one after the other", async () => {
  const three = [0, 1, 2].map((at) => [1, 2, 3, 4, 5].map((line) => `column ${"abc"[at]} with its line ${line}`));
  const page = three.flatMap((lines, at) => column(lines, 60 + at * 165, 100 + at * 5));
  expect((await read(writePdf([page]))).text).toBe(three.map((lines) => lines.join(" ")).join(" "));
});

test("a table is read row by row", async () => {
  const rows = [
    ["Pier", "open", "7"],
    ["Quay", "shut", "12"],
    ["Lock", "open", "3"],
    ["Mole", "shut", "9"],
  ];
  const page = rows.flatMap((cells, row) => cells.map((text, at) => ({ text, x: 72 + at * 100, y: 100 + row * 14 })));
  expect((await read(writePdf([page]))).text.replaceAll("\n\n", " ")).toBe("Pier open 7 Quay shut 12 Lock open 3 Mole shut 9");
});

test("words that are broken at the end of a line are joined, unless the document writes them with a hyphen", async () => {
  const lines = [
    "The north-east gate is shut. A spokes-",
    "man said that the gate in the north-",
    "east, a listed build-",
    "ing, would be repaired by Decem-",
    "ber 4, in the years 2026-",
    "2027 at the latest.",
  ];
  expect((await read(writePdf([column(lines, 72, 100)]))).text).toBe(
    "The north-east gate is shut. A spokesman said that the gate in the north-east, a listed building, would be repaired by December 4, in the years 2026-2027 at the latest.",
  );
});

test("heads, feet and numbers of pages are left out, and a paragraph goes on over them", async () => {
  const pages = [1, 2, 3].map((number) => [
    { text: "Varnholm Gazette, number 48", x: 72, y: 40, size: 8 },
    ...column(
      [
        number === 1
          ? "The first paragraph of the gazette begins here and it"
          : `goes on from the ${number === 2 ? "first" : "second"} page without a break, and it`,
        number === 3
          ? `ends on page ${number} of the gazette.`
          : `has not come to its end when the ${number === 1 ? "first" : "second"} page is full, so it`,
      ],
      72,
      100,
    ),
    { text: `Printed in Varnholm on paper ${number}`, x: 72, y: 790, size: 8 },
    { text: `- ${number} -`, x: 290, y: 810, size: 8 },
  ]);
  expect((await read(writePdf(pages))).text).toBe(
    "The first paragraph of the gazette begins here and it has not come to its end when the first page is full, so it goes on from the first page " +
      "without a break, and it has not come to its end when the second page is full, so it goes on from the second page without a break, and it ends on page 3 of the gazette.",
  );
});

test("paragraphs are parted by a gap, by an indented line, or by a short line that ends a sentence", async () => {
  const page = [
    ...column(
      [
        "A first paragraph, which goes over two lines of",
        "the page and is followed by a gap.",
        "",
        "A second one begins with no indent and is long",
        "enough for two lines too.",
      ],
      72,
      100,
    ),
    ...column(["A third one follows at the usual distance, and"], 84, 160),
    ...column(["it is indented by a little more than a letter."], 72, 172),
  ];
  expect((await read(writePdf([page]))).text.split("\n\n")).toHaveLength(3);
});

test.each([
  ["Russian", ["Совет города Варнхольм решил в понедельник", "отложить продажу старого зернового склада до", "весны."], " "],
  ["Burmese", ["မြို့တော်စည်ပင်သာယာရေးအဖွဲ့သည်", "တနင်္လာနေ့တွင်အစည်းအဝေးကျင်းပခဲ့သည်"], ""],
  ["Chinese", ["市议会星期一决定把旧粮仓的出售推迟", "到春天，因为屋顶漏水，没有人知道由谁付钱"], ""],
])("a text in %s is read, its lines joined as its script asks", async (_language, lines, between) => {
  const found = await read(writePdf([column(lines, 72, 100)], { packed: true }));
  expect(found.text).toBe(lines.join(between));
  expect(found.reason).toBeNull();
});

// As it is drawn: the last letter first, and all lines to the same right edge. A letter is 5 points wide.
const drawn = (lines: string[], edge: number): Put[] =>
  lines.map((line, at) => ({ text: Array.from(line).toReversed().join(""), x: edge - 5 * line.length, y: 100 + at * 12 }));

test("Arabic is read from right to left, its right column first", async () => {
  const right = ["اجتمع مجلس المدينة يوم الاثنين", "وقرر تأجيل بيع المخزن القديم", "حتى ينظر المهندس في السقف"];
  const left = ["قال رئيس البلدية يوم الثلاثاء", "إن المال سيؤخذ من صندوق الميناء", "فاعترض مدير الميناء على ذلك"];
  const page = [...drawn(left, 270), ...drawn(right, 520)];
  const found = await read(writePdf([page]));
  expect(found.text).toBe([...right, ...left].join(" "));
});

test.each([
  ["forms of Arabic letters", "\ufea7\ufea8\ufee1 \ufefb", "\u062e\u062e\u0645 \u0644\u0627"],
  ["ligatures", "\ufb01sh and su\ufb00er", "fish and suffer"],
  ["radicals", "\u661f\u671f\u2f06\u2ed3\u2ec5", "\u661f\u671f\u4e8c\u957f\u89c1"],
  ["letters that the font leaves without a name", "lan\u0000terns", "lanterns"],
  ["what stays as it is", "m² ½ ™ …", "m² ½ ™ …"],
])("%s are read as the letters that they are", (_, drawn, letters) => {
  expect(dropUnnamed(foldForms(drawn))).toBe(letters);
});

test.each([
  ["about:blank", "ORDER 7 ON THE GRAIN STORE AT VARNHOLM"],
  ["Order 7 on the grain store", "Order 7 on the grain store"],
  ["Microsoft Word - order7_final.docx", "ORDER 7 ON THE GRAIN STORE AT VARNHOLM"],
  ["order_7", "ORDER 7 ON THE GRAIN STORE AT VARNHOLM"],
  ["Letter head of the office for 2019", "ORDER 7 ON THE GRAIN STORE AT VARNHOLM"],
])("the title %s in the file's data gives %s", async (title, expected) => {
  const page = [{ text: "ORDER 7 ON THE GRAIN STORE AT VARNHOLM", x: 72, y: 80, size: 18 }, ...column(LEFT, 72, 120)];
  expect((await read(writePdf([page], { title }))).title).toBe(expected);
});

test("text along the edge is left out, and a page on its side is read", async () => {
  const stamp = { text: "Copy of the archive", x: 30, y: 600, turned: 90 };
  expect((await read(writePdf([[stamp, ...column(LEFT, 72, 100)]]))).text).toBe(LEFT.join(" "));
  const onSide = LEFT.map((text, at) => ({ text, x: 100 + at * 12, y: 700, turned: 90 }));
  expect((await read(writePdf([onSide]))).text).toBe(LEFT.join(" "));
});

test.each([
  ["scanned pages", writePdf([[], [], []]), "no-text", "pictures only"],
  [
    "scanned pages with stamps",
    writePdf([1, 2, 3].map((n) => [{ text: `Seen ${n}`, x: 72, y: 400 }])),
    "no-text",
    "pictures only",
  ],
  ["letters without names", writePdf([column(["မြို့တော်စည်ပင်သာယာရေးအဖွဲ့"], 72, 100)], { named: false }), "no-text", "which letters"],
  ["a password", writePdf([column(LEFT, 72, 100)], { encrypted: true }), "login", "password"],
  ["damage", Buffer.from("%PDF-1.7\nnothing that is one"), "no-text", "damaged"],
  ["nothing at all", Buffer.from("%PDF-1.7"), "no-text", "damaged"],
])("a file with %s gives the reason", async (_name, bytes, reason, detail) => {
  expect(await read(bytes)).toMatchObject({
    reason,
    text: "",
    method: "none",
    detail: expect.stringContaining(detail) as string,
  });
});

test("a file that unpacks to more than its limit ends with a reason, and what stands before it is kept", async () => {
  const limits = { unpackedBytesMax: 1024 * 1024 };
  const bomb = { dictionary: "/Filter /FlateDecode", bytes: deflateSync(Buffer.alloc(2 * 1024 * 1024, " ")) };
  const nested = { dictionary: "/Filter [/FlateDecode /FlateDecode]", bytes: deflateSync(bomb.bytes) };
  const sound = { dictionary: "", bytes: Buffer.from("BT /F1 10 Tf 72 700 Td (The roof of the grain store leaks.) Tj ET") };
  for (const stream of [bomb, nested])
    expect(await read(writePdf([], { streams: [stream] }), limits)).toMatchObject({
      reason: "too-complex",
      detail: "The PDF unpacks to more than 1 MB.",
    });
  expect(await read(writePdf([], { streams: [sound, bomb, sound] }), limits)).toMatchObject({
    reason: null,
    complete: false,
    text: "The roof of the grain store leaks.",
  });
});

test("a file that is scanned behind its first pages says so, and one with a blank page does not", async () => {
  const text = Array.from({ length: 6 }, () => column(LEFT, 72, 100));
  expect(await read(writePdf([...text.slice(0, 1), [], [], []]))).toMatchObject({
    reason: null,
    complete: false,
    detail: "3 of 4 pages of the PDF hold no text, such as scanned ones.",
  });
  expect(await read(writePdf([...text, []]))).toMatchObject({ complete: true, detail: null });
});

test("of a file of hundreds of pages the first hundred are read, and the rest is said to be missing", async () => {
  const pages = Array.from({ length: 130 }, (_, at) => column([`Notice ${at + 1} of the office is about the roof.`], 72, 300));
  const found = await read(writePdf(pages));
  expect(found).toMatchObject({ reason: null, complete: false, detail: "Pages 101 to 130 of the PDF were not read." });
  expect(found.text).toContain("Notice 100 of the office");
});

test("a PDF is known by its first bytes, also behind a byte order mark or blank lines, and a page that speaks of one is none", () => {
  expect(isPdf(Buffer.from("%PDF-1.4\n"))).toBe(true);
  expect(isPdf(Buffer.from("\ufeff\r\n\r\n%PDF-1.7"))).toBe(true);
  expect(isPdf(Buffer.from("<html><p>A file begins with %PDF-1.7"))).toBe(false);
  expect(isPdf(Buffer.from("A file begins with PDF"))).toBe(false);
});
