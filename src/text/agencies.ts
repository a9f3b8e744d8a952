// News agencies, with the names by which outlets credit them in several languages, and the sites on which they publish.

export interface Agency {
  name: string;
  /** Short Latin names count only as written here or in capitals: "AP", never "ap". */
  aliases: string[];
  /** The agency's signature in brackets, as written here; elsewhere these are words, places or initials ("共同", "MENA"). */
  signs: string[];
  /** Registrable domains. */
  domains: string[];
}

export const AGENCIES: readonly Agency[] = [
  agency(
    "AFP",
    "Agence France-Presse, Agence France Presse, France-Presse, afp, АФП, Франс Пресс, Франс-Пресс, 法新社, 法國新聞社, AFP通信, အေအက်ဖ်ပီ, فرانس برس, אי-אף-פי",
    "afp.com",
  ),
  agency(
    "AP",
    "Associated Press, The Associated Press, Ассошиэйтед Пресс, 美联社, 美聯社, AP通信, အေပီ, أسوشيتد برس, أسوشييتد برس",
    "apnews.com ap.org",
  ),
  agency(
    "Reuters",
    "Thomson Reuters, Рейтер, Рейтерс, Ройтерс, Ρόιτερς, Ρόιτερ, 路透社, 路透, ロイター, ロイター通信, 로이터, ရိုက်တာ, رويترز, רויטרס, रॉयटर्स, รอยเตอร์",
    "reuters.com",
  ),
  agency("UPI", "United Press International", "upi.com"),
  agency("Bloomberg", "Bloomberg News, Блумберг, 彭博社, 彭博, ブルームバーグ, بلومبرغ", "bloomberg.com"),
  agency("Dow Jones", "Dow Jones Newswires, 道琼斯", "dowjones.com"),
  agency("dpa", "DPA, Deutsche Presse-Agentur, dpa-AFX, ДПА, 德新社", "dpa.com dpa-international.com"),
  agency("SID", "Sport-Informations-Dienst", "sid.de"),
  agency("epd", "Evangelischer Pressedienst", "epd.de"),
  agency("KNA", "Katholische Nachrichten-Agentur", "kna.de"),
  agency("APA", "Austria Presse Agentur", "apa.at"),
  agency("Keystone-SDA", "Keystone-ATS, SDA, ATS", "keystone-sda.ch", "sda, ats"),
  agency("ANSA", "Ansa, АНСА, 安莎社", "ansa.it"),
  agency("AGI", "Agenzia Italia", "agi.it"),
  agency("Adnkronos", "", "adnkronos.com"),
  agency("EFE", "Agencia EFE, ЭФЕ, 埃菲社, إفي", "efe.com"),
  agency("Europa Press", "", "europapress.es"),
  agency("Lusa", "Agência Lusa", "lusa.pt"),
  agency("Belga", "Agence Belga", "belga.be belganewsagency.eu"),
  agency("ANP", "Algemeen Nederlands Persbureau", "anp.nl"),
  agency("PA", "PA Media, Press Association", "pa.media"),
  agency("NTB", "Norsk Telegrambyrå", "ntb.no"),
  agency("TT", "TT Nyhetsbyrån", "tt.se"),
  agency("Ritzau", "", "ritzau.dk ritzau.com"),
  agency("STT", "Suomen Tietotoimisto", "stt.fi"),
  agency("PAP", "Polska Agencja Prasowa, ПАП", "pap.pl"),
  agency("ČTK", "CTK, ČTK", "ctk.cz ctk.eu"),
  agency("TASR", "", "tasr.sk"),
  agency("SITA", "Slovenská tlačová agentúra", "sita.sk"),
  agency("MTI", "", "mti.hu"),
  agency("Agerpres", "", "agerpres.ro"),
  agency("BTA", "БТА", "bta.bg"),
  agency("Tanjug", "Танјуг", "tanjug.rs"),
  agency("HINA", "", "hina.hr"),
  agency("STA", "Slovenska tiskovna agencija", "sta.si"),
  agency("ANA-MPA", "ΑΠΕ-ΜΠΕ", "amna.gr"),
  agency("Ukrinform", "Укринформ, Укрінформ", "ukrinform.net ukrinform.ua"),
  agency("Interfax-Ukraine", "Интерфакс-Украина, Інтерфакс-Україна", "interfax.com.ua"),
  agency("UNIAN", "УНИАН, УНІАН", "unian.net unian.ua"),
  agency("TASS", "Tass, Itar-Tass, ITAR-TASS, ТАСС, ИТАР-ТАСС, 塔斯社, タス通信, တာ့စ်, تاس", "tass.com tass.ru"),
  agency("RIA Novosti", "RIA, РИА Новости, РИА «Новости», РИА, RIA Nowosti, 俄新社", "ria.ru"),
  agency("Sputnik", "Sputnik News, Спутник, 俄罗斯卫星通讯社", "sputniknews.com sputnikglobe.com"),
  agency("Interfax", "Интерфакс, 国际文传电讯社, インタファクス", "interfax.ru interfax.com"),
  agency("BelTA", "BELTA, БелТА, БЕЛТА", "belta.by"),
  agency("Kazinform", "Казинформ", "inform.kz"),
  agency(
    "Anadolu",
    "Anadolu Agency, Anadolu Ajansı, Anadolu Ajansi, Anadolu Agentur, AA, Анадолу, 阿纳多卢通讯社, الأناضول",
    "aa.com.tr",
  ),
  agency("DHA", "Demirören Haber Ajansı", "dha.com.tr"),
  agency("IHA", "İHA, İhlas Haber Ajansı", "iha.com.tr"),
  agency("IRNA", "ИРНА, إرنا, ایرنا", "irna.ir"),
  agency("ISNA", "ایسنا", "isna.ir"),
  agency("Tasnim", "Tasnim News Agency, Тасним, تسنيم, تسنیم", "tasnimnews.com"),
  agency("Fars", "Fars News Agency", "farsnews.ir"),
  agency("Mehr News Agency", "", "mehrnews.com"),
  agency("WAM", "Emirates News Agency, وام", "wam.ae"),
  agency("SPA", "Saudi Press Agency, واس", "spa.gov.sa"),
  agency("QNA", "Qatar News Agency, قنا", "qna.org.qa"),
  agency("KUNA", "Kuwait News Agency, كونا", "kuna.net.kw"),
  agency("Petra News Agency", "Jordan News Agency, بترا", "petra.gov.jo", "Petra, PETRA"),
  agency("SANA", "Syrian Arab News Agency, سانا", "sana.sy"),
  agency("Middle East News Agency", "", "mena.org.eg", "MENA"),
  agency("Wafa", "WAFA, وفا", "wafa.ps"),
  agency("NAN", "News Agency of Nigeria", "nannews.ng"),
  agency("GNA", "Ghana News Agency", "gna.org.gh"),
  agency("Maghreb Arabe Presse", "", "mapnews.ma", "MAP"),
  agency("APS", "Algérie Presse Service", "aps.dz"),
  agency("PANA", "Panapress", "panapress.com"),
  agency("SAPA", "South African Press Association", ""),
  agency(
    "Xinhua",
    "Xinhua News Agency, Синьхуа, 新华社, 新華社, 新华网, 新华通讯社, ဆင်ဟွာ, شينخوا, Tân Hoa Xã",
    "xinhuanet.com news.cn",
  ),
  agency("China News Service", "CNS, 中新社, 中新网", "chinanews.com chinanews.com.cn"),
  agency("CNA", "Central News Agency, 中央社", "cna.com.tw focustaiwan.tw"),
  agency("Kyodo", "Kyodo News, Киодо, 共同社, 共同通信, 共同通信社, ကျိုဒို", "kyodonews.net kyodonews.jp kyodo.co.jp", "共同"),
  agency("Jiji", "Jiji Press, 時事通信, 時事通信社, 时事社", "jiji.com", "時事"),
  agency(
    "Yonhap",
    "Yonhap News Agency, Yonhap News, Ёнхап, Рёнхап, 연합뉴스, 韩联社, 韓聯社, 聯合ニュース, ယွန်ဟပ်",
    "yna.co.kr yonhapnews.co.kr",
  ),
  agency("KCNA", "Korean Central News Agency, ЦТАК, 朝中社, 조선중앙통신", "kcna.kp"),
  agency("PTI", "Press Trust of India, पीटीआई, भाषा", "ptinews.com"),
  agency("ANI", "Asian News International, एएनआई", "aninews.in"),
  agency("IANS", "Indo-Asian News Service, आईएएनएस", "ians.in"),
  agency("UNI", "United News of India", "uniindia.com"),
  agency("APP", "Associated Press of Pakistan", "app.com.pk"),
  agency("BSS", "Bangladesh Sangbad Sangstha, বাসস", "bssnews.net"),
  agency("UNB", "United News of Bangladesh, ইউএনবি", "unb.com.bd"),
  agency("Bernama", "Бернама, 马新社, 馬新社, ဘာနာမာ", "bernama.com"),
  agency("Antara", "Antara News, ANTARA", "antaranews.com", "Ant"),
  agency("VNA", "Vietnam News Agency, TTXVN", "vnanet.vn vietnamplus.vn"),
  agency("TNA", "Thai News Agency, สำนักข่าวไทย", "tnamcot.com"),
  agency("AKP", "Agence Kampuchea Presse", "akp.gov.kh"),
  agency("MNA", "Myanmar News Agency, မြန်မာသတင်းစဉ်", ""),
  agency("AAP", "Australian Associated Press", "aap.com.au"),
  agency("Canadian Press", "The Canadian Press, La Presse Canadienne", "thecanadianpress.com", "CP"),
  agency("Notimex", "", "notimex.gob.mx"),
  agency("Télam", "Telam", "telam.com.ar"),
  agency("Agência Brasil", "", "agenciabrasil.ebc.com.br"),
  agency("Prensa Latina", "", "prensa-latina.cu"),
];

function agency(name: string, aliases: string, domains: string, signs = ""): Agency {
  return { name, aliases: [name, ...split(aliases, ", ")], domains: split(domains, " "), signs: split(signs, ", ") };
}

function split(text: string, by: string): string[] {
  return text.split(by).filter((part) => part !== "");
}
