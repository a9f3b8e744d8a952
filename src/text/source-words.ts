// A pattern for the words before a colon that name an article's source: "Source: ", "Источник: ", "来源：".

export const SOURCE_WORDS = [
  "sources?|agency|agencies|via|quellen?|fuentes?|fontes?|bron|kilde|källa|lähde|kaynak|źródło|zdroj|sumber|nguồn",
  "источник|джерело|来源|來源|出典|출처|အရင်းအမြစ်|ရင်းမြစ်|သတင်းရင်းမြစ်|المصدر|स्रोत",
].join("|");
