// The links of a newsletter: which of them never lead to an article, and where those lead that a mailing service counts.
import { unwrapUrl } from "../../text/unwrap-url.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { isAboutTheMail } from "./about-the-mail.ts";

const SHARING =
  /^(?:(?:get it|available) on (?:google play|the app ?store)|(?:get|download) (?:the|our) app)$|^(?:share|tweet|post|like|follow|join|forward|print|save|download)(?: (?:this|it|on|us|to|via|with|our|the)\b.*)?$|^(?:(?:share|follow|like|find|join)(?: us| this)? on )?(?:facebook|twitter|x|instagram|linkedin|youtube|telegram|whatsapp|threads|bluesky|mastodon|tiktok|pinterest|reddit|app store|google play|apple podcasts|spotify)$/iu;

/** Addresses of mailing services and of senders that change or show what a reader gets. */
const MAIL_ADDRESS =
  /(?:^|[/._?&=-])(?:unsub\w*|opt[-_]?out|list-?remove|remove-?me|preferences?|prefs|subscription-?center|manage-?(?:subscriptions?|preferences)|profile-?center|list-unsubscribe|abmelden|abbestellen|desabonn\w*|desinscri\w*|dar(?:se|me)?-de-baja|cancelar-(?:suscripcion|inscricao|assinatura)|desuscrib\w*|descadastr\w*|disiscri\w*|afmeld\w*|uitschrijven|avregistrera|avprenumerera|avmeld\w*|wypisz\w*|leiratkoz\w*|dezabon\w*|otpisat\w*|vidpys\w*|abonelikten-?cik|view-?(?:in-?browser|online|email|web)|webversion|web-version|viewinbrowser|forward-?to-?a?-?friend|email-?settings|alerts\/(?:feedback|share|edit|remove))(?:$|[/._?&=-])/i;
/** The same by words that addresses of news have too, such as that of Baja California: they stand alone, at the end or as a parameter. */
const LONE_MAIL_ADDRESS =
  /[/?&=](?:baja|abmeldung|austragen|rezygnacja(?:-z-\w+)?|odhla(?:s|seni|senie|sit|sit-se|sit-sa)|odjava|otpiska)(?:\.\w{2,5})?\/?(?:$|[?&=])/i;

const SOCIAL_HOST =
  /(?:^|\.)(?:facebook\.com|fb\.com|twitter\.com|x\.com|instagram\.com|linkedin\.com|youtube\.com|youtu\.be|t\.me|telegram\.me|whatsapp\.com|wa\.me|threads\.(?:net|com)|bsky\.app|tiktok\.com|pinterest\.[a-z.]+|reddit\.com|apps\.apple\.com|play\.google\.com|addtoany\.com|addthis\.com|sharethis\.com|getpocket\.com)$/i;
/** Some of their pages are news: a post, a video. */
const SOCIAL_PAGE =
  /^\/(?:watch|status|posts?|videos?|reel|p|s|live|r\/[^/]+\/comments)(?:\/|$)|\/(?:status|posts?|videos?)\/\d|^\/[^/]+\/\d+$/i;
const SHARE_PAGE = /shar(?:er|e|ing|earticle)\b|\/intent\/|[?&](?:u|url|text|body)=https?(?::|%3a)/i;
const PICTURE = /\.(?:jpe?g|png|gif|webp|svg|ico|css|ics|vcf)$/i;

/** Parts of an address that a counter of clicks has: of its host or of its path. */
const COUNTING =
  /(?:^|[./_-])(?:clicks?|ct|track(?:ing|er)?|trk|redir(?:ect)?|links?|lnk|ls|l0|cl0|go|out|r|e|t|url|email|mail(?:er|ing)?s?|news(?:letter)?|awstrack|sendgrid|mandrillapp|list-manage\d*|substack|convertkit-mail\d*|mailgun|sparkpost|mjt|hubspot\w*)(?:$|[./_-])/i;
const ARCHIVES = /(?:^|\.)(?:web\.archive\.org|archive\.(?:today|ph|is|org)|webcache\.googleusercontent\.com)$/i;
const LAYERS_MAX = 4;
const PART_CHARS_MAX = 4_000;

/** Whether a link by its words or address is about the mail, its sender's other pages, or sharing; `unsubscribe` are addresses that the mail's head names. */
export function isUnwanted(text: string, url: string, unsubscribe: ReadonlySet<string>): boolean {
  const words = text.trim().replace(/\s+/gu, " ");
  if (unsubscribe.has(url) || isAboutTheMail(words) || SHARING.test(words)) return true;
  if (!URL.canParse(url)) return true;
  const address = new URL(url);
  const { hostname, pathname, search } = address;
  if (PICTURE.test(pathname) || isLeavingAddress(address)) return true;
  if (SOCIAL_HOST.test(hostname) && (!SOCIAL_PAGE.test(pathname) || SHARE_PAGE.test(pathname + search))) return true;
  return pathname === "/" && search === "";
}

const SLUG_HYPHENS_MIN = 4;

/** Whether an address is for leaving a list, for a mail's settings or for another view of it; the words of a headline in an address are none. */
export function isLeavingAddress({ pathname, search }: URL): boolean {
  const parts = pathname.split("/").filter((part) => part.split("-").length <= SLUG_HYPHENS_MIN);
  const address = `/${parts.join("/")}${search}`;
  return MAIL_ADDRESS.test(address) || LONE_MAIL_ADDRESS.test(address);
}

/** The address of an article behind a counter of clicks, read from the address alone; the given one if it does not say. Null if it is no web address. */
export function unwrapCounted(href: string | undefined): string | null {
  let current = resolveWebUrl(href, null);
  for (let layer = 0; layer < LAYERS_MAX && current !== null; layer++) {
    const inner: string | null = targetIn(unwrapUrl(current));
    if (inner === null) return unwrapUrl(current);
    current = inner;
  }
  return current;
}

function targetIn(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const { hostname, pathname, searchParams } = url;
  if (ARCHIVES.test(hostname) || !(COUNTING.test(hostname) || COUNTING.test(pathname))) return null;
  const parts = [...searchParams.values(), ...pathname.split("/").slice(1), pathname.slice(1)];
  return parts.map(addressIn).find((found) => found !== null) ?? null;
}

/** An address that a part of another is: as it is, in percent signs, or in base64, alone or as a value of JSON. */
function addressIn(part: string): string | null {
  if (part.length < 8 || part.length > PART_CHARS_MAX) return null;
  const plain = decoded(part);
  const whole = /^https?:\/\/?[^\s/]+\.[^\s]+$/i.exec(plain)?.[0];
  if (whole !== undefined) return webAddress(whole.replace(/^(https?:)\/(?!\/)/i, "$1//"));
  if (!/^[\w+/=-]{16,}$/.test(plain)) return null;
  const inner = Buffer.from(plain, "base64url").toString("utf8");
  if (/^https?:\/\/[^\s\p{Cc}]+$/iu.test(inner)) return webAddress(inner);
  const quoted = /^\{.*?"(https?:(?:\\?\/){2}[^"\s]+)"/is.exec(inner.replaceAll('\\"', '"'))?.[1];
  return quoted === undefined ? null : webAddress(quoted.replace(/\\+\//g, "/"));
}

function decoded(part: string): string {
  try {
    const once = decodeURIComponent(part);
    return /^https?%3a/i.test(once) ? decodeURIComponent(once) : once;
  } catch {
    return part;
  }
}

const webAddress = (text: string): string | null => (URL.canParse(text) && new URL(text).hostname.includes(".") ? text : null);
