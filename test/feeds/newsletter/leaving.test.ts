// Links for leaving a newsletter, in whatever language, become no story, wherever in the mail they stand.
import { expect, test } from "vitest";
import { readMessage } from "../../../src/feeds/newsletter/read-message.ts";
import { isAboutTheMail } from "../../../src/feeds/newsletter/about-the-mail.ts";
import { isLeavingAddress } from "../../../src/feeds/newsletter/mail-link.ts";

/** Only the mailing service knows where it leads. */
const WAY_OUT = "https://t.mailer.example/c/ZZtop99Qw";
const story = (index: number, title: string): string =>
  `<h3><a href="https://t.mailer.example/c/AB${index}cdEFgh">${title}</a></h3><p>What is said of it in some words that follow.</p>`;
const STORIES = story(1, "Bridge over the Elva closes for a year") + story(2, "Council sells the old tannery to a bank");

async function addressesIn(body: string): Promise<(string | null)[]> {
  const mail = `From: Daily <a@b.example>\r\nSubject: Daily\r\nMessage-ID: <1@b.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`;
  const options = { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] };
  return (await readMessage(Buffer.from(mail), options)).entries.map(({ url }) => url);
}

test.each([
  "You are receiving this email because you signed up at our website on 3 April. If you no longer wish to receive these emails, click [here].",
  "[Leave this mailing list]",
  "To end your subscription, follow [this link]",
  "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben. Wenn Sie ihn nicht mehr erhalten möchten, klicken Sie bitte [hier].",
  "[Keine weiteren Mails mehr bekommen]",
  "Si vous ne souhaitez plus recevoir nos lettres, [cliquez ici].",
  "[Anular la suscripción a este boletín]",
  "Caso não queira mais receber nossos e-mails, [clique aqui].",
  "Se non desideri più ricevere queste comunicazioni, [clicca qui].",
  "Wilt u deze nieuwsbrief niet meer ontvangen? [Klik dan hier].",
  "Vill du inte längre få våra utskick? [Klicka här]",
  "Jeśli nie chcesz otrzymywać naszych wiadomości, [kliknij tutaj].",
  "[Odhlásit se z odběru novinek]",
  "[Leiratkozás a hírlevélről]",
  "Если вы больше не хотите получать эти письма, нажмите [здесь].",
  "[Скасувати підписку на розсилку]",
  "[Διαγραφή από τη λίστα αποστολής]",
  "Bu e-postaları almak istemiyorsanız [buraya tıklayın].",
  "إذا كنت لا ترغب في تلقي هذه الرسائل [اضغط هنا]",
  "[لغو عضویت در این خبرنامه]",
  "[להסרה מרשימת התפוצה לחצו כאן]",
  "[如果您不想再收到此邮件,请点击这里]",
  "今後メールの受信を希望されない方は[こちら]",
  "더 이상 메일을 받고 싶지 않으시면 [여기를 클릭하세요]",
  "[Berhenti berlangganan dari buletin ini]",
  "[Hủy đăng ký nhận bản tin này ngay]",
  "[စာရင်းမှ နုတ်ထွက်ရန် ဤနေရာကို နှိပ်ပါ]",
])("%s is no story", async (words) => {
  const line = words.replace(/\[(.*)\]/, `<a href="${WAY_OUT}">$1</a>`);
  for (const body of [
    `${STORIES}<p>${line}</p>`,
    `<p>${line}</p>${STORIES}`,
    `${STORIES}<h3>Your subscription to this letter</h3><p>${line}</p>`,
    `${STORIES}<table><tr><td><b>Quay Courier</b></td></tr><tr><td>${line}</td></tr></table>`,
  ]) {
    const found = await addressesIn(body);
    expect(found).not.toContain(WAY_OUT);
    expect(found).toContain("https://t.mailer.example/c/AB2cdEFgh");
  }
});

test.each([
  "These emails show what the minister knew about the harbour",
  "Flight cancellations at the northern airport reach a record",
  "Threatening email was sent to forty schools in the region",
  "Diese E-Mails belasten den Minister schwer",
  "EU will das Abmelden von Fahrzeugen online erlauben",
  "Rentner sollen den Zuschuss nicht mehr erhalten, sagt der Minister",
  "Google to remove your address from its maps on request",
  "El ministro pide dejar de recibir este dinero",
  "Cancellazione dalla Serie A: il club fa ricorso",
  "Отписка вместо ответа: чиновники ответили пострадавшим",
  "Chính phủ trình duyệt quy hoạch điện VIII",
  "ยกเลิกการสมัครรับเลือกตั้ง ส.ส. 12 คน",
  "多国停止接收阿富汗难民",
  "Netflix、動画の配信を停止",
])("%s is a headline", (title) => {
  expect(isAboutTheMail(title)).toBe(false);
});

test("stories below a link for settings in the middle of a mail are read", async () => {
  const more = [3, 4, 5].map((index) => story(index, `Ferry ${index} sinks at its moorings`)).join("");
  const settings = `<p><a href="${WAY_OUT}">Manage your preferences</a></p>`;
  expect(await addressesIn(`${STORIES}${story(6, "A third of the town is flooded")}${settings}${more}`)).toHaveLength(6);
});

test.each([
  ["https://lists.example/unsubscribe/4711", true],
  ["https://lists.example/u?do=unsubscribe_confirm", true],
  ["https://quay.example/newsletter/abbestellen", true],
  ["https://quay.example/newsletter/baja", true],
  ["https://quay.example/darse-de-baja/7", true],
  ["https://quay.example/newsletter/odhlasit", true],
  ["https://quay.example/2026/how-to-unsubscribe-from-a-gym-by-law", false],
  ["https://quay.example/estados/baja-california", false],
  ["https://quay.example/parlament-odhlasoval-rozpocet", false],
  ["https://quay.example/vesti/otpis-dugova", false],
  ["https://quay.example/kraj/rezygnacja-ministra", false],
])("%s is for leaving: %s", (url, isLeaving) => {
  expect(isLeavingAddress(new URL(url))).toBe(isLeaving);
});

test.each([
  ["The message from the ministry did not say why.", "Read more here"],
  ["The sea level is no reason, said the mayor.", "More here"],
  ["Минобороны сообщило, что удар по мосту не подтвердился.", "Подробности здесь"],
  ["Het bericht is volgens het kabinet niet juist.", "Lees het hier"],
  ["La liste des victimes n’est pas close, dit la mairie.", "À lire ici"],
])("a story whose link only points to it is read: %s", async (said, pointer) => {
  const pointed = (index: number, title: string, words: string): string =>
    `<p><b>${title}</b></p><p>${words} <a href="https://t.mailer.example/c/AB${index}cdEFgh">${pointer}</a></p>`;
  const body =
    pointed(1, "Bridge over the Elva closes for a year", said) +
    ["Ferry sinks at its moorings", "A third of the town is flooded"]
      .map((title, index) => pointed(index + 2, title, "Divers are at work since the morning."))
      .join("");
  expect(await addressesIn(body)).toHaveLength(3);
});
