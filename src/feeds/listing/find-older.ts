// Finds the next page of a list.
import type { AnyNode } from "domhandler";
import { DomUtils } from "htmlparser2";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { textOf } from "./listing-link.ts";

const OLDER_WORDS =
  /^(?:next|next page|(?:(?:see|show|load) )?(?:older|more)(?: (?:posts|entries|news|articles|stories|results|items))?|siguiente|suivant|suivante|weiter|nächste|prossima|próxima|следующая|вперёд|далее|наступна|далі|التالي|الأقدم|下一页|下一頁|下页|次へ|次のページ|다음|ถัดไป|နောက်|sonraki|następna|další|›|»|→|>|>>)\s*[›»→>]*$/iu;

/** By `rel=next`, by its words, or as the number after this page's; on the same host. */
export function findOlder(document: AnyNode, pageUrl: string): string | null {
  const page = new URL(pageUrl);
  const number = numberOf(page) + 1;
  let said: string | null = null;
  let numbered: string | null = null;
  // An address is read only of a link that may be the one: a page may have a hundred thousand.
  for (const element of DomUtils.getElementsByTagName((name) => name === "a" || name === "link", document)) {
    const isNamed = (element.attribs["rel"] ?? "").toLowerCase().split(/\s+/).includes("next");
    const text = element.name === "a" ? textOf(element) : "";
    const isSaid = said === null && element.name === "a" && OLDER_WORDS.test(element.attribs["aria-label"] ?? text);
    const isNumber = numbered === null && text === String(number);
    if (!isNamed && !isSaid && !isNumber) continue;
    const url = addressOn(page, element.attribs["href"]);
    if (url === null) continue;
    if (isNamed) return url;
    if (isSaid) said = url;
    if (isNumber && numberOf(new URL(url)) === number) numbered = url;
  }
  return said ?? numbered;
}

/** Another page of the same host. */
function addressOn(page: URL, href: string | undefined): string | null {
  const address = resolveWebUrl(href, page.href);
  if (address === null) return null;
  const url = new URL(address);
  url.hash = "";
  return url.host === page.host && url.href !== page.href ? url.href : null;
}

/** The number of a page, 1 if its address holds none. */
function numberOf({ pathname, searchParams }: URL): number {
  for (const [name, value] of searchParams)
    if (/^(?:page|p|pg|paged|seite|pagina)$/i.test(name) && /^\d{1,4}$/.test(value)) return Number(value);
  return Number(/\/(?:page|p|seite|pagina)[/-]?(\d{1,4})\/?$/i.exec(pathname)?.[1] ?? 1);
}
