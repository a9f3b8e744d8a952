// Removes characters that no reader should see: controls, direction overrides, halves of surrogate pairs.

// The bytes 0x80 to 0x9F in windows-1252; pages label such text as Latin-1 or UTF-8, so the C1 controls mean these.
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

// Zero-width (non-)joiners and spaces stay: Burmese, Thai, Khmer and Persian need them.
const UNWANTED = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;
// The same without looking at whole characters, so that most texts pass a quick check.
// oxlint-disable-next-line no-control-regex
const PERHAPS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]/;

/** The text without control characters and direction overrides; tabs and line breaks stay. */
export function cleanCharacters(text: string): string {
  if (!PERHAPS.test(text)) return text;
  return text.replace(UNWANTED, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? "";
    if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
    return code === 0x0b || code === 0x0c ? " " : "";
  });
}
