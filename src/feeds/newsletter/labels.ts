// Labels of a newsletter's links and parts: "Read more" and its like, and what marks an advertisement, in the languages of newsletters.

/** Headlines begin with "More than", "Full" and "Watch" too, so each word stands with what a label says behind it. `END`: nothing follows. */
const END = String.raw`[^\p{L}\p{N}]*$`;
const THE = String.raw`(?: (?:the|this|our|it|here|now|all|also|more|full|on|online|at|in|about|why|how|article|story|stories|video|report|details?)(?!\p{L}).{0,40}|${END})`;

const LABELS: readonly string[] = [
  String.raw`(?:read|learn|find out|see|view|watch|listen|get|open|click)${THE}`,
  String.raw`(?:continue|keep)(?: reading.{0,30}|${END})|listen to .{0,40}|go to .{0,40}|(?:source|link|via|details?)(?: here|:.{0,40}|${END})|via [^\s]{2,30}${END}`,
  String.raw`more(?: (?:here|on|from|about|at|in|details?|info\w*|stories|news|at)(?!\p{L}).{0,40}|${END})|full (?:story|article|report|coverage|details|version)(?: (?:here|at|on).{0,30}|${END})`,
  String.raw`weiter(?:lesen.{0,30}| (?:lesen|zum|zur|im|bei|auf).{0,30}|${END})|mehr(?: (?:lesen|erfahren|dazu|infos?|informationen|zum|zur|im|hier|bei|auf).{0,30}|${END})|zum artikel.{0,30}|jetzt (?:lesen|weiterlesen|ansehen|anhören|mehr).{0,30}`,
  String.raw`lire(?!\p{L}).{0,30}|en savoir.{0,30}|la suite.{0,30}|suite${END}`,
  String.raw`(?:leer|seguir leyendo|saber más)(?!\p{L}).{0,30}|ver(?: (?:más|el|la|todo|nota|noticia|vídeo|video).{0,30}|${END})|más(?: (?:información|info|detalles|sobre|aquí|noticias|en).{0,30}|${END})`,
  String.raw`(?:ler|leia|saiba)(?!\p{L}).{0,30}|mais(?: (?:informações|detalhes|sobre|aqui|notícias|em).{0,30}|${END})|continu(?:e|ar) (?:lendo|a ler).{0,20}`,
  String.raw`leggi(?!\p{L}).{0,30}|continua(?: (?:a leggere|la lettura|su).{0,20}|${END})|scopri(?: di più.{0,20}|${END})`,
  String.raw`(?:читать|подробнее|полностью|читати|докладніше)(?!\p{L}).{0,30}|(?:далее|дальше|далі)${END}`,
  String.raw`(?:devamı|haberi)(?!\p{L}).{0,30}|haberin (?:devamı|tamamı).{0,20}|(?:devam|oku)(?: (?:et|için).{0,20}|${END})`,
  String.raw`(?:lees|läs|les|læs|czytaj)(?!\p{L}).{0,30}|więcej(?: (?:na|o|w|informacji|tutaj).{0,30}|${END})`,
  String.raw`(?:اقرأ|إقرأ)(?!\p{L}).{0,30}|المزيد(?: (?:عن|على|هنا|من التفاصيل).{0,20}|${END})|بیشتر(?: (?:بخوانید|بدانید|درباره).{0,20}|${END})|ادامه (?:مطلب|خبر|مقاله|گزارش).{0,20}|ادامه${END}`,
  String.raw`(?:阅读|閱讀|查看)(?:全文|原文|更多|详情|詳情|完整).{0,12}|(?:阅读|閱讀|查看)${END}|全文.{0,4}${END}|更多(?:内容|內容|详情|詳情|资讯|資訊|信息|新闻|新聞|消息|报道|報導)?${END}|详情.{0,6}${END}|詳情.{0,6}${END}`,
  String.raw`続き(?:を|は).{0,12}|もっと(?:見る|読む|詳しく)?${END}|(?:詳しく|詳細)(?:は|を)?.{0,8}${END}|記事(?:を|全文|の続き|はこちら).{0,12}|記事${END}`,
  String.raw`더 ?보기.{0,12}|자세히(?: ?(?:보기|읽기|알아보기).{0,8}|${END})|계속(?: ?(?:읽기|보기).{0,8}|${END})|기사(?: ?(?:보기|읽기|전문|원문).{0,8}|${END})`,
  String.raw`(?:đọc|xem)(?: (?:thêm|tiếp|chi tiết|toàn|ngay|bài|tại|đầy).{0,20}|${END})`,
  String.raw`อ่าน(?:ต่อ|เพิ่ม|ทั้งหมด|ฉบับเต็ม|ข่าวนี้|ที่นี่).{0,20}|ดู(?:ต่อ|เพิ่มเติม|ทั้งหมด|รายละเอียด|ที่นี่).{0,20}|(?:อ่าน|ดู)${END}`,
  String.raw`ဆက်(?:လက် ?)?ဖတ်.{0,20}|အပြည့်အစုံ.{0,20}|ဖတ်ရန်.{0,20}|ဖတ်ရှု.{0,20}`,
  String.raw`.{0,60}(?:»|›|→|>{1,2}|↗|➜|➔|▶)${END}`,
];

const LABEL = new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${LABELS.join("|")})${END}`, "iu");
const LABEL_CHARS_MAX = 120;

/** Whether the words of a link only lead to the story of its line, or of those above it. */
export const isReadMore = (words: string): boolean => words.length <= LABEL_CHARS_MAX && LABEL.test(words);

/** Matches a line that says that what follows was paid for. */
export const ADVERTISING =
  /^[^\p{L}\p{N}]*(?:advertisement|ad|ads|sponsored(?: (?:by|content|post).{0,40})?|sponsor|promoted|promotion|paid (?:post|content|partnership)|(?:presented|brought to you) by .{0,40}|in partnership with .{0,40}|a message from .{0,40}|(?:together )?with our sponsor.{0,40}|anzeige|werbung|publicité|publicidad|patrocinado|pubblicità|реклама|на правах рекламы|reklam|إعلان|广告|廣告|広告|광고|quảng cáo|โฆษณา|ကြော်ငြာ)[^\p{L}\p{N}]*$/iu;
