// The host of an address without "www.": "example.org" for "https://www.example.org/a".

/** Returns null if the text is not an address with a host. */
export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") || null : null;
}
