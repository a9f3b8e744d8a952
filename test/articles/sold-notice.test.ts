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
  ["Norwegian", "Denne saken er kun for abonnenter."],
  ["Swedish", "Logga in för att läsa vidare."],
  ["Czech", "Tento článek je určen pouze předplatitelům."],
  ["Russian", "Этот материал доступен только подписчикам."],
  ["Chinese", "請登入以閱讀全文。"],
  ["Burmese", "အပြည့်အစုံဖတ်ရန် အကောင့်ဝင်ပါ။"],
] as const;

describe.each(NOTICES)("a notice in %s: %s", (_language, notice) => {
  test("as the last line of the text", () => expect(read(page([...TEASER, notice]))).toEqual(SOLD));
  test("in place of the text", () => {
    expect(extractPage(page([notice]), PAGE)).toMatchObject({ text: "", reason: "paywall" });
  });
  test("below the text", () => expect(read(page(TEASER, `<div><p>${notice}</p><a href="/account">OK</a></div>`))).toEqual(SOLD));
});

test("a notice that is all that seems to be an article is not read for it", () => {
  const lines = ["港の東側の堤防が月曜日に閉鎖された。", "潜水士が基礎の流出を見つけたため。"];
  const html = page(lines, "<div><p>この記事は会員限定です。続きを読むには有料会員登録が必要です。</p></div>");
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

test.each([
  "Article 5 has been invoked only once by NATO members, after the attacks of 2001.",
  "The committee's members will read the full report on Monday.",
  "He read on Tuesday from a statement signed by members of his family.",
  "Residents can register until Friday; only the first 100 will get a place, the full report said.",
  "Wer teilnehmen will, muss sich anmelden; der Beitrag beträgt nur fünf Euro.",
  "Der ganze Artikel 13 soll gestrichen werden, sagte die Abonnentin.",
  "Les abonnés au gaz ne sont concernés que par cet article, qui vise exclusivement les ménages.",
  "Le contenu de l’accord est réservé aux abonnés du réseau.",
  "El contenido del acuerdo suscrito solo se conocerá el lunes.",
  "El texto completo del convenio suscrito por ambas partes será publicado mañana.",
  "A íntegra do acordo será divulgada depois da assinatura, na terça-feira.",
  "A matéria trata exclusivamente da assinatura do contrato, disse o ministro.",
  "Solo un caso è stato registrato ai sensi dell’articolo 18.",
  "Il testo completo del decreto è stato registrato ieri dalla Corte dei conti.",
  "Alleen leden met een abonnement mogen op grond van artikel 3 stemmen.",
  "Kun tre medlemmer med abonnement stemte for artikel 5.",
  "Artikeln handlar endast om prenumeranter på el, säger bolaget.",
  "Vain tilaajat näkivät sen, sanoo artikkeli.",
  "Cały artykuł ma zostać wykreślony z ustawy o wykupie gruntów.",
  "Smlouvu podepsali předplatitelé pouze na základě článku 12.",
  "Полный текст подписанного соглашения пока не опубликован.",
  "Президент подписал закон, который касается только статьи 280 УК.",
  "Подписчики блогера смогли прочитать весь приговор.",
  "Президент підписав лише зміни до статті 111 Кримінального кодексу.",
  "NATO üyesi ülkelerin sadece ikisi haberi yalanladı.",
  "Örgüt üyesi, içeride sadece iki kişinin bulunduğunu söyledi.",
  "Người dân chỉ cần nộp nội dung đăng ký tạm trú cho công an phường.",
  "Warga yang berlangganan listrik hanya perlu membaca artikel 5 perjanjian.",
  "สมาชิกรัฐสภาจะพิจารณาเนื้อหาของร่างกฎหมายเท่านั้น",
  "هذا مطلب مشترك لجميع الأحزاب وليس للمعارضة فقط.",
  "سجل الفريق هدفا واحدا فقط، بحسب مقال نشرته الصحيفة.",
  "بیانیه مشترک فقط به محتوای برنامه هسته‌ای پرداخته است.",
  "חברי הכנסת ימשיכו לקרוא את הסתייגויותיהם; המנויים לרכבת ימתינו.",
  "समिति के केवल दो सदस्य बैठक में थे, रिपोर्ट में इसका उल्लेख है।",
  "하지만 택시 기사 조합 회원들은 파업을 계속하겠다고 밝혔다.",
  "회원국들은 합의문 전문을 공개하기로 했다.",
  "会員のみが本文を確認し、記者会見で内容を説明した。",
  "登録内容の変更は窓口のみで受け付ける。",
  "世卫组织会员国仅限讨论协议内容，未作表决。",
  "全文仅供会员国讨论。",
  "အကောင့်များ ပိတ်ထားပြီး အသေးစိတ် အပြည့်အစုံ မထုတ်ပြန်သေးပေ။",
])("a last line of news about members, signatures and laws stays: %s", (line) => {
  const { text, complete } = extractPage(page([...TEASER, line]), PAGE);
  expect({ text, complete }).toEqual({ text: [...TEASER, line].join("\n\n"), complete: true });
});

test("cards of other stories for subscribers, below the text, say nothing about it", () => {
  const cards = "<ul><li><span>Subscribers only</span> <a href='/a'>Ferry to sail again after repairs, town says</a></li></ul>";
  expect(read(page(TEASER, `<section><h2>More</h2>${cards}</section>`))).toMatchObject({ ...WHOLE, text: TEASER.join("\n\n") });
});

test.each([
  ["that asks to log in", NOTICES[0][1], 1],
  ["below the third paragraph", "The rest of this article is for subscribers.", 2],
])("paragraphs below a notice %s stay, and what it offers does not", (_what, notice, count) => {
  const more = [
    "The repairs will take until spring, the harbour master said, since the divers can work only in calm water and the winter has hardly any of that.",
    "The town has asked the county for two million crowns, and a first answer is expected when the council of Selby meets again in the middle of January.",
  ].slice(0, count);
  const offer =
    "Read all our reports for 5 € a month: unlimited, on every device that you own, and with the printed paper on Saturdays if you like.";
  const lines = [...TEASER, "That is what the town said.", notice, offer, ...more];
  expect(read(page(lines)).text).toBe([...TEASER, "That is what the town said.", ...more].join("\n\n"));
});

test.each(["<h3>More from this section</h3>", "More from this section"])(
  "what stands below %s, below such a notice, is another story",
  (label) => {
    const teaser =
      "The mayor of Selby was re-elected on Sunday with a narrow lead over his rival, who has asked for a second count of the votes in two of the wards.";
    const lines = [
      ...TEASER,
      "That is what the town said.",
      "The rest of this article is for subscribers.",
      label,
      teaser,
      teaser.replace("Sunday", "Monday"),
    ];
    const body = lines.map((line) => (line.startsWith("<") ? line : `<p>${line}</p>`)).join("");
    const { text } = extractPage(
      `<!doctype html><html lang="en"><title>Storm</title><article><h1>Storm</h1>${body}</article></html>`,
      PAGE,
    );
    expect(text).toBe([...TEASER, "That is what the town said."].join("\n\n"));
  },
);
