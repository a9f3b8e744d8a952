// Which words are about a mail itself: leaving its list, its settings, another view of it. Their links change what a reader gets, so nobody may
// ask for them but the reader.

const anyOf = (...parts: readonly string[]): RegExp => new RegExp(parts.join("|"), "iu");

/** Words for leaving a list and for other views of a mail, in the languages of newsletters. */
const LEAVING = anyOf(
  String.raw`unsub|opt[ -]?out (?:of|from) (?:this|these|our|all|future)|(?:view|open|read|see) (?:this |it )?(?:(?:e-?mail|message|newsletter) )?(?:in|on) (?:your |a |the )?(?:web ?)?(?:browser|web)\b|(?:view|read|see) (?:this |it )?(?:e-?mail|message|newsletter) online|(?:add|whitelist) .{0,30}address book|why (?:did|am) i (?:get|receiv)`,
  String.raw`(?:manage|update|change|edit) (?:(?:your|my) (?:e-?mail |newsletter |subscription |communication )*|(?:e-?mail |newsletter |subscription |communication )+)(?:preferences|settings|subscriptions?|profile)|(?:gestionar|administrar|gérer|modifier|gerenciar|gestisci|gestire|beheer|hantera|управлять|управление) .{0,20}(?:preferenc|préférences|preferenze|abonnement|voorkeuren|inställningar|настройк|подписк)|(?:einstellungen|abonnements?) verwalten|管理订阅|管理訂閱`,
  String.raw`(?:stop|no longer|don[’']?t|do not) (?:want |wish |like )?(?:to )?(?:receiv|get)\w* (?:our|these|this|such|any more|further|future|more) |remove (?:me|myself|yourself|(?:my|your)(?: e-?mail| address)+) from (?:this|our|the) |leave (?:this|the|our) (?:mailing )?list\b`,
  String.raw`(?:newsletter|mail|verteiler|rundbrief|liste).{0,40}abmelden|abmelden.{0,30}(?:newsletter|mail|verteiler|rundbrief|liste)|abbestell|austragen lassen|(?:aus|von) (?:dem|unserem|diesem) (?:e-?mail-?)?verteiler|keine (?:weiteren )?(?:e-?)?mails (?:mehr )?(?:erhalten|bekommen)|im browser`,
  String.raw`désabonn|désinscri|ne plus recevoir (?:nos|ces|cette|la|de) |(?:dans (?:le|votre)|par) navigateur`,
  String.raw`darse de baja|darme de baja|d[ée]se de baja|(?:cancelar|anular) (?:la |mi |su |tu )?suscripci|desuscri|dejar de recibir (?:(?:este|estos|nuestros) )?(?:correo|mensaje|e-?mail|bolet)|en (?:el|su|tu) navegador`,
  String.raw`descadastr|cancelar (?:a |minha |sua )?(?:inscri|assina|subscri)|(?:remover|retirar) (?:o )?(?:meu|seu) e-?mail|deixar de receber (?:este|nosso)|no (?:seu )?navegador`,
  String.raw`disiscriv|cancella(?:ti(?!\p{L})|rti dalla| iscrizione)|annulla(?:re)? (?:l[’'])?iscrizione|cancellazione dalla (?:nostra |mailing )?(?:newsletter|list)|nel browser|donar-se de baixa|darse de baixa`,
  String.raw`afmeld(?:en)? .{0,30}(?:brief|brev|mail|lijst|liste)|uitschrijv|meld (?:je|u|me) (?:hier )?af\b|schrijf (?:je|u|me) (?:hier )?uit\b|in (?:je|uw) browser`,
  String.raw`avregistrera|(?:avsluta|avbryt) (?:din |min )?prenumeration|avprenumerera|avmeld|meld deg av\b|avslutt abonnement|peruuta .{0,20}tilau|poistu .{0,20}listalta`,
  String.raw`wypisz się|wypisać się|zrezygnuj z (?:subskrypcji|newslettera|otrzymywania)|rezygnacj\p{L}+ z (?:subskrypcji|newslettera|otrzymywania)|anuluj subskrypcj|przeglądarce`,
  String.raw`odhl[aá]s(?:it|iť|te) (?:se|sa) |odhlášení z|odhlásenie z|zrušit odběr|zrušiť odber|leiratkoz|dezabon|odjav(?:i|ite|a) (?:se |sa |od |s |z )`,
  String.raw`отписаться|отпишитесь|отписка(?: от|$)|отписване|отпишете|отказаться от (?:рассыл|подпис|получени\p{L} (?:рассыл|писем|сообщ|уведомл|новост))|отменить подписку|в браузере|веб-верси|відписатися|відпишіться|скасувати підписку|у браузері|адпісацца|одјави(?:те)? се|διαγραφή από|διαγραφείτε|κατάργηση εγγραφής|απεγγραφ`,
  String.raw`abone(?:likten|liğinden|liği) (?:çık|ayrıl|iptal)|listeden çık|almak istemiyorsan|tarayıcıda|abunəlikdən çıx|obunani bekor`,
  String.raw`إلغاء الاشتراك|الغاء الاشتراك|إلغاء اشتراك|في المتصفح|لغو (?:اشتراک|عضویت)|در مرورگر|ان ?سبسکرائب|להסרה|הסרה מרשימת|הסר אותי|ביטול (?:ה)?(?:מנוי|רישום|הרשמה)`,
  String.raw`सदस्यता (?:समाप्त|रद्द|छोड)|अनसब्सक्राइब|আনসাবস্ক্রাইব|குழுவிலக`,
  String.raw`berhenti (?:berlangganan|melanggan)|batal(?:kan)? (?:ber)?langganan|h[uủ][yỷ] đăng ký|hủy đăng ký|huỷ đăng ký|ngừng nhận (?:e-?mail|thư|bản tin|tin|thông báo)|(?:trên|trong|bằng|mở) (?:web )?trình duyệt|ยกเลิกการ(?:รับ|สมัคร)(?:สมาชิก|รับ)?(?:อีเมล|จดหมาย|ข่าว|ข้อมูล|$)|(?:ใน|ผ่าน|ด้วย)(?:เว็บ)?เบราว์เซอร์|ဘရောက်ဇာ|စာရင်း ?မှ|နုတ်ထွက်|ឈប់ជាវ|jiondoe|jitoe kwenye`,
  String.raw`退订|取消订阅|退訂|取消訂閱|取消訂阅|不想再(?:收到|接收)|(?:不再(?:收到|接收)|停止接收).{0,8}(?:邮件|郵件|电邮|電郵|消息|通知|电子报|電子報|通讯|通訊)|在浏览器|在瀏覽器|配信停止|配信(?:の)?解除|(?:メール|メルマガ|ニュースレター)(?:の)?配信[のを]停止|購読(?:の)?(?:解除|停止)|受信を(?:希望|停止)|登録(?:の)?解除(?:は|手続|の手続|する)|^(?:メール|会員|読者)?登録(?:の)?解除$|ブラウザで|수신 ?거부|구독(?:을)? ?(?:취소|해지|중지|중단)|브라우저에서`,
);

/** Words by which a mail speaks of itself. */
const THIS_MAIL = anyOf(
  String.raw`\b(?:this|our) (?:\p{L}+ )?(?:newsletters?|mailings?|mailing lists?)\b|(?:this|these) (?:newsletters?|mailing lists?|notifications)\b|you(?:[’']re| are) (?:receiving|getting) this|you (?:have )?received this|this (?:e-?mail|message|newsletter) (?:was|is|has been) sent\b`,
  String.raw`\b(?:diese[nrms]?|unsere[nrms]?) (?:\p{L}+ )?(?:newsletters?|rundbriefe?s?|infobriefe?s?|mailings?)\b|(?:sie|du) (?:erhalten|bekommen|erhältst|bekommst) diese|diese (?:e-?mail|nachricht) wurde (?:an|gesendet|versandt|verschickt)`,
  String.raw`\b(?:cette|notre|nos|ces) (?:newsletters?|lettres? d[’']information|infolettres?|listes? (?:de diffusion|d[’']envoi))(?!\p{L})|vous (?:recevez|avez reçu) (?:ce|cet|cette)(?!\p{L})|recevoir (?:nos|ces) (?:lettres|messages|informations)|ce(?:t e-?mail| courriel| message) (?:vous )?a été envoyé`,
  String.raw`\b(?:este|estos|esta|estas|nuestros?|nuestras?) (?:bolet[ií]n(?:es)?|newsletters?|listas? de (?:correo|distribución|envío))(?!\p{L})|recib(?:e|es|ió|ir) (?:este|estos) (?:correo|mensaje|e-?mail|bolet)|este (?:correo|mensaje|e-?mail) (?:fue|ha sido) enviado`,
  String.raw`\b(?:este|estes|esta|nossos?|nossas?) (?:boletim|boletins|newsletters?|informativos?|listas? de (?:e-?mails?|envio|distribuição))(?!\p{L})|lista de (?:envio|e-?mails)(?!\p{L})|este e-?mail foi enviado`,
  String.raw`\b(?:questa|queste|nostra|nostre) (?:newsletter|mailing list)(?!\p{L})|ricevere (?:queste|le nostre) comunicazioni|questa e-?mail (?:è stata|ti è)`,
  String.raw`\b(?:deze|onze) (?:nieuwsbrief|nieuwsbrieven|mailings?)\b|deze e-?mail (?:is|werd) (?:verzonden|verstuurd)|(?:detta|dette|våra|vores|våre|vårt|vort) (?:nyhetsbrev|nyhedsbrev|nyhedsbreve|utskick)(?!\p{L})`,
  String.raw`(?:tego|naszego|tym) (?:newslettera|mailingu|biuletynu|newsletterze)(?!\p{L})|otrzymywać (?:tych|naszych) wiadomości|(?:tento|tohoto|našeho|nášho) (?:newsletteru?|zpravodaje?)(?!\p{L})|ezt a hírlevelet|acest (?:buletin informativ|newsletter)|ove mejling liste`,
  String.raw`(?:эту|этой|эти|этих|наш[иау]|наших|нашей) рассыл|получать (?:от нас )?(?:эти|наши) (?:письма|уведомлени|сообщени)|(?:цю|цієї|наш[ау]|нашої) розсил|отримувати (?:ці|наші) (?:листи|повідомлення)|αυτό το ενημερωτικό`,
  String.raw`(?<!\p{L})bu bülten|هذه النشرة|تلقي هذه الرسائل|این خبرنامه|इस (?:ईमेल|न्यूज़लेटर|समाचार पत्र की)|(?:buletin|surel|newsletter) ini(?!\p{L})|bản tin này|จดหมายข่าว(?:ฉบับ)?นี้`,
  String.raw`(?:此|本|这封|該封|這封|该封)(?:邮件|郵件|电邮|電郵|电子报|電子報)|本(?:メール|ニュースレター)|このニュースレター|メールの(?:受信|配信)|(?:이|본) ?뉴스레터|본 ?(?:메일|이메일)|뉴스레터 구독`,
);
/** The same with what its reader does with it: "these emails" alone may be those of a headline. */
const THESE_MAILS =
  /(?:receiv\w*|gett?\w*|want\w*|stop\w*|turn off|disable|forward|share|send\w*|from|manage) (?:this|these|our) e-?mails?\b|(?:diese|unsere) (?:e-?)?mails? .{0,20}(?:erhalten|bekommen)|recevoir (?:ces|nos) (?:e-?mails|courriels|mails)|recibir (?:estos|nuestros) (?:correos|e-?mails|mensajes)|receber (?:estes|nossos|esses) e-?mails|(?:deze|onze) e-?mails? .{0,20}(?:ontvangen|krijgen)|(?:få|motta|modtage) (?:våra|vores|våre|dessa|disse) (?:mejl|e-?post|mails)|получать (?:эти )?письма|bu e-postaları almak|(?:menerima|nhận) e-?mail/iu;
/** A reader's own words for leaving: "I do not want …", and a mail. */
const NOT_WANTED =
  /(?:\bi (?:do not|don[’']t|no longer) (?:want|wish)|\bmöchte(?:n)? .{0,20}(?:kein|nicht)|je ne (?:souhaite|veux)|no (?:quiero|deseo)|n[ãa]o quero|non voglio|ik wil (?:geen|niet)|jag vill inte|jeg vil ikke|nie chcę|nechci|nechcem|nem (?:kérek|szeretnék)|nu mai doresc|не хочу|не желаю|istemiyorum|لا أريد|نمی‌?خواهم|tôi không muốn|我不想|不想再).{0,40}(?:mail|newsletter|courriel|correo|mensaje|mensagens|messag|nieuwsbrie|brev|mejl|wiadomości|levele|письм|рассыл|сообщени|رسائل|البريد|ایمیل|邮件|郵件)/iu;
/** "Click here" and its like. */
const POINTER =
  /\b(?:click|here|this link|hier|klick\w*|klik\w*|ici|cliquez|aqu[ií]|clique|haga clic|pulse|qui|clicca|här|her|klicka|tutaj|zde|tady|ide|kattints\w*|aici)(?!\p{L})|здесь|нажмите|ссылк|тут|натисніть|tıkla|هنا|اضغط|اینجا|כאן|यहाँ|यहां|这里|此处|点击|這裡|點擊|點此|こちら|ここ|クリック|여기|클릭|đây|di sini|klik|ที่นี่|ဤနေရာ|hapa/iu;
/** What a mail calls itself. News speaks of messages, reports and services, too. */
const MAIL_WORDS =
  /e-?mail|newsletter|mailing|mejl|hear from us|our messages|courriel|lettre|correo|mensajes|bolet|mensage|comunicaç|comunicazion|messagg|nachrichten|verteiler|nieuwsbr|berichten|nyhe[td]s|utskick|wiadomości|biuletyn|zpravod|novinek|levele|письма|рассыл|розсил|уведомл|листи|e-?posta|bülten|رسائل|البريد|ایمیل|پیام|הודע|मेल|thư|อีเมล|邮件|郵件|メール|메일|뉴스레터|သတင်းလွှာ/iu;
/** What its reader does with it. */
const GETTING =
  /receiv|\bget(?:ting)?\b|hear from us|subscri|\blist\b|erhalten|bekommen|empfangen|abonn|verteiler|recevoir|recevez|inscri|recib|suscri|receber|ricever|iscri|ontvang|krijg|prenumer|(?<!\p{L})få(?!\p{L})|motta|modtag|otrzymywać|subskryp|dostáv|odebír|odoberať|odběr|odber|kapni|primi|получа(?:ть|ете)|подписк|отримувати|підписк|abone|almak|تلقي|استلام|اشتراك|دریافت|اشتراک|לקבל|प्राप्त|nhận|menerima|langganan|รับ|收到|接收|订阅|訂閱|受信|配信|購読|받|수신|구독/iu;
/** Being on its list. */
const YOUR_PLACE =
  /\b(?:your|this) subscription|\b(?:our|this|your|mailing) list\b|\b(?:ihr|dein|dieses|votre|cet|uw|je|din|ditt|dit) abonnement|(?:tu|su) suscripción|(?:sua|a) (?:inscrição|assinatura) n|tua iscrizione|(?:twoj|swoj)\p{L} subskrypcj|ваш\p{L} підписк|ваш\p{L} подписк|aboneliğiniz|您的订阅|您的訂閱/iu;
const NEGATION =
  /\b(?:no|not|stop|end|leave|cancel|longer|rather|kein\w*|nicht|ne|plus|más|non|più|niet|geen|inte|ikke|nie|nem|nu mai|berhenti)\b|n[’']t\b|\bnão\b|mais receber|(?<!\p{L})(?:не|больше|لا)(?!\p{L})|istem|نمی|לא|नहीं|不|停|されない|しない|않|그만|không|ngừng|ไม่|ยกเลิก|မ/iu;

/** The same by words that headlines use too: only a short link of these is no headline. */
const SHORTLY_ABOUT_THE_MAIL =
  /opt[ -]?out|abmelden|afmelden|afmeld|web ?version|view online|privacy|terms|contact us|forward (?:this|to)|report (?:spam|abuse)|advertise|preferences|settings|einstellungen|austragen|impressum|datenschutz|préférences|version en ligne|confidentialité|preferencias|privacidad|настройки|конфиденциальност|隐私|隱私|订阅设置|在线查看|^ยกเลิก$|online ansehen/iu;

/** What else such links say; the rest of their words are the name of the list, if anything. */
const OF_A_FOOT = new Set(
  (
    "a an and the of for to in on our my your us we with by more now here all view read see change update edit manage center centre policy policies notice statement " +
    "conditions condition use service services info information cookie cookies legal e-mail email mail newsletter version und der die das zum zur ansehen lesen ändern " +
    "erklärung hinweise hinweis hier et les des de la le du l mentions légales politique règles y el las los del aviso política condiciones cambiar e do da os as os " +
    "и политика изменить условия"
  ).split(" "),
);
const SAYING_MIN = 3;

/** Chinese, Japanese and Thai write no blanks between words, and need fewer letters. */
const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/gu;
const DENSE_SAYING_MIN = 8;

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}-]{2,}/gu) ?? [];
const denseIn = (text: string): number => text.match(DENSE)?.length ?? 0;

/** Whether short words say something apart from what the foot of a mail offers. */
function saysMore(words: string): boolean {
  const left = words.replace(new RegExp(SHORTLY_ABOUT_THE_MAIL, "giu"), " ");
  return denseIn(left) >= DENSE_SAYING_MIN || wordsIn(left).filter((word) => !OF_A_FOOT.has(word)).length >= SAYING_MIN;
}

/** How links ask their reader to do something with the mail. */
const ASKING = anyOf(
  String.raw`^(?:please |to )?(?:un-?subscribe|opt[ -]?out|manage|update|change|edit|leave|stop|remove|add|whitelist|view|open|read|see) (?:(?:from|of|here|now|to|in|on|your|my|me|this|it|our|the|all|any|online|e-?mails?|newsletters?|subscriptions?)(?!\p{L}))`,
  String.raw`click(?:ing)? (?:here|on|the|this|below)|\bhere\b|\bthis link\b|hier (?:klick|abmeld)|klicken|cliquez|\bici\b|(?:haga|haz) clic|aqu[ií](?!\p{L})|clique\b|clicca|(?<!\p{L})här(?!\p{L})|klicka|tutaj|kattints|здесь|нажмите|по ссылке|натисніть|tıkla|هنا|اضغط|اینجا|כאן|यहाँ|यहां|点击|點擊|这里|此处|這裡|點此|こちら|クリック|여기|클릭|(?<!\p{L})đây|di sini|ที่นี่|ဤနေရာ|(?<!\p{L})hapa(?!\p{L})|请|請`,
);
const ITS_READER =
  /(?<!\p{L})(?:you|your|yours|yourself|my|i|we|our|sie|ihre?n?|du|dein\p{L}*|dich|vous|votre|vos|usted|você|seu|sua|uw|jouw|вы|вас|ваш\p{L}*)(?!\p{L})|您|你|あなた|님/iu;
const NEWS_WORDS_MIN = 4;
const NEWS_LETTERS_MIN = 20;
const NEWS_CHARS_MAX = 250;

/**
 * Whether words that look like those about a mail, or about sharing, may be a headline all the same, since news speaks of browsers, of privacy and of
 * leaving lists too. `isHeading`: they are set as a heading, as links for leaving seldom are.
 */
export function mayBeNews(words: string, isHeading: boolean): boolean {
  const isLong =
    denseIn(words) >= DENSE_SAYING_MIN ||
    (wordsIn(words).length >= NEWS_WORDS_MIN && words.replace(/[^\p{L}]/gu, "").length >= NEWS_LETTERS_MIN);
  if (!isLong || words.length > NEWS_CHARS_MAX) return false;
  if (ASKING.test(words) || THIS_MAIL.test(words) || THESE_MAILS.test(words) || NOT_WANTED.test(words)) return false;
  return isHeading || !(ITS_READER.test(words) || (MAIL_WORDS.test(words) && GETTING.test(words)));
}

const WORDS_MAX = 90;
const SHORT_MAX = 30;
/** What a mail says of itself at its end is a paragraph at most. */
const PARAGRAPH_CHARS_MAX = 600;

/** Whether words are about leaving the list, or about what else a mail's foot offers. Headlines may speak of browsers and of privacy too, and are longer. */
export const isAboutLeaving = (words: string): boolean =>
  (words.length <= WORDS_MAX && (LEAVING.test(words) || NOT_WANTED.test(words))) ||
  (words.length <= SHORT_MAX && SHORTLY_ABOUT_THE_MAIL.test(words) && !saysMore(words));

/** Whether a line or the words of a link are about the mail. */
export const isAboutTheMail = (words: string): boolean =>
  isAboutLeaving(words) || (words.length <= PARAGRAPH_CHARS_MAX && (THIS_MAIL.test(words) || THESE_MAILS.test(words)));

/** Whether a link says no more than "click here" in a paragraph about not getting something of this kind. */
export const isPointerAway = (words: string, paragraph: string): boolean =>
  words.length <= SHORT_MAX &&
  paragraph.length <= PARAGRAPH_CHARS_MAX &&
  POINTER.test(words) &&
  (YOUR_PLACE.test(paragraph) || (MAIL_WORDS.test(paragraph) && GETTING.test(paragraph))) &&
  NEGATION.test(paragraph);
