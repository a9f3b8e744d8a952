// One form for each name of a month or weekday: in small letters, without marks and a full stop at the end.

export const foldDateName = (word: string): string =>
  word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}|\p{Cf}|\.+$/gu, "");
