// Knows the notice below a teaser that says, in the words of many languages, that the rest is for people who pay or log in.
/** A longer block is a report about subscriptions, or an offer that says more. Words stand between spaces, where a script has them. */
const WORDS_MAX = 25;
const CHARACTERS_MAX = 240;

/** Words of one language, or of those that write alike; `whole` words of other scripts have no letter before them. */
const anyOf = (...parts: string[]): RegExp => new RegExp(parts.join("|"), "iu");
const whole = (words: string): string => `(?<!\\p{L})(?:${words})`;

const READ_ON = anyOf(
  whole(
    "(?:continue|keep|go on) reading|read on\\b|read (?:the |this )?(?:full|rest|whole|entire)\\b|rest of (?:this|the) (?:article|story|report|text|piece)\\b",
  ),
  whole("weiterlesen|weiterzulesen|weiter ?zu ?lesen|lesen sie weiter|(?:ganzen?|vollständigen?) (?:artikel|text|beitrag)"),
  whole(
    "lire la suite|la suite (?:est|de)|(?:continuer|poursuivre) (?:à lire|(?:votre |la )?lecture)|(?:article|texte) (?:complet|intégral)|de cet article à lire|en intégralité",
  ),
  whole(
    "(?:seguir|continuar|sigue|continúa) (?:leyendo|la lectura)|resto d(?:e (?:este|esta|la)|el) (?:artículo|nota|noticia|contenido|texto)|(?:artículo|nota|noticia|texto) complet",
  ),
  whole(
    "continu(?:ar|e|ando) (?:a )?(?:lendo|ler|a leitura)|(?:íntegra|matéria completa|artigo completo)|continuare a leggere|continua a leggere|(?:articolo|testo) (?:completo|integrale)",
  ),
  whole(
    "verder (?:te )?lezen|lees (?:verder|het hele)|hele artikel|läsa? (?:vidare|hela)|les(?:e)? (?:videre|hele)|læse? (?:videre|hele)|jatka(?:aksesi)? lukemista|lukea koko",
  ),
  whole(
    "czytać dalej|czytaj dalej|(?:dalsz\\p{L}+|pozostał\\p{L}+) (?:część|części) (?:artykułu|tekstu)|dalszy ciąg|(?:cały|pełny) (?:artykuł|tekst)|(?:číst|čítať) (?:dál|ďalej)|celý článok|celý článek",
  ),
  whole(
    "(?:чита(?:ть|йте)|дочитать|прочитать) (?:дальше|далее|полностью|статью|материал)|продолж\\p{L}+ чтение|полн\\p{L}+ (?:текст|верси)|остальн\\p{L}+ (?:часть|текст)",
  ),
  whole(
    "(?:чита(?:ти|йте)|прочитати) (?:далі|повністю|матеріал)|продовж\\p{L}+ читання|повн\\p{L}+ (?:текст|верс)|решт\\p{L}+ (?:статті|тексту|матеріалу)",
  ),
  whole(
    "okumaya devam|devamını (?:oku|gör)|(?:tamamını|tümünü) oku|(?:melanjutkan|lanjut(?:kan)?) (?:mem)?baca|(?:baca|membaca) (?:selengkapnya|artikel)|đọc (?:tiếp|toàn bộ|đầy đủ)",
  ),
  "อ่านต่อ|อ่านฉบับเต็ม|อ่านทั้งหมด|ادامه (?:این )?(?:مطلب|خبر|مقاله|گزارش)|(?:متابعة|مواصلة|إكمال|لإكمال|لمتابعة|لمواصلة) (?:ال)?قراءة|لقراءة (?:المزيد|المقال|بقية|الخبر)|(?:باقي|بقية) (?:المقال|الخبر)",
  "आगे पढ़|पूरा (?:लेख|पढ़)|पूरी (?:ख़बर|खबर)|המשך (?:ה)?קריאה|להמשיך לקרוא|הכתבה המלאה|לקריאת הכתבה|계속 (?:읽|보)|전문(?:을|은)|전체 (?:기사|내용)|나머지 (?:기사|내용|글)",
  "続きを(?:読|ご覧)|続きは|全文(?:を|は)|残り ?[\\d０-９]+ ?文字|(?:阅读|閱讀|查看|解锁|解鎖)(?:全文|更多|剩余)|全文(?:阅读|閱讀)|(?:继续|繼續)(?:阅读|閱讀)|剩余(?:内容|部分|全文)|剩餘(?:內容|部分|全文)|အပြည့်အစုံ|ဆက်လက်ဖတ်",
);

const PAY = anyOf(
  whole("subscri\\p{L}+|sign (?:in|up)|log ?in|regist(?:er|ration)|members?(?:hip)?\\b|premium"),
  whole("abo\\b|abos\\b|\\p{L}*abonn\\p{L}*|anmelden|einloggen|registrieren|s['’]identifier|connecte[rz]"),
  whole(
    "su(?:b)?scr[ií]\\p{L}+|iniciar? sesión|regístrat\\p{L}*|socios\\b|assin(?:e|ar|ante|atura)\\p{L}*|cadastr\\p{L}+|abbon\\p{L}+|registrat\\p{L}+|accedi\\b",
  ),
  whole(
    "prenumer\\p{L}+|subskry\\p{L}+|wykup\\p{L}*|zaloguj\\p{L}*|predplat\\p{L}*|předplat\\p{L}*|tilaa\\p{L}*|inlogg\\p{L}*|logga in|logg inn|log ind",
  ),
  whole("подпис\\p{L}+|войдите|зарегистрир\\p{L}+|передпла\\p{L}+|підпи\\p{L}+|увійдіть|зареєстр\\p{L}+"),
  whole(
    "abone\\p{L}*|üye\\p{L}*|giriş yap\\p{L}*|(?:ber)?langganan|pelanggan|(?:masuk|daftar) untuk|thuê bao|đăng (?:ký|nhập)|hội viên",
  ),
  "สมาชิก|เข้าสู่ระบบ|مشترک|اشتراک|وارد شوید|ثبت[ ‌]نام|اشترك|مشترك|الاشتراك|سجل|تسجيل|सदस्य|सब्सक्राइब|लॉग|מנוי|הירשמ|הרשמ|התחבר",
  "구독|유료|회원|로그인|会員|會員|登録|購読|有料|ログイン|订阅|訂閱|会员|登录|登入|付费|付費|အသင်းဝင်|စာရင်းသွင်း|အကောင့်",
);

const ONLY = anyOf(
  whole(
    "only\\b|exclusive\\p{L}*|reserved|for (?:our )?(?:paying )?(?:subscribers|members)|available to|nur\\b|exklusiv\\p{L}*|réservée?s?|exclusivement",
  ),
  whole(
    "solo\\b|exclusiv\\p{L}+|riservat\\p{L}+|alleen|exclusief|endast|bara för|för prenumeranter|kun\\b|vain\\b|tylko|wyłącznie|pouze|iba\\b",
  ),
  whole("только|исключительно|лише|тільки|виключно|yalnızca|sadece|özel\\p{L}*|khusus|hanya|chỉ"),
  "เท่านั้น|فقط|केवल|सिर्फ|בלבד|만 |限定|のみ|仅限|僅限|仅供|只限|专享|專享",
);

const ITSELF = anyOf(
  whole(
    "(?:this|the full|the whole|full) (?:article|story|content|text|report|piece)|artikel\\b|beitrag|inhalt|article\\b|contenu|contenido|artículo|conteúdo|artigo|matéria|contenuto|articolo",
  ),
  whole(
    "artikeln\\b|artikkeli|treść|artykuł\\p{L}*|článe?k\\p{L}*|стать\\p{L}+|материал\\p{L}*|текст\\p{L}*|статт\\p{L}+|матеріал\\p{L}*|içeri\\p{L}+|haber\\p{L}*|bài viết|nội dung",
  ),
  "เนื้อหา|บทความ|(?:ال)?مقال|المحتوى|مطلب|محتوا|लेख|ख़बर|खबर|הכתבה|התוכן|기사|콘텐츠|記事|コンテンツ|本文|文章|内容|內容|ဆောင်းပါး",
);

/** Whoever asks for an address by which to send news keeps nothing back. */
const NEWSLETTER =
  /newsletter|e-?mail|rundbrief|boletín|infolettre|рассылк|розсилк|bülten|bản tin|ニュースレター|メール|뉴스레터|通讯|电子报|電子報|النشرة/iu;

/** Whether a block is such a notice: it asks to pay or log in, and to read on by that, or says that the article is only for those who do. */
export const isSoldNotice = (text: string): boolean =>
  text.length <= CHARACTERS_MAX &&
  PAY.test(text) &&
  (READ_ON.test(text) || (ONLY.test(text) && ITSELF.test(text))) &&
  !NEWSLETTER.test(text) &&
  text.split(/\s+/u).length <= WORDS_MAX;
