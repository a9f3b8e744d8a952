// newsletters: of 1,000 newsletters of twenty shapes, the stories that are split with the right link.
import { scoreNewsletters } from "../test/feeds/newsletter/score-newsletters.ts";
import { report } from "./support/report.ts";

const COUNT = 1_000;
const began = process.cpuUsage();
const scores = [...scoreNewsletters(0, COUNT)];
const { user, system } = process.cpuUsage(began);
const sum = (key: "stories" | "right" | "invented" | "forbidden"): number =>
  scores.reduce((all, [, score]) => all + score[key], 0);
report([
  ...scores.map(([shape, { right, stories }]) => ({ name: shape, value: (right / stories) * 100, unit: "%" })),
  {
    name: "stories with the right link",
    value: (sum("right") / sum("stories")) * 100,
    unit: "%",
    floor: { kind: "at least", value: 95 },
  },
  {
    name: "stories that are none",
    value: (sum("invented") / sum("stories")) * 100,
    unit: "%",
    floor: { kind: "at most", value: 2 },
  },
  {
    name: "links about the mail, sharing and advertisements",
    value: sum("forbidden"),
    unit: "",
    floor: { kind: "at most", value: 0 },
  },
  { name: "processor time a newsletter", value: (user + system) / 1_000 / COUNT, unit: "ms" },
]);
