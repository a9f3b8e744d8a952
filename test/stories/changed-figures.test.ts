// A figure that changed is news in any script, with digits or spelled out; the same figure in another unit or spelling is none.
import { expect, test } from "vitest";
import { findNews, judgeNews, readTold } from "../../src/stories/news/find-news.ts";
import type { Urgency } from "../../src/stories/news/find-news.ts";

/** The same around each sentence, by language. */
const REST: Record<string, string> = {
  en: "Fishermen pulled dozens from the sea before the first helicopter came. The owner said that the door had been repaired in March.",
  th: "ชาวประมงช่วยคนขึ้นจากทะเลก่อนที่เฮลิคอปเตอร์จะมาถึง เจ้าของเรือบอกว่าประตูเพิ่งซ่อมเสร็จ",
  ar: "انتشل الصيادون العشرات من البحر قبل وصول المروحية الأولى. وقال المالك إن الباب أصلح في مارس.",
  hi: "मछुआरों ने पहले हेलीकॉप्टर के आने से पहले दर्जनों लोगों को समुद्र से निकाला। मालिक ने कहा कि दरवाजे की मरम्मत हुई थी।",
  zh: "渔民在第一架直升机到达之前从海里救起了许多人。船主说舱门刚刚修好。",
  ja: "漁師たちは最初のヘリコプターが来る前に多くの人を海から引き上げた。船主は扉を修理したばかりだと述べた。",
  ko: "어민들은 첫 헬기가 오기 전에 바다에서 많은 사람을 구했다. 선주는 문을 수리했다고 말했다.",
  my: "ပထမဆုံး ရဟတ်ယာဉ် မရောက်မီ ငါးဖမ်းသမားများက ပင်လယ်ထဲမှ လူများကို ကယ်ဆယ်ခဲ့သည်။ ပိုင်ရှင်က တံခါးကို ပြင်ဆင်ပြီးဖြစ်သည်ဟု ပြောသည်။",
  ru: "Рыбаки вытащили из моря десятки людей до прилёта первого вертолёта. Владелец сказал, что дверь починили в марте.",
  de: "Fischer zogen Dutzende aus dem Meer, bevor der erste Hubschrauber kam. Der Eigner sagte, die Tür sei im März repariert worden.",
  fr: "Des pêcheurs ont tiré des dizaines de personnes de la mer avant l'arrivée du premier hélicoptère. Le propriétaire affirme que la porte avait été réparée.",
  es: "Los pescadores sacaron del mar a decenas de personas antes de que llegara el primer helicóptero. El dueño dijo que la puerta fue reparada.",
  fa: "ماهیگیران پیش از رسیدن نخستین بالگرد ده‌ها نفر را از دریا بیرون کشیدند. مالک گفت که در تعمیر شده بود.",
  bn: "প্রথম হেলিকপ্টার আসার আগে জেলেরা সমুদ্র থেকে বহু মানুষকে উদ্ধার করেন। মালিক বলেন দরজাটি মেরামত করা হয়েছিল।",
  uk: "Рибалки витягли з моря десятки людей до прильоту першого гелікоптера. Власник сказав, що двері полагодили.",
  tr: "Balıkçılar ilk helikopter gelmeden önce onlarca kişiyi denizden çıkardı. Sahibi kapının onarıldığını söyledi.",
  vi: "Ngư dân kéo hàng chục người khỏi biển trước khi trực thăng đầu tiên đến. Chủ tàu nói cửa đã được sửa.",
  id: "Nelayan menarik puluhan orang dari laut sebelum helikopter pertama datang. Pemilik mengatakan pintu itu sudah diperbaiki.",
  km: "អ្នកនេសាទបានស្រង់មនុស្សជាច្រើនពីសមុទ្រមុនពេលឧទ្ធម្ភាគចក្រដំបូងមកដល់។ ម្ចាស់បាននិយាយថាទ្វារត្រូវបានជួសជុល។",
  it: "I pescatori hanno tirato decine di persone dal mare prima dell'arrivo del primo elicottero. Il proprietario ha detto che la porta era stata riparata.",
  pt: "Pescadores tiraram dezenas de pessoas do mar antes da chegada do primeiro helicóptero. O dono disse que a porta tinha sido consertada.",
  pl: "Rybacy wyciągnęli z morza dziesiątki osób, zanim przyleciał pierwszy śmigłowiec. Właściciel powiedział, że drzwi naprawiono w marcu.",
};
/** Language, the sentence that was sent, and the same with another figure. */
const CHANGED: [string, string, string][] = [
  [
    "en",
    "Nine people drowned when a ferry sank off Merrow on Monday night.",
    "Eleven people drowned when a ferry sank off Merrow on Monday night.",
  ],
  ["en", "A dozen people drowned when a ferry sank off Merrow.", "Two dozen people drowned when a ferry sank off Merrow."],
  ["en", "Damage is put at 1.2 million crowns, the insurers said.", "Damage is put at 1.4 million crowns, the insurers said."],
  ["en", "The blast hurt at least forty-two workers at the mill.", "The blast hurt at least fifty-seven workers at the mill."],
  ["en", "One person drowned when a ferry sank off Merrow.", "Three people drowned when a ferry sank off Merrow."],
  [
    "en",
    "No one was killed when a ferry sank off Merrow, the coast guard said.",
    "One person was killed when a ferry sank off Merrow, the coast guard said.",
  ],
  [
    "en",
    "The flood hit 3 lakh people in the delta, officials said.",
    "The flood hit 5 lakh people in the delta, officials said.",
  ],
  ["en", "The ferry sank on Monday off Merrow with 112 aboard.", "The ferry sank on Monday off Merrow with 121 aboard."],
  [
    "en",
    "Unemployment rose to 7.1 per cent in May, the office said.",
    "Unemployment rose to 7.4 per cent in May, the office said.",
  ],
  [
    "en",
    "Half of the crew is missing after the ferry sank off Merrow.",
    "A third of the crew is missing after the ferry sank off Merrow.",
  ],
  [
    "en",
    "Hundreds of people fled their homes along the river Tarn, police said.",
    "Thousands of people fled their homes along the river Tarn, police said.",
  ],
  [
    "en",
    "The court sentenced the ferry's captain to nine years in prison.",
    "The court sentenced the ferry's captain to 19 years in prison.",
  ],
  [
    "en",
    "The ship's captain has been arrested, police said on Tuesday.",
    "The ship's captain has been released, police said on Tuesday.",
  ],
  ["en", "The blast hurt forty-two workers at the mill.", "The blast hurt forty-seven workers at the mill."],
  [
    "fr",
    "L'incendie a fait vingt-deux blessés dans le quartier nord.",
    "L'incendie a fait vingt-sept blessés dans le quartier nord.",
  ],
  [
    "de",
    "Hunderte Menschen verließen ihre Häuser am Fluss, teilte die Polizei mit.",
    "Tausende Menschen verließen ihre Häuser am Fluss, teilte die Polizei mit.",
  ],
  [
    "ru",
    "Сотни людей покинули свои дома вдоль реки, сообщила полиция.",
    "Тысячи людей покинули свои дома вдоль реки, сообщила полиция.",
  ],
  ["zh", "数百人离开了河边的家园，警方表示。", "数千人离开了河边的家园，警方表示。"],
  ["th", "เรือเฟอร์รี่จมนอกเกาะเมอร์โรว์ มีผู้เสียชีวิต ๙ ราย", "เรือเฟอร์รี่จมนอกเกาะเมอร์โรว์ มีผู้เสียชีวิต ๑๗ ราย"],
  ["th", "เรือเฟอร์รี่จมนอกเกาะเมอร์โรว์ มีผู้เสียชีวิตเก้าราย", "เรือเฟอร์รี่จมนอกเกาะเมอร์โรว์ มีผู้เสียชีวิตสิบเจ็ดราย"],
  [
    "ar",
    "غرق تسعة أشخاص عندما غرقت عبارة قبالة جزيرة ميرو مساء الاثنين.",
    "غرق أحد عشر شخصا عندما غرقت عبارة قبالة جزيرة ميرو مساء الاثنين.",
  ],
  ["ar", "غرق ٩ أشخاص عندما غرقت عبارة قبالة جزيرة ميرو.", "غرق ١٧ شخصا عندما غرقت عبارة قبالة جزيرة ميرو."],
  ["hi", "मेरो द्वीप के पास नौका डूबने से नौ लोगों की मौत हो गई।", "मेरो द्वीप के पास नौका डूबने से सत्रह लोगों की मौत हो गई।"],
  ["hi", "मेरो द्वीप के पास नौका डूबने से ९ लोगों की मौत हो गई।", "मेरो द्वीप के पास नौका डूबने से १७ लोगों की मौत हो गई।"],
  ["zh", "一艘渡轮在梅罗岛附近沉没，九人死亡。", "一艘渡轮在梅罗岛附近沉没，十七人死亡。"],
  ["zh", "洪水造成损失1.2亿克朗，保险公司表示。", "洪水造成损失1.8亿克朗，保险公司表示。"],
  ["ja", "メロー島の沖でフェリーが沈没し、9人が死亡した。", "メロー島の沖でフェリーが沈没し、17人が死亡した。"],
  ["ja", "メロー島の沖でフェリーが沈没し、九人が死亡した。", "メロー島の沖でフェリーが沈没し、十七人が死亡した。"],
  ["ja", "被害額は3万円に上ると保険会社が発表した。", "被害額は5万円に上ると保険会社が発表した。"],
  ["ko", "메로섬 앞바다에서 여객선이 침몰해 아홉 명이 숨졌다.", "메로섬 앞바다에서 여객선이 침몰해 열일곱 명이 숨졌다."],
  ["ko", "메로섬 앞바다에서 여객선이 침몰해 9명이 숨졌다.", "메로섬 앞바다에서 여객선이 침몰해 17명이 숨졌다."],
  ["my", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ ၉ ဦး သေဆုံးသည်။", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ ၁၇ ဦး သေဆုံးသည်။"],
  ["my", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ ကိုးဦး သေဆုံးသည်။", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ တစ်ဆယ့်ခုနစ်ဦး သေဆုံးသည်။"],
  [
    "ru",
    "Девять человек утонули, когда паром затонул у острова Мерроу.",
    "Семнадцать человек утонули, когда паром затонул у острова Мерроу.",
  ],
  [
    "uk",
    "Дев'ять людей потонули, коли пором затонув біля острова Мерроу.",
    "Сімнадцять людей потонули, коли пором затонув біля острова Мерроу.",
  ],
  [
    "de",
    "Neun Menschen ertranken, als eine Fähre vor Merrow sank.",
    "Siebzehn Menschen ertranken, als eine Fähre vor Merrow sank.",
  ],
  [
    "de",
    "Der Schaden beträgt 1,2 Millionen Kronen, so die Versicherer.",
    "Der Schaden beträgt 1,7 Millionen Kronen, so die Versicherer.",
  ],
  [
    "fr",
    "Neuf personnes se sont noyées quand un ferry a coulé au large de Merrow.",
    "Dix-sept personnes se sont noyées quand un ferry a coulé au large de Merrow.",
  ],
  [
    "fr",
    "L'incendie a fait soixante-douze blessés dans le quartier nord.",
    "L'incendie a fait quatre-vingt-onze blessés dans le quartier nord.",
  ],
  [
    "es",
    "Nueve personas se ahogaron cuando un ferry se hundió frente a Merrow.",
    "Diecisiete personas se ahogaron cuando un ferry se hundió frente a Merrow.",
  ],
  ["fa", "نه نفر با غرق شدن کشتی در نزدیکی جزیره مرو جان باختند.", "هفده نفر با غرق شدن کشتی در نزدیکی جزیره مرو جان باختند."],
  ["fa", "۹ نفر با غرق شدن کشتی در نزدیکی جزیره مرو جان باختند.", "۱۷ نفر با غرق شدن کشتی در نزدیکی جزیره مرو جان باختند."],
  ["bn", "মেরো দ্বীপের কাছে ফেরি ডুবে ৯ জনের মৃত্যু হয়েছে।", "মেরো দ্বীপের কাছে ফেরি ডুবে ১৭ জনের মৃত্যু হয়েছে।"],
  [
    "tr",
    "Merrow açıklarında feribotun batması sonucu dokuz kişi boğuldu.",
    "Merrow açıklarında feribotun batması sonucu on yedi kişi boğuldu.",
  ],
  ["vi", "Chín người chết đuối khi phà chìm ngoài khơi Merrow.", "Mười bảy người chết đuối khi phà chìm ngoài khơi Merrow."],
  [
    "id",
    "Sembilan orang tenggelam saat feri karam di lepas pantai Merrow.",
    "Tujuh belas orang tenggelam saat feri karam di lepas pantai Merrow.",
  ],
  ["km", "មនុស្ស ៩ នាក់លង់ទឹកនៅពេលសាឡាងលិចនៅជិតកោះមេរ៉ូ។", "មនុស្ស ១៧ នាក់លង់ទឹកនៅពេលសាឡាងលិចនៅជិតកោះមេរ៉ូ។"],
  [
    "it",
    "Nove persone sono annegate quando un traghetto è affondato al largo di Merrow.",
    "Diciassette persone sono annegate quando un traghetto è affondato al largo di Merrow.",
  ],
  [
    "pt",
    "Nove pessoas morreram afogadas quando um ferry afundou ao largo de Merrow.",
    "Dezassete pessoas morreram afogadas quando um ferry afundou ao largo de Merrow.",
  ],
  [
    "pl",
    "Dziewięć osób utonęło, gdy prom zatonął u wybrzeży Merrow.",
    "Siedemnaście osób utonęło, gdy prom zatonął u wybrzeży Merrow.",
  ],
];
/** And the same in other units, digits and spellings. */
const SAME: [string, string, string][] = [
  [
    "en",
    "The wreck lies 10 kilometres from the shore at a depth of 40 metres.",
    "The wreck lies 6.2 miles from the shore at a depth of 131 feet.",
  ],
  ["en", "Nine people drowned when a ferry sank off Merrow.", "9 people drowned when a ferry sank off Merrow."],
  ["en", "Damage is put at 1,400,000 crowns, the insurers said.", "Damage is put at 1.4 million crowns, the insurers said."],
  ["en", "The wind blew at 90 km/h when the ferry sank off Merrow.", "The wind blew at 56 mph when the ferry sank off Merrow."],
  ["de", "Neun Menschen ertranken, als eine Fähre vor Merrow sank.", "9 Menschen ertranken, als eine Fähre vor Merrow sank."],
  ["zh", "一艘渡轮在梅罗岛附近沉没，九人死亡。", "一艘渡轮在梅罗岛附近沉没，9人死亡。"],
  ["my", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ ၉ ဦး သေဆုံးသည်။", "မယ်ရိုကျွန်းအနီး ကူးတို့သင်္ဘော နစ်မြုပ်ပြီး လူ 9 ဦး သေဆုံးသည်။"],
  ["ar", "غرق ٩ أشخاص عندما غرقت عبارة قبالة جزيرة ميرو.", "غرق 9 أشخاص عندما غرقت عبارة قبالة جزيرة ميرو."],
  ["en", "The fire burnt 200 hectares of forest near Dornach.", "The fire burnt 494 acres of forest near Dornach."],
  [
    "en",
    "It was 38 degrees Celsius in Dornach when the fire broke out.",
    "It was 100 degrees Fahrenheit in Dornach when the fire broke out.",
  ],
  [
    "en",
    "Police in Dornach said they would organise a search at the harbour.",
    "Police in Dornach said they'd organize a search at the harbor.",
  ],
  [
    "tr",
    "Merrow açıklarında feribotun batması sonucu dokuz kişi boğuldu.",
    "Merrow açıklarında feribotun batması sonucu 9 kişi boğuldu.",
  ],
  [
    "fr",
    "L'incendie a fait soixante-douze blessés dans le quartier nord.",
    "L'incendie a fait 72 blessés dans le quartier nord.",
  ],
  ["hi", "मेरो द्वीप के पास नौका डूबने से ९ लोगों की मौत हो गई।", "मेरो द्वीप के पास नौका डूबने से 9 लोगों की मौत हो गई।"],
  ["en", "The blast hurt forty-two workers at the mill.", "The blast hurt 42 workers at the mill."],
  ["en", "Two dozen people drowned when a ferry sank off Merrow.", "24 people drowned when a ferry sank off Merrow."],
  [
    "en",
    "Hundreds of people fled their homes along the river Tarn, police said.",
    "Hundreds of residents left their homes on the river Tarn, police said.",
  ],
  ["en", "At 10:30 p.m. the ferry left the port of Nessel.", "The ferry left the port of Nessel at 22:30."],
];

function urgencyOf(language: string, before: string, after: string): Urgency {
  const [sent, arrived] = [before, after].map((first) => ({ title: "", text: `${first}\n\n${REST[language] ?? ""}` })) as [
    { title: string; text: string },
    { title: string; text: string },
  ];
  const told = readTold([sent]);
  return judgeNews(arrived, findNews(arrived, told), told);
}

test.each(CHANGED)("%s: %s > %s", (language, before, after) => {
  expect(urgencyOf(language, before, after)).toBe("later");
});

test.each(SAME)("%s, no news: %s > %s", (language, before, after) => {
  expect(urgencyOf(language, before, after)).toBe("none");
});
