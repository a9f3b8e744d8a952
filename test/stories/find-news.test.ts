// What is new in an article of a known story: new sentences, and known ones of which a fact changed.
import { describe, expect, test } from "vitest";
import { findNews, isReplaced, judgeNews, readTold } from "../../src/stories/news/find-news.ts";
import { HARBOUR_STORY } from "./invented.ts";
import type { NewsText, Urgency } from "../../src/stories/news/find-news.ts";

const TITLE = "Dock workers walk off the job";
const as = (text: string | readonly string[], title = TITLE): NewsText => ({
  title,
  text: typeof text === "string" ? text : text.join("\n\n"),
});
const told = readTold([as(HARBOUR_STORY)]);
const newIn = (text: string | readonly string[], sent = told): string[] => findNews(as(text), sent).map((item) => item.text);
const urgencyOf = (article: NewsText, sent = told): Urgency => judgeNews(article, findNews(article, sent), sent);
const changed = (from: string, to: string): readonly string[] => {
  const text = HARBOUR_STORY.map((line) => line.replace(from, to));
  expect(text).not.toEqual(HARBOUR_STORY);
  return text;
};
const first = "The ferry company said that it would lay on buses to the northern shore from Tuesday morning.";
const second = "A judge is to hear the operator's complaint against the union at the end of this week.";

describe("new sentences", () => {
  test("are those that no earlier article has, in order", () => {
    const text = [HARBOUR_STORY[0] ?? "", `${first} ${HARBOUR_STORY[1]}`, second, ...HARBOUR_STORY.slice(2)];
    expect(newIn(text)).toEqual([first, second]);
    expect(newIn(text, readTold([as(HARBOUR_STORY), as(`Something else.\n\n${second}`)]))).toEqual([first]);
  });

  test("do not include shortened, joined and reworded ones", () => {
    const copy = HARBOUR_STORY.slice(0, 5).join(" ").replace("per cent", "percent").replace("Monday", "Tuesday");
    expect(newIn(copy)).toEqual([]);
  });

  test("do not include boilerplate around a story", () => {
    const dressing = [
      "By Ann Nother and the staff of the Veldhaven desk",
      "Read more: Five things to know about the harbour and its cranes this winter",
      "Photo: pickets stand at the third gate of the container terminal before dawn",
      "He did not say why.",
      "Additional reporting by Otto Specimen in Port Arlen; editing by Ida Muster",
    ];
    expect(newIn([...dressing, ...HARBOUR_STORY])).toEqual([]);
  });

  test("include a sentence of three words that counts something, but no counter of the page", () => {
    expect(newIn(["Injured now 87.", ...HARBOUR_STORY])).toEqual(["Injured now 87."]);
    expect(newIn(["受伤87人。", ...HARBOUR_STORY])).toEqual(["受伤87人。"]);
    expect(newIn(["87 comments", "Read 5,120 times", "Sent at 10:52.", ...HARBOUR_STORY, "Page 2 of 9"])).toEqual([]);
  });

  test("are found in scripts without spaces too", () => {
    const old = "စစ်ကောင်စီက မြို့သစ်တံတားကို ပိတ်လိုက်ကြောင်း ဒေသခံများက ပြောသည်။";
    const added = "ရဲတပ်ဖွဲ့ဝင် သုံးဦး ဒဏ်ရာရရှိခဲ့ပြီး ဆေးရုံသို့ ပို့ဆောင်ထားကြောင်း သိရသည်။";
    expect(newIn(`${old} ${added}`, readTold([as(old)]))).toEqual([added]);
    expect(
      newIn("港口工人周一举行罢工。法院下令工人周四返回岗位，否则将被罚款五千元。", readTold([as("港口工人周一举行罢工。")])),
    ).toEqual(["法院下令工人周四返回岗位，否则将被罚款五千元。"]);
  });

  test("are all sentences, each once, if nothing was sent before", () => {
    expect(newIn(`${first}\n\n${second}\n\n${first}`, readTold([]))).toEqual([first, second]);
  });
});

describe("a known sentence is new if a fact in it changed", () => {
  test.each([
    ["a figure", "1,400", "1,700"],
    ["a figure that another sentence has", "lasted 11 days", "lasted 23 days"],
    ["a figure written as a word", "all four gates", "all nine gates"],
    ["a person", "Ilan Brodsky", "Pavel Renner"],
    ["a place", "port of Veldhaven", "port of Arlen"],
    ["a denial", "had offered an allowance", "had not offered an allowance"],
    ["the words of a quotation", "rot on the quay", "burn on the quay"],
  ])("%s", (_, from, to) => {
    const text = changed(from, to);
    expect(newIn(text).join(" ")).toContain(to);
    expect(urgencyOf(as(text))).toBe("later");
  });

  test("also in other scripts", () => {
    const burmese = "သမဂ္ဂက အဖွဲ့ဝင် ၁၄၀၀ ကျော် ဆန္ဒပြပွဲတွင် ပါဝင်နေသည်ဟု ပြောကြားခဲ့သည်။";
    expect(urgencyOf(as(burmese.replace("၁၄၀၀", "၁၇၀၀")), readTold([as(burmese)]))).toBe("later");
    const russian = "Профсоюз сообщил, что к забастовке присоединились более 1400 человек по всей стране.";
    expect(urgencyOf(as(russian.replace("присоединились", "не присоединились")), readTold([as(russian)]))).toBe("later");
    const chinese = "工会表示，截至中午已有超过1400名会员参加罢工，纠察队将守在四个大门口。";
    expect(urgencyOf(as(chinese.replace("1400", "1900")), readTold([as(chinese)]))).toBe("later");
  });

  test("and so is a headline with a figure that nothing sent had", () => {
    expect(urgencyOf(as(HARBOUR_STORY, "Dock strike: 35 ships now wait"))).toBe("later");
    expect(urgencyOf(as(HARBOUR_STORY, "Dock strike: 23 ships wait"))).toBe("none");
    expect(urgencyOf(as(HARBOUR_STORY, "Dock strike: over 1,350 workers out"))).toBe("none");
  });
});

describe("rewording is no news", () => {
  test.each([
    ["figures as words and words as figures", "all four gates", "all 4 gates"],
    ["a converted unit", "nine kilometres", "5.6 miles"],
    ["a unit converted in brackets", "nine kilometres", "nine kilometres (5.6 miles)"],
    ["a converted sum", "260 million crowns", "260 million crowns ($11 million)"],
    ["a fraction", "18 per cent", "18%"],
    ["a title", "Transport Minister Ilan Brodsky", "Minister of Transport Ilan Brodsky"],
    ["other words", "called the walkout unlawful", "described the stoppage as illegal"],
    ["another day for the same one", "on Monday", "on March 2"],
    ["quotation marks", '"Nobody here wants', "“Nobody here wants"],
  ])("%s", (_, from, to) => {
    expect(urgencyOf(as(changed(from, to)))).toBe("none");
  });
});

describe("an article is worth sending again", () => {
  test("with two new sentences", () => {
    expect(urgencyOf(as([...HARBOUR_STORY, first, second]))).toBe("later");
    expect(urgencyOf(as([...HARBOUR_STORY, first]))).toBe("none");
  });

  test("at once if it is a numbered update, a correction or a withdrawal that was not sent, whatever it says", () => {
    for (const mark of ["UPDATE 2-", "CORRECTED: ", "KILL: "]) {
      const update = as(HARBOUR_STORY, `${mark}${TITLE}`);
      expect(urgencyOf(update)).toBe("at once");
      expect(urgencyOf(update, readTold([as(HARBOUR_STORY), update]))).toBe("none");
    }
  });

  test("with one new sentence if it only says that it adds something, and never for being sent anew", () => {
    const title = `ADDS quotes: ${TITLE}`;
    expect(urgencyOf(as([...HARBOUR_STORY, first], title))).toBe("later");
    expect(urgencyOf(as(HARBOUR_STORY, title))).toBe("none");
    expect(urgencyOf(as(HARBOUR_STORY, `RPT-${TITLE}`))).toBe("none");
  });

  test("at once with a note that corrects it, and again with a note that corrects the correction", () => {
    const note = "Correction: An earlier version of this story gave a wrong number of ships. It is 23, not 32.";
    const again = "Correction: the first correction of this report named the wrong port.";
    const corrected = as([...HARBOUR_STORY, note]);
    expect(urgencyOf(corrected)).toBe("at once");
    const sent = readTold([as(HARBOUR_STORY), corrected]);
    expect(urgencyOf(corrected, sent)).toBe("none");
    expect(urgencyOf(as([...HARBOUR_STORY, note, again]), sent)).toBe("at once");
  });
});

test("a brief in place of another is something else, and the same brief in other words or with more is not", () => {
  const sent = readTold([as("All passes of Dravenholt are open this morning.")]);
  const replaced = (text: string) => isReplaced(as(text), findNews(as(text), sent), sent);
  expect(replaced("The tunnel at Mirrowick is shut after a fire in a lorry.")).toBe(true);
  expect(replaced("This morning all of the passes of Dravenholt are open.")).toBe(false);
  expect(replaced("All passes of Dravenholt are open this morning. The tunnel at Mirrowick is shut after a fire.")).toBe(false);
  expect(replaced("")).toBe(false);
});

test.each([
  ["Vierunddreißig Menschen starben in Altmoor.", "Siebenundvierzig Menschen starben in Altmoor."],
  ["Treinta y cuatro personas murieron en Tarunga.", "Cincuenta y una personas murieron en Tarunga."],
  ["Quatorze pessoas morreram em Tarunga.", "Dezenove pessoas morreram em Tarunga."],
  ["Veertien mensen kwamen om in Haltwick.", "Negentien mensen kwamen om in Haltwick."],
  ["Czternaście osób zginęło w Haltwick.", "Siedemnaście osób zginęło w Haltwick."],
  ["Девять горняков погибли на шахте.", "Четырнадцать горняков погибли на шахте."],
  ["Погибли не менее девяти горняков.", "Погибли не менее семнадцати горняков."],
  ["Дев’ять гірників загинули на шахті.", "Тринадцять гірників загинули на шахті."],
  ["لقي ثلاثة عشر شخصا مصرعهم في الحي.", "لقي تسعة عشر شخصا مصرعهم في الحي."],
  ["قتل خمسة وعشرون شخصا في الحي.", "قتل ستة وثلاثون شخصا في الحي."],
  ["שלושה עשר בני אדם נהרגו בעיר.", "תשעה עשר בני אדם נהרגו בעיר."],
  ["बारह लोग मारे गए।", "उन्नीस लोग मारे गए।"],
  ["爆炸造成六人死亡。", "爆炸造成十五人死亡。"],
  ["爆炸造成二十三人受伤。", "爆炸造成一百零八人受伤。"],
  ["배가 가라앉아 일곱 명이 숨졌다.", "배가 가라앉아 열여섯 명이 숨졌다."],
  ["มีผู้เสียชีวิตสิบสองราย", "มีผู้เสียชีวิตยี่สิบเก้าราย"],
  ["ရွာသား ရှစ်ဦး သေဆုံးခဲ့သည်။", "ရွာသား ငါးဦး သေဆုံးခဲ့သည်။"],
  ["Teknede on bir kişi hayatını kaybetti ve kıyıda bekleniyor.", "Teknede on yedi kişi hayatını kaybetti ve kıyıda bekleniyor."],
  ["Kazada yirmi bir kişi öldü ve bir gemi battı.", "Kazada yirmi üç kişi öldü ve bir gemi battı."],
  ["Sedikitnya dua belas orang tewas di desa itu.", "Sedikitnya tujuh belas orang tewas di desa itu."],
  ["Dua puluh tiga orang tewas di desa itu.", "Tiga puluh satu orang tewas di desa itu."],
  ["Mười hai người chết trong vụ cháy.", "Hai mươi ba người chết trong vụ cháy."],
])("a figure written out that changed is new, in any language: %s", (before, after) => {
  const told = readTold([{ title: "", text: before }]);
  const kinds = (text: string): string[] => findNews({ title: "", text }, told).map(({ kind }) => kind);
  expect(kinds(after)).toEqual(["figure"]);
  expect(kinds(before)).toEqual([]);
});

test.each([
  [
    "a sum in the same currency, however large",
    "The mayor put the damage at 15 million crowns and asked for boats.",
    "The mayor put the damage at 422 million crowns and asked for boats.",
  ],
  [
    "a month",
    "Die Anlage sei im März geprüft worden, sagte der Betreiber dem Sender.",
    "Die Anlage sei im Juni geprüft worden, sagte der Betreiber dem Sender.",
  ],
  [
    "a month in Spanish",
    "El alcalde dijo que había pedido en mayo un muro de contención.",
    "El alcalde dijo que había pedido en julio un muro de contención.",
  ],
  [
    "three where one was, and three stands in the sentence",
    "火元は1階の厨房とみられ、木造3階建ての本館が6時間にわたって燃え続けた。",
    "火元は3階の厨房とみられ、木造3階建ての本館が6時間にわたって燃え続けた。",
  ],
  [
    "one where three were",
    "The blast at the mill near Arlen killed 3 people and shut the road.",
    "The blast at the mill near Arlen killed one person and shut the road.",
  ],
  ["eleven in Burmese", "ရွာသား ရှစ်ဦး သေဆုံးခဲ့သည်။", "ရွာသား ဆယ့်တစ်ဦး သေဆုံးခဲ့သည်။"],
  [
    "a size in Indonesian",
    "Jembatan itu roboh ketika puluhan warga desa pulang dari pasar.",
    "Jembatan itu roboh ketika ratusan warga desa pulang dari pasar.",
  ],
])("a figure that is not in digits alone: %s", (_, before, after) => {
  const told = readTold([{ title: "", text: before }]);
  const kinds = (text: string): string[] => findNews({ title: "", text }, told).map(({ kind }) => kind);
  expect(kinds(after)).toEqual(["figure"]);
  expect(kinds(before)).toEqual([]);
});

test.each([
  [
    "a time of day",
    "The vessel struck a pillar at about eleven, the harbour master Pell said.",
    "The vessel struck a pillar around 11 pm, the harbour master Pell said.",
  ],
  [
    "a French time",
    "L'autocar a dérapé sur une plaque de verglas vers 6 h 40, selon la police.",
    "L'autocar a dérapé sur une plaque de verglas vers 6h40, selon la police.",
  ],
  [
    "hundreds",
    "Une agricultrice qui habite à 200 mètres de la route a tout vu.",
    "Une agricultrice qui habite à deux cents mètres de la route a tout vu.",
  ],
  [
    "at least",
    "Sedikitnya sebelas orang tewas setelah jembatan gantung putus.",
    "Paling tidak sebelas orang tewas setelah jembatan gantung putus.",
  ],
  [
    "nobody, and no",
    "El alcalde dijo que había pedido un muro y que nadie le respondió.",
    "El alcalde dijo que había pedido un muro y que no obtuvo respuesta.",
  ],
  ["a Ukrainian genitive", "Вогонь гасили рятувальники з п’яти міст області.", "Вогонь гасили рятувальники з 5 міст області."],
])("the same fact said otherwise is none: %s", (_, before, after) => {
  const told = readTold([{ title: "", text: before }]);
  expect(findNews({ title: "", text: after }, told).filter(({ kind }) => kind !== "sentence")).toEqual([]);
});

test.each([
  ["爆炸造成二十三人受伤。", "爆炸造成23人受伤。"],
  ["Погибли четырнадцать горняков.", "Погибли 14 горняков."],
  ["Vierunddreißig Menschen starben.", "34 Menschen starben."],
  ["قتل خمسة وعشرون شخصا.", "قتل 25 شخصا."],
  ["열여섯 명이 숨졌다.", "16명이 숨졌다."],
  ["มีผู้เสียชีวิตยี่สิบเก้าราย", "มีผู้เสียชีวิต 29 ราย"],
  ["ရွာသား ရှစ်ဦး သေဆုံးခဲ့သည်။", "ရွာသား ၈ ဦး သေဆုံးခဲ့သည်။"],
  ["Teknede on bir kişi öldü ve bir kişi kayboldu.", "Teknede 11 kişi öldü ve bir kişi kayboldu."],
  ["Dua puluh tiga orang tewas di desa itu.", "23 orang tewas di desa itu."],
  ["Hai mươi ba người chết trong vụ cháy.", "23 người chết trong vụ cháy."],
])("a figure written out and in digits is one figure: %s", (inWords, inDigits) => {
  const told = readTold([{ title: "", text: inWords }]);
  expect(findNews({ title: "", text: inDigits }, told).filter(({ kind }) => kind === "figure")).toEqual([]);
});

test.each([
  ["Der Minister hat den Rücktritt angekündigt.", "Der Minister hat den Rücktritt nicht angekündigt."],
  [
    "Vali, limandaki bütün teknelerin ve gemilerin denize çıkmasını bu hafta için yasakladı.",
    "Vali, limandaki bütün teknelerin ve gemilerin denize çıkmasını bu hafta için yasaklamadı.",
  ],
  [
    "Pemerintah telah memutuskan siapa yang membayar pengobatan korban.",
    "Pemerintah belum memutuskan siapa yang membayar pengobatan korban.",
  ],
  ["大臣は知事の辞任を認めたと報道官が7日に述べた。", "大臣は知事の辞任を認めなかったと報道官が7日に述べた。"],
  ["장관은 지사의 사임을 확인했다고 대변인이 일요일 밝혔다.", "장관은 지사의 사임을 확인하지 않았다고 대변인이 일요일 밝혔다."],
  [
    "ရန်ကုန်မြို့တွင် ကျင်းပသော သတင်းစာရှင်းလင်းပွဲ၌ ဝန်ကြီးသည် ပြည်နယ်အုပ်ချုပ်ရေးမှူး နုတ်ထွက်မှုကို အတည်ပြုခဲ့သည်။",
    "ရန်ကုန်မြို့တွင် ကျင်းပသော သတင်းစာရှင်းလင်းပွဲ၌ ဝန်ကြီးသည် ပြည်နယ်အုပ်ချုပ်ရေးမှူး နုတ်ထွက်မှုကို အတည်မပြုခဲ့ပါ။",
  ],
])("a sentence that is turned round is new, in any language: %s", (before, after) => {
  const told = readTold([{ title: "", text: before }]);
  expect(findNews({ title: "", text: after }, told).map(({ kind }) => kind)).toEqual(["negation"]);
});
