// Reads a picture of boxes and arrows that is drawn in box characters.

const WAYS: Readonly<Record<string, string>> = { "─": "LR", "│": "UD", "┌": "RD", "┐": "LD", "└": "RU", "┘": "LU", "┼": "LRUD" };
const HEADS: Readonly<Record<string, string>> = { R: "▶", L: "◀", U: "▲", D: "▼" };
const STEPS: Readonly<Record<string, readonly [number, number]>> = { R: [0, 1], L: [0, -1], U: [-1, 0], D: [1, 0] };
const BACK: Readonly<Record<string, string>> = { R: "L", L: "R", U: "D", D: "U" };

interface Box {
  name: string;
  row: number;
  left: number;
  right: number;
}

/** The arrows from one of these boxes to one of them, as `a -> b`, sorted. A box is three rows high, with its name in the middle one. */
export function arrowsBetween(names: readonly string[], picture: string): string[] {
  const rows = picture.split("\n").map((line) => line.split(""));
  const at = (row: number, column: number): string => rows[row]?.[column] ?? " ";
  const boxes = names.map((name): Box => {
    const row = rows.findIndex((line) => new RegExp(`[│├▶]\\s*${name}\\s*[│├]`).test(line.join("")));
    const start = (rows[row] ?? []).join("").indexOf(name);
    const left = (rows[row] ?? []).findLastIndex((char, column) => column < start && char === "│");
    const right = (rows[row] ?? []).findIndex((char, column) => column > start && (char === "│" || char === "├"));
    return { name, row, left, right };
  });
  const boxAt = (row: number, column: number): Box | undefined =>
    boxes.find((box) => Math.abs(row - box.row) <= 1 && column >= box.left && column <= box.right);

  /** Follows a line to its arrowhead; undefined if it leads to none of the boxes. */
  const follow = (row: number, column: number, way: string): string | undefined => {
    for (let [y, x, going] = [row, column, way]; ;) {
      const [down, across] = STEPS[going] ?? [0, 0];
      [y, x] = [y + down, x + across];
      const char = at(y, x);
      if (char === HEADS[going]) return (boxAt(y, x) ?? boxAt(y + down, x + across))?.name;
      const ways = WAYS[char] ?? "";
      const back = BACK[going] ?? "";
      if (!ways.includes(back)) return undefined;
      going = char === "┼" ? going : ways.replace(back, "");
    }
  };

  const arrows = boxes.flatMap(({ name, row, left, right }) => {
    const columns = Array.from({ length: right - left - 1 }, (_, index) => left + 1 + index);
    const exits: [number, number, string][] = [
      ...columns
        .filter((column) => at(row - 1, column) === "┴")
        .map((column): [number, number, string] => [row - 1, column, "U"]),
      ...columns
        .filter((column) => at(row + 1, column) === "┬")
        .map((column): [number, number, string] => [row + 1, column, "D"]),
    ];
    if (at(row, right) === "├") exits.push([row, right, "R"]);
    return exits.flatMap((exit) => follow(...exit) ?? []).map((target) => `${name} -> ${target}`);
  });
  return arrows.sort();
}
