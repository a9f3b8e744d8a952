// redesigns: 500 pages that list articles, redesigned between two polls; which of them are named, and how many items are told wrongly.
import { type Followed, followRedesign, REDESIGNS } from "../test/sources/follow-redesign.ts";
import { report } from "./support/report.ts";

const COUNT = 500;
const followed: Followed[] = [];
for (let number = 0; number < COUNT; number++) followed.push(await followRedesign(number));
/** Where nothing is told, it is said why. */
const isSilent = ({ isNewTold, isNamed }: Followed): boolean => !isNewTold && !isNamed;
report([
  ...REDESIGNS.map((name) => {
    const some = followed.filter(({ redesign }) => redesign === name);
    return {
      name: `${name}: named or told`,
      value: (some.filter((one) => !isSilent(one)).length / some.length) * 100,
      unit: "%",
    };
  }),
  { name: "redesigns in silence", value: followed.filter(isSilent).length, unit: "", floor: { kind: "at most", value: 0 } },
  {
    name: "floods (three items or more told wrongly)",
    value: followed.filter(({ wrong }) => wrong >= 3).length,
    unit: "",
    floor: { kind: "at most", value: 0 },
  },
  { name: "items told wrongly", value: followed.reduce((sum, { wrong }) => sum + wrong, 0), unit: "" },
]);
for (const [i, f] of followed.entries()) if (isSilent(f) || f.wrong > 0) console.log(i, JSON.stringify(f));
