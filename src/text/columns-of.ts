// How many terminal columns a text takes.

// Characters that take two columns on a terminal: East Asian wide and full-width ones, and pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Counts two for East Asian wide characters and pictures, none for marks and invisible characters, one for the rest. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (wide.test(character)) columns += 2;
    else if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) columns += 1;
  }
  return columns;
}
