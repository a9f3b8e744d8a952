// The largest sizes that a feed may have, so that no publisher can fill the store.

export const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024;
export const ENTRIES_MAX = 5_000;
export const TITLE_CHARS_MAX = 500;
export const SUMMARY_CHARS_MAX = 20_000;
export const CONTENT_CHARS_MAX = 500_000;

/** A text of at most `chars`, with an ellipsis if it was cut, never within a character; null if it is empty. */
export function cutText(text: string, chars: number): string | null {
  if (text.length <= chars) return text === "" ? null : text;
  const end = /[\ud800-\udbff]/.test(text.charAt(chars - 2)) ? chars - 2 : chars - 1;
  return `${text.slice(0, end)}…`;
}
