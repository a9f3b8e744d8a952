// The words by which a link to a feed is known, in its text or its picture: RSS, feed, Atom, and their translations.

const STRONG =
  /(?<![\p{sc=Latin}\p{N}])(?:rss(?:[ -]?\d(?:\.\d+)?)?|web[ -]?feeds?|news[ -]?feeds?|json[ -]?feed|atom[ -](?:feed|1\.0))(?![\p{sc=Latin}\p{N}])/iu;
/** Alone in a link; within a sentence they mean something else. */
const WHOLE = new Set(
  `feed feeds atom xml flux syndication syndicate syndiquer sindicación sindicação newsticker subscribe abonnieren
  s'abonner suscribirse suscripción inscrever-se abonneren prenumerera flöde nyhetsflöde syöte uutissyöte hírcsatorna
  kanał kanały zdroj odebírat odběr pretplata abone besleme akış лента подписка подписаться стрічка підписка канал емисия
  τροφοδοσία συνδρομή ערוץ עדכונים خلاصة خلاصات تغذية اشترك خوراک फ़ीड फीड ফিড ฟีด ဖိဒ် フィード 購読 订阅 訂閱 订阅源 피드 구독`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
const WHOLE_PHRASES =
  /^(?:лента новостей|nguồn cấp(?: dữ liệu)?|fil (?:d'info|info|actu)|kanal aboneliği|syndiquer (?:le site|ce contenu))$/iu;

/** A longer text is a headline, perhaps of an organisation with these letters. */
const CHARS_MAX = 40;
const WORDS_MAX = 5;

/** `2`: the words name a feed. `1`: they may. `0`: they do not. */
export function speaksOfFeed(text: string): 0 | 1 | 2 {
  const words = text.trim().replace(/\s+/gu, " ");
  if (words === "" || words.length > CHARS_MAX || words.split(" ").length > WORDS_MAX) return 0;
  if (STRONG.test(words)) return 2;
  const plain = words.toLowerCase().replace(/^[^\p{L}\p{M}]+|[^\p{L}\p{M}]+$/gu, "");
  return WHOLE.has(plain) || WHOLE_PHRASES.test(plain) ? 1 : 0;
}

const ICON = /(?:^|[^a-z])(?:rss|feed-?icon|icon-?feed)(?:$|[^a-z])/i;

/** Judges the class, id, picture or symbol of a link: "fa fa-rss", "/img/feed-icon.png", "#rss". */
export const isFeedIcon = (name: string): boolean => name.length < 500 && ICON.test(name.replaceAll("_", "-"));
