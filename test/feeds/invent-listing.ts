// Pages that list articles, invented: designs as sites use them, in several languages, each with a menu, a margin and a foot around it.

export interface ListedItem {
  title: string;
  path: string;
  date: Date;
}

/** Words of headlines by language; every fifth item of a page begins the row again. */
const WORDS: Readonly<Record<string, { lang: string; titles: string[]; menu: string[]; more: string }>> = {
  en: {
    lang: "en",
    titles: [
      "Ferry to the outer islands is cancelled",
      "Council sells the old tram depot",
      "Six lamps stolen from the mole",
      "Bakers refuse the new flour",
      "Well in the lower town runs dry",
      "Choir sings against the dam",
    ],
    menu: ["Home", "About the office and its staff", "Contact us"],
    more: "Read more",
  },
  fr: {
    lang: "fr",
    titles: [
      "Le bac des îles ne part plus",
      "La mairie vend l’ancien dépôt",
      "Six lanternes volées sur le môle",
      "Les boulangers refusent la farine",
      "Le puits du bas est à sec",
      "La chorale chante contre le barrage",
    ],
    menu: ["Accueil", "Le service et ses agents", "Nous contacter"],
    more: "Lire la suite",
  },
  ru: {
    lang: "ru",
    titles: [
      "Паром на острова отменён до весны",
      "Совет продаёт старое депо",
      "С мола украли шесть фонарей",
      "Пекари отказались от новой муки",
      "Колодец в нижнем городе высох",
      "Хор поёт против плотины",
    ],
    menu: ["Главная", "О ведомстве и сотрудниках", "Контакты"],
    more: "Подробнее",
  },
  zh: {
    lang: "zh",
    titles: [
      "外岛渡轮停航至春季",
      "议会出售旧电车厂",
      "防波堤六盏灯被盗",
      "面包师拒用新面粉",
      "下城水井干涸多日",
      "合唱团反对建水坝",
    ],
    menu: ["首页", "机构介绍与人员", "联系我们"],
    more: "更多",
  },
  my: {
    lang: "my",
    titles: [
      "ကျွန်းများသို့ သင်္ဘော ရပ်နားထား",
      "ရထားရုံဟောင်းကို ရောင်းချ",
      "မီးတိုင်ခြောက်တိုင် အခိုးခံရ",
      "မုန့်ဖုတ်သူများ ဂျုံအသစ် ငြင်းပယ်",
      "မြို့အောက်ပိုင်း ရေတွင်း ခန်းခြောက်",
      "ဆည်ကို ကန့်ကွက် သီဆို",
    ],
    menu: ["ပင်မစာမျက်နှာ", "ဌာနနှင့် ဝန်ထမ်းများ အကြောင်း", "ဆက်သွယ်ရန်"],
    more: "ဆက်ဖတ်ရန်",
  },
  ar: {
    lang: "ar",
    titles: [
      "توقف العبارة إلى الجزر حتى الربيع",
      "المجلس يبيع مستودع الترام القديم",
      "سرقة ستة مصابيح من الرصيف",
      "الخبازون يرفضون الدقيق الجديد",
      "جفاف بئر المدينة السفلى",
      "جوقة تغني ضد السد",
    ],
    menu: ["الرئيسية", "عن الدائرة وموظفيها", "اتصل بنا"],
    more: "اقرأ المزيد",
  },
};
export const LANGUAGES = Object.keys(WORDS);

export function inventItems(language: string, address: (index: number) => string): ListedItem[] {
  const { titles } = WORDS[language] as (typeof WORDS)[string];
  return titles.map((title, index) => ({ title, path: address(index), date: new Date(Date.UTC(2026, 10, 28 - index, 9, 30)) }));
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const spoken = (date: Date): string => date.toISOString().slice(0, 10).split("-").reverse().join(".");

type Design = (items: readonly ListedItem[], words: { more: string }) => string;

/** Each with dates near its items. */
export const DATED: Readonly<Record<string, Design>> = {
  cards: (items, { more }) =>
    `<div class="grid">${items.map(({ title, path, date }) => `<div class="card"><a href="${path}"><img src="/i.jpg" alt=""></a><h3><a href="${path}">${title}</a></h3><span class="when">${spoken(date)}</span><a class="more" href="${path}">${more}</a></div>`).join("")}</div>`,
  "cards that are links": (items) =>
    `<section>${items.map(({ title, path, date }) => `<a class="tile" href="${path}"><div><time datetime="${date.toISOString()}">${day(date)}</time></div><h2>${title}</h2></a>`).join("")}</section>`,
  table: (items, { more }) =>
    `<table>${items.map(({ title, path, date }, index) => `<tr><td>${471 + index}/b</td><td>${spoken(date)}</td><td><a href="${path}">${title}</a></td><td><a href="${path}${path.includes("?") ? "&" : "?"}print=1">${more}</a></td></tr>`).join("")}</table>`,
  "dates before links": (items) =>
    `<ul class="plain">${items.map(({ title, path, date }) => `<li>${day(date)}: <a href="${path}">${title}</a></li>`).join("")}</ul>`,
  "definition list": (items) =>
    `<dl>${items.map(({ title, path, date }) => `<div><dt>${day(date)}</dt><dd><a href="${path}">${title}</a></dd></div>`).join("")}</dl>`,
  "posts with authors and tags": (items) =>
    items
      .map(
        ({ title, path, date }) =>
          `<article class="post-${path.length} post"><header><h2 class="entry-title"><a href="${path}" rel="bookmark">${title}</a></h2><p class="meta">${day(date)} <a href="/author/kay">Kay</a> <a href="/topic/water">Water</a></p></header><p>Kay writes of it from the office on the quay.</p></article>`,
      )
      .join(""),
  "list in a list": (items) =>
    `<ul class="months"><li><h4>2026</h4><ul>${items.map(({ title, path, date }) => `<li class="item item-${date.getUTCDate()}"><span>${day(date)}</span> – <a href="${path}">${title}</a></li>`).join("")}</ul></li></ul>`,
  "headlines with a label": (items, { more }) =>
    `<section>${items.map(({ title, path, date }) => `<article><h2>${title}</h2><p class="date">${spoken(date)}</p><p>The office writes of it.</p><a href="${path}">${more}</a></article>`).join("")}</section>`,
  "rows with a label": (items, { more }) =>
    `<table>${items.map(({ title, path, date }, index) => `<tr><td>${index + 1}</td><td>${spoken(date)}</td><td>${title}</td><td><a href="${path}">${more}</a></td></tr>`).join("")}</table>`,
  "dates in brackets": (items) =>
    `<ul>${items.map(({ title, path, date }) => `<li><a href="${path}">${title}</a> (${day(date)})</li>`).join("")}</ul>`,
  "cards that are links, with a topic": (items) =>
    `<div>${items.map(({ title, path, date }) => `<a class="c" href="${path}"><img src="/i.jpg" alt="x"><span>Water</span><strong>${title}</strong><em>${spoken(date)}</em><p>Kay writes of it from the office.</p></a>`).join("")}</div>`,
  "days above their items": (items) =>
    items.map(({ title, path, date }) => `<h3>${spoken(date)}</h3><ul><li><a href="${path}">${title}</a></li></ul>`).join(""),
  "terms and definitions": (items) =>
    `<dl>${items.map(({ title, path, date }) => `<dt>${day(date)}</dt><dd><a href="${path}">${title}</a></dd>`).join("")}</dl>`,
};

/** Without any date. */
export const UNDATED: Readonly<Record<string, Design>> = {
  "plain links": (items) => `<ul>${items.map(({ title, path }) => `<li><a href="${path}">${title}</a></li>`).join("")}</ul>`,
  "headings in a row": (items, { more }) =>
    `<div>${items.map(({ title, path }) => `<h3><a href="${path}">${title}</a></h3><p>The office writes of it. <a href="${path}">${more}</a></p>`).join("")}</div>`,
  "a lead and smaller ones": (items) => {
    const [lead, ...rest] = items;
    return `<div class="lead"><h1><a href="${lead?.path}">${lead?.title}</a></h1><p>The office writes of it at length.</p></div><div class="rest">${rest.map(({ title, path }) => `<div class="small"><h4><a href="${path}">${title}</a></h4></div>`).join("")}</div>`;
  },
};

export function inventPage(language: string, list: string): string {
  const { lang, menu, more } = WORDS[language] as (typeof WORDS)[string];
  const links = menu.map((text, index) => `<li><a href="/about/${index}">${text}</a></li>`).join("");
  return `<!doctype html><html lang="${lang}"><head><title>Office</title></head><body><header><a href="/">Office</a><nav><ul>${links}</ul></nav></header>
    <main><h1>Office</h1>${list}</main><div class="sidebar"><a href="/service/moor-a-boat-for-a-day">${menu[1]} ${menu[1]}</a><a href="/service/tide-tables">${menu[1]} ${menu[2]}</a></div>
    <footer><a href="/imprint">${menu[2]} ${menu[1]}</a><a href="/terms">${more} ${menu[1]}</a></footer></body></html>`;
}

export const moreIn = (language: string): string => (WORDS[language] as (typeof WORDS)[string]).more;
