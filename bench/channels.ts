// channels: 1,000 invented Telegram channels, each followed for a month; the numbers of posts that nobody accounts for.
import { followChannel } from "../test/sources/follow-channel.ts";
import { report } from "./support/report.ts";

const COUNT = 1_000;
const sum = { posted: 0, unexplained: 0, miscounted: 0, doubles: 0 };
for (let seed = 0; seed < COUNT; seed++) {
  const followed = await followChannel(seed);
  for (const key of ["posted", "unexplained", "miscounted", "doubles"] as const) sum[key] += followed[key];
}
report([
  { name: "channels", value: COUNT, unit: "" },
  { name: "numbers of posts", value: sum.posted, unit: "" },
  { name: "numbers that nobody accounts for", value: sum.unexplained, unit: "", floor: { kind: "at most", value: 0 } },
  { name: "shown numbers that are called unseen", value: sum.miscounted, unit: "", floor: { kind: "at most", value: 0 } },
  { name: "posts with two identities", value: sum.doubles, unit: "", floor: { kind: "at most", value: 0 } },
]);
