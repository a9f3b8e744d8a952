// Small words inside names, which texts write without a capital: Ursula von der Leyen, Lula da Silva, Ahmed al-Sharaa.

/** Each with its spellings in Cyrillic. */
const cyrillic: Record<string, readonly string[]> = {
  al: ["аль", "ал", "эль", "ель"],
  el: ["эль", "аль", "ель"],
  bin: ["бин", "бен", "бін"],
  bint: ["бинт"],
  ibn: ["ибн", "ібн"],
  ben: ["бен"],
  ould: ["ульд"],
  von: ["фон"],
  zu: ["цу"],
  van: ["ван"],
  der: ["дер"],
  den: ["ден"],
  de: ["де"],
  da: ["да"],
  das: ["дас"],
  do: ["ду"],
  dos: ["душ", "дос"],
  di: ["ди"],
  du: ["дю"],
  del: ["дель"],
  della: ["делла"],
  la: ["ла"],
  las: ["лас"],
  le: ["ле"],
  los: ["лос"],
};

/** Georgian has small letters only. */
export const isInSmallLetters = (word: string): boolean => /^(?!\p{Script=Georgian})\p{Ll}/u.test(word);

/** Whether a word of a name may stand in small letters: it is one of these, or written so in the watchlist. */
export const isParticle = (written: string): boolean =>
  isInSmallLetters(written) || Object.hasOwn(cyrillic, written.toLowerCase());

export const particleInCyrillic = (folded: string): readonly string[] =>
  Object.hasOwn(cyrillic, folded) ? (cyrillic[folded] ?? []) : [];

/** Whether it may do so at a name's beginning: Charles de Gaulle is De Gaulle, but a van is not Van Morrison. */
export const mayLeadInSmallLetters = (written: string): boolean => isInSmallLetters(written) || /^(?:de|el|von)$/i.test(written);
