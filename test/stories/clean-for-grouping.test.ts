// Lines that outlets put around a story are removed; the story's own stay.
import { expect, test } from "vitest";
import { cleanForGrouping } from "../../src/stories/clean-for-grouping.ts";

const OWN = "Dock workers in the port walked off the job on Monday.";

test.each([
  "A crane stands idle in the port of Veldhaven, March 2, 2026. (File photo: Reuters)",
  "Photo: AFP/Getty Images and some more words to pass",
  "Pickets at the gate of the terminal on Monday. REUTERS/Ann Other",
  "Фото: пресс-служба порта, понедельник, второе марта две тысячи",
  "Read more: ten ports to see before the summer is over",
  "Related: ministers meet in the capital to discuss the budget",
  "By Ann Other in Veldhaven and Some One in Port Arlen",
  "Источник: информационное агентство, понедельник, второе марта, вечерний выпуск",
  "(Reporting by Ann Other in Veldhaven; Editing by Some One)",
  "© 2026 The Veldhaven Evening Post. All rights reserved.",
  "Only four words here",
])("%s", (dressing) => {
  expect(cleanForGrouping(`${OWN}\n\n${dressing}\n\n${OWN}`)).toBe(`${OWN}\n${OWN}`);
});

test.each([
  "By Friday the rebels had taken the city and its airport.",
  "Watch officials said that the ship had changed its course twice.",
  "Министр сообщил, что фото: снимок со спутника опубликуют на следующей неделе.",
  "Photographs of the quay were shown to the court on Tuesday.",
  "码头工人因夜班问题谈判破裂周一集体罢工",
])("a paragraph that only resembles such a line stays: %s", (own) => {
  expect(cleanForGrouping(`${OWN}\n${OWN}\n${own}`)).toContain(own);
});

test.each(["VELDHAVEN, March 2 (Reuters) - ", "МОСКВА, 2 марта. /ТАСС/. ", "BERLIN (dpa/tmn) - "])(
  "the dateline %s is no part of the first sentence",
  (dateline) => {
    expect(cleanForGrouping(dateline + OWN)).toBe(OWN);
  },
);

test("a text of short lines only stays as it is", () => {
  expect(cleanForGrouping("4\n8\n15\n16")).toBe("4\n8\n15\n16");
});
