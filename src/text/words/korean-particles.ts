// Korean particles, which follow a noun without a space, and the syllables that make a noun of a name: 이란에서, 대이란, 미얀마군.

const AFTER_CONSONANT =
  "은 이 을 과 과는 과도 과의 으로 으로는 으로도 으로의 으로서 으로써 으로부터 이라 이라고 이라는 이라며 이나 이랑 이며 이든 아".split(
    " ",
  );
const AFTER_VOWEL = "는 가 를 와 와는 와도 와의 로 로는 로도 로의 로서 로써 로부터 라 라고 라는 라며 나 랑 며 든 야".split(" ");
const AFTER_ANY =
  "의 에 에는 에도 에만 에서 에서는 에서도 에서의 에게 에게는 에게도 에게서 에의 께 께서 께서는 한테 한테서 도 만 만이 만은 까지 까지도 까지의 부터 부터는 부터의 보다 보다는 처럼 마다 조차 밖에 하고 엔 에선 측 뿐".split(
    " ",
  );
/** People, army, made in, side, between, city, district and the like. */
const NOUN_SUFFIX =
  /(?:군|인|산|어|측|발|계|행|내|간|제|식|판|령|전|들|정부|군부|당국|정권|대사|대사관|대통령|총리|국민|사태|방문|지구|시|시장|시민|시내|시청|특별시|광역시|공항|현지|지역|주민|도심)$/;
/** Against, for, pro-, ex-: one syllable before the name of a country. */
const PREFIX = /^[대반친탈주재방]/;
const LEFT_MIN = 2;

const particles = new Map<string, "consonant" | "vowel" | "any">();
for (const [list, after] of [
  [AFTER_CONSONANT, "consonant"],
  [AFTER_VOWEL, "vowel"],
  [AFTER_ANY, "any"],
] as const)
  for (const particle of list) particles.set(particle, after);
const LONGEST = 4;

/** The nouns as which a folded word of Hangul may be read, without itself. */
export function withoutParticles(word: string): string[] {
  const found: string[] = [];
  for (let cut = Math.max(LEFT_MIN, word.length - LONGEST); cut < word.length; cut++) {
    const after = particles.get(word.slice(cut));
    if (after !== undefined && (after === "any" || (after === "consonant") === endsInConsonant(word, cut)))
      found.push(word.slice(0, cut));
  }
  for (const noun of [word, ...found]) {
    const bare = noun.replace(NOUN_SUFFIX, "");
    if (bare !== noun && bare.length >= LEFT_MIN) found.push(bare);
  }
  for (const noun of [word, ...found]) if (noun.length > LEFT_MIN && PREFIX.test(noun)) found.push(noun.slice(1));
  return [...new Set(found)];
}

/** A syllable is one of 28 for each vowel, the first of them open; 로 follows ㄹ too. */
function endsInConsonant(word: string, end: number): boolean {
  const final = (word.charCodeAt(end - 1) - 0xac00) % 28;
  return final > 0 && !(final === 8 && word.startsWith("로", end));
}
