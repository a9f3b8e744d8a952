// How names of Arabic are written in Latin letters: the article is a word of its own there, and in Arabic a part of the next word.

const article = /^[ae]l$/i;
/** Before some letters it sounds like them; only with a hyphen, since Ash, An and As are names or words of other languages. */
const assimilated = /(?<=[\s-])(?:a[dnrstz]|[ae]sh|adh|ath)(?=-\p{L})/giu;
/** "Servant of the", as in Abdel Fattah: the article stands at its end. */
const servant = /^abd(?:[aeiou]l|oul)$/i;

/** The same written as one word with what it serves: Abdullah, Abdulaziz, Abdel-Rahman. */
const servantTogether = /^abd(?:[aeiou]l|oul|u[rsnzd](?=[rsnzd]))(?=\p{L}{3})/iu;
/** Of God, whose article is swallowed: Abdullah, Abdallah, Abdollah. */
const servantOfGod = /^abd[aeiou]l+ah?$/i;

export interface ArabicWord {
  word: string;
  hasArticle: boolean;
}

/** The article of a name, however it sounds, as "al". */
export const withPlainArticle = (written: string): string => written.replace(assimilated, "al");

/** A name's words with their articles, as Arabic writes them; null for a name without an article inside it. */
export function withArticles(words: readonly string[]): ArabicWord[] | null {
  const found: ArabicWord[] = [];
  let hasArticle = false;
  let isArabic = false;
  for (const [number, word] of words.entries()) {
    const isLast = number === words.length - 1;
    if (number > 0 && !isLast && article.test(word)) {
      hasArticle = true;
      isArabic = true;
      continue;
    }
    const served = servantOfGod.test(word) ? "Allah" : word.replace(servantTogether, "");
    if (served !== word) {
      found.push({ word: "Abd", hasArticle }, { word: served.slice(0, 1).toUpperCase() + served.slice(1), hasArticle: true });
      hasArticle = false;
      isArabic = true;
      continue;
    }
    const isServant = servant.test(word) && !isLast;
    found.push({ word: isServant ? "Abd" : word, hasArticle });
    isArabic ||= isServant;
    hasArticle = isServant;
  }
  return isArabic && found.length > 1 ? found : null;
}
