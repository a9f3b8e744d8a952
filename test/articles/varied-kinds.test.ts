// Pages of many designs, with no type of schema.org and no known program: threads, lists, shops and collections are named so, articles stay articles.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const TONGUES = {
  en: {
    title: "Old ferry at the pier",
    said: (n: number) =>
      `On day ${n} the harbour master said that the ferry would run again as soon as the wind from the north had dropped.`,
    reply: "Reply",
    buy: "Add to cart",
  },
  de: {
    title: "Alte Fähre am Anleger",
    said: (n: number) =>
      `Am Tag ${n} sagte der Hafenmeister, dass die Fähre wieder fahren werde, sobald der Wind aus dem Norden nachgelassen habe.`,
    reply: "Antworten",
    buy: "In den Warenkorb",
  },
  ru: {
    title: "Старый паром у причала",
    said: (n: number) =>
      `На ${n} день начальник порта сказал, что паром снова пойдёт, как только стихнет ветер, дующий с севера уже неделю.`,
    reply: "Ответить",
    buy: "В корзину",
  },
  ja: {
    title: "桟橋の古い渡し船",
    said: (n: number) =>
      `${n}日目に港長は、北からの風が弱まり次第、渡し船は再び運航を始めると述べたが、詳しい時刻については何も語らなかった。`,
    reply: "返信",
    buy: "カートに入れる",
  },
  ar: {
    title: "العبارة القديمة عند الرصيف",
    said: (n: number) =>
      `في اليوم ${n} قال مدير الميناء إن العبارة ستعود إلى العمل حالما تهدأ الريح القادمة من الشمال منذ أسبوع كامل.`,
    reply: "رد",
    buy: "أضف إلى السلة",
  },
};
type Tongue = keyof typeof TONGUES;
const times = (count: number, make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n + 1)).join("\n");
const kindOf = (tongue: Tongue, body: string) =>
  extractPage(
    `<!doctype html><html lang="${tongue}"><head><title>${TONGUES[tongue].title}</title></head><body><nav><a href="/">1</a> <a href="/b">2</a></nav>${body}<footer>©</footer></body></html>`,
    "https://site.example/harbour/old-ferry",
  ).kind;
const prose = (tongue: Tongue, count: number) => times(count, (n) => `<p>${TONGUES[tongue].said(n)}</p>`);
const story = (tongue: Tongue, count = 6) =>
  `<article><h1>${TONGUES[tongue].title}</h1><div class="text">${prose(tongue, count)}</div></article>`;
const teaserOf = (tongue: Tongue, n: number) => `${TONGUES[tongue].title} ${n}: ${TONGUES[tongue].said(n).slice(0, 40)}`;

const OTHERS: Record<string, Record<string, (tongue: Tongue) => string>> = {
  thread: {
    "posts in boxes": (t) =>
      `<h1>${TONGUES[t].title}</h1>${times(8, (n) => `<div class="post" id="p${n}"><div class="post-author"><a href="/u/${n}">nick${n}</a></div><div class="post-body">${TONGUES[t].said(n)}</div><a href="#r${n}">${TONGUES[t].reply}</a></div>`)}`,
    "rows of a table": (t) =>
      `<h1>${TONGUES[t].title}</h1><table>${times(8, (n) => `<tr class="message-row"><td class="user"><b>nick${n}</b></td><td class="message">${TONGUES[t].said(n)}</td></tr>`)}</table>`,
    "a question with answers": (t) =>
      `<h1>${TONGUES[t].title}?</h1>${times(7, (n) => `<section class="answer answer-${n}"><p>${TONGUES[t].said(n)}</p><span class="user-card">nick${n}</span></section>`)}`,
  },
  list: {
    "cards that are links": (t) =>
      `<h1>${TONGUES[t].title}</h1><div class="grid">${times(12, (n) => `<a class="card" href="/s/${n}"><img src="${n}.jpg"><h3>${teaserOf(t, n)}</h3><p>${TONGUES[t].said(n)}</p></a>`)}</div>`,
    "titles and summaries in plain boxes": (t) =>
      `<h1>${TONGUES[t].title}</h1><div class="items">${times(12, (n) => `<div class="row"><div class="t"><a href="/s/${n}">${teaserOf(t, n)}</a></div><div class="s">${TONGUES[t].said(n)}</div></div>`)}</div>`,
    "bold links and summaries": (t) =>
      `<div class="items">${times(10, (n) => `<p><b><a href="/s/${n}">${teaserOf(t, n)}</a></b></p><p>${TONGUES[t].said(n)}</p>`)}</div>`,
  },
  product: {
    "a button and a price": (t) =>
      `<h1>${TONGUES[t].title}</h1><div class="price">49,90 €</div><form><button type="submit">${TONGUES[t].buy}</button></form><div class="description">${prose(t, 4)}</div>`,
    "a button with a picture": (t) =>
      `<h1>${TONGUES[t].title}</h1><span class="amount">€ 49.90</span><button class="btn"><i class="icon"></i> <span>${TONGUES[t].buy}</span></button><div class="description">${prose(t, 5)}</div>`,
  },
};
const tongues = Object.keys(TONGUES) as Tongue[];
const cases = Object.entries(OTHERS).flatMap(([kind, designs]) =>
  Object.entries(designs).flatMap(([design, make]) => tongues.map((tongue) => ({ kind, design, tongue, make }))),
);

test.each(cases)("$kind by $design is named so ($tongue)", ({ kind, tongue, make }) => {
  expect(kindOf(tongue, make(tongue))).toBe(kind);
});

const comments = (t: Tongue) =>
  `<section class="comments">${times(30, (n) => `<div class="post comment"><span class="user">nick${n}</span><p>${TONGUES[t].said(n + 50)}</p><a href="#">${TONGUES[t].reply}</a></div>`)}</section>`;
const related = (t: Tongue) => `<div class="more">${times(14, (n) => `<h3><a href="/s/${n}">${teaserOf(t, n)}</a></h3>`)}</div>`;
const ARTICLES: Record<string, (tongue: Tongue) => string> = {
  "a short note": (t) => `<article><h1>${TONGUES[t].title}</h1>${prose(t, 3)}</article>`,
  "many comments": (t) => story(t) + comments(t),
  "many related links": (t) => story(t) + related(t),
  "a box with a product": (t) =>
    `${story(t, 8)}<div class="product-box"><b>49,90 €</b> <a href="https://shop.example/1">Shop</a></div>`,
  "a button that buys next to it": (t) => `${story(t, 8)}<aside><b>49,90 €</b> <button>${TONGUES[t].buy}</button></aside>`,
  "questions and answers": (t) =>
    `<article><h1>${TONGUES[t].title}</h1>${times(8, (n) => `<p class="question"><b>${TONGUES[t].title} ${n}?</b></p><p class="answer">${TONGUES[t].said(n)}</p>`)}</article>`,
};
test.each(Object.entries(ARTICLES).flatMap(([form, make]) => tongues.map((tongue) => ({ form, tongue, make }))))(
  "an article with $form stays an article ($tongue)",
  ({ tongue, make }) => {
    expect(kindOf(tongue, make(tongue))).toBe("article");
  },
);
