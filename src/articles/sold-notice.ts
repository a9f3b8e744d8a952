// Knows the notice below a teaser that says, in the words of many languages, that the rest is for people who pay or log in.
import type { Block } from "./read-blocks.ts";

/** A longer block is a report about subscriptions, or an offer that says more. Words stand between spaces, where a script has them. */
const WORDS_MAX = 25;
const CHARACTERS_MAX = 240;

interface Notice {
  /** Asks its reader to pay or to log in. Sentences of news have members, registrations and signatures, so each stands with what a notice says of it. */
  asks: RegExp;
  /** And to read on by that. */
  readOn: RegExp;
  /** Says of this very article, or of its rest, that it is for those who do. Laws have articles too. */
  isSold?: RegExp;
}

const noticeIn = (words: { asks: string; readOn: string; isSold?: string }, start = "(?<!\\p{L})"): Notice => {
  const read = (given: string): RegExp => new RegExp(`${start}(?:${given})`.normalize("NFC"), "iu");
  return {
    asks: read(words.asks),
    // Before a colon it leads to another story.
    readOn: read(`(?:${words.readOn})(?!\\s?[:：])`),
    ...(words.isSold !== undefined && { isSold: read(words.isSold) }),
  };
};
/** For scripts that put words together. */
const noticeWithin = (words: { asks: string; readOn: string; isSold?: string }): Notice => noticeIn(words, "");

/** A row for each language, or for those that write alike. */
const NOTICES: readonly Notice[] = [
  noticeIn({
    asks: "subscribe\\b|(?:a|your|with|premium|digital) subscription|subscribers?[- ]only|(?:sign|log) ?in(?:to)?\\b|become a (?:\\p{L}+ )?(?:member|subscriber)|register (?:now|here|today|free|for free|or|to)\\b|your (?:free )?account|create an? (?:free )?account",
    readOn:
      "(?:continue|keep|go on) reading|(?:to|and) read (?:on\\b|more\\b(?! than)|the rest\\b|(?:the |this )?(?:full |whole |entire |complete )?(?:article|story|report|text)\\b)|(?:the )?rest of (?:this|the) (?:article|story|report|text|piece)|unlock (?:this|the)",
    isSold:
      "(?:this|the (?:full|whole|rest of (?:this|the))) (?:article|story|content|text|report|piece) (?:is|are) (?:only |exclusively )?(?:available |reserved |accessible |open )?(?:only |exclusively )?(?:to|for) (?:\\p{L}+ )?(?:subscribers|members)(?! of\\b)",
  }),
  noticeIn({
    asks: "\\p{L}*abonnieren|\\p{L}*abonnement|abos?\\b|\\p{L}*abonnent(?:en)?\\b|anmelden|melden sie sich|einloggen|registrieren",
    readOn:
      "weiterlesen|weiterzulesen|weiter ?zu ?lesen|lesen sie weiter|(?:ganzen?|vollständigen?|kompletten?|gesamten?) (?:artikel|text|beitrag) (?:zu )?lesen|(?:artikel|text|beitrag) (?:ganz|vollständig|komplett|weiter) (?:zu )?lesen",
    isSold:
      "(?:dieser|der (?:ganze|vollständige|komplette|gesamte)|rest (?:des|dieses)) (?:artikels?|inhalts?|textes|text|beitrags?) (?:ist|steht) (?=.*(?:nur|exklusiv|ausschließlich|vorbehalten)).{0,40}(?:abonnent|abos?\\b)",
  }),
  noticeIn({
    asks: "abonnez|abonnée? ?\\?|s['’]abonner|abonnement|réservée?s? aux abonn|(?:re)?connectez-vous|se connecter|identifiez-vous|s['’]identifier|inscrivez-vous",
    readOn:
      "lire la suite|la suite (?:est|de cet|de l['’]article)|(?:continuer|poursuivre) (?:à lire|(?:votre |la |sa )?lecture)|lire (?:cet|l['’]) ?article|lire (?:l['’]intégralité|la totalité)|(?:article|texte) (?:en intégralité|en entier)|de cet article à lire",
    isSold:
      "(?:cet article|l['’]article|ce contenu|la suite(?: de cet article)?) est (?:exclusivement )?(?:réservée?|disponible)s? (?:\\p{L}+ )?aux abonn",
  }),
  noticeIn({
    asks: "suscríb(?:ete|ase|anse)|suscribirte|suscribirse|(?:una|tu|su) suscripción|inici(?:a|ar|e) sesión|regístr(?:ate|ese)|hazte socio|eres suscriptor",
    readOn:
      "(?:seguir|sigue|siga|continuar|continúa|continúe) (?:leyendo|(?:con )?la lectura)|leer (?:el resto|este artículo|esta nota|completo|(?:el artículo|la nota|la noticia|el texto) complet)|el resto de (?:este|esta) ",
    isSold:
      "est[ea] (?:artículo|nota|noticia|contenido|texto) (?:es|está) (?=.*(?:s[oó]lo|exclusiv|reservad|disponible)).{0,30}(?:suscriptores|suscritos|socios|usuarios registrados)",
  }),
  noticeIn({
    asks: "assine\\b|(?:seja|é) assinante|só para assinantes|(?:uma|sua) assinatura(?! d[aeo])|faça (?:o |seu )?login|cadastre-se|entre com",
    readOn:
      "continu(?:ar|e|ando) (?:a )?(?:lendo|ler|a leitura)|ler (?:a íntegra|o restante|o resto|est[ea] |o (?:texto|artigo) completo|a (?:matéria|reportagem) completa)|ter acesso (?:à íntegra|ao conteúdo|à matéria)",
    isSold:
      "est[ea] (?:matéria|conteúdo|artigo|texto|reportagem|notícia) é (?=.*(?:exclusiv|restrit|só\\b|somente|apenas)).{0,30}(?:para|a|aos) (?:assinantes|usuários cadastrados)",
  }),
  noticeIn({
    asks: "abbonati\\b|abbonarti|abbonarsi|abbonamento|accedi\\b|registrati\\b|effettua il login",
    readOn:
      "continu(?:are|a|i) (?:a leggere|la lettura)|(?:proseguire|continuare) (?:nella|con la) lettura|legg(?:i|ere) (?:il resto|tutto l['’]articolo|l['’]intero articolo|l['’]articolo (?:completo|integrale))",
    isSold:
      "(?:quest['’o] ?|il resto dell['’]|l['’])(?:articolo|contenuto) è (?=.*(?:riservat|solo|esclusiv|disponibile)).{0,30}(?:abbonati|utenti registrati)",
  }),
  noticeIn({
    asks: "abonnee\\b|abonnement|abonneer|inloggen|log (?:nu |hier )?in\\b|maak een (?:gratis )?account",
    readOn:
      "verder (?:te )?lezen|lees (?:verder|dit artikel|het (?:hele|volledige))|(?:hele|volledige|dit) (?:artikel|verhaal) (?:te )?lezen",
    isSold:
      "(?:dit|de rest van (?:dit|het)) (?:artikel|verhaal|bericht) is (?=.*(?:alleen|exclusief|uitsluitend|voorbehouden)).{0,30}abonnees",
  }),
  noticeIn({
    asks: "prenumerera\\b|(?:är du|redan) prenumerant|teckna prenumeration|logga in|bli (?:\\p{L}+)?(?:abonnent|medlem)|abonnement|abonn[ée]r\\b|abonnere\\b|logg inn|log ind",
    readOn:
      "läsa? (?:vidare|hela|resten)|les(?:e)? (?:videre|hele|resten)|læse? (?:videre|hele|resten)|fortsätta? läsa|fortsæt(?:te)? (?:med at )?læse|fortsette? å lese",
    isSold:
      "(?:den här artikeln|denna artikel|artikeln|denne (?:artikkelen|artiklen|artikel|saken)|resten a[vf] (?:artikeln|artikkelen|artiklen)) (?:är|er) (?=.*(?:endast|bara|enbart|kun|bare|forbehold|e[kx]s?klusiv)).{0,30}(?:prenumeranter|abonnenter)",
  }),
  noticeIn({
    asks: "tilaa\\b|tilaajille|tilaajana|tilaus|kirjaudu",
    readOn: "jatka(?:aksesi)? lukemista|lukea(?:ksesi)? (?:koko|jutun|artikkelin|loppuun)|lue (?:koko )?(?:juttu|artikkeli)",
    isSold: "tämä (?:artikkeli|juttu|sisältö) on (?:\\p{L}+ )?(?:vain|ainoastaan) .{0,20}tilaajille",
  }),
  noticeIn({
    asks: "zaloguj|wykup (?:dostęp|subskrypcję|abonament|prenumeratę)|subskrybuj|subskrypcj|abonament|prenumerat\\p{L}+|zarejestruj",
    readOn:
      "czytać dalej|czytaj dalej|(?:dalsz\\p{L}+|pozostał\\p{L}+) (?:część|części) (?:artykułu|tekstu)|przeczyta(?:ć|j) (?:cały|całość|resztę|dalszą|pełn)",
    isSold:
      "(?:ten (?:artykuł|tekst|materiał)|ta treść|(?:dalsza|pozostała) część (?:artykułu|tekstu)) (?:jest|są) (?=.*(?:tylko|wyłącznie|jedynie)).{0,30}(?:prenumerator|subskrybent|abonent|zalogowan)",
  }),
  noticeIn({
    asks: "předpla(?:ť|t)te|předplatné|předplatitel|predpla(?:ť|t)te|predplatné|predplatiteľ|přihlas(?:te|it)|prihlás(?:te|iť)",
    readOn:
      "(?:číst|čítať) (?:dál|ďalej)|pokračov\\p{L}+ (?:ve čtení|v čítaní)|(?:přečíst|prečítať|číst|čítať|čtení|čítanie) (?:si )?(?:celý|celého)|(?:zbytek|zvyšok) (?:tohoto |tohto )?článku|dočíst|dočítať",
    isSold:
      "(?:tento|celý|zbytek|zvyšok) (?:článek|článok|článku|text|obsah) je (?=.*(?:pouze|jen\\b|iba\\b|len\\b)).{0,30}(?:předplatitel|predplatiteľ|přihlášen|prihlásen)",
  }),
  noticeIn({
    asks: "подпишитесь|(?:оформ\\p{L}+|купи\\p{L}+|приобр\\p{L}+) подписк|по подписке|с подпиской|только (?:для )?подписчик|войдите(?! в )|авторизуйтесь|зарегистрируйтесь",
    readOn:
      "(?:чита(?:ть|йте)|дочитать|прочитать) (?:дальше|далее|полностью|весь|эту|этот|статью|материал|полн)|продолж\\p{L}+ чтение|полный текст (?:статьи|материала|доступен)|полная версия (?:статьи|материала|доступна)|остальн\\p{L}+ (?:часть|текст) (?:статьи|материала)",
    isSold:
      "(?:эта статья|этот (?:материал|текст)|(?:полн\\p{L}+|продолжение|остальн\\p{L}+) (?:текста?|верси\\p{L}+|част\\p{L}+|статьи|материала?)) .{0,20}(?:только|исключительно|лишь) .{0,10}(?:подписчик|по подписке)",
  }),
  noticeIn({
    asks: "підпишіться|(?:оформ\\p{L}+|купи\\p{L}+|придба\\p{L}+|має|мають) (?:підписк|передплат)|за (?:підпискою|передплатою)|(?:лише|тільки) (?:для )?(?:передплатник|підписник)|передплатіть|увійдіть|зареєструйтеся",
    readOn:
      "(?:чита(?:ти|йте)|дочитати|прочитати) (?:далі|повністю|весь|цю|цей|статтю|матеріал|повн)|продовж\\p{L}+ читання|повний текст (?:статті|матеріалу|доступний)|решт\\p{L} (?:статті|тексту|матеріалу)",
    isSold:
      "(?:ця стаття|цей (?:матеріал|текст)|(?:повн\\p{L}+|продовження|решта) (?:тексту?|верс\\p{L}+|статті|матеріалу?)) .{0,20}(?:лише|тільки|виключно) .{0,10}(?:передплатник|підписник|за (?:підпискою|передплатою))",
  }),
  noticeIn({
    asks: "abone ol\\p{L}*|abonelik\\p{L}*|abonelere|üye ol\\p{L}*|üye girişi|giriş yap\\p{L}*|oturum aç\\p{L}*",
    readOn: "okumaya devam|devamını (?:oku|gör)\\p{L}*|(?:tamamını|tümünü) (?:oku|gör)\\p{L}*",
    isSold:
      "(?:bu (?:içerik|haber|yazı|makale)|haberin (?:devamı|tamamı)) .{0,20}(?:abonelere|abonelerimize|üyelere|üyelerimize) (?:özel|açık)",
  }),
  noticeIn({
    asks: "berlangganan|langganan|(?:masuk|daftar|login) (?:atau|untuk|akun|dulu)",
    readOn:
      "(?:melanjutkan|lanjut(?:kan)?|teruskan) (?:mem)?baca|(?:mem)?baca (?:selengkapnya|artikel (?:ini|selengkapnya|lengkap)|berita (?:ini|selengkapnya|lengkap))",
    isSold: "(?:artikel|konten|berita|kandungan) ini (?:hanya|khusus|eksklusif) .{0,20}(?:pelanggan|anggota premium)",
  }),
  noticeIn({
    asks: "(?:đăng nhập|đăng ký).{0,25} để (?:đọc|xem|tiếp)|trở thành hội viên|mua gói",
    readOn: "(?:đọc|xem) (?:tiếp|(?:toàn bộ|đầy đủ) (?:bài|nội dung))|tiếp tục đọc",
    isSold:
      "(?:(?:bài viết|nội dung) này|phần còn lại) .{0,10}(?:chỉ dành|dành riêng) .{0,15}(?:hội viên|thành viên|thuê bao|độc giả trả phí)",
  }),
  noticeWithin({
    asks: "สมัครสมาชิก|เป็นสมาชิก|เข้าสู่ระบบ|ล็อกอิน",
    readOn: "อ่านต่อ|อ่านฉบับเต็ม|อ่านทั้งหมด|อ่านบทความ",
    isSold: "(?:เนื้อหา|บทความ)(?:ส่วน)?นี้.{0,15}(?:เฉพาะสมาชิก|สมาชิกเท่านั้น)",
  }),
  noticeIn({
    asks: "سج[ّ]?ل (?:الدخول|دخولك)|(?:ب)?تسجيل الدخول|اشترك\\p{L}* (?:الآن|معنا|لمتابعة|لمواصلة|لقراءة|لإكمال)|(?:ال|با?ل)?اشتراك\\p{L}*|للمشتركين",
    readOn:
      "(?:ل)?(?:متابعة|مواصلة|إكمال|استكمال) (?:ال)?قراءة|لقراءة (?:المزيد|المقال|بقية|باقي|الخبر|كامل)|(?:باقي|بقية) (?:هذا )?(?:المقال|الخبر|المحتوى)",
    isSold: "(?:هذا|بقية|باقي) (?:ال)?(?:مقال|محتوى|تقرير|موضوع).{0,25}للمشتركين",
  }),
  noticeIn({
    asks: "مشترک شوید|(?:خرید|تهیه) اشتراک|اشتراک (?:بخرید|تهیه|خریداری)|وارد (?:شوید|حساب)|ثبت[ ‌]نام کنید",
    readOn: "(?:خواندن )?ادامه (?:این )?(?:مطلب|خبر|مقاله|گزارش)|(?:خواندن|مطالعه) (?:ادامه|کامل|متن کامل|این)",
    isSold: "(?:این|ادامه) (?:مطلب|مقاله|گزارش|محتوا|خبر) .{0,15}(?:برای|ویژه|مخصوص) (?:دارندگان اشتراک|مشترکان|مشترکین)",
  }),
  noticeIn({
    asks: "להתחבר|התחברו?(?!\\p{L})|הירשמו|להירשם|(?:ל)?מנויים|(?:רכשו|לרכוש|לרכישת|ברכישת) מ(?:י)?נוי",
    readOn: "(?:ל)?המשך (?:ה)?קריאה|להמשיך לקרוא|ל?קריאת (?:ה)?(?:כתבה|מאמר)|לקרוא את (?:הכתבה|המאמר)",
    isSold: "(?:(?:ה)?(?:כתבה|מאמר|תוכן) (?:ה)?(?:זו|זה|זאת)).{0,15}למנויים",
  }),
  noticeWithin({
    asks: "सदस्य(?:ता)? (?:बनें|बनिए|लें|लीजिए)|सब्सक्राइब कर|सब्सक्रिप्शन लें|लॉग ?इन कर|साइन इन कर|रजिस्टर कर",
    readOn: "आगे पढ़ने|पूरा पढ़ने|(?:पूरा|पूरी|यह) (?:लेख|ख़बर|खबर|रिपोर्ट) पढ़",
    isSold: "यह (?:लेख|ख़बर|खबर|सामग्री|कॉन्टेंट|कंटेंट) (?:केवल|सिर्फ़?) .{0,15}(?:सदस्यों|सब्सक्राइबर\\p{L}*\\p{M}*) के लिए",
  }),
  noticeWithin({
    asks: "အသင်းဝင်(?:ပါ|ရန်|ရပါ)|စာရင်းသွင်း(?:ပါ|ရန်|ရပါ)|အကောင့် ?ဝင်(?:ပါ|ရန်|ရပါ)?",
    readOn: "အပြည့်အစုံ ?(?:ကို ?)?ဖတ်|ဆက်လက် ?ဖတ်|ဆက်ဖတ်",
  }),
  noticeWithin({
    asks: "구독(?:하세요|하시|하면|을 시작| 후| 신청|권|자 전용)|유료 ?(?:회원|구독|기사|콘텐츠)|회원 ?(?:가입(?: 후|하)|전용)|로그인(?: 후|하|이 필요)",
    readOn:
      "계속 (?:읽|보시|보려)|이어서 (?:읽|보)|(?:전문|전체 기사|전체 내용|기사 전체)(?:를|을)? ?(?:보|읽)|나머지 (?:기사|내용|글)(?:은|을|를)? .{0,12}(?:읽|보실|볼 )",
    isSold: "(?:이|본) (?:기사|콘텐츠|글)(?:는|은) .{0,12}(?:구독자|회원|독자)(?: ?전용|만 (?:볼|읽|보실|열람)|에게만|에 한해)",
  }),
  noticeWithin({
    asks: "会員(?:限定|の方|専用|になる)|登録(?:して|すると|が必要|いただ|はこちら|の上)|購読(?:する|して|すると|が必要|者)|ログイン",
    readOn:
      "続きを(?:読|お読み|ご覧|見る)|続きは.{0,20}(?:会員|購読|ログイン|登録)|全文(?:を|は).{0,12}(?:読め|読むに|お読み|ご覧いただ|閲覧)|残り ?[:：]?[\\d０-９,，]+ ?文字",
    isSold: "(?:この|本)(?:記事|コンテンツ|ページ)は.{0,6}(?:会員|購読者)(?:の方)?(?:限定|のみ|専用|だけ|向け)",
  }),
  noticeWithin({
    asks: "订阅(?:后|即可|以|本刊|会员)|訂閱(?:後|即可|以|會員)|请(?:先)?(?:订阅|登录|付费)|請(?:先)?(?:訂閱|登入|付費)|付[费費](?:后|後|阅读|閱讀|订阅|訂閱|会员|會員)|(?:成为|成為|加入|开通|開通|购买|購買).{0,6}(?:会员|會員)|(?:登录|登入|登錄)(?:后|後|即可|以)|(?:会员|會員)(?:专享|專享|登录|登入)",
    readOn:
      "(?:阅读|閱讀|查看|解锁|解鎖|浏览|瀏覽)(?:全文|完整|剩余|剩餘|余下|餘下)|(?:阅读|閱讀)更多|(?:继续|繼續)(?:阅读|閱讀)|全文(?:阅读|閱讀)|(?:剩余|剩餘|余下|餘下)(?:内容|內容|部分)",
    isSold:
      "(?:本文|此文|全文|(?:此|本)(?:内容|內容|篇文章|文章)|(?:剩余|剩餘|余下|餘下)(?:内容|內容|部分)).{0,4}(?:仅限|僅限|仅供|僅供|只限|专供|專供).{0,4}(?:会员|會員|订阅|訂閱|付费|付費)(?!国|國)",
  }),
];

/** A line that asks for an address to which to send news, or to follow a channel, keeps nothing back. */
const NEWSLETTER =
  /newsletter|e-?mail|rundbrief|boletín|infolettre|рассылк|розсилк|bülten|bản tin|ニュースレター|メール|뉴스레터|通讯|电子报|電子報|النشرة|telegram|whatsapp|youtube|телеграм|канал|قناتنا|قناة/iu;

/** Whether a block is such a notice: it asks to pay or log in, and to read on by that, or says that the article is only for those who do. */
export function isSoldNotice({ text }: Pick<Block, "text">): boolean {
  if (text.length > CHARACTERS_MAX || text.split(/\s+/u).length > WORDS_MAX || NEWSLETTER.test(text)) return false;
  const words = text.normalize("NFC");
  return NOTICES.some(({ asks, readOn, isSold }) => (asks.test(words) && readOn.test(words)) || isSold?.test(words) === true);
}
