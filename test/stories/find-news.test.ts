// What is new in an article of a known story: its sentences that no earlier article has.
import { describe, expect, test } from "vitest";
import { findNews, isWorthTelling, readTold } from "../../src/stories/find-news.ts";
import { HARBOUR_STORY } from "./invented.ts";

const texts = [HARBOUR_STORY.join("\n\n")];
const told = readTold(texts);
const first = "The ferry company said that it would lay on buses to the northern shore from Tuesday morning.";
const second = "A judge is to hear the operator's complaint against the union at the end of this week.";

describe("new sentences", () => {
  test("are those that no earlier article has, in order", () => {
    const text = [HARBOUR_STORY[0], `${first} ${HARBOUR_STORY[1]}`, second, ...HARBOUR_STORY.slice(2)].join("\n\n");
    expect(findNews(text, told)).toEqual([first, second]);
    expect(findNews(text, readTold([...texts, `Something else.\n\n${second}`]))).toEqual([first]);
  });

  test("do not include shortened, joined and reworded ones", () => {
    const copy = HARBOUR_STORY.slice(0, 5).join(" ").replace("per cent", "percent").replace("Monday", "Tuesday");
    expect(findNews(copy, told)).toEqual([]);
  });

  test("do not include boilerplate around a story", () => {
    const dressing = [
      "By Ann Nother and the staff of the Veldhaven desk",
      "Read more: Five things to know about the harbour and its cranes this winter",
      "Photo: pickets stand at the third gate of the container terminal before dawn",
      "He did not say why.",
      "Additional reporting by Otto Specimen in Port Arlen; editing by Ida Muster",
    ];
    expect(findNews([...dressing, ...HARBOUR_STORY].join("\n\n"), told)).toEqual([]);
  });

  test("are found in scripts without spaces too", () => {
    const old = "စစ်ကောင်စီက မြို့သစ်တံတားကို ပိတ်လိုက်ကြောင်း ဒေသခံများက ပြောသည်။";
    const added = "ရဲတပ်ဖွဲ့ဝင် သုံးဦး ဒဏ်ရာရရှိခဲ့ပြီး ဆေးရုံသို့ ပို့ဆောင်ထားကြောင်း သိရသည်။";
    expect(findNews(`${old} ${added}`, readTold([old]))).toEqual([added]);
    expect(
      findNews("港口工人周一举行罢工。法院下令工人周四返回岗位，否则将被罚款五千元。", readTold(["港口工人周一举行罢工。"])),
    ).toEqual(["法院下令工人周四返回岗位，否则将被罚款五千元。"]);
  });

  test("are all sentences, each once, if nothing was sent before", () => {
    expect(findNews(`${first}\n\n${second}\n\n${first}`, readTold([]))).toEqual([first, second]);
  });
});

describe("an article is worth sending again", () => {
  const plain = { title: "Dock workers walk off the job", text: "" };

  test("with two new sentences", () => {
    expect(isWorthTelling(plain, [first, second])).toBe(true);
    expect(isWorthTelling(plain, [first])).toBe(false);
  });

  test("with one new sentence if it is an update or correction, and never with none", () => {
    for (const mark of ["UPDATE 2-", "CORRECTED: "]) {
      expect(isWorthTelling({ ...plain, title: `${mark}${plain.title}` }, [first])).toBe(true);
      expect(isWorthTelling({ ...plain, title: `${mark}${plain.title}` }, [])).toBe(false);
    }
  });
});
