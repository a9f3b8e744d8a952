// Russia: the country, its people and its government, in English, Russian, Ukrainian, Burmese, Chinese, Thai and Japanese.
import type { ExpressionDefinition } from "../watchlist.ts";

const country: ExpressionDefinition[] = [
  { forms: ["Russia", "Russian", "Russians", "Russian Federation"] },
  { forms: ["Россия", "России", "Россию", "Россией", "Росія", "Росії", "Росію", "Росією"] },
  { stem: "российский" },
  { stem: "россиянин" },
  "РФ",
  "ရုရှား",
  { forms: ["俄罗斯", "俄羅斯", "俄国", "ロシア", "러시아"] },
  "รัสเซีย",
];

const government: ExpressionDefinition[] = [
  { forms: ["Kremlin", "Putin", "Lavrov"] },
  { stem: "Кремль" },
  { stem: "Путин" },
  { stem: "Лавров" },
  { forms: ["ကရင်မလင်", "ပူတင်", "克里姆林宫", "普京", "เครมลิน", "ปูติน", "クレムリン", "プーチン"] },
];

export const russia = { russia: country, "russian-government": government };
