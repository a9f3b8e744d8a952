// Invented reports written by hand in ten languages, and the ways in which outlets and strangers change them.

/** A report, and another one of the same day and language. */
export interface Written {
  language: string;
  title: string;
  /** The headline of another outlet. */
  house: string;
  sentences: string[];
  /** One fact, and the same otherwise. */
  update: readonly [from: string, to: string];
  /** The same said otherwise, without a new fact. */
  reworded: readonly [from: string, to: string];
  otherTitle: string;
  other: string[];
  /** Words that a channel puts under everything. */
  blurb: string;
}

export const WRITTEN: readonly Written[] = [
  {
    language: "en",
    title: "Chemical barge sinks on the Orven, five crew missing",
    house: "River closed after barge goes down",
    sentences: [
      "A barge carrying 800 tonnes of caustic soda sank on the river Orven near Haltwick on Sunday night, and five of its crew are missing.",
      "The vessel struck a bridge pillar at about eleven, harbour master Dorian Pell said, and went down within four minutes.",
      "Waterworks in three towns closed their intakes, and schools handed out bottles on Monday morning.",
      "The owner, Lindqvist Shipping, did not say whether the pilot had been relieved after his twelve-hour watch.",
      "Divers could not reach the wreck because of the current, which rose after a week of rain.",
    ],
    update: ["five of its crew are missing", "seven of its crew are missing"],
    reworded: ["closed their intakes", "shut off their supply from the river"],
    otherTitle: "Court frees editor of Haltwick weekly",
    other: [
      "A court in Haltwick freed the editor of a local weekly on Monday, eight months after he was arrested over a cartoon.",
      "Edwin Marsh, 61, walked out to applause and said that he would print the drawing again in the next issue.",
      "Prosecutors had asked for three years, and may appeal within ten days, the court's spokeswoman said.",
      "His paper has lost half of its printers since the spring, and appears on four pages.",
    ],
    blurb:
      "You are watching River TV. Like this video, share it with your friends and ring the bell so that you never miss an upload. Our studio is paid for by viewers like you, and every gift counts. Find us on all networks under the same name, day and night.",
  },
  {
    language: "de",
    title: "Brand in Seniorenheim in Altmoor: acht Tote",
    house: "Altmoor trauert um Heimbewohner",
    sentences: [
      "Bei einem Brand in einem Seniorenheim in Altmoor sind in der Nacht zum Dienstag acht Menschen ums Leben gekommen, wie die Polizei mitteilte.",
      "Das Feuer brach gegen drei Uhr im Erdgeschoss aus und griff über einen Aufzugsschacht auf zwei Stockwerke über.",
      "Pflegedienstleiterin Jutta Harms weckte die Bewohner einzeln, weil die Sirene nach ihren Worten stumm blieb.",
      "Der Träger erklärte, die Anlage sei im März geprüft worden, und kündigte ein Gutachten an.",
      "Rund 140 Feuerwehrleute aus vier Landkreisen waren bis zum Mittag im Einsatz.",
    ],
    update: ["acht Menschen ums Leben gekommen", "elf Menschen ums Leben gekommen"],
    reworded: ["waren bis zum Mittag im Einsatz", "waren bis mittags im Einsatz"],
    otherTitle: "Bahnstrecke nach Altmoor bleibt bis Herbst gesperrt",
    other: [
      "Die Bahnstrecke zwischen Altmoor und der Küste bleibt bis Ende Oktober gesperrt, weil unter den Gleisen ein Stollen entdeckt wurde.",
      "Der Hohlraum stammt vermutlich aus dem achtzehnten Jahrhundert und ist auf keiner Karte verzeichnet, sagte Projektleiter Ingo Reents.",
      "Busse sollen die Züge ersetzen, brauchen aber fast doppelt so lange, und Pendler verlangen Ermäßigungen.",
      "Die Kosten schätzt das Unternehmen auf zwölf Millionen Euro.",
    ],
    blurb:
      "Abonnieren Sie unseren Kanal und verpassen Sie keine Sendung mehr. Alle Beiträge finden Sie auch in unserer Mediathek und in der App, jederzeit und kostenlos. Folgen Sie uns in den sozialen Netzwerken und schreiben Sie uns, was Sie bewegt. Ihre Redaktion freut sich auf Sie.",
  },
  {
    language: "es",
    title: "Un deslizamiento sepulta un mercado en Tarunga",
    house: "Tragedia en la sierra de Tarunga",
    sentences: [
      "Al menos 19 personas murieron el jueves cuando una ladera cayó sobre el mercado de Tarunga, informó la defensa civil.",
      "La tierra se desprendió poco después de las nueve, cuando los campesinos de 6 pueblos vendían papas y ganado.",
      "El alcalde Rufino Salcedo dijo que había pedido en mayo un muro de contención y que nadie le respondió.",
      "Soldados con perros buscan a unas 40 personas entre los puestos, y el hospital pide sangre.",
      "La carretera hacia la capital está cortada en 3 tramos, a 1.850 metros de altura, y los víveres llegan en mula.",
    ],
    update: ["Al menos 19 personas", "Al menos 34 personas"],
    reworded: ["los víveres llegan en mula", "la comida se lleva a lomo de mula"],
    otherTitle: "Los maestros de Tarunga vuelven a las aulas",
    other: [
      "Los maestros de la provincia vuelven el lunes a las aulas tras un paro de cinco semanas que dejó sin clases a noventa mil alumnos.",
      "La dirigente Amalia Quiroz explicó que el gobierno aceptó pagar los sueldos atrasados en tres cuotas.",
      "Las familias celebraron el acuerdo, aunque muchas temen que el curso se alargue hasta enero.",
      "El ministerio no descartó contratar suplentes para recuperar las horas perdidas.",
    ],
    blurb:
      "Suscríbete a nuestro canal y activa la campana para no perderte ningún video. Síguenos en todas las redes, comenta y comparte con tus amigos. Nuestro periodismo es independiente gracias a los socios que lo apoyan cada mes. Mira la señal en vivo a cualquier hora en nuestra aplicación.",
  },
  {
    language: "ru",
    title: "На шахте под Верхогорском погибли девять горняков",
    house: "Верхогорск: спасатели подняли тела",
    sentences: [
      "Девять горняков погибли при взрыве метана на шахте «Северная» под Верхогорском, сообщило в среду управление спасательной службы.",
      "Взрыв произошёл в начале ночной смены на глубине 640 метров, когда под землёй находились 112 человек.",
      "Директор шахты Павел Ересько заявил, что датчики работали исправно, но отказался показать журнал.",
      "Родственники собрались у проходной и требуют встречи с губернатором.",
      "Это вторая авария на предприятии за три года; после первой надзор выписал штраф.",
    ],
    update: ["Девять горняков погибли", "Четырнадцать горняков погибли"],
    reworded: ["Родственники собрались у проходной и требуют", "Семьи погибших пришли к воротам и добиваются"],
    otherTitle: "В Верхогорске откроют мост через Ужму",
    other: [
      "Новый мост через реку Ужму откроют для движения в конце недели, на полгода позже обещанного срока.",
      "Подрядчик дважды менял проект, и стоимость выросла до четырёх миллиардов рублей, признал вице-мэр Олег Тузов.",
      "Жители левого берега два года добирались на работу паромом, который зимой останавливался.",
      "Первым по мосту пройдёт колонна ветеранов с оркестром.",
    ],
    blurb:
      "Подписывайтесь на наш канал и включайте уведомления, чтобы не пропустить новые выпуски. Мы рассказываем о главном каждый день и в любое время. Поддержать редакцию можно на нашем сайте, там же есть прямой эфир. Делитесь роликом с друзьями и пишите, что вы думаете.",
  },
  {
    language: "ar",
    title: "انهيار مبنى في حي الزهور يودي بحياة ثلاثة عشر شخصا",
    house: "ليلة طويلة تحت الأنقاض",
    sentences: [
      "لقي ثلاثة عشر شخصا مصرعهم فجر السبت إثر انهيار مبنى من ستة طوابق في حي الزهور، بحسب الدفاع المدني.",
      "وقال المتحدث نبيل الشامي إن فرق الإنقاذ انتشلت 22 مصابا من تحت الأنقاض وما زالت تبحث عن مفقودين.",
      "وذكر سكان أن شقوقا ظهرت في الجدران قبل أسبوعين وأن المالك لم يستجب لشكاواهم.",
      "وأعلنت البلدية إخلاء أربعة مبان مجاورة ونقل ساكنيها إلى مدرسة قريبة.",
      "وفتحت النيابة تحقيقا مع المقاول الذي أضاف طابقين من دون ترخيص.",
    ],
    update: ["لقي ثلاثة عشر شخصا", "لقي تسعة عشر شخصا"],
    reworded: ["إلى مدرسة قريبة", "إلى مدرسة مجاورة"],
    otherTitle: "مزارعو الوادي يحتجون على أسعار القمح",
    other: [
      "أغلق مئات المزارعين الطريق الساحلي بجراراتهم احتجاجا على السعر الذي حددته الحكومة لشراء القمح هذا الموسم.",
      "وقال رئيس الاتحاد سامر الحداد إن كلفة السماد ارتفعت إلى الضعف وإن كثيرين سيتركون حقولهم.",
      "ووعد وزير الزراعة بمراجعة القرار قبل نهاية الشهر لكنه رفض إلغاءه.",
      "وبقيت شاحنات محملة بالخضار عالقة ساعات في الحر.",
    ],
    blurb:
      "اشتركوا في قناتنا وفعلوا جرس التنبيهات حتى لا تفوتكم أي حلقة. نقدم لكم أهم القصص من أنحاء العالم كل يوم وفي كل ساعة. تابعونا على جميع المنصات وشاركوا المقطع مع أصدقائكم. البث المباشر متاح دائما عبر تطبيقنا المجاني.",
  },
  {
    language: "zh",
    title: "青陵化工厂爆炸致六人死亡",
    house: "青陵市一化工厂爆炸 六人死亡",
    sentences: [
      "青陵市一家化工厂周五夜间发生爆炸，造成六人死亡，应急管理部门周六通报说。",
      "爆炸发生在二号车间，附近居民楼的窗户被震碎，约三千人连夜转移到体育馆。",
      "厂长贺文渊表示，出事的反应釜上个月刚刚检修过，原因还要等专家调查。",
      "消防员用了五个小时才把火扑灭，下游自来水厂暂停取水。",
      "当地环保部门称空气中没有检出超标物质，但建议市民关好门窗。",
    ],
    update: ["造成六人死亡", "造成十五人死亡"],
    reworded: ["消防员用了五个小时才把火扑灭", "经过五小时扑救，明火被扑灭"],
    otherTitle: "青陵地铁三号线推迟通车",
    other: [
      "青陵地铁三号线原定年底通车，市交通局周六宣布推迟到明年夏天。",
      "项目负责人陆广成说，过江隧道遇到流沙，盾构机停了两个多月。",
      "沿线商户抱怨围挡挡住了生意，要求减免租金。",
      "市政府答应增开公交专线，并公布每月施工进度。",
    ],
    blurb:
      "欢迎订阅本频道并打开小铃铛，第一时间收看最新节目。我们每天为您带来世界各地的重要报道，全天候更新。请在各个平台关注我们，把视频分享给您的朋友，也可以成为会员支持独立新闻。下载应用程序即可收看直播，感谢您的陪伴。",
  },
  {
    language: "ja",
    title: "白峰温泉で旅館火災、4人死亡",
    house: "白峰温泉の旅館火災　宿泊客ら犠牲に",
    sentences: [
      "白峰温泉の旅館で7日未明に火災があり、宿泊客ら4人が死亡したと県警が発表した。",
      "火元は1階の厨房とみられ、木造3階建ての本館がおよそ6時間にわたって燃え続けた。",
      "おかみの佐伯千代さんは、火災報知機は鳴ったが放送設備が使えなかったと話している。",
      "消防によると、避難した宿泊客は58人で、うち11人が煙を吸って病院に運ばれた。",
      "町は旅館組合に対し、すべての宿の設備を今月中に点検するよう求めた。",
    ],
    update: ["宿泊客ら4人が死亡した", "宿泊客ら9人が死亡した"],
    reworded: ["設備を今月中に点検するよう求めた", "設備の点検を今月末までに終えるよう要請した"],
    otherTitle: "白峰線、雪崩で全線運休",
    other: [
      "白峰線は8日、山間部で起きた雪崩の影響で始発から全線で運転を見合わせている。",
      "線路は長さ80メートルにわたり雪に埋まり、復旧には3日かかる見通しだと工務課の森田課長が説明した。",
      "沿線の高校は休校となり、受験生のために臨時のバスが走った。",
      "気象台は週末にかけて再び大雪になるとして注意を呼びかけている。",
    ],
    blurb:
      "チャンネル登録と高評価をお願いします。通知をオンにすると最新の動画をいち早くご覧いただけます。世界中のニュースを毎日お届けしています。公式アプリでは生放送を無料で配信中です。ご意見やご感想はコメント欄までお寄せください。お友達への共有もお待ちしています。",
  },
  {
    language: "ko",
    title: "해오름항 여객선 침몰, 7명 사망",
    house: "해오름항 밤샘 수색",
    sentences: [
      "해오름항 앞바다에서 12일 새벽 여객선이 침몰해 승객 7명이 숨졌다고 해양경찰이 밝혔다.",
      "배에는 승객과 승무원 등 96명이 타고 있었으며 암초에 부딪힌 뒤 20분 만에 가라앉았다.",
      "선장 오태식 씨는 안개 때문에 등대를 보지 못했다고 진술했다.",
      "구조된 사람들은 인근 초등학교에 머물고 있고 가족들이 전국에서 모여들고 있다.",
      "운항사는 지난해에도 정원을 넘겨 태운 혐의로 과태료를 냈다.",
    ],
    update: ["승객 7명이 숨졌다고", "승객 16명이 숨졌다고"],
    reworded: ["가족들이 전국에서 모여들고 있다", "각지에서 온 가족들이 도착하고 있다"],
    otherTitle: "해오름시 새 시장에 윤보경 당선",
    other: [
      "해오름시 시장 보궐선거에서 무소속 윤보경 후보가 현직 시의회 의장을 누르고 당선됐다.",
      "투표율은 41퍼센트로 지난 선거보다 크게 낮았고 개표는 자정을 넘겨 끝났다.",
      "윤 당선인은 낡은 어시장을 헐지 않고 고쳐 쓰겠다고 약속했다.",
      "상대 후보는 결과를 받아들이겠다며 협조를 다짐했다.",
    ],
    blurb:
      "구독과 좋아요, 알림 설정을 눌러 주세요. 저희 채널은 세계 곳곳의 소식을 매일 전해 드립니다. 앱을 내려받으면 생방송을 무료로 보실 수 있습니다. 모든 소셜 미디어에서 같은 이름으로 만나요. 여러분의 후원이 독립 언론을 지킵니다. 친구들에게도 영상을 공유해 주세요.",
  },
  {
    language: "my",
    title: "ရွှေတောင်ကျေးရွာ မီးလောင်မှု ရှစ်ဦး သေဆုံး",
    house: "ညတွင်းချင်း မီးဘေးသင့်သူများ ရွှေ့ပြောင်း",
    sentences: [
      "ရွှေတောင်ကျေးရွာတွင် ဗုဒ္ဓဟူးနေ့ညက မီးလောင်မှုဖြစ်ပွားပြီး ရွာသား ရှစ်ဦး သေဆုံးခဲ့ကြောင်း မီးသတ်ဦးစီးဌာနက ထုတ်ပြန်သည်။",
      "မီးသည် စျေးအနီးရှိ ဆီဂိုဒေါင်မှ စတင်ခဲ့ပြီး အိမ်ခြေ ၁၆၀ ကျော် ပျက်စီးသွားသည်ဟု ဒေသခံများက ပြောသည်။",
      "ကျေးရွာအုပ်ချုပ်ရေးမှူး ဦးသိန်းဝင်းက ရေကန်များ ခန်းခြောက်နေသဖြင့် မီးငြှိမ်းသတ်ရန် ခက်ခဲခဲ့သည်ဟု ဆိုသည်။",
      "ဒုက္ခသည်များကို ဘုန်းကြီးကျောင်းနှစ်ကျောင်းတွင် နေရာချထားပေးပြီး ဆေးနှင့်အစားအစာ လိုအပ်နေသည်။",
      "လွန်ခဲ့သည့်နှစ်ကလည်း ထိုရွာတွင် မီးလောင်မှု တစ်ကြိမ် ဖြစ်ပွားခဲ့ဖူးသည်။",
    ],
    update: ["ရွာသား ရှစ်ဦး သေဆုံး", "ရွာသား ၂၁ ဦး သေဆုံး"],
    reworded: ["ဆေးနှင့်အစားအစာ လိုအပ်နေသည်", "အစားအသောက်နှင့် ဆေးဝါးများ လိုလျက်ရှိသည်"],
    otherTitle: "မြစ်ကူးတံတားသစ် ဖွင့်လှစ်မည်",
    other: [
      "မြစ်ဝကျွန်းပေါ်ဒေသကို ဆက်သွယ်ပေးမည့် တံတားသစ်ကို လာမည့်လတွင် ဖွင့်လှစ်မည်ဟု ဆောက်လုပ်ရေးဌာနက ကြေညာသည်။",
      "တံတားသည် အရှည်ပေ ၂၄၀၀ ရှိပြီး တည်ဆောက်ရန် ငါးနှစ်ကြာခဲ့သည်ဟု အင်ဂျင်နီယာ ကိုမျိုးနိုင်က ပြောပြသည်။",
      "ယခင်က ရွာသားများသည် ဆေးရုံသွားရန် လှေဖြင့် နှစ်နာရီ ကူးခဲ့ရသည်။",
      "ကုန်စျေးနှုန်းများ ကျဆင်းလာမည်ဟု ကုန်သည်များက မျှော်လင့်နေကြသည်။",
    ],
    blurb:
      "ကျွန်ုပ်တို့၏ ချန်နယ်ကို စာရင်းသွင်းပြီး ခေါင်းလောင်းခလုတ်ကို နှိပ်ထားပါ။ ကမ္ဘာတစ်ဝန်းမှ သတင်းများကို နေ့စဉ် တင်ဆက်ပေးနေပါသည်။ လူမှုကွန်ရက်များတွင်လည်း လိုက်ကြည့်နိုင်ပါသည်။ ဗီဒီယိုကို သူငယ်ချင်းများထံ မျှဝေပေးပါ။ တိုက်ရိုက်ထုတ်လွှင့်မှုကို အက်ပ်တွင် အခမဲ့ ကြည့်ရှုနိုင်ပါသည်။",
  },
  {
    language: "th",
    title: "รถบัสตกเหวที่ดอยแก้ว เสียชีวิต 12 ราย",
    house: "ระดมกู้ภัยทั้งคืนบนดอยแก้ว",
    sentences: [
      "รถบัสโดยสารตกเหวบนดอยแก้วเมื่อคืนวันเสาร์ มีผู้เสียชีวิต 12 ราย ตำรวจภูธรจังหวัดแถลงเมื่อเช้าวันอาทิตย์",
      "รถคันดังกล่าวออกจากสถานีขนส่งเวลา 20.15 น. มีผู้โดยสาร 41 คน ส่วนใหญ่เป็นนักเรียนที่กลับบ้าน",
      "นายสมชัย บุญเรือง ชาวบ้านที่เห็นเหตุการณ์ เล่าว่าได้ยินเสียงเบรกดังลั่นถึง 3 ครั้งก่อนรถจะพุ่งทะลุราวกั้น",
      "หน่วยกู้ภัยใช้เชือกโรยตัวลงไปช่วยผู้บาดเจ็บ แต่ฝนตกหนักทำให้ทำงานลำบาก",
      "บริษัทเจ้าของรถยืนยันว่าผ่านการตรวจสภาพเมื่อเดือนที่แล้ว",
    ],
    update: ["มีผู้เสียชีวิต 12 ราย", "มีผู้เสียชีวิต 19 ราย"],
    reworded: ["แต่ฝนตกหนักทำให้ทำงานลำบาก", "แต่มีอุปสรรคเพราะฝนที่ตกลงมาไม่ขาดสาย"],
    otherTitle: "ชาวนาดอยแก้วประท้วงเขื่อนใหม่",
    other: [
      "ชาวนากว่าสองร้อยคนเดินขบวนไปยังศาลากลางเพื่อคัดค้านการสร้างเขื่อนที่จะท่วมนาของห้าหมู่บ้าน",
      "ผู้นำกลุ่ม นางจันทร์เพ็ญ ใจดี กล่าวว่าไม่มีใครถามความเห็นของพวกเขาก่อนอนุมัติโครงการ",
      "ผู้ว่าราชการจังหวัดรับหนังสือร้องเรียนและนัดประชุมในสัปดาห์หน้า",
      "กรมชลประทานระบุว่าเขื่อนจะช่วยให้มีน้ำใช้ในฤดูแล้ง",
    ],
    blurb:
      "กดติดตามช่องของเราและกดกระดิ่งเพื่อไม่พลาดคลิปใหม่ เราเสนอข่าวจากทั่วทุกมุมโลกทุกวันตลอดยี่สิบสี่ชั่วโมง ติดตามเราได้ทุกแพลตฟอร์มในชื่อเดียวกัน แบ่งปันวิดีโอนี้ให้เพื่อนของคุณ และชมการถ่ายทอดสดได้ฟรีในแอปพลิเคชันของเรา ขอบคุณทุกแรงสนับสนุน",
  },
];
