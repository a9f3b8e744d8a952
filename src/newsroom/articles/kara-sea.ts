// The agency story of the Kara Sea closure: the agency, three copies, and a translation that is a story of its own.
import type { InventedArticle } from "../invented-article.ts";
import { singleQuotes, straightQuotes } from "../quote-styles.ts";

const text = {
  lead: "Russia will bar foreign vessels from a 340-mile strip of the Kara Sea for six weeks while crews lay a communications cable to the southern tip of Novaya Zemlya, the transport ministry in Moscow said on {weekday}.",
  warning:
    "Ships that enter the strip without a pilot would be turned back at their owners’ expense, according to a notice to mariners, which takes effect at midnight on Sunday. Vessels already under way have four days to clear the area.",
  quote:
    "“We ask colleagues to be patient; a cable does not like anchors,” the ministry’s head of navigation, Gleb Starikovsky, told reporters in Murmansk. He declined to say which company would lay the line or what it would carry.",
  owners:
    "The Northern Owners’ Circle, which speaks for 41 shipping firms in seven countries, said that it had learned of the closure from a fax. Nine of its members’ ships were in the strip or within a day of it, among them two carriers loaded with copper concentrate.",
  detour:
    "A detour to the north adds about 30 hours in open water and is not possible everywhere: satellite pictures from the weekend show a tongue of old ice across the usual passage. The insurer Halden Mutual raised its premium for the route by a quarter within hours.",
  history:
    "Closures of the kind are not new. A smaller area was shut for eleven days in the autumn of last year for what was then described as buoy maintenance, and fishing crews complained for months afterwards about lost nets.",
  scientist:
    "“Nobody needs six weeks for 90 kilometres of cable unless the seabed has surprised them,” said Ragna Tveitan, who studies the floor of the Arctic Ocean at a research station in Tromsø. She said that the slope there was steep and poorly charted.",
  norway:
    "Norway’s coastal administration said that it had asked for the coordinates of the work and expected them within the week. Russian port authorities did not answer telephone calls on {weekday} evening.",
};

const straight = (paragraph: string): string => straightQuotes(paragraph);
const filed = { writtenHoursBefore: 15, watchlists: ["russia"], story: "kara-sea" };

export const karaSeaArticles: InventedArticle[] = [
  {
    ...filed,
    slug: "russia-shuts-part-of-kara-sea",
    outlet: "anadir",
    hoursBefore: 15,
    title: "Russia shuts part of Kara Sea to foreign ships for six weeks of cable work",
    byline: "Ilmari Koskvist",
    body: [
      `MURMANSK (Anadir News Service) — ${text.lead}`,
      text.warning,
      text.quote,
      text.owners,
      { caption: "A carrier follows an icebreaker on the northern route. (Anadir photo)" },
      text.detour,
      text.history,
      text.scientist,
      text.norway,
    ],
    credit: "Editing by Maud Eskelin. © Anadir News Service",
  },
  {
    ...filed,
    slug: "arctic-lane-closed-to-foreign-shipping",
    outlet: "quay",
    hoursBefore: 13.6,
    title: "Arctic lane closed to foreign shipping; insurer lifts premiums",
    byline: "Anadir News Service",
    body: [
      text.lead,
      text.owners,
      text.detour,
      text.warning,
      text.quote,
      "Shares in Gannet Bay Shipping, which has one carrier waiting off the strip, slipped 2.1 per cent in late dealing. The company said that its customers had been told to expect delays of up to nine days.",
    ],
  },
  {
    ...filed,
    slug: "a-cable-does-not-like-anchors",
    outlet: "farshore",
    hoursBefore: 12.1,
    title: "‘A cable does not like anchors’: Moscow closes a stretch of the Kara Sea",
    body: [text.lead, text.quote, text.owners, text.scientist, text.history, text.detour].map(singleQuotes),
    credit: "Source: Anadir News Service",
  },
  {
    ...filed,
    slug: "kara-sea-strip-off-limits",
    outlet: "kestrel",
    hoursBefore: 10.9,
    title: "Kara Sea strip off limits for six weeks, shipowners told by fax",
    byline: "Agencies",
    body: [
      straight(`MURMANSK, Russia (ANS) - ${text.lead}`),
      straight(text.warning),
      straight(text.owners),
      straight(text.history),
    ],
  },
  {
    slug: "rossiya-zakryvaet-chast-karskogo-morya",
    outlet: "ozerny",
    hoursBefore: 11.5,
    title: "Россия на шесть недель закрывает часть Карского моря для иностранных судов",
    byline: "Анадырская служба новостей",
    body: [
      "Россия на шесть недель закроет для иностранных судов полосу Карского моря длиной около 550 километров: там будут прокладывать кабель связи к южной оконечности Новой Земли. Об этом сообщило министерство транспорта в Москве.",
      "Суда, которые войдут в закрытую полосу без лоцмана, будут разворачивать за счёт владельцев, говорится в извещении мореплавателям. Запрет вступает в силу в полночь на воскресенье. Тем, кто уже находится в пути, дали четыре дня.",
      "«Просим коллег набраться терпения: кабель не любит якорей», — сказал журналистам в Мурманске начальник отдела судоходства министерства Глеб Стариковский. Какая компания будет вести работы, он не уточнил.",
      "В «Круге северных судовладельцев», объединяющем 41 компанию из семи стран, рассказали, что узнали о запрете из факса. В самой полосе или на расстоянии суточного перехода от неё находились девять судов, два из них с грузом медного концентрата.",
      "Обход с севера добавит около тридцати часов пути, а местами он и вовсе невозможен: на снимках со спутника виден язык старого льда. Страховое общество «Хальден» в тот же день подняло тариф на четверть.",
    ],
    credit: "По материалам Анадырской службы новостей",
    watchlists: ["russia"],
    translationOf: "kara-sea",
  },
];
