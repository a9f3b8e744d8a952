// The names of languages, in English.

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

export function languageTag(language: string | null): string | null {
  return language !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(language) ? language : null;
}

/** Null for English, in which mails are written. */
export function languageWords(lang: string | null): string | null {
  if (lang === null || /^en\b/i.test(lang)) return null;
  try {
    return languages.of(lang) ?? lang;
  } catch {
    // Has the shape of a language tag without being one.
    return lang;
  }
}

export const inLanguage = (lang: string | null): string =>
  lang === null ? "another language" : (languageWords(lang) ?? "English");
