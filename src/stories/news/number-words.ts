// Numbers written as words, in languages with spaces between words: from two on, since "one" is often an article.
import type { Tongue } from "./guess-tongue.ts";

/** Each list counts up from its first number; alternatives of one number are separated by "/", words of one by "_". "-" leaves one out: it is another word too. */
const COUNTED: readonly (readonly [from: number, words: string])[] = [
  [2, "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"],
  [2, "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"],
  [2, "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"],
  [
    2,
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
  ],
  [
    2,
    "dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
  ],
  [
    2,
    "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
  ],
  [2, "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"],
  [
    2,
    "dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu jedenaście/jedenastu dwanaście/dwunastu trzynaście/trzynastu czternaście/czternastu piętnaście/piętnastu szesnaście/szesnastu siedemnaście/siedemnastu osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu",
  ],
  [2, "iki üç dört beş altı yedi sekiz dokuz on on_bir on_iki on_üç on_dört on_beş on_altı on_yedi on_sekiz on_dokuz"],
  [
    2,
    "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas tiga_belas empat_belas lima_belas enam_belas tujuh_belas delapan_belas sembilan_belas",
  ],
  [4, "bốn - sáu bảy tám chín mười mười_một mười_hai mười_ba mười_bốn mười_lăm mười_sáu mười_bảy mười_tám mười_chín hai_mươi"],
  [
    2,
    "два/две/двое/двух/двоих три/трое/трёх/трех/троих четыре/четверо/четырёх/четырех/четверых пять/пятеро/пяти/пятерых шесть/шестеро/шести/шестерых семь/семеро/семи/семерых восемь/восьми девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати",
  ],
  [
    2,
    "два/дві/двоє/двох три/троє/трьох чотири/четверо/чотирьох п'ять/п’ять/п'ятеро/п’ятеро/п'яти/п’яти/п'ятьох/п’ятьох шість/шестеро/шести/шістьох сім/семеро/семи/сімох вісім/восьми/вісьмох дев'ять/дев’ять/дев'яти/дев’яти десять/десяти одинадцять/одинадцяти дванадцять/дванадцяти тринадцять/тринадцяти чотирнадцять/чотирнадцяти п'ятнадцять/п’ятнадцять шістнадцять/шістнадцяти сімнадцять/сімнадцяти вісімнадцять/вісімнадцяти дев'ятнадцять/дев’ятнадцять",
  ],
  [
    2,
    "اثنان/اثنين ثلاثة/ثلاث أربعة/أربع/اربعة خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع عشرة/عشر أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة ثلاثة_عشر/ثلاث_عشرة أربعة_عشر/أربع_عشرة خمسة_عشر/خمس_عشرة ستة_عشر/ست_عشرة سبعة_عشر/سبع_عشرة ثمانية_عشر/ثماني_عشرة تسعة_عشر/تسع_عشرة",
  ],
  [2, "دو - چهار پنج شش هفت هشت - ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست"],
  [
    3,
    "שלושה/שלוש ארבעה/ארבע חמישה/חמש שישה/שש שבעה/שבע שמונה תשעה/תשע עשרה/עשר אחד_עשר/אחת_עשרה שנים_עשר/שתים_עשרה שלושה_עשר/שלוש_עשרה ארבעה_עשר/ארבע_עשרה חמישה_עשר/חמש_עשרה שישה_עשר/שש_עשרה שבעה_עשר/שבע_עשרה שמונה_עשר/שמונה_עשרה תשעה_עשר/תשע_עשרה",
  ],
  [2, "दो तीन चार पांच/पाँच छह/छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस बीस"],
];

/** From twenty on by tens. */
const TENS: readonly string[] = [
  "twenty thirty forty fifty sixty seventy eighty ninety",
  "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
  "vingt trente quarante cinquante soixante septante - nonante",
  "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
  "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
  "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
  "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
  "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
  "yirmi otuz kırk elli altmış yetmiş seksen doksan",
  "dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh sembilan_puluh",
  "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти девяносто",
  "двадцять/двадцяти тридцять/тридцяти - п'ятдесят/п’ятдесят шістдесят сімдесят вісімдесят дев'яносто/дев’яносто",
  "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
  "- - چهل پنجاه شصت هفتاد هشتاد نود",
  "עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים",
  "- तीस चालीस पचास साठ सत्तर अस्सी नब्बे",
];

const words = new Map<string, number>();

function take(list: string, valueAt: (at: number) => number): void {
  for (const [at, alternatives] of list.split(" ").entries())
    for (const word of alternatives.split("/")) if (word !== "-") words.set(word.replaceAll("_", " "), valueAt(at));
}

for (const [from, list] of COUNTED) take(list, (at) => from + at);
for (const list of TENS) take(list, (at) => 20 + 10 * at);
/** German and Dutch write "vierunddreißig" as one word. */
const joined = (ones: string, and: string, tens: string): void => {
  for (const [ten, word] of tens.split(" ").entries())
    take(
      ones
        .split(" ")
        .map((one) => `${one}${and}${word}`)
        .join(" "),
      (one) => 21 + one + 10 * ten,
    );
};
joined(
  "ein zwei drei vier fünf sechs sieben acht neun",
  "und",
  "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
);
joined("een twee drie vier vijf zes zeven acht negen", "en", "twintig dertig veertig vijftig zestig zeventig tachtig negentig");

/** "Forty-two" is one word too, and so are "quarante-deux", "soixante-douze" and "quatre-vingt-onze". */
const hyphened = (ones: string, tens: string): void => {
  for (const [ten, word] of tens.split(" ").entries())
    take(
      ones
        .split(" ")
        .map((one) => `${word}-${one}`)
        .join(" "),
      (one) => 21 + one + 10 * ten,
    );
};
/** From two hundred on by hundreds. */
const HUNDREDS: readonly string[] = [
  "deux_cents/deux_cent trois_cents/trois_cent quatre_cents/quatre_cent cinq_cents/cinq_cent six_cents/six_cent sept_cents/sept_cent huit_cents/huit_cent neuf_cents/neuf_cent",
  "zweihundert dreihundert vierhundert fünfhundert sechshundert siebenhundert achthundert neunhundert",
  "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
  "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
  "duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
  "двести/двухсот триста/трёхсот/трехсот четыреста/четырёхсот пятьсот/пятисот шестьсот/шестисот семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
  "двісті/двохсот триста/трьохсот чотириста п'ятсот/п’ятсот шістсот сімсот вісімсот дев'ятсот/дев’ятсот",
  "iki_yüz üç_yüz dört_yüz beş_yüz altı_yüz yedi_yüz sekiz_yüz dokuz_yüz",
  "dua_ratus tiga_ratus empat_ratus lima_ratus enam_ratus tujuh_ratus delapan_ratus sembilan_ratus",
];
for (const list of HUNDREDS) take(list, (at) => 200 + 100 * at);
/** "Yirmi bir" and "dua puluh satu", "hai mươi ba": the ones alone are other words too. */
for (const [at, ten] of "yirmi otuz kırk elli altmış yetmiş seksen doksan".split(" ").entries())
  words.set(`${ten} bir`, 21 + 10 * at);
for (const [at, ten] of "dua tiga empat lima enam tujuh delapan sembilan".split(" ").entries())
  words.set(`${ten} puluh satu`, 21 + 10 * at);
for (const [ten, tens] of "hai ba bốn năm sáu bảy tám chín".split(" ").entries())
  for (const [one, word] of "mốt hai ba bốn lăm sáu bảy tám chín".split(" ").entries())
    words.set(`${tens} mươi ${word}`, 21 + one + 10 * ten);
hyphened("one two three four five six seven eight nine", "twenty thirty forty fifty sixty seventy eighty ninety");
hyphened("et-un deux trois quatre cinq six sept huit neuf", "vingt trente quarante cinquante soixante");
take(
  "dix onze/et-onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    .split(" ")
    .map((word) => word.replace(/[^/]+/g, (one) => `soixante-${one}`))
    .join(" "),
  (at) => 70 + at,
);
take(
  `quatre-vingts/quatre-vingt ${"un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    .split(" ")
    .map((one) => `quatre-vingt-${one}`)
    .join(" ")}`,
  (at) => 80 + at,
);

export const NUMBER_WORDS: ReadonlyMap<string, number> = words;

/** Numbers that are other words in other languages, with the languages in which they are numbers: "once" and "due" are English too. */
export const TONGUES_OF_NUMBERS: ReadonlyMap<string, readonly Tongue[]> = new Map<string, readonly Tongue[]>([
  ["once", ["es"]],
  ["dos", ["es"]],
  ["due", ["it"]],
  ["sei", ["it"]],
  ["ten", ["en"]],
  ["seize", ["fr"]],
  ["sept", ["fr"]],
  ["onze", ["fr", "pt"]],
  ["elf", ["de", "nl"]],
  ["dua", ["id"]],
  ["on", ["tr"]],
  ["lima", ["id"]],
  ["venti", ["it"]],
  ["sete", ["pt"]],
  ["vier", ["de", "nl"]],
]);
