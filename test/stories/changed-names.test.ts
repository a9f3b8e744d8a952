// Names that changed in scripts without capitals, and in German, where all nouns have one.
import { expect, test } from "vitest";
import { findNews, readTold } from "../../src/stories/news/find-news.ts";

const kindsOf = (before: string, after: string): string[] => {
  const told = readTold([{ title: "", text: before }]);
  return findNews({ title: "", text: after }, told).map(({ kind }) => kind);
};

/** A sentence, the same with another name, and the same in other words. */
const SENTENCES: readonly (readonly [sentence: string, from: string, to: string, word: string, other: string])[] = [
  ["השריפה פרצה בעיר חדרה בשעות הבוקר והתפשטה לשלושה בניינים סמוכים.", "חדרה", "נתניה", "פרצה", "החלה"],
  ["ראש הממשלה יצחק לוי אמר ביום שני כי הממשלה תדון בתוכנית בשבוע הבא.", "יצחק לוי", "דניאל כהן", "אמר", "מסר"],
  ["آتش سوزی در شهر شیراز آغاز شد و به چند ساختمان دیگر رسید، مقام ها گفتند.", "شیراز", "تبریز", "آغاز", "شروع"],
  ["मुख्यमंत्री राकेश वर्मा ने सोमवार को कहा कि सरकार अगले सप्ताह योजना पर विचार करेगी।", "राकेश वर्मा", "सुनील गुप्ता", "विचार", "चर्चा"],
  ["आग शहर मथुरा में लगी और कई दुकानों तक पहुँच गई, अधिकारियों ने कहा।", "मथुरा", "नागपुर", "दुकानों", "मकानों"],
  ["قال وزير الداخلية سامي الحسن إن قوات الأمن أوقفت مشتبها بهم في الهجوم.", "سامي الحسن", "فؤاد منصور", "أوقفت", "اعتقلت"],
  ["وقع الانفجار في مدينة حمص قرب محطة للوقود وأدى إلى أضرار واسعة.", "حمص", "درعا", "قرب", "بجوار"],
  ["外交部发言人李国强周二表示，双方将于下个月在首都举行新一轮会谈。", "李国强", "王晓明", "表示", "指出"],
  ["总统阿尔瓦雷斯周日宣布辞职，国会议长将暂时接任，选举定于明年春天。", "阿尔瓦雷斯", "费尔南多", "暂时接任", "临时代理"],
  ["ジョンソン首相は会見で、予算案を来週議会に提出すると述べた。", "ジョンソン", "ブラウン", "述べた", "語った"],
  ["화재는 강릉시의 한 시장에서 시작돼 인근 건물로 번졌다고 소방 당국이 전했다.", "강릉시", "속초시", "전했다", "밝혔다"],
  ["พล.ต.อ. สมศักดิ์ ใจกล้า แถลงว่าตำรวจจับกุมผู้ต้องสงสัยได้ที่ชายแดนเมื่อคืนนี้", "สมศักดิ์ ใจกล้า", "ประเสริฐ มั่นคง", "แถลง", "เปิดเผย"],
  ["မန္တလေးမြို့တွင် တနင်္လာနေ့က ဖြစ်ပွားသော မီးလောင်မှုကြောင့် ဆိုင်ခန်းများ ပျက်စီးခဲ့သည်။", "မန္တလေး", "ပုသိမ်", "ပျက်စီး", "ဆုံးရှုံး"],
  [
    "Bürgermeister Klaus Weber sagte in Altstadt, die Brücke bleibe bis Herbst gesperrt.",
    "Klaus Weber",
    "Hans Krüger",
    "Brücke",
    "Querung",
  ],
  ["وقال المتحدث نبيل الشامي إن فرق الإنقاذ انتشلت عددا من المصابين من تحت الأنقاض.", "الشامي", "الحسيني", "انتشلت", "أخرجت"],
  ["Karayazı köyünde toplanan aileler arama alanından gelecek haberi bekliyor.", "Karayazı", "Gölbaşı", "toplanan", "buluşan"],
  ["ရွှေတောင်ကျေးရွာတွင် ဗုဒ္ဓဟူးနေ့ညက မီးလောင်မှုဖြစ်ပွားပြီး နေအိမ်များ ပျက်စီးခဲ့သည်။", "ရွှေတောင်", "ထန်းပင်", "ပျက်စီး", "ဆုံးရှုံး"],
  ["Der Zug entgleiste bei Neudorf, mehrere Fahrgäste wurden leicht verletzt.", "Neudorf", "Grünau", "Fahrgäste", "Reisende"],
];

test.each(SENTENCES)("%s", (sentence, from, to, word, other) => {
  expect(kindsOf(sentence, sentence.replace(from, to))).toEqual(["name"]);
  expect(kindsOf(sentence, sentence.replace(word, other))).toEqual([]);
});

test("a number of one language is none in another", () => {
  expect(
    kindsOf("The rescuers went into the valley when the water fell.", "The rescuers went into the valley once the water fell."),
  ).toEqual([]);
  expect(
    kindsOf("Murieron diez personas en la sierra, según la policía.", "Murieron once personas en la sierra, según la policía."),
  ).toEqual(["figure"]);
});
