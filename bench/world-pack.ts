// Writes the pack of states and capitals: npm run bench -- world-pack DATE FOLDER, where FOLDER is the unpacked npm package cldr-dates-full.
// The states' names are those of CLDR in this Node's Intl.DisplayNames; the capitals' are the example cities of CLDR's time zones.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const states =
  "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PS PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TW TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VA VE VN YE ZM ZW XK";
const locales =
  "en fr de es it pt pl cs tr sv fi hu ru uk be bg sr ar fa he hi ja ko zh-Hans zh-Hant th my km el ka et lt lv sr-Latn sk ro nb da nl".split(
    " ",
  );
/** Common words, and names of something else: means, sidewalk and arrogance in Korean, financial in Arabic, "of that" in Russian. */
const words = new Set(
  "Того Тога Чад Чада 수단 인도 오만 가나 기니 مالي بنين تشاد הודו פרו טוגו מאלי צ׳אד Man Mali Chad Togo Peru Kuba Cuba Irak Iran Indien Inde Oman Tonga Tchad Norra Malis Katara Hellas Kipar Columbia Togas Gana Island Mauricio Holland Salvador Čada Čadas".split(
    " ",
  ),
);
/** Cases that no ending gives: Niemczech, Suomessa, and the names of several words. */
const stateForms: Record<string, string> = {
  DE: "Niemiec Niemczech Niemcom Niemcami",
  IT: "Włoszech Włochom Włochami",
  HU: "Węgier Węgrzech Węgrom Węgrami",
  CN: "Chinach Chinom Chinami",
  FI: "Suomen Suomea Suomessa Suomesta Suomeen Suomelle Suomelta Suomella",
  IE: "Irlannin Irlannissa Irlannista Irlannille Irlannilta Irlannilla",
  IS: "Islannin Islannissa Islannista Islannille Islannilta Islannilla",
  NL: "Alankomaiden Alankomaita Alankomaissa Alankomaista Alankomaihin Alankomaille",
  US: "Stanów_Zjednoczonych Stanach_Zjednoczonych Stanom_Zjednoczonym Stanami_Zjednoczonymi Yhdysvaltain Yhdysvaltojen Yhdysvaltoja Yhdysvalloissa Yhdysvalloista Yhdysvaltoihin Yhdysvalloille Соединенных_Штатов Соединенным_Штатам Соединенными_Штатами Соединенных_Штатах Сполучених_Штатів Сполученим_Штатам Сполученими_Штатами Spojených_států Spojených_státech Spojeným_státům Spojenými_státy",
  CZ: "Tšekin Tšekissä Tšekistä Tšekille Tšekiltä",
  GR: "Kreikan Kreikassa Kreikasta Kreikalle Kreikalta",
  BY: "Białorusi Białorusią",
  GB: "Wielkiej_Brytanii Wielką_Brytanię Wielką_Brytanią Velké_Británie Velké_Británii Великої_Британії Великій_Британії Велику_Британію",
};
/** Shorter ones are words in too many languages. */
const latinMin = 4;

/** The capital of each state by its English name, with the time zone whose example city it is, if there is one. */
const capitals = `AF Kabul Asia/Kabul; AL Tirana Europe/Tirane; DZ Algiers Africa/Algiers; AO Luanda Africa/Luanda; AR Buenos Aires America/Buenos_Aires;
AM Yerevan Asia/Yerevan; AU Canberra; AT Vienna Europe/Vienna; AZ Baku Asia/Baku; BS Nassau America/Nassau; BH Manama; BD Dhaka Asia/Dhaka; BB Bridgetown;
BY Minsk Europe/Minsk; BE Brussels Europe/Brussels; BZ Belmopan; BJ Porto-Novo Africa/Porto-Novo; BT Thimphu Asia/Thimphu; BO La Paz America/La_Paz;
BA Sarajevo Europe/Sarajevo; BW Gaborone Africa/Gaborone; BR Brasília; BN Bandar Seri Begawan; BG Sofia Europe/Sofia; BF Ouagadougou Africa/Ouagadougou;
BI Gitega; CV Praia; KH Phnom Penh Asia/Phnom_Penh; CM Yaoundé; CA Ottawa; CF Bangui Africa/Bangui; TD N'Djamena Africa/Ndjamena;
CN Beijing; CO Bogotá America/Bogota; KM Moroni; CG Brazzaville Africa/Brazzaville; CD Kinshasa Africa/Kinshasa; CR San José; CI Yamoussoukro;
HR Zagreb Europe/Zagreb; CU Havana America/Havana; CY Nicosia Asia/Nicosia; CZ Prague Europe/Prague; DK Copenhagen Europe/Copenhagen; DM Roseau;
DO Santo Domingo America/Santo_Domingo; EC Quito; EG Cairo Africa/Cairo; SV San Salvador; GQ Malabo Africa/Malabo; ER Asmara Africa/Asmera;
EE Tallinn Europe/Tallinn; SZ Mbabane Africa/Mbabane; ET Addis Ababa Africa/Addis_Ababa; FJ Suva; FI Helsinki Europe/Helsinki; FR Paris Europe/Paris;
GA Libreville Africa/Libreville; GM Banjul Africa/Banjul; GE Tbilisi Asia/Tbilisi; DE Berlin Europe/Berlin; GH Accra Africa/Accra; GR Athens Europe/Athens;
GD St. George's; GT Guatemala City; GN Conakry Africa/Conakry; GW Bissau Africa/Bissau; HT Port-au-Prince America/Port-au-Prince;
HN Tegucigalpa America/Tegucigalpa; HU Budapest Europe/Budapest; IS Reykjavik Atlantic/Reykjavik; IN New Delhi; ID Jakarta Asia/Jakarta; IR Tehran Asia/Tehran;
IQ Baghdad Asia/Baghdad; IE Dublin Europe/Dublin; IL Jerusalem Asia/Jerusalem; IT Rome Europe/Rome; JP Tokyo Asia/Tokyo; JO Amman Asia/Amman; KZ Astana;
KE Nairobi Africa/Nairobi; KI Tarawa Pacific/Tarawa; KP Pyongyang Asia/Pyongyang; KR Seoul Asia/Seoul; KW Kuwait City; KG Bishkek Asia/Bishkek;
LA Vientiane Asia/Vientiane; LV Riga Europe/Riga; LB Beirut Asia/Beirut; LS Maseru Africa/Maseru; LR Monrovia Africa/Monrovia; LY Tripoli Africa/Tripoli;
LI Vaduz Europe/Vaduz; LT Vilnius Europe/Vilnius; MG Antananarivo Indian/Antananarivo; MW Lilongwe; MY Kuala Lumpur Asia/Kuala_Lumpur;
ML Bamako Africa/Bamako; MT Valletta; MH Majuro Pacific/Majuro; MR Nouakchott Africa/Nouakchott; MU Port Louis; MX Mexico City America/Mexico_City; FM Palikir;
MD Chisinau Europe/Chisinau; MN Ulaanbaatar Asia/Ulaanbaatar; ME Podgorica Europe/Podgorica; MA Rabat; MZ Maputo Africa/Maputo; MM Naypyidaw;
NA Windhoek Africa/Windhoek; NP Kathmandu Asia/Katmandu; NL Amsterdam Europe/Amsterdam; NZ Wellington; NI Managua America/Managua; NE Niamey Africa/Niamey;
NG Abuja; MK Skopje Europe/Skopje; NO Oslo Europe/Oslo; OM Muscat Asia/Muscat; PK Islamabad; PW Ngerulmud; PS Ramallah; PA Panama City;
PG Port Moresby Pacific/Port_Moresby; PY Asunción America/Asuncion; PE Lima America/Lima; PH Manila Asia/Manila; PL Warsaw Europe/Warsaw;
PT Lisbon Europe/Lisbon; QA Doha; RO Bucharest Europe/Bucharest; RU Moscow Europe/Moscow; RW Kigali Africa/Kigali; KN Basseterre; LC Castries; VC Kingstown;
WS Apia Pacific/Apia; SA Riyadh Asia/Riyadh; SN Dakar Africa/Dakar; RS Belgrade Europe/Belgrade; SL Freetown Africa/Freetown;
SK Bratislava Europe/Bratislava; SI Ljubljana Europe/Ljubljana; SB Honiara; SO Mogadishu Africa/Mogadishu; ZA Pretoria; SS Juba Africa/Juba;
ES Madrid Europe/Madrid; LK Colombo Asia/Colombo; SD Khartoum Africa/Khartoum; SR Paramaribo America/Paramaribo; SE Stockholm Europe/Stockholm; CH Bern;
SY Damascus Asia/Damascus; TW Taipei Asia/Taipei; TJ Dushanbe Asia/Dushanbe; TZ Dodoma; TH Bangkok Asia/Bangkok; TL Dili Asia/Dili; TG Lomé Africa/Lome;
TO Nuku'alofa; TT Port of Spain America/Port_of_Spain; TN Tunis Africa/Tunis; TR Ankara; TM Ashgabat Asia/Ashgabat; TV Funafuti Pacific/Funafuti;
UG Kampala Africa/Kampala; UA Kyiv Europe/Kiev; AE Abu Dhabi; GB London Europe/London; US Washington; UY Montevideo America/Montevideo;
UZ Tashkent Asia/Tashkent; VU Port Vila; VE Caracas America/Caracas; VN Hanoi; YE Sanaa; ZM Lusaka Africa/Lusaka; ZW Harare Africa/Harare; XK Pristina`;
/** Spellings that no table and no time zone gives. */
const further: Record<string, string> = {
  AU: "Канберра كانبرا קנברה 坎培拉 堪培拉 キャンベラ 캔버라",
  BR: "Бразилиа برازيليا ברזיליה 巴西利亚 巴西利亞 ブラジリア 브라질리아",
  CA: "Оттава أوتاوا אוטווה 渥太华 渥太華 オタワ 오타와",
  BH: "Манама المنامة מנאמה 麦纳麦 麥納瑪 マナーマ 마나마",
  CM: "Яунде ياوندي יאונדה 雅温得 雅恩德 ヤウンデ 야운데",
  CV: "Прая برايا פראיה 普拉亚 培亞 プライア 프라이아",
  CY: "Lefkosia",
  HU: "Budapeszt",
  KW: "Эль-Кувейт مدينة_الكويت 科威特城 クウェートシティ 쿠웨이트시티",
  TW: "タイペイ 台湾台北 臺北",
  TZ: "Додома دودوما דודומה 多多马 杜篤瑪 ドドマ 도도마",
  ZA: "Претория بريتوريا פרטוריה 比勒陀利亚 普利托利亞 プレトリア 프리토리아",
  CN: "ペキン ベイジン Peking Pékin Pekín Pechino Pekin Pequim Пекин Пекін بكين بیجینگ پکن בייג׳ינג 北京 베이징 ปักกิ่ง Bắc_Kinh ပေကျင်း बीजिंग",
  IN: "Neu-Delhi Нью-Дели نيودلهي דלהי_החדשה 新德里 ニューデリー 뉴델리 नई_दिल्ली",
  KZ: "Астана أستانا 阿斯塔纳 阿斯塔納 アスタナ 아스타나",
  MM: "Nay_Pyi_Taw Nay_Pyi_Daw Нейпьидо နေပြည်တော် 内比都 奈比多 ネピドー 네피도 เนปยีดอ",
  NG: "Абуджа أبوجا אבוג׳ה 阿布贾 阿布札 アブジャ 아부자",
  NZ: "Веллингтон ويلينغتون 惠灵顿 惠靈頓 威靈頓 ウェリントン 웰링턴",
  PK: "Исламабад إسلام_آباد איסלאמאבאד 伊斯兰堡 伊斯蘭堡 イスラマバード 이슬라마바드",
  PS: "Рамалла رام_الله רמאללה 拉姆安拉 ラマッラー 라말라",
  QA: "Доха الدوحة דוחא 多哈 ドーハ 도하",
  TR: "Анкара أنقرة אנקרה 安卡拉 アンカラ 앙카라 Άγκυρα",
  AE: "Абу-Даби أبوظبي أبو_ظبي 阿布扎比 阿布達比 アブダビ 아부다비",
  US: "Вашингтон واشنطن וושינגטון 华盛顿 華盛頓 ワシントン 워싱턴 วอชิงตัน",
  VN: "Hà_Nội Ханой هانوي 河内 河內 ハノイ 하노이 ฮานอย",
  YE: "Sana'a Сана صنعاء 萨那 沙那 サナア 사나",
  MA: "Рабат الرباط 拉巴特 ラバト 라바트",
  CH: "Берн 伯尔尼 伯恩 ベルン 베른",
  EC: "Кито كيتو 基多 キト 키토",
};
/** Words of another meaning: Oman and "how" in Arabic, empty and fly in Korean, the Roma, ladies, souls, the end of "kilometre" in Thai and Burmese. */
const cityWords = new Set(
  "عمان کیف الجزیره 빈 파리 Roma Damas Soul Sana Male Tunis Сана 사나 Aman Daka Lome Naso Dilis Kaira Sofija Atena Damask โลเม လိုမီ လီမာ ရီဂါ ราบัต รีกา".split(
    " ",
  ),
);
/** Forms of names that are other words: discount, industry, a given name. */
const cityForms: Record<string, string> = {
  CH: "Bernie, Berni",
  SY: "Dame, Damen, Dames, Damu, Damy",
  EC: "Кита, Киту, Кити",
  IT: "Romy, Rom",
  MA: "Rabatt, Rabatte, Rabatten, Rabatts, Rabatta",
  YE: "Sanayi, Sanaya",
};
/** Capitals whose name is mostly another place, a person or a state. */
const unclear = new Set("DM GD CR".split(" "));

const [date, cldr] = process.argv.slice(2);
if (date === undefined || cldr === undefined)
  throw new Error("write: npm run bench -- world-pack 2026-11-29 FOLDER_OF_cldr-dates-full");

/** The example cities of CLDR's time zones in one language, by zone. */
async function readCities(locale: string): Promise<(zone: string) => string | undefined> {
  const file = await readFile(join(cldr ?? "", "main", locale, "timeZoneNames.json"), "utf8");
  const main = (
    JSON.parse(file) as {
      main: Record<string, { dates: { timeZoneNames: { zone: Record<string, Record<string, { exemplarCity?: string }>> } } }>;
    }
  ).main;
  const zones = main[locale]?.dates.timeZoneNames.zone ?? {};
  return (zone) => {
    const [area = "", city = ""] = zone.split("/");
    return zones[area]?.[city]?.exemplarCity;
  };
}
const lists = states.split(" ").map((code) => {
  const names = locales.map((locale) => new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code);
  const [own = code] = names;
  // "Myanmar (Burma)" is two names.
  const each = names
    .flatMap((name) => name.split(/\s*[()（）]\s*/u))
    .map((name) =>
      name
        .replace(/\s*&\s*/g, " and ")
        .replaceAll('"', "")
        .trim(),
    );
  const spellings = [...new Set(each)].filter(
    // 刚果（金） is no 金.
    (name) =>
      name.length > 1 && /\p{L}/u.test(name) && !words.has(name) && (!/^\p{Script=Latin}/u.test(name) || name.length >= latinMin),
  );
  const short = own.replace(/\s*\(.*$/, "").replace(/\s*&\s*/g, " and ");
  return {
    slug: short
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z]+/g, "-")
      .replace(/^-|-$/g, ""),
    short,
    code,
    spellings: [
      ...spellings.filter((name) => name !== short),
      ...(stateForms[code] ?? "").split(" ").flatMap((form) => (form === "" ? [] : [form.replaceAll("_", " ")])),
    ],
  };
});
const stateNames = new Set(lists.flatMap(({ short, spellings }) => [short, ...spellings]));
const cities = await Promise.all(locales.map((locale) => readCities(locale === "zh-Hans" ? "zh" : locale)));
const capitalLists = capitals.split(/;\s+/u).map((line) => {
  const { code = "", own = "", zone } = /^(?<code>[A-Z]{2}) (?<own>.+?)(?: (?<zone>[A-Z]\w+\/\S+))?$/u.exec(line)?.groups ?? {};
  const names = [
    ...(zone === undefined ? [] : cities.map((cityOf) => cityOf(zone) ?? own)),
    ...(further[code] ?? "").split(" ").map((name) => name.replaceAll("_", " ")),
  ];
  return { code, own, names: [...new Set(names)] };
});
/** Scripts without spaces: there a name is also found inside a longer one. */
const unspaced = /^[\p{Script=Han}\p{Script=Thai}\p{Script=Khmer}\p{Script=Myanmar}]+$/u;
const allNames = [...stateNames, ...capitalLists.flatMap(({ names }) => names)];
const namesOf = (code: string): string[] => [
  ...lists.filter((one) => one.code === code).flatMap(({ short, spellings }) => [short, ...spellings]),
  ...capitalLists.filter((one) => one.code === code).flatMap(({ own, names }) => [own, ...names]),
];
const holds = (other: string, name: string) =>
  unspaced.test(name) ? other.includes(name) : ` ${other.replaceAll("-", " ")} `.includes(` ${name} `);
/** The names of other states and their capitals in which one of these stands: 都柏林 for 柏林, South Sudan for Sudan. */
const longerThan = (names: readonly string[], code: string) => {
  const own = new Set(namesOf(code));
  return [...new Set(allNames)].filter((other) => !own.has(other) && names.some((name) => name.length > 1 && holds(other, name)));
};
const soundCity = (own: string) => (name: string) =>
  name !== own &&
  name !== "" &&
  !cityWords.has(name) &&
  !stateNames.has(name) &&
  (!/^\p{Script=Latin}/u.test(name) || name.length >= latinMin);
const capitalTerms = capitalLists
  .filter(({ code, own }) => !unclear.has(code) && !stateNames.has(own))
  .map(({ code, own, names }) => ({ code, own, spellings: names.filter(soundCity(own)), notForms: cityForms[code] }));
const quoted = (name: string) => JSON.stringify(name);
interface Named {
  code: string;
  own: string;
  spellings: string[];
  notForms?: string | undefined;
}
const term = ({ code, own, spellings, notForms }: Named) => {
  const name = `{ name: ${quoted(own)}${spellings.length > 0 ? `, spellings: [${spellings.map(quoted).join(", ")}]` : ""}${notForms === undefined ? "" : `, not_forms: [${notForms}]`} }`;
  const masks = longerThan([own, ...spellings], code);
  return masks.length > 0 ? `{ any: [${name}], mask: [${masks.map(quoted).join(", ")}] }` : name;
};
const text = [
  `# The states of the world and their capitals, each by its names in ${locales.length} languages, in all cases. Generated by bench/world-pack.ts as of ${date}.`,
  `# Source: Unicode CLDR ${process.versions.cldr ?? ""} (Unicode License v3). Left out are names that are also common words.`,
  "version: 3",
  "sets:",
  ...lists.map(({ slug, short, spellings, code }) => `  state-${slug}: [${term({ code, own: short, spellings })}]`),
  `  states: [${lists.map(({ slug }) => `$state-${slug}`).join(", ")}]`,
  "  capitals:",
  ...capitalTerms.map((each) => `    - ${term(each)}`),
  "tests:",
  "  capitals:",
  "    match: [Talks in Oslo, Переговоры в Варшаве, 首相訪問安卡拉, W Pradze, في بيروت, ソウルで会談, Nay Pyi Taw, 柏林墙]",
  "    no_match: [oslo, 罗马尼亚总统, Oman]",
  "  states:",
  "    match: [Talks in Norway, Переговоры в Норвегии, У Чехії вибори, 挪威首相訪問, النرويج, ノルウェーで会談, Rozmowy w Norwegii]",
  "    no_match: [A norwegian wood, 挪动]",
  "",
].join("\n");
await writeFile("src/watchlists/packs/world.yaml", text);
console.log(`${lists.length} states, ${capitalTerms.length} capitals, ${Buffer.byteLength(text)} bytes`);
