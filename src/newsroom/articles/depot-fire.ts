// The agency story of the depot fire in Myanmar as its agency published it, and its follow-up of the next day.
import type { InventedArticle } from "../invented-article.ts";

/** The agency's paragraphs by name, for the outlets that copy them. */
export const depotFire = {
  lead: "Myanmar’s junta imposed fuel rationing in four cities on {weekday}, a day after a fire tore through the country’s largest river depot and left at least six workers dead.",
  limits:
    "Private motorists will be limited to 15 litres every third day in Yangon, Mandalay, Naypyidaw and Mawlamyine, the military council said in a notice read on state television, which showed lines of taxis reaching past the gates of closed filling stations.",
  panic:
    "“There is no shortage, there is only panic,” said Brigadier General Htun Lwin Zeya, whom the council named this week as head of a new fuel supply committee. “Those who hoard will answer for it.”",
  blaze:
    "The fire broke out shortly before dawn at the Thanbyu Kone depot, on the Yangon river, and burned for eleven hours. Residents across the water described a string of explosions that shook windows and sent families running along the embankment with bedding on their heads.",
  blasts:
    "“We counted nine blasts, and after the fifth we stopped believing it would end,” said Daw Khet Moe Sanda, 52, who sells tea near the Dala ferry landing.",
  pump: "Two employees of the depot, who asked not to be named for fear of arrest, said that a pump seal had leaked for weeks and that requests for a replacement had gone unanswered because spare parts could not be paid for in foreign currency.",
  noAnswer:
    "The new committee did not respond to questions about the pump. Its notice blamed “careless persons” for the blaze without elaborating, and warned that photographs of the site would be treated as a threat to public order.",
  sinceCoup:
    "Myanmar has struggled with fuel imports since the military seized power in February 2021, toppling an elected government and setting off a conflict that has drawn in dozens of armed groups. The kyat has lost most of its value, and importers say they wait weeks for permission to buy dollars.",
  depot:
    "The Thanbyu Kone depot handled close to a third of the petrol and diesel landed in the commercial capital, according to figures that traders shared with Meridian Wire. Its eighteen tanks were built in the 1980s, and a planned overhaul was shelved three years ago.",
  hospitals:
    "Hospitals would be exempt from the limits, the notice said, but a doctor at a charity clinic on the eastern edge of Mandalay said that her generator had diesel for two nights. “After that we operate by torchlight or we do not operate,” she said.",
  asean:
    "The Association of Southeast Asian Nations offered to send firefighting foam, a spokesperson in Jakarta said. It was not clear whether the offer had been taken up.",
} as const;

/** When the agency filed, in hours before the newsroom opened. */
export const depotFireHoursBefore = 33;

const followUp = {
  lead: "Myanmar’s junta dismissed its energy chief on {weekday} and put two port officials under house arrest, as divers searching the wreck of a fuel pier brought the number of dead from this week’s depot fire to eleven.",
  removal:
    "Lieutenant General Soe Naing Kyaw was “permitted to retire on grounds of health”, a one-line order in the state gazette said. He had held the post for nineteen months and was seen in public as recently as last weekend, opening a rice mill at Pyay.",
  divers:
    "The five bodies found since daybreak were those of deckhands from a coastal barge, the Yangon river police said. The barge had been moored at the depot’s pier with its lights off and does not appear in the harbour’s register of arrivals.",
  widow:
    "“He telephoned at four to say that they would unload in the dark, and I told him that nobody honest unloads in the dark,” said Ma Thiri Wai, whose husband was the barge’s cook.",
  queues:
    "Rationing entered its second day with queues that began before the night curfew had lifted. At a station in Mandalay’s north, drivers chained their motorcycles together to keep their places and went home to sleep in turns.",
  price:
    "On the black market a litre of petrol sold for 9,400 kyat, according to four dealers reached by telephone, more than double what it cost on the morning before the blaze.",
  silence:
    "State newspapers carried neither the dismissal nor the new toll. Their front pages showed the launch of a tourist boat, and on page three there was an appeal to households to cook with sawdust.",
};

export const depotFireArticles: InventedArticle[] = [
  {
    slug: "myanmar-junta-rations-fuel-after-depot-blaze",
    outlet: "meridian",
    hoursBefore: depotFireHoursBefore,
    title: "Myanmar junta rations fuel in four cities after depot blaze",
    byline: "Pell Garrow and Nwe Ni Htet",
    body: [
      `YANGON (Meridian Wire) — ${depotFire.lead}`,
      depotFire.limits,
      depotFire.panic,
      { caption: "Smoke over the Yangon river on the morning of the fire. (Meridian Wire photo)" },
      depotFire.blaze,
      depotFire.blasts,
      depotFire.pump,
      depotFire.noAnswer,
      depotFire.sinceCoup,
      depotFire.depot,
      depotFire.hospitals,
      depotFire.asean,
    ],
    credit: "(Reporting by Meridian Wire bureaus in Yangon and Bangkok; editing by Orla Tennison)",
    watchlists: ["myanmar-junta"],
    story: "depot-fire",
  },
  {
    slug: "myanmar-junta-dismisses-energy-chief",
    outlet: "meridian",
    hoursBefore: 7,
    title: "Myanmar junta dismisses energy chief as toll of depot fire reaches eleven",
    byline: "Nwe Ni Htet",
    body: [
      `YANGON (Meridian Wire) — ${followUp.lead}`,
      followUp.removal,
      followUp.divers,
      followUp.widow,
      { caption: "Divers on the remains of the fuel pier. (Meridian Wire photo)" },
      followUp.queues,
      followUp.price,
      followUp.silence,
      depotFire.blaze,
      depotFire.pump,
      depotFire.depot,
      depotFire.sinceCoup,
    ],
    credit: "(Reporting by Nwe Ni Htet; editing by Orla Tennison)",
    watchlists: ["myanmar-junta"],
    story: "energy-chief",
    follows: "depot-fire",
  },
  {
    slug: "energy-chief-out-in-myanmar",
    outlet: "ledger",
    hoursBefore: 5,
    writtenHoursBefore: 7,
    title: "Energy chief out in Myanmar, eleven now dead in depot fire",
    byline: "Meridian Wire",
    body: [
      followUp.lead,
      followUp.removal,
      followUp.divers,
      followUp.widow,
      followUp.queues,
      followUp.price,
      depotFire.sinceCoup,
    ],
    watchlists: ["myanmar-junta"],
    story: "energy-chief",
  },
];
