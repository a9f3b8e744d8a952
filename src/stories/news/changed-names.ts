// Finds a changed name where capitals do not show names: by the words that stand next to them, such as "minister", "Mr" or "town of".
import { foldText } from "../fold-text.ts";
import { namesInRun } from "../translations/names-in-run.ts";

/** What stands before or after names in the languages of a script. */
interface Cues {
  script: RegExp;
  before: RegExp;
  after: RegExp;
  /** A name begins with a word; it ends with one too, unless endings are written to it. */
  words: "whole" | "with endings" | "unknown";
  /** So many characters of a name may be as before: 李明, 李强. */
  begins: number;
  /** What may change next to a cue and is no name. */
  common: RegExp;
  /** After a title and a first name, it is one all the same: نبيل الشامي. */
  surname?: { before: RegExp; part: RegExp };
  /** Whether what stands after a cue can be a name. */
  isLikely?: (part: string) => boolean;
}

const SURNAMES = new Set(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申关焦巴柳甘祝柯阮",
);
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const CHINESE_NAME_MAX = 3;

/** A name is in no dictionary: ICU takes it for single characters. A Chinese one begins with a surname; one from abroad has their characters alone. */
function isHanName(part: string): boolean {
  const isApart = [...segmenter.segment(part)].every(({ segment }) => segment.length === 1);
  return part.length <= CHINESE_NAME_MAX && isApart ? SURNAMES.has(part.charAt(0)) : namesInRun(part, "han").includes(part);
}

/** `words` is written with spaces; a pattern of any of them. */
const anyOf = (words: string): string =>
  foldText(words)
    .split(" ")
    .sort((a, b) => b.length - a.length)
    .join("|");
const NEVER = /(?!)/u;
const before = (words: string, gap = ""): RegExp => new RegExp(`(?:${anyOf(words)})${gap}$`, "u");
const after = (words: string, gap = ""): RegExp => new RegExp(`^${gap}(?:${anyOf(words)})`, "u");
const LONE = "(?:^|[^\\p{L}\\p{M}])";
const ARABIC_TITLES =
  "الرئيس الوزير وزير الوزيرة وزيرة المتحدث متحدث الناطق المدير مدير القبطان الجنرال العميد العقيد اللواء القاضي النائب الدكتور السيد السيدة الحاكم المحافظ السفير المدعي الأمين رئیس وزیر سخنگوی آقای خانم شهردار رئیس‌جمهور سردار دکتر صدر وزیراعظم";
/** What stands after a title and is no first name: spokesman for, minister of. */
const NO_FIRST_NAME = "باسم خارجية داخلية دفاع عدل صحة مالية نفط طاقة تربية تعليم إعلام زراعة عام سابق";
/** A first name may stand between a title and the name that changed; between a kind of place and its name stands nothing. */
const wholeBefore = (titles: string, places = ""): RegExp =>
  new RegExp(`${LONE}(?:(?:${anyOf(titles)}) (?:\\p{L}[\\p{L}\\p{M}]* )?${places === "" ? "" : `|(?:${anyOf(places)}) `})$`, "u");

const CUES: readonly Cues[] = [
  {
    script: /[\u3040-\u30ff]/u,
    before: before("大統領 首相 大臣 知事 国の"),
    after: after(
      "さん 氏 君 首相 大統領 大臣 外相 財務相 市長 町長 村長 知事 容疑者 被告 議員 社長 会長 監督 選手 課長 署長 教授 長官 官房長官 報道官 市 県 町 村 区 島 港 駅 川 湾 国 温泉",
    ),
    words: "unknown",
    begins: 2,
    common: /^(?:[\u3040-\u309f]+|同|両|各|全|他の|その|この)$/u,
  },
  {
    script: /[\u4e00-\u9fff]/u,
    before: before(
      "总统 总理 主席 部长 市长 省长 州长 县长 厂长 校长 院长 局长 署长 议长 议员 将军 上校 发言人 负责人 主任 经理 董事长 教练 船长 教授 医生 律师 法官 检察官 村民 记者 居民 嫌疑人 首相 外长 防长 书记 会长",
    ),
    after: after("先生 女士 市 县 省 州 区 镇 村 岛 港 河 湖 国 机场 大桥"),
    words: "unknown",
    begins: 2,
    isLikely: isHanName,
    common:
      /^(?:周[一二三四五六日]|表示|认为|指出|强调|透露|宣布|承认|否认|告诉|解释|呼吁|说|称|则|也|还|已|曾|全|该|本|各|我|当|外|邻|同|这个|那个|两个|一个)+$/u,
  },
  {
    script: /[\uac00-\ud7af]/u,
    before: wholeBefore("대통령 총리 장관 선장 시장 지사 의원 후보 대표 대변인 교수 감독 회장 사장 청장 서장 판사 검사 주민"),
    after:
      /^(?: ?(?:씨|대통령|총리|장관|시장|지사|의원|후보|대표|대변인|교수|감독|회장|사장|청장|서장|의장|판사|검사)|(?:시|군|구|읍|면|항|섬|역|공항)(?![가-힣]|$)|(?:시|군|구|읍|면|항|섬|역|공항)(?:에|에서|의|은|는|이|가|을|를|과|와|로|으로|까지|부터|도)(?![가-힣]))/u,
    words: "with endings",
    begins: 0,
    common: /^(?:이|그|저|한|두|같은|전|현|당시|해당|인근)$/u,
  },
  {
    script: /[\u1000-\u109f]/u,
    before: new RegExp(
      `(?:(?:^|[^\\d၀-၉ ])(?:ဦး|ဒေါ်)|(?:^|[\\s၊။“(])(?:ဦး|ဒေါ်|ကို|မောင်)|${anyOf("ဗိုလ်ချုပ်မှူးကြီး ဗိုလ်ချုပ် ဗိုလ်မှူးကြီး ဗိုလ်မှူး ဒေါက်တာ ဝန်ကြီးချုပ် ဝန်ကြီး သမ္မတ ဆရာတော် အင်ဂျင်နီယာ မြို့တော်ဝန် ပြောခွင့်ရ")}) ?$`,
      "u",
    ),
    after: after("ကျေးရွာ ရွာ မြို့နယ် မြို့ ပြည်နယ် တိုင်း ခရိုင် ရပ်ကွက် နိုင်ငံ မြစ် ကျွန်း"),
    words: "unknown",
    begins: 10,
    common: /^(?:စီး.*|ထို|ဤ|အဆိုပါ|ယင်း|တစ်|နှစ်|အခြား)$/u,
  },
  {
    script: /[\u0e00-\u0e7f]/u,
    before: before(
      "นาย นาง นางสาว ดร. พลเอก พล.อ. พล.ต.อ. พล.ต.ท. พล.ต. พ.ต.อ. พ.ต.ท. ร.ต.อ. รัฐมนตรี ประธานาธิบดี โฆษก จังหวัด อำเภอ ตำบล เมือง ประเทศ หมู่บ้าน บ้าน ดอย แม่น้ำ เกาะ เขื่อน",
      " ?(?:[\\u0e00-\\u0e7f]{2,12} )?",
    ),
    after: NEVER,
    words: "unknown",
    begins: 10,
    common:
      /^(?:(?:แถลง|เปิดเผย|เผย|กล่าว|ระบุ|ยืนยัน|บอก|เล่า|ชี้แจง|ประกาศ|รายงาน|ชี้|ว่า|ได้|จะ|ก็|และ|ที่).*|นี้|นั้น|ดังกล่าว|ใกล้เคียง|เรือน|หนึ่ง)$/u,
  },
  {
    script: /[\u0600-\u06ff]/u,
    before: wholeBefore(
      ARABIC_TITLES,
      "مدينة بلدة قرية محافظة حي ولاية إقليم بلدية جزيرة نهر ميناء مخيم شارع شهر استان روستای شهرستان ضلع شہر",
    ),
    after: NEVER,
    words: "whole",
    begins: 0,
    common:
      /^(?:ال(?:خارجية|داخلية|دفاع|عدل|صحة|وزراء|حكومة|مدينة|بلدة|قرية|بلاد|رسمي|عسكري|أمني|مجاورة|قريبة|صغيرة|كبيرة|محلي|محلية)|و?ال[^ ]*ي(?:ة)?|إن|أن|إنه|إنها|قال|قالت|صرح|ذكر|أعلن|اليوم|أمس|أيضا|هذه|هذا|نفسها|نفسه|قريبة|مجاورة|صغيرة|كبيرة|نائية|ساحلية|جبلية|حدودية|أخرى|محلية)$/u,
    surname: {
      before: new RegExp(`${LONE}(?:${anyOf(ARABIC_TITLES)}) (?!ال|(?:${anyOf(NO_FIRST_NAME)}) )\\p{L}{3,} $`, "u"),
      part: /^ال\p{L}{2,}ي$/u,
    },
  },
  {
    script: /[ığşİ]/u,
    before: NEVER,
    after: after(
      "açıkları açıklarında köyü köyünde köyünün köyündeki ilçesi ilçesinde ilçesindeki kenti kentinde kentindeki kasabası kasabasında ili ilinde limanı limanında mahallesi mahallesinde adası adasında nehri nehrinde barajı barajında havalimanı havalimanında",
      " ",
    ),
    words: "whole",
    begins: 0,
    common: /^(?:bir|bu|su|o|ayni|komsu|eski|yeni|buyuk|kucuk)$/u,
  },
  {
    script: /[\u0590-\u05ff]/u,
    before: wholeBefore(
      "השר שר השרה ראש הממשלה הנשיא הנשיאה דובר דוברת הדובר ח״כ ניצב אלוף הרב השופט השופטת",
      "העיר בעיר היישוב ביישוב הכפר בכפר קיבוץ מושב עיריית",
    ),
    after: NEVER,
    words: "whole",
    begins: 0,
    common: /^(?:ה.*|אמר|אמרה|מסר|מסרה|כי|הודיע|היום|אתמול)$/u,
  },
  {
    script: /[\u0900-\u097f]/u,
    before: wholeBefore(
      "श्री श्रीमती मंत्री प्रधानमंत्री मुख्यमंत्री राष्ट्रपति प्रवक्ता डॉ न्यायाधीश विधायक सांसद मेयर महापौर कप्तान राज्यपाल",
      "शहर नगर गांव गाँव जिला जिले राज्य कस्बे कस्बा बंदरगाह नदी द्वीप",
    ),
    after: after("जिले जिला शहर गांव राज्य नदी बंदरगाह", " "),
    words: "whole",
    begins: 0,
    common: /^(?:ने|के|की|का|कहा|बताया|इस|उस|एक|दो|पूरे|पास)$/u,
  },
];

/** A name has so many characters at most. */
const NAME_MAX = 24;
/** And so many words. */
const WORDS_MAX = 3;
/** So much of the longer sentence must be as it was. */
const SAME_MIN = 0.6;

/** `before` and `after` are two versions of one sentence; `told` is all that was told, folded. */
export function isNameChanged(sentence: { before: string; after: string }, told: () => string): boolean {
  const cues = CUES.find(({ script }) => script.test(sentence.after));
  const parts = cues === undefined ? null : differingPart(foldText(sentence.before), foldText(sentence.after), cues.words);
  if (cues === undefined || parts === null) return false;
  const { left, right, was, is } = parts;
  for (let begin = 0; begin <= cues.begins && begin <= left.length; begin++) {
    const start = left.slice(left.length - begin);
    if (/\s/u.test(start)) break;
    const [name, old] = [start + is, start + was];
    const isSurname = cues.surname?.before.test(left) === true && [is, was].every((part) => cues.surname?.part.test(part));
    if (begin === 0 && isSurname) return !told().includes(is);
    if (!isName(name, cues) || !isName(old, cues)) break;
    if (begin === 0 && cues.after.test(right)) return is.length < 2 || !told().includes(is);
    if (!cues.before.test(left.slice(0, left.length - begin))) continue;
    if (cues.isLikely === undefined || (cues.isLikely(name) && cues.isLikely(old))) return !told().includes(name);
  }
  return false;
}

const isName = (part: string, { common, words }: Cues): boolean =>
  part !== "" &&
  part.length <= NAME_MAX &&
  /^[\p{L}\p{M}·・ -]+$/u.test(part) &&
  (words === "unknown" || part.split(" ").length <= WORDS_MAX) &&
  !common.test(part);

const LETTER = /[\p{L}\p{M}]/u;
const MARK = /\p{M}/u;

/** Japanese writes names from abroad in them. */
const KATAKANA = /[\u30a1-\u30fa\u30fc]/;

/** Whether a mark, a word or a run of Katakana is cut in two there. */
function cuts(text: string, at: number, isWhole: boolean): boolean {
  const [before, next] = [text.charAt(at - 1), text.charAt(at)];
  return (
    MARK.test(next) ||
    // The consonant that ends a Burmese syllable.
    /^[\u1000-\u1021](?:\u1037?\u103a|\u1039)/.test(text.slice(at, at + 3)) ||
    (KATAKANA.test(before) && KATAKANA.test(next)) ||
    (isWhole && LETTER.test(before) && LETTER.test(next))
  );
}

/** What differs between two sentences that begin and end alike; null if that is too much. */
function differingPart(
  a: string,
  b: string,
  words: Cues["words"],
): { left: string; right: string; was: string; is: string } | null {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  if (start + end < Math.max(a.length, b.length) * SAME_MIN) return null;
  while (start > 0 && [a, b].some((text) => cuts(text, start, words !== "unknown"))) start -= 1;
  while (end > 0 && [a, b].some((text) => cuts(text, text.length - end, words === "whole"))) end -= 1;
  return {
    left: a.slice(0, start),
    right: a.slice(a.length - end),
    was: a.slice(start, a.length - end).trim(),
    is: b.slice(start, b.length - end).trim(),
  };
}
