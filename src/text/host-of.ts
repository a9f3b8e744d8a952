// The host of an address as people call it, without "www.": "example.org" of "https://www.example.org/a".

/** Null where the address has none or is none. */
export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") || null : null;
}
