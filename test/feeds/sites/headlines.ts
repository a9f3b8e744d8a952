// Headlines, teasers and words of interfaces in twelve languages, for invented lists of articles. Short ones, questions, quotes and figures among them.

export interface Tongue {
  /** As in `lang`, and for dates. */
  code: string;
  headlines: readonly string[];
  teaser: string;
  more: string;
  topic: string;
  kind: string;
  menu: readonly string[];
}

const tongue = (code: string, lines: string, words: string): Tongue => {
  const [teaser = "", more = "", topic = "", kind = "", ...menu] = words.split("|");
  return { code, headlines: lines.split("|"), teaser, more, topic, kind, menu };
};

export const TONGUES: readonly Tongue[] = [
  tongue(
    "en",
    "Ferry to the outer islands cancelled until spring|Council sells the old tram depot for 4.2 million|“We were not asked”: bakers refuse the new flour|Who owns the mole?|Statement by the Minister on the situation at the northern crossing|Wells run dry|Court upholds ban on night flights, 3-2|Joint communiqué of the five river states|Harbour: six lamps stolen|Report on the use of drones over the lower town, January to October 2026",
    "The office gives details of the measure and names those who are affected by it.|Read more|Water supply|Press release|Home|About the ministry and its departments|Latest news and announcements|Contact us|Services for citizens and companies",
  ),
  tongue(
    "de",
    "Fähre zu den Außeninseln fällt bis Frühjahr aus|Rat verkauft altes Straßenbahndepot für 4,2 Millionen|»Niemand hat uns gefragt«: Bäcker lehnen neues Mehl ab|Wem gehört die Mole?|Erklärung der Ministerin zur Lage am nördlichen Übergang|Brunnen trocken|Gericht bestätigt Nachtflugverbot mit 3 zu 2 Stimmen|Gemeinsames Kommuniqué der fünf Flussstaaten|Hafen: Sechs Lampen gestohlen|Bericht über den Einsatz von Drohnen über der Unterstadt",
    "Das Amt nennt Einzelheiten der Maßnahme und wen sie betrifft.|Weiterlesen|Wasserversorgung|Pressemitteilung|Startseite|Über das Ministerium und seine Abteilungen|Aktuelle Meldungen und Termine|Kontakt|Dienste für Bürger und Unternehmen",
  ),
  tongue(
    "fr",
    "Le bac des îles suspendu jusqu’au printemps|La mairie vend l’ancien dépôt pour 4,2 millions|« On ne nous a rien demandé » : les boulangers refusent la farine|À qui appartient le môle ?|Déclaration de la ministre sur la situation au passage nord|Puits à sec|La cour confirme l’interdiction des vols de nuit|Communiqué conjoint des cinq États du fleuve|Port : six lampes volées|Rapport sur l’usage des drones au-dessus de la ville basse",
    "Le service précise la mesure et les personnes qu’elle concerne.|Lire la suite|Eau potable|Communiqué|Accueil|Le ministère et ses directions|Actualités et agenda du ministère|Nous contacter|Services aux citoyens et aux entreprises",
  ),
  tongue(
    "es",
    "El transbordador a las islas, suspendido hasta primavera|El concejo vende la vieja cochera por 4,2 millones|“Nadie nos preguntó”: los panaderos rechazan la harina|¿De quién es el muelle?|Declaración de la ministra sobre la situación en el paso norte|Pozos secos|El tribunal confirma la prohibición de vuelos nocturnos|Comunicado conjunto de los cinco Estados del río|Puerto: roban seis faroles|Informe sobre el uso de drones en la ciudad baja",
    "La oficina detalla la medida y a quiénes afecta.|Leer más|Agua potable|Nota de prensa|Inicio|El ministerio y sus direcciones|Actualidad y convocatorias del ministerio|Contacto|Servicios para ciudadanos y empresas",
  ),
  tongue(
    "pt",
    "Balsa para as ilhas suspensa até à primavera|Câmara vende antigo depósito por 4,2 milhões|“Ninguém nos perguntou”: padeiros recusam a farinha|De quem é o molhe?|Declaração da ministra sobre a situação na passagem norte|Poços secos|Tribunal confirma proibição de voos noturnos|Comunicado conjunto dos cinco Estados do rio|Porto: seis lampiões roubados|Relatório sobre o uso de drones na cidade baixa",
    "O gabinete explica a medida e quem é afetado.|Saiba mais|Abastecimento de água|Comunicado|Início|O ministério e as suas direções|Notícias e agenda do ministério|Contactos|Serviços para cidadãos e empresas",
  ),
  tongue(
    "ru",
    "Паром на внешние острова отменён до весны|Совет продаёт старое депо за 4,2 млн|«Нас не спросили»: пекари отказались от муки|Чей мол?|Заявление министра о положении на северном переходе|Колодцы высохли|Суд подтвердил запрет ночных полётов|Совместное коммюнике пяти речных государств|Порт: украдены шесть фонарей|Доклад о применении беспилотников над нижним городом",
    "Ведомство поясняет меру и называет тех, кого она касается.|Подробнее|Водоснабжение|Пресс-релиз|Главная|О министерстве и его управлениях|Новости и объявления министерства|Контакты|Услуги гражданам и организациям",
  ),
  tongue(
    "uk",
    "Пором на зовнішні острови скасовано до весни|Рада продає старе депо за 4,2 млн|«Нас не питали»: пекарі відмовилися від борошна|Чий мол?|Заява міністра щодо становища на північному переході|Колодязі висохли|Суд підтвердив заборону нічних польотів|Спільне комюніке п’яти річкових держав|Порт: викрадено шість ліхтарів|Доповідь про дрони над нижнім містом",
    "Відомство пояснює захід і називає тих, кого він стосується.|Докладніше|Водопостачання|Пресреліз|Головна|Про міністерство та його управління|Новини та оголошення міністерства|Контакти|Послуги громадянам та організаціям",
  ),
  tongue(
    "ar",
    "إلغاء العبارة إلى الجزر الخارجية حتى الربيع|المجلس يبيع مستودع الترام القديم|«لم يسألنا أحد»: الخبازون يرفضون الدقيق|لمن الرصيف؟|تصريح الوزيرة حول الوضع عند المعبر الشمالي|جفاف الآبار|المحكمة تؤيد حظر الطيران الليلي|بيان مشترك لدول النهر الخمس|الميناء: سرقة ستة مصابيح|تقرير عن استخدام الطائرات المسيرة فوق المدينة السفلى",
    "توضح الدائرة تفاصيل الإجراء ومن يشملهم.|اقرأ المزيد|إمدادات المياه|بيان صحفي|الرئيسية|عن الوزارة وإداراتها المختلفة|آخر الأخبار والإعلانات الرسمية|اتصل بنا|خدمات المواطنين والشركات",
  ),
  tongue(
    "zh",
    "外岛渡轮停航至明年春季|市议会以四百二十万出售旧电车厂|“没人问过我们”：面包师拒用新面粉|防波堤归谁所有？|部长就北部过境点局势发表声明|水井干涸|法院维持夜间飞行禁令|五河流国家联合公报|港口六盏路灯被盗|关于下城上空使用无人机情况的报告",
    "有关部门说明了措施的细节和所涉人员。|更多|供水|新闻稿|首页|本部简介与内设机构|新闻动态与通知公告|联系我们|公民与企业服务",
  ),
  tongue(
    "ja",
    "離島行きフェリー、来春まで運休|市議会、旧車庫を四億二千万円で売却|「誰も聞かなかった」パン職人が新小麦粉を拒否|波止場は誰のものか|北部検問所の情勢に関する大臣談話|井戸枯れる|夜間飛行禁止、裁判所が支持|流域五か国の共同声明|港の街灯六基盗まれる|下町上空における無人機の使用に関する報告書",
    "同省は措置の詳細と対象者を説明した。|続きを読む|水道|報道発表|ホーム|省の概要と組織のご案内|最新情報とお知らせ一覧|お問い合わせ|国民と企業の皆様へのサービス",
  ),
  tongue(
    "my",
    "ကျွန်းများသို့ သင်္ဘော နွေဦးအထိ ရပ်နားထား|ကောင်စီက ရထားရုံဟောင်းကို ရောင်းချ|“ကျွန်တော်တို့ကို မမေးဘူး” မုန့်ဖုတ်သူများ ငြင်းပယ်|ဆိပ်ခံတံတားကို ဘယ်သူပိုင်လဲ|မြောက်ပိုင်း ဂိတ်အခြေအနေနှင့် ပတ်သက်၍ ဝန်ကြီး၏ ထုတ်ပြန်ချက်|ရေတွင်းများ ခန်းခြောက်|ညဘက် ပျံသန်းမှု တားမြစ်ချက်ကို တရားရုံး အတည်ပြု|မြစ်ဝှမ်းငါးနိုင်ငံ ပူးတွဲကြေညာချက်|ဆိပ်ကမ်းတွင် မီးတိုင်ခြောက်တိုင် အခိုးခံရ|မြို့အောက်ပိုင်း ဒရုန်းအသုံးပြုမှု အစီရင်ခံစာ",
    "ဌာနက အစီအမံအသေးစိတ်နှင့် သက်ဆိုင်သူများကို ရှင်းပြသည်။|ဆက်ဖတ်ရန်|ရေပေးဝေရေး|သတင်းထုတ်ပြန်ချက်|ပင်မစာမျက်နှာ|ဝန်ကြီးဌာနနှင့် ဌာနခွဲများအကြောင်း|နောက်ဆုံးရ သတင်းနှင့် ကြေညာချက်များ|ဆက်သွယ်ရန်|ပြည်သူနှင့် ကုမ္ပဏီများအတွက် ဝန်ဆောင်မှုများ",
  ),
  tongue(
    "tr",
    "Dış adalara feribot ilkbahara kadar iptal|Meclis eski tramvay deposunu 4,2 milyona sattı|“Bize sormadılar”: Fırıncılar yeni unu reddetti|Mendirek kimin?|Bakanın kuzey geçişindeki duruma ilişkin açıklaması|Kuyular kurudu|Mahkeme gece uçuşu yasağını onadı|Beş nehir devletinin ortak bildirisi|Liman: Altı fener çalındı|Aşağı şehirde insansız hava aracı kullanımına dair rapor",
    "Kurum önlemin ayrıntılarını ve kimleri kapsadığını açıkladı.|Devamını oku|Su temini|Basın açıklaması|Ana sayfa|Bakanlık ve birimleri hakkında|Güncel haberler ve duyurular|İletişim|Vatandaş ve şirketlere hizmetler",
  ),
];
