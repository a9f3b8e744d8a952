// Words that name an article's source: before a colon ("Source: ", "Источник: ", "来源："), or before the one who wrote it.

export const SOURCE_WORDS = [
  "sources?|agency|agencies|via|quellen?|fuentes?|fontes?|bron|kilde|källa|lähde|kaynak|źródło|zdroj|sumber|nguồn",
  "источник|джерело|来源|來源|出典|출처|အရင်းအမြစ်|ရင်းမြစ်|သတင်းရင်းမြစ်|المصدر|स्रोत",
].join("|");

/** Begins the author of a post that a channel passed on; the one who wrote it follows. */
export const FORWARDED_FROM = "Forwarded from";
