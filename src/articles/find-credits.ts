// Finds the lines in which an article names the agency or outlet that it comes from, before cleaning removes them.
import type { Block } from "./read-blocks.ts";

/** News agencies by the names that they are credited under. */
const NAMED =
  "AFP|AP|The Associated Press|Associated Press|Reuters|Thomson Reuters|dpa|dpa-AFX|epd|KNA|SID|APA|sda|ATS|Keystone-SDA|ANSA|AGI|Adnkronos|EFE|Europa Press|Lusa|Belga|ANP|TT|NTB|Ritzau|STT|PAP|CTK|ČTK|TASR|SITA|MTI|BTA|Agerpres|Tanjug|HINA|STA|" +
  "TASS|ТАСС|RIA Novosti|РИА Новости|Interfax|Интерфакс|BelTA|БелТА|Ukrinform|Укринформ|Укрінформ|UNIAN|УНИАН|Kazinform|Anadolu|Anadolu Agency|AA|IRNA|Tasnim|SANA|WAFA|Petra|MENA|SPA|WAM|QNA|KUNA|APS|MAP|" +
  "Xinhua|新华社|CNS|中新社|CNA|中央社|Kyodo|Kyodo News|共同|共同通信|Jiji|Jiji Press|時事|Yonhap|연합뉴스|KCNA|VNA|TTXVN|Antara|Bernama|PTI|ANI|IANS|UNI|APP|BSS|UNB|" +
  "UPI|Bloomberg|PA|PA Media|Press Association|AAP|The Canadian Press|Canadian Press|CP|Agência Brasil|Télam|Prensa Latina|Notimex|NAN|GNA|PANA|SAPA";

/** "(AFP)", "(Reuters) -", "(dpa/AP)": the agency in brackets, alone or with others. */
const BRACKETED = new RegExp(`\\((?:${NAMED})(?:\\s*[/,&+]\\s*(?:${NAMED}))*\\)`, "u");
/** A whole line that says where a text comes from, in the languages it was met in. */
const CREDIT_LINE =
  /^(?:sources?|quellen?|fuentes?|fontes?|fonte|bron|kilde|källa|lähde|kaynak|źródło|zdroj|источник|джерело|来源|來源|출처|အရင်းအမြစ်)\s*[:：]\s*\S|^(?:\(?(?:additional |with )?(?:reporting|writing|editing|compiled) by\b)|^(?:with|mit material von|avec|con información de|с использованием материалов) (?:files from|inputs from|material from|agencies|agency)?\s*\S|^(?:©|\(c\)|copyright)\s*\S|^this (?:story|article|report) (?:was|is) (?:first |originally )?(?:published|produced|provided|written) (?:by|in|on|at)\b|^(?:originally|first) published (?:by|in|on|at)\b|^(?:republished|reprinted) (?:from|with permission)\b/iu;
const WITH = /^(?:with|mit|avec|con) /iu;
const MENTIONS = new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${NAMED})(?=$|[^\\p{L}\\p{N}])`, "u");
const LINE_CHARS_MAX = 200;
const CREDITS_MAX = 10;
const AGENCY_ALONE = new RegExp(`^(?:${NAMED})$`, "u");

/** `blocks` are the page's own, as they came. A credit is a whole line, or the agency in brackets of a longer one. */
export function findCredits(blocks: readonly Block[]): string[] {
  const credits = new Set<string>();
  for (const { text } of blocks) {
    if (credits.size >= CREDITS_MAX) break;
    if (text.length <= LINE_CHARS_MAX && isCreditLine(text)) credits.add(text);
    else {
      const agency = BRACKETED.exec(text.slice(0, LINE_CHARS_MAX)) ?? BRACKETED.exec(text.slice(-40));
      if (agency) credits.add(agency[0]);
    }
  }
  return [...credits];
}

function isCreditLine(text: string): boolean {
  if (AGENCY_ALONE.test(text)) return true;
  return CREDIT_LINE.test(text) && (!WITH.test(text) || MENTIONS.test(text));
}
