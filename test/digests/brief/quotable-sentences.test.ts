// Which sentences of an article may be quoted alone.
import { describe, expect, test } from "vitest";
import { quotableSentences } from "../../../src/digests/brief/quotable-sentences.ts";

const textsOf = (...paragraphs: string[]): string[] => quotableSentences(paragraphs).map(({ text }) => text);
const WHOLE = "The port of Harle closed on Tuesday after a crane fell on two ferries at the north quay.";

test("takes whole sentences of several languages", () => {
  const others = [
    "Порт Харле закрыли во вторник, когда кран упал на два парома у северного причала.",
    "Der Hafen von Harle wurde am Dienstag geschlossen, nachdem ein Kran auf zwei Fähren gestürzt war.",
    "ဟားလ်ဆိပ်ကမ်းကို အင်္ဂါနေ့တွင် ပိတ်ခဲ့ပြီး ကူးတို့သင်္ဘော နှစ်စင်း ပျက်စီးခဲ့သည်။",
    "哈勒港星期二关闭，一台起重机倒在北码头的两艘渡轮上。",
    "أُغلق ميناء هارلي يوم الثلاثاء بعد سقوط رافعة على عبارتين عند الرصيف الشمالي.",
  ];
  expect(textsOf(WHOLE, ...others)).toEqual([WHOLE, ...others]);
});

describe("leaves out", () => {
  test.each([
    ["a heading, which ends without a full stop", "The port of Harle closed on Tuesday after a crane fell on two ferries"],
    ["a question", "Will the port of Harle open again before the winter storms come in December?"],
    ["a sentence that leans on the one before it", "It was the third accident at the port of Harle within only two years."],
    ["a call to subscribe", "Subscribe to the Harle Post and get the news of the whole coast every morning."],
    ["a caption", "A crane lies on two ferries at the port of Harle on Tuesday (Photo by Ina Ruhl)."],
    ["a credit", "Two ferries at the port of Harle lie under a crane on Tuesday morning. REUTERS/Ina Ruhl."],
    ["what is said of the article", "This article was first published by the Harle Post on its own pages on Tuesday."],
    ["what is said of the author", "Ina Ruhl is the senior correspondent of the Harle Post for ports and ferries."],
    ["an address", "More on the port of Harle and its ferries is found at www.harle.example every day."],
    ["an item of a list", "• The port of Harle closed on Tuesday after a crane fell on two ferries there."],
    ["a bracket that is cut open", "The port (which had opened again in May. closed on Tuesday after a crane fell on ferries."],
    ["speech without its speaker", "“The port of Harle will stay closed until every crane has been looked at.”"],
  ])("%s", (_, sentence) => expect(textsOf(sentence)).not.toContain(sentence));

  test("the sentence with the author's name", () => {
    const signed = "Ina Ruhl was at the port of Harle when the crane fell on the two ferries there.";
    expect(quotableSentences([signed], "Ina Ruhl, Tom Vane")).toEqual([]);
  });

  test.each([
    ["“", "”"],
    ['"', '"'],
    ["«", "»"],
    ["„", "“"],
    ["‘", "’"],
    ["「", "」"],
  ])("every part of speech over several sentences in %s %s", (open, close) => {
    const middle = "The second crane of the port of Harle is as old as the one that fell on the ferries.";
    const speech = `${open}We closed the port of Harle on Tuesday morning at six o'clock. ${middle} Nobody wants to lose a third ferry to these old cranes${close}, said the harbour master.`;
    expect(textsOf(speech, WHOLE)).toEqual([WHOLE]);
  });

  test("speech that goes on in the next paragraph", () => {
    const goesOn = "The second crane of the port of Harle is as old as the one that fell.";
    expect(
      textsOf(`“We closed the port of Harle on Tuesday. It was six o'clock.`, `“${goesOn} Nobody wants it.”`, WHOLE),
    ).toEqual([WHOLE]);
    expect(textsOf(`“We closed the port of Harle on Tuesday. It was six o'clock.`, goesOn, WHOLE)).toEqual([WHOLE]);
  });
});

test("keeps a sentence with whole speech and its speaker, and one with apostrophes", () => {
  const said = "Harbour master Tom Vane said “we closed it at six” and refused to name the owner of the crane.";
  const owned = "The harbour workers’ union of Harle called the port’s cranes a danger to its 1,200 members.";
  expect(textsOf(said, owned)).toEqual([said, owned]);
});
