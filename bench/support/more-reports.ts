// Further invented reports written by hand, in French, Turkish, Ukrainian and Indonesian.
import type { Written } from "./written-reports.ts";

export const MORE_WRITTEN: readonly Written[] = [
  {
    language: "fr",
    title: "Quatorze morts dans une collision d'autocars près de Vaubrac",
    house: "Verglas : drame sur la route de Montclère",
    sentences: [
      "Au moins 14 personnes ont été tuées samedi dans la collision de deux autocars près de Vaubrac, a annoncé la préfecture.",
      "Le premier véhicule, qui transportait des lycéens vers la station de Montclère, a dérapé sur une plaque de verglas vers 6 h 40.",
      "Le chauffeur, Lucien Barral, n'avait pas dormi depuis dix heures, selon une source proche de l'enquête.",
      "Trente-deux blessés ont été conduits dans trois hôpitaux de la région, et deux d'entre eux ne sont pas encore identifiés.",
      "La société Transalpes a assuré que les pneus avaient été changés en novembre et qu'elle n'avait reçu aucune plainte.",
      "« Nous avons cassé les vitres avec des pelles », a raconté une agricultrice qui habite à 200 mètres de la route.",
    ],
    update: ["14 personnes ont été tuées", "17 personnes ont été tuées"],
    reworded: ["ont été conduits dans", "ont été transportés vers"],
    otherTitle: "Le musée de Lestande rend trois masques au Dravel",
    other: [
      "Le musée de Lestande a restitué vendredi trois masques de bois au Dravel, qui les réclamait depuis près d'un demi-siècle.",
      "Les pièces avaient été achetées en 1931 à un administrateur colonial pour le prix d'une bicyclette, rappelle la conservatrice Odile Ferran.",
      "Une salle vide portera désormais leur nom, et des copies seront prêtées aux écoles de la ville.",
      "Le ministère étudie quarante autres demandes venues de sept pays.",
    ],
    blurb:
      "Abonnez-vous à notre chaîne et activez la cloche pour ne rien manquer de l'actualité. Retrouvez tous nos reportages, nos directs et nos débats sur notre site et dans notre application gratuite. Partagez cette vidéo, laissez-nous un commentaire et suivez-nous sur tous les réseaux, de jour comme de nuit.",
  },
  {
    language: "tr",
    title: "Taşlıburun açıklarında tekne battı: on bir ölü",
    house: "Balıkçı köyünde yas: tekne faciası",
    sentences: [
      "Taşlıburun açıklarında pazar sabahı batan balıkçı teknesinde on bir kişi hayatını kaybetti, dört kişi kayboldu.",
      "Sahil Güvenlik Komutanı Cemal Arıkan, teknenin saat 05.30 sıralarında alabora olduğunu söyledi.",
      "Kurtarma çalışmalarına 3 helikopter ve 120 dalgıç katılıyor, ancak rüzgâr yüzünden batığa ulaşılamadı.",
      "Teknenin sahibi Deniz Balıkçılık, motorun eylül ayında bakımdan geçtiğini ve hiçbir uyarı almadığını belirtti.",
      "Karayazı köyünde toplanan aileler, kıyıdan 6 kilometre uzaktaki arama alanından haber bekliyor.",
      "Vali, limandaki 45 teknenin denize çıkmasını yasakladı.",
    ],
    update: ["on bir kişi hayatını kaybetti", "on dört kişi hayatını kaybetti"],
    reworded: ["toplanan aileler", "bir araya gelen aileler"],
    otherTitle: "Gölbaşı kütüphanesi yeniden açıldı",
    other: [
      "Gölbaşı kasabasındaki yüz yıllık kütüphane, sekiz yıl süren onarımın ardından cumartesi günü yeniden açıldı.",
      "Müdür Nermin Tuna, sel sırasında kurtarılan el yazmalarının camlı dolaplarda sergilendiğini anlattı.",
      "Çatıya konan güneş panelleri binanın elektriğini karşılayacak, bahçede çocuklar için bir okuma evi kurulacak.",
      "Belediye, gelecek yıl iki köye gezici kütüphane göndermeyi planlıyor.",
    ],
    blurb:
      "Kanalımıza abone olmayı ve bildirimleri açmayı unutmayın. Türkiye'den ve dünyadan en güncel haberleri, canlı yayınları ve programları her gün sizin için hazırlıyoruz. Videoyu beğenin, arkadaşlarınızla paylaşın, bizi bütün sosyal medya hesaplarımızdan takip edin ve uygulamamızı ücretsiz indirin.",
  },
  {
    language: "uk",
    title: "Пожежа на меблевій фабриці в Крутоярі: дванадцять загиблих",
    house: "Крутояр оплакує робітників нічної зміни",
    sentences: [
      "Щонайменше дванадцять людей загинули під час пожежі на меблевій фабриці в Крутоярі, повідомила служба порятунку.",
      "Полум’я спалахнуло близько 03:20 у цеху № 4 і за годину охопило склад площею 1800 квадратних метрів.",
      "Начальник зміни Остап Гринюк розповів, що запасні виходи були зачинені, а сигналізація не спрацювала.",
      "До лікарень Крутояра доставили 27 поранених, серед них троє підлітків.",
      "Власник фабрики, компанія «Явір», заявив, що перевірка у квітні порушень не виявила.",
      "Вогонь гасили 64 рятувальники з п’яти міст.",
    ],
    update: ["дванадцять людей загинули", "п’ятнадцять людей загинули"],
    reworded: ["серед них троє підлітків", "зокрема троє підлітків"],
    otherTitle: "У Липовому відкрили міст через Стугну",
    other: [
      "У місті Липове в суботу відкрили пішохідний міст через річку, якого мешканці чекали понад тридцять років.",
      "Архітекторка Соломія Вербицька пояснила, що перила зроблено зі старих трамвайних рейок.",
      "Досі школярі щодня обходили греблю, і взимку дорога забирала сорок хвилин.",
      "Навесні біля мосту висадять яблуневий сад.",
    ],
    blurb:
      "Підписуйтеся на наш канал і вмикайте сповіщення, щоб не пропустити нові випуски. Ми щодня розповідаємо про головне в країні та світі, готуємо репортажі, розслідування й інтерв’ю. Підтримати редакцію можна на нашому сайті, там само є прямий ефір. Діліться відео з друзями та пишіть нам у коментарях.",
  },
  {
    language: "id",
    title: "Jembatan gantung putus di Warungjati, sebelas orang tewas",
    house: "Duka warga desa setelah jembatan roboh",
    sentences: [
      "Sedikitnya sebelas orang tewas setelah jembatan gantung di Desa Warungjati putus pada Minggu sore, kata badan penanggulangan bencana.",
      "Jembatan sepanjang 130 meter itu roboh sekitar pukul 16.20 ketika puluhan warga pulang dari pasar.",
      "Kepala desa Surya Hadiningrat mengatakan kabel jembatan tidak pernah diganti sejak dibangun 19 tahun lalu.",
      "Dua puluh tiga orang dirawat di tiga rumah sakit, dan enam orang masih hilang di Sungai Cilembu.",
      "Perusahaan Bina Karya menyatakan telah memeriksa jembatan itu pada bulan Mei dan menyarankan penutupan.",
      "Pemerintah kabupaten belum memutuskan siapa yang membayar pengobatan korban.",
    ],
    update: ["sebelas orang tewas", "empat belas orang tewas"],
    reworded: ["pulang dari pasar", "kembali dari pasar"],
    otherTitle: "Penenun Sukamenak membuka sekolah malam",
    other: [
      "Para penenun di Sukamenak membuka sekolah malam bagi anak-anak yang bekerja di ladang pada siang hari.",
      "Pengajar utama, Ratna Puspita, belajar menenun dari neneknya dan kini memakai benang dari pelepah pisang.",
      "Kain karya murid dijual di kota, dan hasilnya dipakai untuk membeli lampu serta buku.",
      "Dinas pendidikan berjanji akan mengirim dua guru pada bulan depan.",
    ],
    blurb:
      "Jangan lupa berlangganan saluran kami dan nyalakan lonceng agar tidak ketinggalan berita terbaru. Kami menyajikan laporan dari seluruh penjuru negeri setiap hari, lengkap dengan siaran langsung dan wawancara. Bagikan video ini kepada teman dan keluarga, tulis komentar, dan ikuti kami di semua media sosial.",
  },
];
