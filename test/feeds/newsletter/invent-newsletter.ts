// Invents newsletters of twenty shapes, in several languages and with the links of several mailing services, and knows their stories.
import { openDice } from "../../support/open-dice.ts";

export interface Invented {
  shape: string;
  html: string | null;
  text: string | null;
  stories: { title: string; url: string }[];
  /** Addresses that may never become a story. */
  forbidden: string[];
}

interface Story {
  title: string;
  teaser: string;
  /** The article's own address. */
  url: string;
  /** As the newsletter links to it; each call is another place of the same story. */
  link(): string;
  outlet: string;
}

interface Making {
  stories: Story[];
  more: string;
  sections: string[];
  ad: (title: string) => string;
}

const a = (url: string, words: string, style = ""): string =>
  `<a href="${url.replaceAll("&", "&amp;")}"${style === "" ? "" : ` style="${style}"`}>${words}</a>`;
const img = (url: string): string =>
  `<a href="${url.replaceAll("&", "&amp;")}"><img src="https://img.mailer.example/x.png" width="600" alt=""></a>`;
const row = (...cells: string[]): string =>
  `<table width="100%"><tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr></table>`;

/** Each makes the middle of a mail. */
const SHAPES: Record<string, (made: Making) => string> = {
  "picture, linked heading, teaser, label": ({ stories, more }) =>
    stories
      .map((s) => row(`${img(s.link())}<h2>${a(s.link(), s.title)}</h2><p>${s.teaser}</p><p>${a(s.link(), more)}</p>`))
      .join(""),
  "bare heading, teaser, label": ({ stories, more }) =>
    stories.map((s) => `<tr><td><h3>${s.title}</h3><p>${s.teaser}</p>${a(s.link(), more)}</td></tr>`).join(""),
  "list of links": ({ stories }) => `<ul>${stories.map((s) => `<li>${a(s.link(), s.title)}</li>`).join("")}</ul>`,
  "links with their source": ({ stories }) =>
    `<ul>${stories.map((s) => `<li>${a(s.link(), s.title)} (${s.outlet})</li>`).join("")}</ul>`,
  "all in one cell": ({ stories, more }) =>
    row(stories.map((s) => `<b>${a(s.link(), s.title)}</b><br>${s.teaser} ${a(s.link(), more)}<br><br>`).join("")),
  "bold lead and a link in the text": ({ stories }) =>
    stories.map((s) => `<p><strong>${s.title}.</strong> ${s.teaser} ${a(s.link(), s.outlet)}</p>`).join(""),
  "sections with lists": ({ stories, sections }) =>
    stories
      .map(
        (s, index) =>
          `${index % 3 === 0 ? `<h2>${sections[(index / 3) % sections.length]}</h2>` : ""}<p>${a(s.link(), s.title)}</p><p>${s.teaser}</p>`,
      )
      .join(""),
  "two columns": ({ stories, more }) =>
    stories
      .reduce<Story[][]>(
        (pairs, s, index) => (index % 2 === 0 ? [...pairs, [s]] : [...pairs.slice(0, -1), [...(pairs.at(-1) ?? []), s]]),
        [],
      )
      .map((pair) =>
        row(
          ...pair.map(
            (s) =>
              `${img(s.link())}<div class="title">${a(s.link(), s.title)}</div><div>${s.teaser}</div><div>${a(s.link(), more)}</div>`,
          ),
        ),
      )
      .join(""),
  "picture linked, heading not": ({ stories }) =>
    stories.map((s) => `<div>${img(s.link())}</div><div><h2>${s.title}</h2><p>${s.teaser}</p></div>`).join(""),
  "card that is one link": ({ stories }) =>
    stories
      .map((s) => `<div><a href="${s.link().replaceAll("&", "&amp;")}"><h3>${s.title}</h3><p>${s.teaser}</p></a></div>`)
      .join(""),
  "numbered lines": ({ stories }) =>
    stories.map((s, index) => `<p>${index + 1}. ${a(s.link(), s.title)} – ${s.outlet}</p>`).join(""),
  "styled spans without headings": ({ stories, more }) =>
    stories
      .map(
        (s) =>
          `<div><span style="font-size:22px;font-weight:700">${s.title}</span></div><div><span style="font-size:15px">${s.teaser}</span></div><div>${a(s.link(), more, "color:#fff")}</div>`,
      )
      .join(""),
  "teaser that is a link too": ({ stories }) =>
    stories.map((s) => `<h2>${a(s.link(), s.title)}</h2><p>${a(s.link(), s.teaser)}</p>`).join(""),
  "a sentence with a link in it": ({ stories }) =>
    `<ul>${stories.map((s) => `<li>${s.title}. ${a(s.link(), s.outlet)}</li>`).join("")}</ul>`,
  "date and section above each": ({ stories, sections }) =>
    stories
      .map(
        (s, index) =>
          `<div>${sections[index % sections.length]} | 28.11.2026</div><div>${a(s.link(), s.title)}</div><div>${s.teaser}</div><hr>`,
      )
      .join(""),
  "links in bold with an outlet after": ({ stories }) =>
    stories.map((s) => `<p><b>${a(s.link(), s.title)}</b><br><i>${s.outlet}</i><br>${s.teaser}</p>`).join(""),
  "advertisements in between": ({ stories, more, ad }) =>
    stories
      .map(
        (s, index) =>
          `<h3>${a(s.link(), s.title)}</h3><p>${s.teaser}</p><p>${a(s.link(), more)}</p>${index % 3 === 1 ? ad(s.title) : ""}`,
      )
      .join(""),
  "sharing below each": ({ stories }) =>
    stories
      .map(
        (s) =>
          `<h3>${a(s.link(), s.title)}</h3><p>${s.teaser}</p><p>${a(`https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(s.url)}`, "Share")} ${a(`https://twitter.com/intent/tweet?url=${encodeURIComponent(s.url)}`, "Tweet this story")}</p>`,
      )
      .join(""),
  "a lead story and short ones": ({ stories, more }) => {
    const [lead, ...others] = stories;
    return lead === undefined
      ? ""
      : `${img(lead.link())}<h1>${a(lead.link(), lead.title)}</h1><p>${lead.teaser}</p><p>${lead.teaser}</p><p>${a(lead.link(), more)}</p><h2>Also today</h2>${others.map((s) => `<p>• ${a(s.link(), s.title)}</p>`).join("")}`;
  },
  "plain text": () => "",
};
export const SHAPE_NAMES = Object.keys(SHAPES);

const LANGUAGES = [
  {
    more: "Read more",
    sections: ["World", "Business", "Latest from our newsroom"],
    foot: ["Unsubscribe", "Update your preferences", "View this email in your browser", "Privacy policy"],
    who: [
      "The ministry of transport",
      "A court in the capital",
      "The harbour council",
      "Two opposition parties",
      "The central bank",
      "Dock workers",
    ],
    does: [
      "delays the opening of",
      "rejects the plan for",
      "agrees on a price for",
      "votes again about",
      "publishes its report on",
      "asks for an inquiry into",
    ],
    what: [
      "the northern bridge",
      "a new ferry line",
      "the grain terminal",
      "wages at the port",
      "the water law",
      "night trains to the coast",
    ],
    say: "Officials said that the decision would be made public before the end of the month, after months of talks with those who live nearby.",
  },
  {
    more: "Weiterlesen",
    sections: ["Politik", "Wirtschaft", "Aus unserer Redaktion"],
    foot: ["Newsletter abbestellen", "Einstellungen ändern", "Im Browser ansehen", "Datenschutz"],
    who: [
      "Das Verkehrsministerium",
      "Ein Gericht in der Hauptstadt",
      "Der Hafenrat",
      "Zwei Oppositionsparteien",
      "Die Zentralbank",
    ],
    does: ["verschiebt die Eröffnung für", "lehnt den Plan ab für", "einigt sich auf einen Preis für", "stimmt erneut ab über"],
    what: ["die nördliche Brücke", "eine neue Fährlinie", "das Getreideterminal", "die Löhne im Hafen", "das Wassergesetz"],
    say: "Die Behörde teilte mit, dass die Entscheidung noch vor Monatsende veröffentlicht werde, nach langen Gesprächen mit den Anwohnern.",
  },
  {
    more: "Lire la suite",
    sections: ["Monde", "Économie", "À la une de la rédaction"],
    foot: ["Se désabonner", "Gérer vos préférences", "Voir dans votre navigateur", "Politique de confidentialité"],
    who: [
      "Le ministère des transports",
      "Un tribunal de la capitale",
      "Le conseil du port",
      "Deux partis d'opposition",
      "La banque centrale",
    ],
    does: ["reporte l'ouverture pour", "rejette le projet pour", "s'accorde sur un prix pour", "vote à nouveau sur"],
    what: ["le pont du nord", "une nouvelle ligne de ferry", "le terminal céréalier", "les salaires du port", "la loi sur l'eau"],
    say: "Les autorités ont indiqué que la décision serait rendue publique avant la fin du mois, après de longues discussions avec les riverains.",
  },
  {
    more: "Читать далее",
    sections: ["Мир", "Экономика", "Главное от редакции"],
    foot: ["Отписаться от рассылки", "Настройки подписки", "Открыть в браузере", "Политика конфиденциальности"],
    who: ["Министерство транспорта", "Суд в столице", "Совет порта", "Две оппозиционные партии", "Центральный банк"],
    does: ["откладывает открытие для", "отклоняет план для", "согласует цену для", "снова голосует о судьбе"],
    what: ["северного моста", "новой паромной линии", "зернового терминала", "зарплат в порту", "закона о воде"],
    say: "В ведомстве сообщили, что решение будет опубликовано до конца месяца после долгих переговоров с жителями соседних районов.",
  },
  {
    more: "阅读全文",
    sections: ["国际", "经济", "编辑部推荐"],
    foot: ["退订", "订阅设置 更新", "在浏览器中查看", "隐私"],
    who: ["交通部", "首都法院", "港口委员会", "两个反对党", "中央银行", "码头工人工会"],
    does: ["推迟启用", "否决了有关", "就价格达成一致", "再次表决", "公布报告谈及"],
    what: ["北部大桥的计划", "新渡轮航线的方案", "粮食码头的建设", "港口工资问题", "水资源法草案"],
    say: "官员表示，在与附近居民进行了数月的商谈之后，这一决定将于本月底之前向社会公布，具体细节仍在讨论之中。",
  },
];

const OUTLETS = ["Quay Courier", "The Harbour Post", "Delta News", "Northern Wire"];

/** How mailing services link: as it is, with the target in the address, or by a number that tells nothing. */
const SERVICES: ((url: string, number: number) => { link: string; url: string })[] = [
  (url) => ({ link: `${url}?utm_source=newsletter&utm_medium=email`, url: `${url}?utm_source=newsletter&utm_medium=email` }),
  (url, n) => ({ link: `https://click.mailer.example/ct?id=${n}&url=${encodeURIComponent(url)}`, url }),
  (url, n) => ({ link: `https://links.letters.example/L0/${encodeURIComponent(url)}/1/${n}/abc`, url }),
  (url, n) => ({ link: `https://track.post.example/r/${Buffer.from(url).toString("base64url")}/${n}`, url }),
  (url, n) => ({
    link: `https://letters.example/redirect/2/${Buffer.from(JSON.stringify({ e: url, n })).toString("base64url")}`,
    url,
  }),
  (_, n) => ({
    link: `https://lists.example/track/click/4711/${(n * 7919).toString(36)}x`,
    url: `https://lists.example/track/click/4711/${(n * 7919).toString(36)}x`,
  }),
];

/** The same number makes the same newsletter; each twentieth number has the same shape. */
export function inventNewsletter(number: number): Invented {
  const dice = openDice(number + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)] as T;
  const shape = SHAPE_NAMES[number % SHAPE_NAMES.length] ?? "";
  const words = pick(LANGUAGES);
  const service = pick(SERVICES);
  let links = number * 1_000;
  const targets = new Map<string, Set<string>>();
  const titles = new Set<string>();
  const stories = Array.from({ length: 4 + Math.floor(dice() * 9) }, (_, index): Story => {
    let title = "";
    while (title === "" || titles.has(title))
      title = `${pick(words.who)} ${pick(words.does)} ${pick(words.what)}${titles.size > 8 ? ` ${index}` : ""}`;
    titles.add(title);
    const url = `https://${pick(["quay.example", "harbour.example", "delta.example"])}/2026/11/${number}-${index}-story-of-the-day`;
    targets.set(title, new Set());
    const link = (): string => {
      const made = service(url, ++links);
      targets.get(title)?.add(made.url);
      return made.link;
    };
    return { title, teaser: `${words.say.slice(0, 60 + Math.floor(dice() * 80))} (${index}).`, url, link, outlet: pick(OUTLETS) };
  });
  const forbidden = [
    `https://lists.example/unsubscribe?u=${number}`,
    `https://lists.example/manage/${number}/preferences`,
    `https://lists.example/view-in-browser/${number}`,
    `https://quay.example/privacy-${number}`,
    "https://www.facebook.com/quaycourier",
    `https://shop.example/offer-${number}`,
  ];
  const [leave = "", settings = "", browser = "", privacy = "", social = "", offer = ""] = forbidden;
  const ad = (): string => `<p>Advertisement</p><h3>${a(offer, "Forty per cent off all umbrellas this week only")}</h3>`;
  const foot = words.foot;
  const top = `<div style="display:none;max-height:0">${words.say}</div><p>${a(browser, foot[2] ?? "")}</p>${a("https://quay.example/", '<img src="https://img.mailer.example/logo.png">')}`;
  const end = `<table><tr><td>${a(social, "Facebook")} | ${a("https://www.instagram.com/quaycourier", "Instagram")}</td></tr><tr><td>Quay Courier, 1 Harbour Road. ${a(privacy, foot[3] ?? "")} ${a(settings, foot[1] ?? "")} ${a(leave, foot[0] ?? "")}</td></tr></table><img src="https://lists.example/open.gif" width="1" height="1">`;
  const middle = SHAPES[shape]?.({ stories, more: words.more, sections: words.sections, ad }) ?? "";
  const isPlain = shape === "plain text";
  const html = isPlain
    ? null
    : `<html><head><title>x</title><style>p{color:red}</style></head><body>${top}<table><tr><td>${middle}</td></tr></table>${end}</body></html>`;
  const text = isPlain
    ? `${foot[2]}: ${browser}\n\n${stories.map((s) => `* ${s.title}\n${s.teaser}\n${s.link()}`).join("\n\n")}\n\n--\n${foot[0]}: ${leave}\n`
    : null;
  return {
    shape,
    html,
    text,
    stories: stories.map(({ title }) => ({ title, url: [...(targets.get(title) ?? [])].join(" ") })),
    forbidden,
  };
}
