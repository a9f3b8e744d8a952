// Myanmar: the country, and the bodies and persons of its junta, in English, Burmese, Chinese, Thai, Japanese and Russian.
import type { ExpressionDefinition } from "../watchlist.ts";

const country: ExpressionDefinition[] = [
  { forms: ["Myanmar", "Burma", "Burmese", "Myanma"] },
  "မြန်မာ",
  "ဗမာ",
  { forms: ["缅甸", "緬甸", "ミャンマー", "미얀마"] },
  { forms: ["เมียนมา", "เมียนมาร์", "พม่า"] },
  { stem: "Мьянма" },
  { stem: "Бирма" },
  { stem: "бирманский" },
  { stem: "мьянманский" },
];

/** Words for a military government, which mean Myanmar's only where Myanmar is near. */
const junta: ExpressionDefinition[] = [
  { forms: ["junta", "juntas"] },
  { forms: ["military council", "military government", "military regime", "military rulers", "ruling generals", "coup leaders"] },
  "State Administration Council",
  { forms: ["Tatmadaw", "Sit-Tat"] },
  { forms: ["စစ်ကောင်စီ", "စစ်အစိုးရ", "စစ်အုပ်စု", "အကြမ်းဖက်စစ်တပ်", "တပ်မတော်"] },
  { forms: ["军政府", "軍政府", "军方政权", "国家管理委员会"] },
  { forms: ["รัฐบาลทหาร", "เผด็จการทหาร", "สภาบริหารแห่งรัฐ", "คณะรัฐประหาร"] },
  { forms: ["軍事政権", "国軍", "군부"] },
  { stem: "хунта" },
  { stem: "военное правительство" },
  "Государственный административный совет",
];

const juntaLeaders: ExpressionDefinition[] = [
  {
    forms: [
      "Min Aung Hlaing",
      "မင်းအောင်လှိုင်",
      "敏昂莱",
      "敏昂萊",
      "มินอ่องหล่าย",
      "มิน อ่อง หล่าย",
      "ミンアウンフライン",
      "Мин Аун Хлайн",
      "Мин Аунг Хлаинг",
    ],
  },
  { forms: ["Soe Win", "စိုးဝင်း", "梭温"] },
  { forms: ["Ye Win Oo", "ရဲဝင်းဦး"] },
  { forms: ["Mya Tun Oo", "မြထွန်းဦး"] },
];

export const myanmar = { myanmar: country, junta, "junta-leaders": juntaLeaders };
