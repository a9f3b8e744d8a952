// The language of a text: the page's declaration counts, unless the letters contradict it; without one the text decides.
import { describe, expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";
import { settleLanguage } from "../../src/articles/detect-language.ts";

const TEXTS: Readonly<Record<string, string>> = {
  en: "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again. Fishermen moved their boats to the inner basin before dark.",
  de: "Die Fährgesellschaft schloss am Montag beide Anleger, und der Bürgermeister sagte, niemand wisse, wann sie wieder öffnen. Die Fischer brachten ihre Boote vor der Dunkelheit in den Hafen.",
  fr: "La compagnie de ferries a fermé les deux quais lundi, et le maire a déclaré que personne ne savait quand ils rouvriraient. Les pêcheurs ont mis leurs bateaux à l'abri avant la nuit.",
  ru: "Паромная компания в понедельник закрыла оба причала, и мэр заявил, что никто не знает, когда они снова откроются. Рыбаки ещё до темноты перевели свои лодки во внутреннюю гавань, но мест там уже не было.",
  uk: "Поромна компанія в понеділок закрила обидва причали, і мер заявив, що ніхто не знає, коли вони знову відкриються. Рибалки ще до темряви перевели свої човни до внутрішньої гавані.",
  my: "ကူးတို့ကုမ္ပဏီသည် တနင်္လာနေ့တွင် ဆိပ်ကမ်းနှစ်ခုလုံးကို ပိတ်လိုက်ပြီး မည်သည့်အချိန်တွင် ပြန်ဖွင့်မည်ကို မည်သူမျှ မသိဟု မြို့တော်ဝန်က ပြောကြားခဲ့သည်။ ငါးဖမ်းသမားများသည် မှောင်မလာမီ လှေများကို ရွှေ့ပြောင်းခဲ့ကြသည်။",
  zh: "渡轮公司周一关闭了两个码头，市长表示没有人知道它们什么时候会重新开放。渔民们在天黑之前把船开进了内港，却发现所有泊位都被游艇占满了。起重机司机说，这是他三十年来见过的最奇怪的一周。市议会将在周四晚上开会决定由谁付款。",
  ja: "フェリー会社は月曜日に両方の桟橋を閉鎖し、市長はいつ再開するのか誰にも分からないと述べた。漁師たちは暗くなる前に船を内港へ移したが、すべての係留場所はヨットで埋まっていた。市議会は木曜日の夜に費用の負担を決める。",
  ar: "أغلقت شركة العبارات الرصيفين يوم الاثنين، وقال رئيس البلدية إن لا أحد يعرف متى سيفتحان مرة أخرى. ونقل الصيادون قواربهم إلى الحوض الداخلي قبل حلول الظلام، فوجدوا كل الأماكن مشغولة باليخوت.",
};

describe.each(Object.entries(TEXTS))("a text in %s", (language, text) => {
  test("its language is recognised without a declaration", () => {
    expect(settleLanguage(null, text)).toBe(language);
  });

  test("its language is the declared one, with its country", () => {
    expect(settleLanguage(`${language}-CH`, text)).toBe(`${language}-CH`);
  });

  test("a declared language of another script is ignored", () => {
    const other = /\p{Script=Latin}/u.test(text) ? "my" : "en-US";
    expect(settleLanguage(other, text)).toBe(language);
  });
});

test("a few words, or none, leave the declared language", () => {
  for (const text of ["", "Ночь", "12345 67890"]) {
    expect(settleLanguage("en", text)).toBe("en");
    expect(settleLanguage(null, text)).toBeNull();
  }
});

test("similar languages, and those with several scripts, follow the page's declaration", () => {
  expect(settleLanguage("be", TEXTS["ru"] ?? "")).toBe("be");
  expect(settleLanguage("sr-Latn", TEXTS["en"] ?? "")).toBe("sr-Latn");
  expect(settleLanguage("zh-Hant-TW", TEXTS["zh"] ?? "")).toBe("zh-Hant-TW");
});

const page = (attribute: string, text: string) =>
  `<html${attribute}><head><title>A title</title></head><body><article>${`<p>${text}</p>`.repeat(3)}</article></body></html>`;

test("Burmese text in an English template is Burmese, and undeclared text gets its own language", () => {
  expect(extractPage(page(' lang="en-US"', TEXTS["my"] ?? ""), "https://a.example/x").language).toBe("my");
  expect(extractPage(page("", TEXTS["ru"] ?? ""), "https://a.example/x").language).toBe("ru");
});
