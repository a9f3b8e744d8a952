// Two invented ferry accidents of one day, the first told in eight languages, the second in three.
import type { GroupDocument } from "../../../src/stories/story.ts";

const report = (id: string, language: string, title: string, text: string): GroupDocument => ({
  id,
  language,
  title,
  text,
  publishedAt: "2026-11-03T08:00:00Z",
  url: `https://${id}.example/report`,
  site: `${id}.example`,
});

export const fire: Record<"en" | "ru" | "de" | "ar" | "ja" | "th" | "zh" | "my", GroupDocument> = {
  en: report(
    "fire-en",
    "en",
    "Ferry Mirandola burns off Brindisi, 27 missing",
    "The ferry Mirandola caught fire off Brindisi early on 2 November with 483 people aboard, and 27 are missing, the coastguard said.\n\nCaptain Roberto Castellani told the harbour office that the fire began on the car deck at about 3.40. The ship belongs to Adriatica Navigazione and was built in 1994.\n\nThe minister Francesca Montanari flew to Brindisi. She said that 456 passengers were brought ashore at Monopoli and Otranto. The prosecutor Alessandro Ferrante has opened an inquiry into 12 lorries that were not on the list.",
  ),
  ru: report(
    "fire-ru",
    "ru",
    "Паром «Мирандола» загорелся у Бриндизи, пропали 27 человек",
    "Паром «Мирандола» загорелся у берегов Бриндизи рано утром 2 ноября, на борту было 483 человека, 27 пропали без вести, сообщила береговая охрана.\n\nКапитан Роберто Кастеллани сообщил портовой службе, что огонь возник на автомобильной палубе. Судно принадлежит компании «Адриатика Навигационе» и построено в 1994 году.\n\nМинистр Франческа Монтанари вылетела в Бриндизи. По её словам, 456 пассажиров доставили в Монополи и Отранто. Прокурор Алессандро Ферранте начал расследование о 12 грузовиках, которых не было в списке.",
  ),
  de: report(
    "fire-de",
    "de",
    "Fähre Mirandola brennt vor Brindisi, 27 Vermisste",
    "Die Fähre Mirandola ist am frühen Morgen des 2. November vor Brindisi in Brand geraten. An Bord waren 483 Menschen, 27 werden vermisst, wie die Küstenwache mitteilte.\n\nKapitän Roberto Castellani sagte dem Hafenamt, das Feuer sei auf dem Autodeck ausgebrochen. Das Schiff von 1994 gehört Adriatica Navigazione.\n\nMinisterin Francesca Montanari flog nach Brindisi. Nach ihren Worten wurden 456 Fahrgäste nach Monopoli und Otranto gebracht. Staatsanwalt Alessandro Ferrante ermittelt wegen 12 Lastwagen, die auf keiner Liste standen.",
  ),
  ar: report(
    "fire-ar",
    "ar",
    "احتراق العبارة ميراندولا قبالة برينديزي وفقدان 27 شخصا",
    "اندلع حريق في العبارة ميراندولا قبالة برينديزي فجر 2 نوفمبر وعلى متنها 483 شخصا، وفقد 27 منهم، بحسب خفر السواحل.\n\nوقال القبطان روبرتو كاستيلاني لمكتب الميناء إن الحريق بدأ في سطح السيارات. والسفينة التي بنيت عام 1994 ملك لشركة أدرياتيكا نافيغاتسيوني.\n\nوتوجهت الوزيرة فرانشيسكا مونتاناري إلى برينديزي وقالت إن 456 راكبا نقلوا إلى مونوبولي وأوترانتو. وفتح المدعي أليساندرو فيرانتي تحقيقا في 12 شاحنة لم تكن في القائمة.",
  ),
  ja: report(
    "fire-ja",
    "ja",
    "フェリー「ミランドラ」がブリンディジ沖で炎上、27人不明",
    "フェリー「ミランドラ」が11月2日早朝、ブリンディジ沖で炎上した。乗っていたのは483人で、沿岸警備隊によると27人が行方不明になっている。\n\nロベルト・カステッラーニ船長は、火は車両甲板から出たと港湾事務所に伝えた。船はアドリアティカ社の所有で、1994年に造られた。\n\nフランチェスカ・モンタナーリ大臣はブリンディジに向かい、456人がモノーポリとオトラントに運ばれたと述べた。アレッサンドロ・フェランテ検事は名簿にない12台のトラックについて捜査を始めた。",
  ),
  th: report(
    "fire-th",
    "th",
    "เรือเฟอร์รี มิรันโดลา ไฟไหม้นอกชายฝั่ง บรินดิซี สูญหาย 27 คน",
    "เรือเฟอร์รี มิรันโดลา เกิดไฟไหม้นอกชายฝั่ง บรินดิซี เช้ามืดวันที่ 2 พฤศจิกายน มีผู้โดยสาร 483 คน หน่วยยามฝั่งระบุว่า 27 คนสูญหาย\n\nกัปตัน โรแบร์โต กัสเตลลานี แจ้งท่าเรือว่าไฟเริ่มจากชั้นจอดรถ เรือลำนี้เป็นของบริษัท Adriatica Navigazione สร้างเมื่อ พ.ศ. 2537\n\nรัฐมนตรี ฟรานเชสกา มอนตานารี เดินทางไป บรินดิซี เธอกล่าวว่าผู้โดยสาร 456 คนถูกนำขึ้นฝั่งที่ โมโนโปลี และ โอตรันโต อัยการ อเลสซานโดร เฟอร์รันเต สอบสวนรถบรรทุก 12 คันที่ไม่อยู่ในรายชื่อ",
  ),
  zh: report(
    "fire-zh",
    "zh",
    "“米兰多拉”号渡轮在布林迪西附近起火，27人失踪",
    "“米兰多拉”号渡轮11月2日清晨在布林迪西附近起火，船上有483人，海岸警卫队说27人失踪。\n\n船长罗伯托·卡斯泰拉尼告诉港务局，火从汽车甲板开始。该船1994年建造，属于Adriatica Navigazione公司。\n\n部长弗朗切斯卡·蒙塔纳里飞往布林迪西。她说456名乘客被送到莫诺波利和奥特朗托。检察官亚历山德罗·费兰特开始调查不在名单上的12辆卡车。",
  ),
  my: report(
    "fire-my",
    "my",
    "Brindisi ကမ်းလွန်တွင် Mirandola ကူးတို့သင်္ဘော မီးလောင်၊ ၂၇ ဦး ပျောက်ဆုံး",
    "နိုဝင်ဘာ ၂ ရက် နံနက်စောစောတွင် Brindisi ကမ်းလွန်၌ Mirandola ကူးတို့သင်္ဘော မီးလောင်ခဲ့ပြီး လူ ၄၈၃ ဦး လိုက်ပါကာ ၂၇ ဦး ပျောက်ဆုံးနေကြောင်း ကမ်းခြေစောင့်တပ်က ပြောသည်။\n\nသင်္ဘောကို ၁၉၉၄ ခုနှစ်တွင် ဆောက်လုပ်ခဲ့ပြီး Adriatica Navigazione ကုမ္ပဏီက ပိုင်ဆိုင်သည်။\n\nဝန်ကြီး Francesca Montanari က ခရီးသည် ၄၅၆ ဦးကို Monopoli နှင့် Otranto သို့ ပို့ဆောင်ခဲ့ကြောင်း ပြောသည်။ စာရင်းတွင် မပါသော ကုန်ကား ၁၂ စီးကို စုံစမ်းနေသည်။",
  ),
};

/** The same day, another ship: much of the subject is shared, and one place. */
export const collision: Record<"en" | "ru" | "de", GroupDocument> = {
  en: report(
    "collision-en",
    "en",
    "Ferry Valdemarsund hits quay at Otranto, 31 hurt",
    "The ferry Valdemarsund hit the quay at Otranto on 2 November with 219 people aboard, and 31 were hurt.\n\nCaptain Henrik Lindqvist said that an engine failed. The ship belongs to Skagerrak Rederi and was built in 2007. Mayor Giulia Santoro said that the port stays closed until Friday. Damage is put at 740,000 euros.",
  ),
  ru: report(
    "collision-ru",
    "ru",
    "Паром «Вальдемарсунд» врезался в причал Отранто, ранен 31 человек",
    "Паром «Вальдемарсунд» врезался в причал в Отранто 2 ноября, на борту было 219 человек, ранен 31.\n\nКапитан Хенрик Линдквист сообщил, что отказал двигатель. Судно принадлежит компании «Скагеррак Редери» и построено в 2007 году. Мэр Джулия Санторо сказала, что порт закрыт до пятницы. Ущерб оценивают в 740 000 евро.",
  ),
  de: report(
    "collision-de",
    "de",
    "Fähre Valdemarsund rammt Kai in Otranto, 31 Verletzte",
    "Die Fähre Valdemarsund hat am 2. November in Otranto den Kai gerammt. An Bord waren 219 Menschen, 31 wurden verletzt.\n\nKapitän Henrik Lindqvist sagte, eine Maschine sei ausgefallen. Das Schiff von 2007 gehört Skagerrak Rederi. Bürgermeisterin Giulia Santoro sagte, der Hafen bleibe bis Freitag geschlossen. Der Schaden wird auf 740.000 Euro geschätzt.",
  ),
};

/** The accident at the quay, in a report that names who also spoke of the fire. */
export const nearby: GroupDocument = {
  ...collision.en,
  id: "nearby",
  text: `${collision.en.text} Minister Francesca Montanari also spoke of the Mirandola.`,
};
