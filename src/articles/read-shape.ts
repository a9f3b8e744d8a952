// Reads what a page is from its shape alone: posts with their writers, a button that buys, or headlines that lead elsewhere.
import { type Block, countLetters, countWords } from "./read-blocks.ts";
import type { PageElement } from "./tree/page-element.ts";
import { findAround } from "./tree/search-tree.ts";

export type Shape = "thread" | "product" | "list";

const POST = /(?:^|[\s_-])(?:post|posting|message|msg|reply|answer|beitrag|antwort)(?:$|[\s_-])/i;
/** Comments stand below an article, and a ticker's posts are one. */
const NO_POST = /comment|kommentar|disqus|live|ticker/i;
const WRITER = /(?:^|[\s_-])(?:user|username|author|member|poster|nick|nickname|avatar)(?:$|[\s_-])/i;
const HEADINGS = new Set(["H2", "H3", "H4"]);
const POSTS_MIN = 4;
const WRITTEN_SHARE_MIN = 0.8;
const POSTS_SHARE_MIN = 0.6;
const BUY =
  /^\s*(?:add(?: it)? to (?:cart|basket|bag|trolley)|in den (?:warenkorb|einkaufswagen)|ajouter au panier|(?:añadir|agregar) al? carrito|adicionar ao carrinho|aggiungi al carrello|in winkelwagen|lägg i (?:varukorg|kundvagn)en|legg i handlekurv|dodaj do koszyka|do košíku|sepete ekle|(?:добавить )?в корзину|до кошика|カートに(?:入れる|追加)|加入购物车|加入購物車|장바구니(?:에)? ?(?:담기)?|أضف إلى (?:السلة|العربة)|thêm vào giỏ hàng|tambah ke keranjang|หยิบใส่ตะกร้า)\s*$/iu;
/** More such buttons stand on a list of things to buy. */
const BUTTONS_MAX = 3;
const HEADS_MIN = 6;
const HEAD_WORDS_MIN = 3;
const LINKED_SHARE = 0.85;
const TEASER_WORDS_MAX = 80;
const TEASER_SHARE_MIN = 0.6;
const PROSE_WORDS_MIN = 12;
/** A list may have a description of so many words. */
const FREE_WORDS_MAX = 40;

/** Null if it is of none of these shapes. `shown` are the blocks that a reader sees. To be called before anything is removed. */
export function readShape(elements: readonly PageElement[], shown: readonly Block[]): Shape | null {
  const groups = new Map<string, PageElement[]>();
  // A page repeats its names, so each is judged once.
  const posts = new Map<string, boolean>();
  let buttons = 0;
  for (const element of elements) {
    if (sells(element)) buttons++;
    const { className } = element;
    if (className === "") continue;
    let isPost = posts.get(className);
    if (isPost === undefined) posts.set(className, (isPost = POST.test(className) && !NO_POST.test(className)));
    if (!isPost) continue;
    const key = `${element.tagName}.${className.replace(/\d+/g, "")}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  if (buttons > 0) return buttons > BUTTONS_MAX ? "list" : "product";
  if ([...groups.values()].some((group) => isThread(group, shown))) return "thread";
  return isTeasers(shown) ? "list" : null;
}

/** A button next to an article sells what it is about. */
function sells(element: PageElement): boolean {
  const isButton = element.tagName === "BUTTON";
  if (!isButton && element.tagName !== "INPUT") return false;
  const label = isButton ? element.textContent.slice(0, 200) : (element.getAttribute("value") ?? "");
  return BUY.test(label) && findAround(element, ({ tagName }) => tagName === "ASIDE") === null;
}

function isThread(group: readonly PageElement[], shown: readonly Block[]): boolean {
  if (group.length < POSTS_MIN || group.some((post) => findAround(post, ({ className }) => NO_POST.test(className)) !== null))
    return false;
  const written = group.filter((post) => post.descendants().some(({ className }) => WRITER.test(className))).length;
  if (written < WRITTEN_SHARE_MIN * group.length || group.some(hasLinkedHeading)) return false;
  const own = shown.reduce((sum, { text, linked }) => sum + countLetters(text) - linked, 0);
  return group.reduce((sum, post) => sum + countLetters(post.textContent), 0) >= POSTS_SHARE_MIN * own;
}

const hasLinkedHeading = (post: PageElement): boolean =>
  post.descendants(HEADINGS).some((heading) => heading.getElementsByTagName("a").length > 0);

/** Headlines that are links, each with its few words below, and next to nothing else. */
function isTeasers(shown: readonly Block[]): boolean {
  // Few articles have so many links, and to count words costs more than to count blocks.
  if (shown.filter(({ text, linked }) => linked > LINKED_SHARE * countLetters(text)).length < HEADS_MIN) return false;
  let [heads, ofTeasers, free, all] = [0, 0, 0, 0];
  let belowHead = false;
  for (const { text, linked } of shown) {
    const words = countWords(text);
    all += words;
    if (linked > LINKED_SHARE * countLetters(text)) {
      if (words >= HEAD_WORDS_MIN) heads++;
      ofTeasers += words;
      belowHead = true;
      continue;
    }
    if (belowHead && words <= TEASER_WORDS_MAX) ofTeasers += words;
    else if (words >= PROSE_WORDS_MIN) free += words;
    belowHead = false;
  }
  return heads >= HEADS_MIN && free <= FREE_WORDS_MAX && ofTeasers >= TEASER_SHARE_MIN * all;
}
