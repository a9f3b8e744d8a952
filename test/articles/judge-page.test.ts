// Whether a page is the article is judged by the words that it shares with what its sources say, in any language.
import { describe, expect, test } from "vitest";
import { judgePage } from "../../src/articles/judge-page.ts";

const page = (text: string, title: string | null = null, isSigned = false) => ({ title, text, isSigned, language: null });
const listed = (title: string | null, text = "", language: string | null = null) => ({ title, text, language });
const judge = (text: string, title: string | null, summary = "", pageTitle: string | null = null, isSigned = false) =>
  judgePage(page(text, pageTitle, isSigned), [listed(title, summary)]).kind;

describe("something else in the article's place is refused", () => {
  test.each([
    [
      "en",
      "Quarry at Hob Lane floods",
      "Pumps at the Hob Lane quarry failed overnight.",
      "Back in a moment. We are changing our servers and return this evening. Write to the help desk if it is urgent.",
    ],
    [
      "de",
      "Steinbruch läuft voll",
      "Im Steinbruch Elmstal sind nachts die Pumpen ausgefallen.",
      "Gleich geht es weiter. Bitte bestätigen Sie, dass Sie kein Programm sind, und laden Sie die Seite danach neu.",
    ],
    [
      "fi",
      "Louhos täyttyi vedellä",
      "Louhoksen pumput pettivät yöllä Hirvilahdella.",
      "Palvelussa on huoltokatko. Palaamme pian, kiitos kärsivällisyydestä. Yritä myöhemmin uudelleen.",
    ],
    [
      "el",
      "Πλημμύρισε το λατομείο",
      "Οι αντλίες στο λατομείο χάλασαν τη νύχτα.",
      "Για να συνεχίσετε, αποδεχτείτε την αποθήκευση πληροφοριών στη συσκευή σας ή γίνετε συνδρομητής.",
    ],
    [
      "ru",
      "Карьер затопило",
      "Насосы карьера под Ольховкой вышли из строя ночью.",
      "Доступ из вашей страны ограничен. Если вы считаете, что это ошибка, обратитесь в службу поддержки.",
    ],
    [
      "zh",
      "采石场被水淹没",
      "榆树沟采石场的水泵昨夜停止工作。",
      "请先完成安全检查再继续访问。如果多次失败，请更换网络或稍后再试。",
    ],
    [
      "ja",
      "採石場が水没",
      "榆沢の採石場で夜間にポンプが停止した。",
      "本サービスはただいま保守作業中です。しばらくしてから再度お試しください。",
    ],
    ["th", "เหมืองหินถูกน้ำท่วม", "เครื่องสูบน้ำของเหมืองหินเสียเมื่อคืน", "โปรดดาวน์โหลดแอปของเราเพื่ออ่านต่อ แล้วสแกนรหัสด้านล่างด้วยกล้องโทรศัพท์"],
    ["ar", "غرق المحجر بالمياه", "توقفت مضخات المحجر ليلا", "يرجى تعطيل مانع الإعلانات ثم إعادة تحميل الصفحة للمتابعة"],
  ])("in %s", (_, headline, summary, wall) => {
    expect(judge(wall, headline, summary)).toBe("other");
  });

  test("though its title is the article's", () => {
    const wall = "Please switch off what hides advertising, then load the page again. Advertising pays our reporters.";
    expect(judge(wall, "Quarry at Hob Lane floods", "", "Quarry at Hob Lane floods")).toBe("other");
  });

  test("in another language and script than the article's", () => {
    expect(
      judge("Checking the connection. This takes a few seconds.", "采石场被水淹没", "榆树沟采石场的水泵昨夜停止工作。"),
    ).toBe("other");
  });
});

describe("the article is read", () => {
  test.each([
    [
      "en, in other forms",
      "Flooding of quarries worsens",
      "The quarry at Hob Lane was flooded again, and pumping it out takes weeks.",
    ],
    ["ru, in other cases", "Карьер под Ольховкой затопило", "Ночью у карьера возле Ольховки прорвало насос."],
    ["ko, with particles", "채석장 펌프 고장", "채석장에서 펌프가 밤사이 멈췄다."],
    ["ja", "採石場が水没", "夜のうちに採石場のポンプが止まり、水没した。"],
    ["my", "ကျောက်မိုင်း ရေလွှမ်း", "ညက ကျောက်မိုင်းတွင် ရေလွှမ်းမိုးခဲ့သည်။"],
  ])("%s", (_, headline, text) => {
    expect(judge(text, headline)).toBe("article");
  });

  test("if one of several sources says what it says", () => {
    const sources = [listed("Morning briefing: weather, sport, markets"), listed("Quarry at Hob Lane floods")];
    expect(judgePage(page("The quarry at Hob Lane floods whenever it rains."), sources).kind).toBe("article");
  });
});

test.each([
  ["no headline and no summary", null, ""],
  ["words that every text has", "What they said about this and that", ""],
])("with %s there is too little to judge by", (_, headline, summary) => {
  expect(judge("Wait a moment, please.", headline, summary)).toBe("not-judged");
});

test("a long page in another script than its source is not refused", () => {
  const words = Array.from({ length: 400 }, (_, n) => `wording${String.fromCharCode(97 + (n % 26), 97 + Math.trunc(n / 26))}`);
  const text = words.map((word) => word.slice(7) + word).join(" ");
  expect(judge(text, "采石场被水淹没", "榆树沟采石场的水泵昨夜停止工作。")).toBe("not-judged");
  expect(judge(text, "Pumps at Elm Valley quarry failed", "Nobody was hurt.")).toBe("other");
});

test("a page that is much shorter than a source's own text is only the beginning", () => {
  const text = "The quarry at Hob Lane floods whenever it rains.";
  const full = `${text} ${"Engineers blame the pumps, which are older than the village hall. ".repeat(6)}`;
  const verdict = judgePage(page(text), [listed("Quarry at Hob Lane floods", text), listed(null, full)]);
  expect(verdict).toEqual({ kind: "beginning", longer: 1 });
});

test.each([
  ["Quarry floods", "Please switch off what hides advertising, then load the page again.", "other"],
  ["Quarry floods", "It rained all night, and the quarry at Hob Lane is a lake again.", "not-judged"],
  ["Учителя бастуют", "Войдите, чтобы читать дальше. Введите адрес почты и пароль.", "other"],
  ["教师罢工", "请先登录，然后输入电子邮箱和密码。", "other"],
])("a short text is the article of a short headline (%s) only if it has a word of it", (headline, text, expected) => {
  expect(judge(text, headline, "", headline)).toBe(expected);
});

test("a short report that says when or by whom it was written may have none of its headline's words", () => {
  const report = "Lower Marrick won the cup for the first time since the war. Nobody in the village slept that night.";
  expect(judge(report, "Tears of joy at last", "", "Tears of joy at last", true)).toBe("not-judged");
  expect(judge(report, "Tears of joy at last", "", "Tears of joy at last")).toBe("other");
  expect(judge(report, "Joy", "", "Joy", true)).toBe("not-judged");
});

test("a page of many words under the feed's headline is not refused, though it repeats its words and has none of the headline's", () => {
  const report =
    "The miller wrote to the owner, and the owner wrote to the miller, and nobody came to look at the wheel. ".repeat(16);
  expect(judge(report, "Letters from the valley", "Five of them.", "Letters from the valley")).toBe("not-judged");
  expect(judge(report, "Letters from the valley", "Five of them.", "Sign in")).toBe("other");
  expect(judge(report.slice(0, 300), "Letters from the valley", "Five of them.", "Letters from the valley")).toBe("other");
});

test("a summary that says one word again and again is in no other language than the page", () => {
  const report = Array.from(
    { length: 20 },
    (_, n) => `In year ${n} the ferry company of Ostley sold another of its boats and bought none.`,
  ).join(" ");
  expect(
    judgePage({ ...page(report, "Ferry company sells"), language: "en" }, [
      listed("Pumpkin soup in ten minutes", "Soup. ".repeat(60)),
    ]).kind,
  ).toBe("other");
});

describe("of an article in another language than the feed", () => {
  const german =
    "Im Steinbruch Elmstal sind in der Nacht zum Dienstag die Pumpen ausgefallen. Das Wasser stieg bis zum Morgen um vier Meter und erreichte die Werkstatt. Verletzt wurde niemand, teilte die Feuerwehr mit. ".repeat(
      3,
    );
  const ofFeed = [listed("Pumps stop at flooded pit", "Water rose by four metres before morning, and nobody was hurt.", "en")];
  test("a report of some length, or one with a date, is not refused", () => {
    expect(judgePage({ ...page(german), language: "de" }, ofFeed).kind).toBe("not-judged");
    expect(judgePage({ ...page(german.slice(0, 120), null, true), language: "de" }, ofFeed).kind).toBe("not-judged");
  });
  test("a few lines without a date are", () => {
    const wall = "Bitte melden Sie sich an, um fortzufahren. Geben Sie Adresse und Kennwort ein.";
    expect(judgePage({ ...page(wall), language: "de" }, ofFeed).kind).toBe("other");
  });
});
