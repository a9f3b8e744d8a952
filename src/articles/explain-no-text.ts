// Explains why a page has no article to read: a wall or a check in front of it, a page that leads elsewhere, or an error page.
import { BY_SCRIPT, type UnreadableReason } from "./article.ts";
import { asksItsReader, hasConsentMarks, isAboutConsent } from "../text/words/consent.ts";
import { findFrame, findRedirect, findWayOn } from "./find-redirect.ts";
import { type Listed, sharesWords } from "./judge-page.ts";
import { type Block, countLetters, countWords, joinBlocks } from "./read-blocks.ts";
import { isSoldNotice } from "./sold-notice.ts";

export interface NoText {
  reason: UnreadableReason;
  /** A message for people. */
  detail: string;
  leadsTo?: string;
}

const IS_BOT_CHECK: NoText = { reason: "bot-check", detail: "The site asks for proof that a person is reading." };
const IS_CONSENT_WALL: NoText = { reason: "consent-wall", detail: "The page shows a consent dialog in place of the article." };
const IS_PAYWALL: NoText = { reason: "paywall", detail: "The page shows the article to subscribers only." };

const NOTHING = "The page holds no text that reads as an article.";
const SCRIPTED = /<script\b[^<>]*\bsrc\s*=|<(?:div|main)\b[^<>]*\bid=["']?(?:root|app|__next|__nuxt)\b/i;

interface JudgedPage {
  html: string;
  url: string;
  title: string | null;
  /** The text that was read; may be empty. */
  blocks: readonly Block[];
  /** The text that a reader sees. */
  shown: readonly Block[];
  isFree: boolean;
  /** What the sources say of the article, if that is known. */
  listed: readonly Listed[] | undefined;
}

/** A page with more words than this is an article, whatever surrounds it. */
const WALL_WORDS_MAX = 120;
/** A page with fewer words than this says nothing. */
const BARE_WORDS_MAX = 20;
/** A page that says that its reader leaves the site has no more words, if no source's words tell it from a short notice. */
const LEAVING_WORDS_MAX = 40;
const ADDRESS = /(?:https?:\/\/|www\.)\S+|[\w-]+(?:\.[\w-]+)+\/\S*/gi;
const HEADING_CHARS_MAX = 200;
const HEADINGS_MAX = 3;
/** On a wall one word in this many is about paying; an article about paywalls has far fewer. */
const WORDS_PER_TERM = 30;
/** At most this share of an article's characters belongs to links. */
const LINKED_SHARE_MAX = 0.85;

/** Phrases that only such a check says to its reader. */
const BOT_CHECK =
  /checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)|making sure (?:that )?you(?:['’]re| are) not a (?:bot|robot|machine)|unusual traffic from your|pardon our interruption|access to this page has been denied|enable javascript and cookies to continue|проверка браузера|подтвердите, что вы не робот/i;
/** Phrases that occur in news too: a sign only if there is almost nothing else, or if a check's own code is on the page. */
const BOT_CHECK_WORDS =
  /just a moment|attention required|not a robot|unusual traffic|access (?:has been )?denied|ddos.protection|security check|captcha/i;
const BOT_CHECK_MARKS =
  /cf-chl|challenge-platform|px-captcha|captcha-delivery\.com|_Incapsula_Resource|g-recaptcha|h-captcha|cf-turnstile|aws-waf/i;
const PAYWALL =
  /(?<!\p{L})(?:subscribe (?:now|to (?:continue|read|unlock)|for (?:[$€£]|only|just|full|unlimited))|subscribers? only|already a (?:subscriber|member)|to (?:continue|keep) reading|for subscribers|become a member(?! of)|log ?in to (?:read|continue)|sign in to (?:read|continue)|register to (?:read|continue)|unlock this|jetzt abonnieren|nur für abonnenten|weiterlesen mit|réservé aux abonnés|s'abonner|suscríbete para|solo para suscriptores|только для подписчиков|оформите подписку)/giu;

/** For titles and headings. Above an article of some length they are its subject. */
const NOT_FOUND =
  /^(?:error |fehler |erreur |ошибка )?404\b|\b404 (?:error|not found)|\bpage (?:you (?:requested|are looking for|were looking for) )?(?:(?:was |is |could |can )?not? (?:be )?(?:found|available)|cannot be found|can't be found|no longer (?:exists|available)|doesn['’]t exist|does not exist)|^(?:sorry[,.]? )?(?:this |the |that )?(?:article|story) (?:(?:was )?not found|(?:is )?no longer available|has been (?:removed|deleted))|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|página não encontrada|pagina (?:non trovata|niet gevonden)|страница не найдена|сторінку не знайдено|nie znaleziono strony|strona nie istnieje|sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang|页面(?:不存在|未找到)|找不到(?:网页|页面|頁面)|ページが見つかりません|페이지를 찾을 수 없|ไม่พบหน้า|الصفحة غير موجودة|စာမျက်နှာ(?:ကို)? ?(?:ရှာ)?မတွေ့/iu;
const LOGIN =
  /(?<!\p{L})(?:log ?in|sign ?in|log on|einloggen|anmelden|se connecter|connexion|iniciar sesión|entrar|accedi|inloggen|zaloguj(?: się)?|войти|вход|увійти|giriş yap|masuk|đăng nhập)(?!\p{L})|登录|登入|ログイン|로그인|เข้าสู่ระบบ|تسجيل الدخول|အကောင့်ဝင်/iu;
/** A title this short names the page; a headline has more words. */
const LOGIN_TITLE_WORDS_MAX = 3;
const PASSWORD_FIELD = /<input\b[^>]{0,1000}\btype\s*=\s*["']?password\b/i;
const VIDEO_MARKS =
  /<video[\s>]|property\s*=\s*["']?og:type["']?\s+content\s*=\s*["']?video|"@type"\s*:\s*"VideoObject"|<iframe\b[^>]{0,2000}(?:youtube(?:-nocookie)?\.com\/embed|player\.vimeo\.com|dailymotion\.com\/embed)|brightcove|jwplayer/i;
/** Pages at these addresses lead to an article only in a browser. One line adds another such service. */
const LEADING_ADDRESSES = [/^https?:\/\/news\.google\.com\/(?:rss\/)?(?:articles|read)\//];

/** Judges a page by its words. Returns null if it is an article. */
export function explainNoText(page: JudgedPage): NoText | null {
  const words = countWords(joinBlocks(page.blocks));
  // A text made only of calls to subscribe is removed by cleaning, and explains why there is no text.
  const text = joinBlocks(words > 0 ? page.blocks : page.shown);
  return explainWall(page, text, words) ?? (words === 0 || isNothingButLinks(page.blocks) ? explainEmptiness(page, words) : null);
}

/** A page shown instead of an article has words of its own, but few. */
function explainWall(page: JudgedPage, text: string, words: number): NoText | null {
  const { html, isFree } = page;
  const isShort = words <= WALL_WORDS_MAX;
  const isBare = words < BARE_WORDS_MAX;
  if (isShort && isBotCheck(page, text, isBare)) return IS_BOT_CHECK;
  if ((isAboutConsent(text) && (isBare || asksItsReader(text))) || (isBare && hasConsentMarks(html))) return IS_CONSENT_WALL;
  if (isNotFound(page)) return { reason: "not-found", detail: "The page says that the article is not there." };
  const wayOn = mayLeadOn(page, words) ? findWayOn(html, page.url, joinBlocks(page.shown)) : null;
  if (wayOn !== null) return leadingTo(wayOn);
  if (isShort && isAboutLogin(page, words)) return { reason: "login", detail: "The page asks its reader to log in." };
  const isSold = !isFree || (words === 0 && page.shown.some(isSoldNotice));
  if (isShort && (isAboutPaying(text) || (isBare && isSold))) return IS_PAYWALL;
  return isBare ? explainLeading(page) : null;
}

/** A short notice that names a page elsewhere has words of what its source says of it, below its heading. */
function mayLeadOn({ blocks, listed }: JudgedPage, words: number): boolean {
  if (listed === undefined) return words <= LEAVING_WORDS_MAX;
  return words <= WALL_WORDS_MAX && !sharesWords(joinBlocks(blocks).replace(ADDRESS, " "), listed);
}

/** The words by which a bot check is known stand in its title or at its beginning. */
const beginningOf = (title: string | null, text: string): string => `${title ?? ""}\n${text.slice(0, 2_000)}`;

/** Names a page of which it is known that it is not the article; null if its words are in none of the lists. */
export function nameWall({ title, text }: { title: string | null; text: string }): NoText | null {
  const said = beginningOf(title, text);
  if (BOT_CHECK.test(said)) return IS_BOT_CHECK;
  if (isAboutConsent(text)) return IS_CONSENT_WALL;
  return isAboutPaying(text) ? IS_PAYWALL : null;
}

function isBotCheck({ html, title }: JudgedPage, text: string, isBare: boolean): boolean {
  const said = beginningOf(title, text);
  const isMarked = BOT_CHECK_MARKS.test(html);
  return BOT_CHECK.test(said) || ((isBare || isMarked) && BOT_CHECK_WORDS.test(said)) || (isBare && isMarked);
}

const leadingTo = (leadsTo: string): NoText => ({
  reason: "redirect-page",
  detail: `The page only leads to ${leadsTo}.`,
  leadsTo,
});

function explainLeading({ html, url }: JudgedPage): NoText | null {
  const leadsTo = findRedirect(html, url) ?? findFrame(html, url);
  if (leadsTo !== null) return leadingTo(leadsTo);
  return LEADING_ADDRESSES.some((address) => address.test(url))
    ? { reason: "redirect-page", detail: "The address leads to the article in a browser alone." }
    : null;
}

function explainEmptiness({ html }: JudgedPage, words: number): NoText {
  return words < BARE_WORDS_MAX && VIDEO_MARKS.test(html)
    ? { reason: "video-only", detail: "The page shows a video and next to no text." }
    : { reason: "no-text", detail: words < BARE_WORDS_MAX && SCRIPTED.test(html) ? BY_SCRIPT : NOTHING };
}

const isOwn = ({ text, linked }: Block): boolean => linked < text.length / 2;

/** A "not found" page often lists pages that exist. */
function isNotFound({ title, blocks, shown }: JudgedPage): boolean {
  if (countWords(joinBlocks(blocks.filter(isOwn))) > WALL_WORDS_MAX) return false;
  const headings = shown.filter(({ tag }) => tag === "h1" || tag === "h2").slice(0, HEADINGS_MAX);
  return [title ?? "", ...headings.map(({ text }) => text.slice(0, HEADING_CHARS_MAX))].some((heading) =>
    NOT_FOUND.test(heading),
  );
}

function isAboutLogin({ html, title }: JudgedPage, words: number): boolean {
  if (!PASSWORD_FIELD.test(html)) return false;
  return words < BARE_WORDS_MAX ? LOGIN.test(html) : isLoginTitle(title ?? "");
}

/** In many languages a headline says "enter" of a flood or a party, and some sites have a log-in form on every page. */
function isLoginTitle(title: string): boolean {
  const [name = ""] = title.trim().split(/\s[-–—|:·]\s/, 1);
  return LOGIN.exec(name)?.index === 0 && countWords(name) <= LOGIN_TITLE_WORDS_MAX;
}

/** A list or a row of links leads to articles and is not one, whatever its length. */
export function isNothingButLinks(blocks: readonly Block[]): boolean {
  const linked = blocks.reduce((sum, block) => sum + block.linked, 0);
  const letters = blocks.reduce((sum, block) => sum + countLetters(block.text), 0);
  return linked > LINKED_SHARE_MAX * letters;
}

function isAboutPaying(text: string): boolean {
  const terms = text.match(PAYWALL)?.length ?? 0;
  return terms >= 2 && terms * WORDS_PER_TERM >= countWords(text);
}
