// Knows a consent dialog from an article: by the names its makers give it and by what it talks about.
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";

/** Names of the common consent managers' elements, as they stand in ids and class names. */
const MARKS =
  /onetrust|didomi|usercentrics|sp_message|cmp-?(?:container|box|ui|wrapper)|(?:cookie|consent|gdpr|privacy)-?(?:wall|manager|dialog|page|form|banner|notice|modal|overlay|popup|layer|bar|box)|quantcast|qc-cmp|truste|cookiebot|cybot|fc-consent|tcf|iubenda|klaro/i;
const TERMS =
  /(?<!\p{L})(?:cookies?|consent|gdpr|privacy (?:policy|settings|choices|statement)|third[- ]part(?:y|ies)|vendors?|personal data|legitimate interests?|personali[sz]ed (?:ads|advertising|content)|einwilligung|datenschutz|consentement|données personnelles|consentimiento|datos personales|toestemming|zgod[aęy]|персональных данных|файлы cookie)(?!\p{L})/giu;
/** One word in this many is a dialog's; an article about privacy uses them far less. */
const WORDS_PER_TERM = 25;

/** Removes consent dialogs in place: what bears such a name and talks of nothing else. */
export function removeConsentDialogs({ body }: PageDocument): void {
  // A page repeats its names; each is looked at once.
  const marked = new Map<string, boolean>();
  const isMarked = (name: string | null): boolean => {
    if (name === null || name === "") return false;
    let known = marked.get(name);
    if (known === undefined) marked.set(name, (known = MARKS.test(name)));
    return known;
  };
  const visit = (element: PageElement) => {
    for (let child = element.firstElementChild, next; child; child = next) {
      next = child.nextElementSibling;
      const isDialog =
        isMarked(child.getAttribute("id")) ||
        isMarked(child.getAttribute("class")) ||
        (child.getAttribute("role")?.includes("dialog") ?? false);
      if (isDialog && isAboutConsent(child.textContent)) child.remove();
      else visit(child);
    }
  };
  visit(body);
}

/** Whether a page bears a consent manager's marks anywhere. */
export function hasConsentMarks(html: string): boolean {
  return MARKS.test(html);
}

/** Whether a text talks of consent and of little else. */
export function isAboutConsent(text: string): boolean {
  const terms = text.match(TERMS)?.length ?? 0;
  return terms >= 2 && terms * WORDS_PER_TERM >= (text.match(/\p{L}+/gu)?.length ?? 0);
}

/** What a dialog says to its reader and an article about consent does not, unless it quotes one. */
const ASKS =
  /(?<!\p{L})(?:we (?:and|use|value|process|care)|our (?:partners|vendors|site|website|privacy)|your (?:consent|choices?|privacy|preferences|device|data|experience)|you (?:can|may|accept|agree|consent)|(?:accept|reject|agree|allow|manage|decline)(?: all| and| options| preferences| choices| cookies)?|wir (?:und|verwenden|nutzen)|unsere[nr]? (?:partner|website)|ihre?[nr]? (?:zustimmung|einwilligung|daten|auswahl)|sie können|(?:alle )?(?:akzeptieren|ablehnen|zustimmen)|nous (?:et|utilisons)|nos partenaires|votre (?:consentement|choix|vie privée)|vous pouvez|(?:tout )?(?:accepter|refuser)|nosotros|nuestros socios|su consentimiento|puede(?:s)?|(?:aceptar|rechazar)(?: todo)?|wij en|uw (?:toestemming|keuze)|(?:alles )?(?:accepteren|weigeren)|my i nasi|twoj[aąe]\p{L}*|(?:za)?akceptuj\p{L}*|мы и|ваш\p{L}*|принять|вы можете)(?!\p{L})/giu;
const ASKS_MIN = 3;

/** Whether a text speaks to its reader as a dialog does. */
export function asksItsReader(text: string): boolean {
  return (text.match(ASKS)?.length ?? 0) >= ASKS_MIN;
}
