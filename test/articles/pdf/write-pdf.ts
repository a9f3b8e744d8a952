// Writes small PDF files for tests: each piece of text at its place, in Helvetica or, beyond Latin, in a font of its own with the letters named.
import { deflateSync } from "node:zlib";

export interface Put {
  text: string;
  x: number;
  /** From the upper edge, in points. */
  y: number;
  size?: number;
  /** Degrees. */
  turned?: number;
}

interface Written {
  title?: string;
  created?: string;
  packed?: boolean;
  /** Letters are named, so that text can be read (default true). */
  named?: boolean;
  encrypted?: boolean;
  /** Written as they stand in place of a page's text. */
  streams?: { dictionary: string; bytes: Buffer }[];
}

const HEIGHT = 842;
const isLatin = (text: string): boolean => /^[\x20-\x7e\xa0-\xff]*$/.test(text);
const hex = (text: string): string => Buffer.from(text, "utf16le").swap16().toString("hex");

/** Lines of text as in a column that begins at (x, y). */
export const column = (lines: readonly string[], x: number, y: number, { size = 10, leading = 12 } = {}): Put[] =>
  lines.flatMap((text, at) => (text === "" ? [] : [{ text, x, y: y + at * leading, size }]));

export function writePdf(pages: readonly (readonly Put[])[], written: Written = {}): Buffer {
  const { title, created, packed = false, named = true, encrypted = false } = written;
  const objects: Buffer[] = [];
  const add = (content: string | Buffer): number => objects.push(Buffer.from(content));
  const addStream = (bytes: Buffer, dictionary = ""): number => {
    const data = packed && dictionary === "" ? deflateSync(bytes) : bytes;
    const filter = packed && dictionary === "" ? "/Filter /FlateDecode" : dictionary;
    return add(
      Buffer.concat([Buffer.from(`<< ${filter} /Length ${data.length} >>\nstream\n`), data, Buffer.from("\nendstream")]),
    );
  };
  add("<< /Type /Catalog /Pages 2 0 R >>");
  const contents =
    written.streams ??
    pages.map((puts) => ({
      dictionary: "",
      bytes: Buffer.from(puts.map((put) => draw(named ? put : { ...put, text: numbered(put.text) })).join("\n")),
    }));
  const first = 9;
  add(`<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, at) => `${first + 2 * at} 0 R`).join(" ")}] >>`);
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  add(
    `<< ${title === undefined ? "" : `/Title <feff${hex(title)}>`} ${created === undefined ? "" : `/CreationDate (${created})`} >>`,
  );
  const unicode = named ? "/ToUnicode 8 0 R" : "";
  add(`<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [6 0 R] ${unicode} >>`);
  add(
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 7 0 R >>",
  );
  add(
    "<< /Type /FontDescriptor /FontName /Wide /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  );
  addStream(
    Buffer.from(
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n" +
        `${Array.from({ length: 256 }, (_, high) => high.toString(16).padStart(2, "0"))
          .map((high) => `1 beginbfrange <${high}00> <${high}ff> <${high}00> endbfrange`)
          .join("\n")}\nendcmap end end`,
    ),
  );
  for (const { dictionary, bytes } of contents) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 5 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
    );
    addStream(bytes, dictionary);
  }
  return assemble(objects, encrypted);
}

/** A font that does not name its letters has numbers of its own for them. */
const numbered = (text: string): string => text.replace(/./gu, (letter) => String.fromCharCode(1 + (letter.charCodeAt(0) % 20)));

function draw({ text, x, y, size = 10, turned = 0 }: Put): string {
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)].map((value) => value.toFixed(4));
  const shown = isLatin(text) ? `<${Buffer.from(text, "latin1").toString("hex")}>` : `<${hex(text)}>`;
  return `BT /${isLatin(text) ? "F1" : "F2"} ${size} Tf ${cos} ${sin} -${sin} ${cos} ${x} ${HEIGHT - y} Tm ${shown} Tj ET`.replaceAll(
    "--",
    "",
  );
}

function assemble(objects: readonly Buffer[], encrypted: boolean): Buffer {
  let file = Buffer.from("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", "latin1");
  const places: number[] = [];
  for (const [at, content] of objects.entries()) {
    places.push(file.length);
    file = Buffer.concat([file, Buffer.from(`${at + 1} 0 obj\n`), content, Buffer.from("\nendobj\n")]);
  }
  const key = "00".repeat(32);
  const locked = encrypted
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]`
    : "";
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${locked} >>\nstartxref\n${file.length}\n%%EOF\n`,
    ),
  ]);
}
