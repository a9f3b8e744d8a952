// Eight outlets' versions of the agency's depot fire: retitled, trimmed, extended, re-ordered, retyped.
import type { Block, InventedArticle } from "../invented-article.ts";
import { singleQuotes, straightQuotes } from "../quote-styles.ts";
import { depotFire, depotFireHoursBefore } from "./depot-fire.ts";

type Copy = Omit<InventedArticle, "writtenHoursBefore" | "watchlists" | "story">;
const copy = (article: Copy): InventedArticle => ({
  ...article,
  writtenHoursBefore: depotFireHoursBefore,
  watchlists: ["myanmar-junta"],
  story: "depot-fire",
});

const retyped = (style: (text: string) => string, blocks: Block[]): Block[] =>
  blocks.map((block) => (typeof block === "string" ? style(block) : block));

const british = (text: string): string => singleQuotes(text).replaceAll("dollars", "US dollars").replaceAll("said that", "said");

export const depotFireCopies: InventedArticle[] = [
  copy({
    slug: "fuel-limits-hit-yangon",
    outlet: "ledger",
    hoursBefore: 31.4,
    title: "Fuel limits hit Yangon, Mandalay as depot burns",
    byline: "Meridian Wire",
    body: retyped(straightQuotes, [
      `YANGON, Myanmar (MWN) -- ${depotFire.lead}`,
      depotFire.limits,
      depotFire.panic,
      depotFire.blaze,
      depotFire.blasts,
      { caption: "Motorists wait outside a closed filling station. Meridian Wire" },
      depotFire.pump,
      depotFire.noAnswer,
      depotFire.sinceCoup,
      depotFire.hospitals,
      depotFire.asean,
    ]),
    credit: "Copyright Meridian Wire. All rights reserved.",
  }),
  copy({
    slug: "four-cities-short-of-petrol",
    outlet: "tidewater",
    hoursBefore: 30.2,
    title: "Six die in Burma depot fire; four cities short of petrol",
    body: retyped(straightQuotes, [depotFire.lead, depotFire.limits, depotFire.blaze, depotFire.blasts, depotFire.pump]),
    credit: "-- Meridian Wire",
  }),
  copy({
    slug: "families-here-watch-yangon-burn",
    outlet: "lantern",
    hoursBefore: 28.5,
    title: "Families here watch from afar as Yangon depot burns and petrol is rationed",
    byline: "Isolde Brannick, with Meridian Wire",
    body: [
      depotFire.lead,
      depotFire.limits,
      depotFire.panic,
      depotFire.blaze,
      depotFire.blasts,
      depotFire.pump,
      { heading: "‘My brother drives a taxi’" },
      "At the Cinnamon Row tea shop, three streets from this newspaper’s office, the television had been turned to face the kitchen so that the cooks could follow the pictures. Ko Myat Bhone, who has waited tables there for six years, kept his telephone propped against the sugar tin.",
      "“My brother drives a taxi, and if he can fill up only every third day he will eat only every third day,” he said. He had sent forty dollars in the morning and did not yet know whether anyone had been able to collect it.",
      "A relief fund set up by the Sunday school on Alder Hill had taken in a little over 7,000 by nightfall, its treasurer, Prudence Okafor-Lyle, said. The money will go to the clinic that trained two of the parish’s nurses, she added, and not through any bank with an office in Naypyidaw.",
      depotFire.noAnswer,
      depotFire.sinceCoup,
      depotFire.depot,
    ],
  }),
  copy({
    slug: "burma-rations-fuel-after-blaze",
    outlet: "kestrel",
    hoursBefore: 27.1,
    title: "Burma’s rulers ration fuel after blaze at biggest depot",
    byline: "Agencies",
    body: retyped(british, [
      depotFire.lead,
      depotFire.sinceCoup,
      depotFire.depot,
      depotFire.blaze,
      depotFire.blasts,
      depotFire.panic,
      depotFire.limits,
      depotFire.hospitals,
      depotFire.pump,
    ]),
  }),
  copy({
    slug: "after-the-fire-the-queue",
    outlet: "farshore",
    hoursBefore: 25.8,
    title: "After the fire, the queue",
    byline: "Far Shore staff and agencies",
    body: [
      depotFire.lead,
      depotFire.limits,
      depotFire.panic,
      depotFire.blaze,
      depotFire.blasts,
      depotFire.sinceCoup,
      "Readers of this magazine will remember the depot from Lucan Amory’s report of two winters ago, in which a foreman showed him buckets set out under the valves and asked that they not be photographed.",
    ],
    credit: "With material from Meridian Wire",
  }),
  copy({
    slug: "myanmar-junta-limits-fuel-sales",
    outlet: "plainsman",
    hoursBefore: 24.3,
    title: "Myanmar junta limits fuel sales after deadly depot fire",
    body: retyped(straightQuotes, [
      { caption: "A filling station in Mandalay stands closed in this picture taken last year. (File photo: Meridian Wire)" },
      `${depotFire.lead.replace(/\.$/, "")}, the Plainsman Courier reported, citing Meridian Wire.`,
      depotFire.limits,
      depotFire.panic,
      depotFire.blaze,
      {
        caption:
          "People carry bedding along the embankment at Dala while the depot burns across the river. (File photo: Meridian Wire)",
      },
      depotFire.pump,
      { related: "Myanmar junta jails eight students over paper boats", slug: "students-jailed-over-leaflets" },
      depotFire.noAnswer,
      "It should be noted that the four cities together hold about one in five of the country's people and most of its registered cars.",
      depotFire.asean,
    ]),
    credit: "Source: Plainsman Courier citing Meridian Wire",
  }),
  copy({
    slug: "petrol-rationing-pushes-kyat-lower",
    outlet: "quay",
    hoursBefore: 23.2,
    title: "Petrol rationing in Myanmar pushes kyat to new low",
    byline: "Corwin Dace",
    body: [
      depotFire.lead,
      "The kyat fell to 6,150 to the dollar in informal trade, money changers in Yangon said, from 5,900 before the fire. Gold shops closed at noon.",
      depotFire.limits,
      depotFire.depot,
      depotFire.pump,
      depotFire.sinceCoup,
      "Two tankers that had been due to unload this week were anchored off the estuary, ship-tracking data showed. Their charterer, Gannet Bay Shipping, said that it was “awaiting instructions”.",
    ],
    credit: "Meridian Wire contributed to this report.",
  }),
  copy({
    slug: "river-depot-fire-leads-to-rationing",
    outlet: "banyan",
    hoursBefore: 21.5,
    title: "River depot fire kills six and brings petrol rationing to Myanmar’s cities",
    byline: "Banyan staff",
    body: [
      depotFire.lead.replace("imposed fuel rationing", "ordered petrol rationing").replace("tore through", "swept"),
      depotFire.limits.replace("Private motorists", "Car owners").replace("read on state television", "broadcast by state TV"),
      depotFire.panic,
      { heading: "Nine explosions" },
      depotFire.blaze.replace("shortly before dawn", "before sunrise"),
      depotFire.blasts,
      depotFire.pump.replace("employees of the depot", "depot workers"),
      { heading: "Years of shortage" },
      depotFire.sinceCoup,
      depotFire.depot,
      depotFire.asean,
    ],
    credit: "Banyan Dispatch / MWN",
  }),
];
