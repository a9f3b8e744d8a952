// Zawgyi: an older encoding of Burmese that stores letters in the order of their shapes. Recognises it, and converts it to Unicode.

/** The Unicode text, and for each of its units the begin and end of its origin in the given text. */
export interface ZawgyiReading {
  text: string;
  starts: Int32Array;
  ends: Int32Array;
}

const letters =
  "\u1000-\u102a\u103f\u1040\u1047\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e";
const extended = "\ua9e0-\ua9fe\uaa60-\uaa7f\u25cc";
const medials = "\u103b-\u103e\u105e-\u1060\u1082";
/**
 * Impossible in any language written in Unicode's Myanmar letters (Burmese, Mon, Shan, Karen and others): a vowel e or a medial
 * with no letter before it, and a stacking sign with no letter after it.
 */
const zawgyi = new RegExp(
  `(?<![${letters}${extended}${medials}])\\u1031|(?<![${letters}${extended}${medials}\\u1039])[\\u103b\\u103e]|\\u1039(?![${letters}${extended}])`,
  "g",
);
/** Letters that stack on few others or none, on one that they never stack on; in Zawgyi they close a syllable. */
const unstackable =
  /[\u1004\u100a]\u1039(?=[\u1000-\u102a])|\u1014\u1039(?=[\u1000-\u100f\u1015-\u102a])|\u1005\u1039(?=[\u1000-\u1004\u1007-\u102a])/g;
/** Impossible in Zawgyi: an asat after a vowel or before a tone mark, a medial followed by a vowel or another mark. */
const unicode = /[\u102b\u102c\u1037]\u103a|\u103a[\u1037-\u1039]|[\u103b\u103e][\u102b-\u1032\u1036-\u1038\u103a\u103c\u103d]/g;
/** An asat that closes a syllable; in Zawgyi it is a medial, after which another syllable is closed. */
const closed = /[\u1000-\u1021]\u103a(?:[\u1000-\u102a](?!\u1039)|[\s\u104a\u104b]|$)/g;

/** Above 0 for Zawgyi, below 0 for Unicode, 0 if undecided. */
function leaning(line: string): number {
  const count = (pattern: RegExp) => line.match(pattern)?.length ?? 0;
  return 3 * (count(zawgyi) + count(unstackable)) - 2 * count(unicode) - count(closed);
}

/**
 * Returns null if nothing in the text is Zawgyi. Each line is judged by itself, since some papers print both below each other; an
 * undecided line counts as most of the text does. Takes linear time.
 */
export function readZawgyi(text: string): ZawgyiReading | null {
  const lines = text.split(/(?<=\n)/);
  const leanings = lines.map(leaning);
  if (!leanings.some((sum) => sum > 0)) return null;
  const whole = leanings.reduce((sum, one) => sum + one, 0);
  const writer: Writer = { parts: [], starts: [], ends: [] };
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if ((leanings[index] || whole) > 0) convert(line, at, writer);
    else for (let i = 0; i < line.length; i++) write(writer, line.charAt(i), at + i, at + i + 1);
    at += line.length;
  }
  return { text: writer.parts.join(""), starts: Int32Array.from(writer.starts), ends: Int32Array.from(writer.ends) };
}

interface Writer {
  parts: string[];
  starts: number[];
  ends: number[];
}

function write({ parts, starts, ends }: Writer, piece: string, start: number, end: number): void {
  parts.push(piece);
  for (let i = 0; i < piece.length; i++) {
    starts.push(start);
    ends.push(end);
  }
}

const kinzi = "\u1004\u103a\u1039";
const ra = "\u103c";
const prefixes = new Map([
  ["\u1031", "\u1031"],
  ..."\u103b\u107e\u107f\u1080\u1081\u1082\u1083\u1084".split("").map((unit) => [unit, ra] as const),
]);
const bases = new Map([
  ["\u1086", "\u103f"],
  ["\u106a", "\u1009"],
  ["\u106b", "\u100a"],
  ["\u106e", "\u100d\u1039\u100d"],
  ["\u106f", "\u100d\u1039\u100e"],
  ["\u108f", "\u1014"],
  ["\u1090", "\u101b"],
  ["\u1091", "\u100f\u1039\u100d"],
  ["\u1092", "\u100b\u1039\u100c"],
  ["\u1097", "\u100b\u1039\u100b"],
]);
const stacked: Record<string, string> = {
  "\u1000": "\u1060",
  "\u1001": "\u1061",
  "\u1002": "\u1062",
  "\u1003": "\u1063",
  "\u1005": "\u1065",
  "\u1006": "\u1066\u1067",
  "\u1007": "\u1068",
  "\u1008": "\u1069",
  "\u100b": "\u106c",
  "\u100c": "\u106d",
  "\u100f": "\u1070",
  "\u1010": "\u1071\u1072",
  "\u1011": "\u1073\u1074",
  "\u1012": "\u1075",
  "\u1013": "\u1076",
  "\u1014": "\u1077",
  "\u1015": "\u1078",
  "\u1016": "\u1079",
  "\u1017": "\u107a",
  "\u1018": "\u107b\u1093",
  "\u1019": "\u107c",
  "\u101c": "\u1085",
};
/** Each Zawgyi mark as its Unicode marks. */
const marks = new Map<string, readonly string[]>([
  ..."\u102b\u102c\u102d\u102e\u102f\u1030\u1032\u1036\u1037\u1038".split("").map((unit) => [unit, [unit]] as const),
  ["\u1033", ["\u102f"]],
  ["\u1034", ["\u1030"]],
  ["\u103f", ["\u1030"]],
  ["\u1039", ["\u103a"]],
  ["\u103a", ["\u103b"]],
  ["\u107d", ["\u103b"]],
  ["\u103c", ["\u103d"]],
  ["\u103d", ["\u103e"]],
  ["\u1087", ["\u103e"]],
  ["\u105a", ["\u102b", "\u103a"]],
  ["\u1064", [kinzi]],
  ["\u1088", ["\u103e", "\u102f"]],
  ["\u1089", ["\u103e", "\u1030"]],
  ["\u108a", ["\u103d", "\u103e"]],
  ["\u108b", [kinzi, "\u102d"]],
  ["\u108c", [kinzi, "\u102e"]],
  ["\u108d", [kinzi, "\u1036"]],
  ["\u108e", ["\u102d", "\u1036"]],
  ["\u1094", ["\u1037"]],
  ["\u1095", ["\u1037"]],
  ["\u1096", ["\u1039\u1010", "\u103d"]],
  ...Object.entries(stacked).flatMap(([letter, units]) => units.split("").map((unit) => [unit, [`\u1039${letter}`]] as const)),
]);
/** Stacked letters, medials and the vowel e come first; an asat comes before the tone marks. */
const order = "\u1039\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u103a\u1037\u1038";

function convert(line: string, offset: number, writer: Writer): void {
  for (let i = 0; i < line.length;) {
    const from = i;
    const pieces: string[] = [];
    while (pieces.length < 4) {
      const prefix = prefixes.get(line.charAt(i));
      if (prefix === undefined) break;
      pieces.push(prefix);
      i++;
    }
    let base = baseOf(line, i, pieces.length > 0);
    if (base !== "") i++;
    else if (pieces.length === 0 && !marks.has(line.charAt(i))) {
      write(writer, line.charAt(i++), offset + from, offset + i);
      continue;
    }
    for (let mark = marks.get(line.charAt(i)); mark; mark = marks.get(line.charAt(++i))) pieces.push(...mark);
    if (pieces.includes(kinzi)) base = kinzi + base;
    const tail = [...new Set(pieces)].filter((piece) => piece !== kinzi).sort((a, b) => rankOf(a) - rankOf(b));
    write(writer, base + tail.join(""), offset + from, offset + i);
  }
}

const rankOf = (piece: string): number => order.indexOf(piece.charAt(0));

/** Digits are typed for the letters that they look like; next to a mark a digit is meant as a letter. */
function baseOf(line: string, index: number, prefixed: boolean): string {
  const unit = line.charAt(index);
  if (unit >= "\u1000" && unit <= "\u102a") return unit;
  if ((unit === "\u1040" || unit === "\u1047") && (prefixed || marks.has(line.charAt(index + 1))))
    return unit === "\u1040" ? "\u101d" : "\u101b";
  return bases.get(unit) ?? "";
}
