// The line below a teaser that says that the rest is sold, without a class or a price that would show it.
import { describe, expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const PAGE = "https://ledger.example/harbour";
/** Of the same length in every test: what is told in it does not matter. */
const TEASER = [
  "The harbour master of Selby closed the east mole on Monday after divers found that two of its piers had been washed out by the autumn storms.",
  "Fishing boats moved to the inner basin, and the ferry to the islands will sail from the coal quay until the spring, the town said in the evening.",
];

const page = (lines: readonly string[], below = ""): string =>
  `<html><head><title>East mole closed</title></head><body><header><a href="/">Home</a></header><main><article><h1>East mole closed</h1>${lines
    .map((line) => `<p>${line}</p>`)
    .join("")}</article>${below}</main><footer>© The Coast Ledger</footer></body></html>`;

const read = (html: string) => {
  const { text, complete, detail } = extractPage(html, PAGE);
  return { text, complete, detail };
};

const SOLD = { text: TEASER.join("\n\n"), complete: false, detail: "the rest is for subscribers" };
const WHOLE = { complete: true, detail: null };

const NOTICES = [
  ["English", "To continue reading, please log in or become a member."],
  ["English", "The rest of this report is reserved for our subscribers."],
  ["German", "Sie möchten den ganzen Artikel lesen? Jetzt Abo abschließen."],
  ["French", "Abonnez-vous pour lire la suite."],
  ["Spanish", "Inicia sesión o suscríbete para continuar leyendo."],
  ["Portuguese", "Esta matéria é exclusiva para assinantes."],
  ["Italian", "Per continuare a leggere, abbonati al giornale."],
  ["Dutch", "Log in of neem een abonnement om verder te lezen."],
  ["Polish", "Aby czytać dalej, zaloguj się lub wykup dostęp."],
  ["Russian", "Чтобы дочитать статью, войдите или оформите подписку."],
  ["Ukrainian", "Продовження читання — для тих, хто має підписку. Увійдіть, щоб читати далі."],
  ["Turkish", "Haberin devamını okumak için üye girişi yapın: okumaya devam etmek üyelere özeldir."],
  ["Arabic", "سجل الدخول لمواصلة القراءة."],
  ["Persian", "این مقاله فقط برای دارندگان اشتراک باز است."],
  ["Hebrew", "להמשך קריאה יש להתחבר לחשבון."],
  ["Hindi", "पूरा लेख पढ़ने के लिए सदस्य बनें।"],
  ["Thai", "เข้าสู่ระบบเพื่ออ่านต่อ"],
  ["Indonesian", "Lanjutkan membaca dengan berlangganan."],
  ["Vietnamese", "Hãy đăng nhập để đọc toàn bộ bài viết."],
  ["Korean", "나머지 내용은 로그인 후 계속 읽을 수 있습니다."],
  ["Japanese", "残り 1240 文字。続きは有料会員の方のみご覧いただけます。"],
  ["Chinese", "剩余内容仅限会员阅读。"],
] as const;

describe.each(NOTICES)("a notice in %s: %s", (_language, notice) => {
  test("as the last line of the text", () => expect(read(page([...TEASER, notice]))).toEqual(SOLD));
  test("in place of the text", () => {
    expect(extractPage(page([notice]), PAGE)).toMatchObject({ text: "", reason: "paywall" });
  });
  test("below the text", () => expect(read(page(TEASER, `<div><p>${notice}</p><a href="/account">OK</a></div>`))).toEqual(SOLD));
});

test("a notice that is all that seems to be an article is not read for it", () => {
  const [first = "", second = ""] = ["港の東側の堤防が月曜日に閉鎖された。", "潜水士が基礎の流出を見つけたため。"];
  const html = page([first, second], "<div><p>この記事は会員限定です。続きを読むには有料会員登録が必要です。</p></div>");
  expect(read(html).text).not.toContain("会員");
});

test.each([
  ["of the members of a crew", "The remaining members of the crew were brought ashore by the lifeboat."],
  ["of a newsletter", "Sign up to our newsletter to keep reading stories like this one."],
  ["of related stories", "Baca selengkapnya: Air laut masuk kota tua."],
  [
    "of a newspaper's plans",
    "The Coast Ledger said on Monday that its readers will have to subscribe to continue reading the longer reports from next year on, a step that the union of journalists called late.",
  ],
])("a last line that speaks %s leaves the text whole", (_what, line) => {
  expect(read(page([...TEASER, line]))).toMatchObject(WHOLE);
});

test("cards of other stories for subscribers, below the text, say nothing about it", () => {
  const cards = "<ul><li><span>Subscribers only</span> <a href='/a'>Ferry to sail again after repairs, town says</a></li></ul>";
  expect(read(page(TEASER, `<section><h2>More</h2>${cards}</section>`))).toMatchObject({ ...WHOLE, text: TEASER.join("\n\n") });
});
