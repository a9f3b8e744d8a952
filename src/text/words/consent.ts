// Tells what asks for consent to cookies from other words, by its vendors' class names and by its vocabulary.

/** Class names and ids of the common consent managers. */
export const CONSENT_MARKS =
  /onetrust|didomi|usercentrics|sp_message|cmp-?(?:container|box|ui|wrapper)|(?:cookie|consent|gdpr|privacy)-?(?:wall|manager|dialog|page|form|banner|notice|modal|overlay|popup|layer|bar|box)|quantcast|qc-cmp|truste|cookiebot|cybot|fc-consent|tcf|iubenda|klaro/i;
/** In lower case. What stands before a term is looked at afterwards: a search that begins with it takes twenty times as long. */
const TERMS =
  /(?:cookies?|consent|gdpr|privacy (?:policy|settings|choices|statement)|third[- ]part(?:y|ies)|vendors?|personal data|legitimate interests?|personali[sz]ed (?:ads|advertising|content)|einwilligung|datenschutz|consentement|données personnelles|consentimiento|datos personales|toestemming|zgod[aęy]|персональных данных|файлы cookie)(?!\p{L})/gu;
/** In a dialog one word in this many is about consent; an article about privacy has far fewer. */
const WORDS_PER_TERM = 25;

/** Whether a text is about consent and little else. */
export function isAboutConsent(text: string): boolean {
  const folded = text.toLowerCase();
  let terms = 0;
  for (const { index } of folded.matchAll(TERMS)) if (index === 0 || !/\p{L}/u.test(folded[index - 1] ?? "")) terms++;
  return terms >= 2 && terms * WORDS_PER_TERM >= (text.match(/\p{L}+/gu)?.length ?? 0);
}

/** Phrases that a dialog says to its reader. An article about consent has them only in quotations. */
const ASKS =
  /(?<!\p{L})(?:we (?:and|use|value|process|care)|our (?:partners|vendors|site|website|privacy)|your (?:consent|choices?|privacy|preferences|device|data|experience)|you (?:can|may|accept|agree|consent)|(?:accept|reject|agree|allow|manage|decline)(?: all| and| options| preferences| choices| cookies)?|wir (?:und|verwenden|nutzen)|unsere[nr]? (?:partner|website)|ihre?[nr]? (?:zustimmung|einwilligung|daten|auswahl)|sie können|(?:alle )?(?:akzeptieren|ablehnen|zustimmen)|nous (?:et|utilisons)|nos partenaires|votre (?:consentement|choix|vie privée)|vous pouvez|(?:tout )?(?:accepter|refuser)|nosotros|nuestros socios|su consentimiento|puede(?:s)?|(?:aceptar|rechazar)(?: todo)?|wij en|uw (?:toestemming|keuze)|(?:alles )?(?:accepteren|weigeren)|my i nasi|twoj[aąe]\p{L}*|(?:za)?akceptuj\p{L}*|мы и|ваш\p{L}*|принять|вы можете)(?!\p{L})/giu;
const ASKS_MIN = 3;

/** Whether a text addresses its reader as a dialog does. */
export function asksItsReader(text: string): boolean {
  return (text.match(ASKS)?.length ?? 0) >= ASKS_MIN;
}

/** Whether a page has a consent manager's marks anywhere. */
export function hasConsentMarks(html: string): boolean {
  return CONSENT_MARKS.test(html);
}
