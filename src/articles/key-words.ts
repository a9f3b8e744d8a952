// Reduces a text to the words that tell what it is about, in any language, such that inflected forms of one word are mostly equal.

/** A run of letters of a script that has no blanks between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;
const RUNS =
  /\p{sc=Han}+|[\p{sc=Katakana}ー]+|\p{sc=Hiragana}+|[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]+|\p{L}(?:(?!\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana})[\p{L}\p{M}\p{N}'’])*/gu;
/** The same runs in a text that has no letter of such a script, as most have none: two thirds of the time are saved. */
const SPACED_RUNS = /\p{L}[\p{L}\p{M}\p{N}'’]*/gu;
const UNSPACED_ALL = new RegExp(UNSPACED.source, "gu");
/** Japanese endings and particles, in their own letters, which every text shares. */
const HIRAGANA = /\p{sc=Hiragana}/u;
/** Of an Arabic or Hebrew word, what may stand in front of it. */
const PREFIXES = /^(?:[وف]?(?:ال|لل|[بكل](?:ال)?)|[והבלמשכ]{1,2})(?=.{3})/u;
const SHORT_SCRIPTS = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Hangul}\p{sc=Ethiopic}]/u;
const HEAD_CHARS = 5;
const HANGUL = /\p{sc=Hangul}/u;
/** A letter of a script whose words are short, or a character of two units; Latin, Greek and Cyrillic words have none. */
const SPECIAL = /[^\0-\u058f\u1e00-\u1fff]/;
const APOSTROPHE = /['’]/;
const ABBREVIATION = /^\p{Lu}{2,3}$/u;
const TEXT_CHARS_MAX = 40_000;

/** Words that every text of a language has, and that are long enough to look like a subject. */
const EMPTY = new Set(
  (
    "about after again also another been before being between both could does during each even every from have having here into just last like made make many more most much must only other over said says same should since some still such than that their them then there these they this those through today under until very were what when where which while will with without would year years your yours " +
    "aber alle alles also auch beim dass dein denn dies diese dieser dieses durch eine einem einen einer eines etwa euch für gegen haben hatte heute hier ihre ihrem ihren ihrer immer jetzt kann kein keine können mehr mehrere muss nach nicht noch oder ohne schon sehr sein seine seinen seiner sich sind soll sowie über unser unter viele wegen weil weiter wenn werden wieder wird wurde wurden zwischen " +
    "alors après aussi autre autres avant avec avoir cette ceux chez comme contre dans depuis deux donc elle elles encore entre être fait leur leurs mais même moins notre nous plus pour quand sans selon sera ses sont sous tous tout toute toutes très vers votre vous " +
    "ante antes aunque cada como contra cuando desde después donde durante ella ellos entre esta estas este estos está están fueron hace hacia hasta más mientras mismo muy nuestra nuestro otra otras otros para pero poder porque puede según sido sobre también tiene todas todo todos tras una uno usted vuestro " +
    "ainda como depois essa esse está estão isso mais mesmo muito não onde para pela pelo pode porque quando seja sem ser seu seus sobre sua suas também você " +
    "alla alle anche ancora come della delle degli dello dopo dove essere hanno loro nella nelle nostri nostro ogni oltre però perché più poi prima puoi qualsiasi quando quella quello questa questo sono stata stato sulla tutti tutto " +
    "aan alle andere deze door een geen heeft hebben hier ieder kunnen maar meer moet naar niet nog onze ook over toch tussen uit van veel voor waar wanneer wordt worden zich zijn zijn " +
    "aby albo bardzo będzie była było były czy dla jako jest jego jej jednak jeszcze już które która który kiedy między może nasz nasze przed przez przy również się także tego tylko więcej " +
    "alla anden andra bara blev blir denna deras dessa detta efter eller från hade hans havde ikke ingen inte kommer mellan mere många måste något någon också omkring även över sina skal skulle under utan vara varit vilket været " +
    "että eivät heidän hänen jotka joka kanssa kuin kun mutta myös niiden ollut olivat ovat sekä siitä tämä tämän vain vielä voi " +
    "ayrıca bile bunu çok daha değil diye gibi için kadar olan olarak oldu olduğu sonra tarafından veya yani üzere " +
    "ada adalah akan anda antara atau bagi bahwa dalam dapat dari dengan hanya harus ini itu jika juga kami karena kepada lebih masih mereka oleh pada para saat sebagai serta setelah seperti sudah telah tetapi tidak untuk yang " +
    "más akkor által azok azért csak egy ezek hogy hogyan ilyen lehet majd már még mert mely mint minden nem olyan pedig szerint után után vagy valamint volt " +
    "ale ani bude budou byl byla bylo byly jako jeho jejich jen jsem jsme jsou jste který která které může není nebo pouze pro proti před při také tedy tím však více " +
    "acest această aceste acestea asupra care către cele celor când despre după este fost între mai nici noastre pentru prin sunt toate unde " +
    "более будет были было была быть вам вами вас ваш ваша ваше весь время всех всего где даже для если есть ещё еще затем или именно как которая которого которое которой которые которых который между меня может можно нас наш него ней нет них него один однако она они очень перед под после потом почему при про раз сам свои своих себе себя так также там такой тем того тоже только том тут уже чего чем через что чтобы это этого этой этом этот эти " +
    "або але більше вже від він вона вони для його їх між може наші під після при про свої також те тим тільки того цей цього через щоб яка який які якщо " +
    "από αυτά αυτή αυτό γιατί για δεν είναι επίσης έχει έχουν και κάθε κατά μας μετά μια μπορεί όλα όπως όταν πιο που πριν προς σας στα στη στην στις στο στον στους συν την της τις τον του τους των " +
    "của cho các những được trong không với này khi người một đã đang sẽ là và bạn chúng tôi"
  ).split(" "),
);

export interface KeyWords {
  /** Each once, in the order of the text. */
  own: string[];
  /** The same, with the shorter heads under which a word's other forms may stand. */
  all: Set<string>;
  /** `unspaced` if most are pieces of words, cut from a script without blanks; else the name of most words' script, or "". */
  readonly script: string;
}

export function keyWords(text: string): KeyWords {
  const own = new Set<string>();
  const all = new Set<string>();
  const normal = text.slice(0, TEXT_CHARS_MAX).normalize("NFKC");
  if (!UNSPACED.test(normal)) for (const run of normal.match(SPACED_RUNS) ?? []) addWord(run, own, all);
  else
    for (const run of normal.match(RUNS) ?? [])
      if (UNSPACED.test(run)) addPairs(run, own, all);
      else addWord(run, own, all);
  const words = [...own];
  return {
    own: words,
    all,
    // Seldom asked for.
    get script() {
      return scriptOf(words.join(""));
    },
  };
}

function addPairs(run: string, own: Set<string>, all: Set<string>): void {
  if (HIRAGANA.test(run)) return;
  const letters = Array.from(run);
  // Two letters of an alphabet are next to nothing.
  const size = /\p{sc=Han}|\p{sc=Katakana}/u.test(run) ? 2 : 5;
  for (let at = 0; at + size <= letters.length; at++) {
    const pair = letters.slice(at, at + size).join("");
    own.add(pair);
    all.add(pair);
  }
}

function addWord(run: string, own: Set<string>, all: Set<string>): void {
  // "L'inchiesta" is about the inquiry, "today's" about today.
  const whole = APOSTROPHE.test(run) ? run.replace(/^\p{L}{1,4}['’](?=\p{L}{3})|['’].*$/gu, "") : run;
  const word = whole.toLowerCase();
  if (EMPTY.has(word)) return;
  if (!SPECIAL.test(word)) return addPlainWord(whole, word, own, all);
  const isShort = SHORT_SCRIPTS.test(word);
  const letters = Array.from(isShort ? word.replace(PREFIXES, "") : word);
  // Short words are empty in most languages; "EU" and "UN" are not.
  const min = ABBREVIATION.test(whole) || HANGUL.test(word) ? 2 : isShort ? 3 : 4;
  if (letters.length < min) return;
  const headChars = HANGUL.test(word) ? 2 : isShort ? 4 : HEAD_CHARS;
  const head = letters.slice(0, headChars).join("");
  own.add(head);
  for (let size = min; size <= headChars && size <= letters.length; size++)
    if (letters.length - size <= 2 || size === headChars) all.add(letters.slice(0, size).join(""));
}

/** The same as `addWord` of a word without any special letter, in a fifth of the time. */
function addPlainWord(whole: string, word: string, own: Set<string>, all: Set<string>): void {
  const { length } = word;
  const min = length <= 3 && ABBREVIATION.test(whole) ? 2 : 4;
  if (length < min) return;
  own.add(word.slice(0, HEAD_CHARS));
  for (let size = min; size <= HEAD_CHARS && size <= length; size++)
    if (length - size <= 2 || size === HEAD_CHARS) all.add(word.slice(0, size));
}

const SCRIPTS = ["Latin", "Cyrillic", "Arabic", "Greek", "Hangul", "Hebrew", "Devanagari"].map(
  (name) => [name, new RegExp(`\\p{sc=${name}}`, "gu")] as const,
);

function scriptOf(letters: string): string {
  const sample = letters.slice(0, 2_000);
  const half = sample.length / 2;
  const unspaced = sample.match(UNSPACED_ALL)?.length ?? 0;
  if (unspaced > half) return "unspaced";
  return SCRIPTS.find(([, pattern]) => (sample.match(pattern)?.length ?? 0) > half)?.[0] ?? "";
}
