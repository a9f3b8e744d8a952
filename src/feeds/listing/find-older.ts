// Finds the next page of a list.
import type { AnyNode } from "domhandler";
import { DomUtils } from "htmlparser2";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { textOf } from "./listing-link.ts";

const OLDER_WORDS =
  /^(?:next|next page|older|older (?:posts|entries|news|articles)|more|load more|siguiente|suivant|suivante|weiter|nächste|prossima|próxima|следующая|вперёд|далее|наступна|далі|التالي|الأقدم|下一页|下一頁|下页|次へ|次のページ|다음|ถัดไป|နောက်|sonraki|następna|další|›|»|→|>|>>)\s*[›»→>]*$/iu;

/** By `rel=next`, by its words, or as the number after this page's; on the same host. */
export function findOlder(document: AnyNode, pageUrl: string): string | null {
  const page = new URL(pageUrl);
  const links = DomUtils.getElementsByTagName((name) => name === "a" || name === "link", document).flatMap((element) => {
    const address = resolveWebUrl(element.attribs["href"], pageUrl);
    if (address === null) return [];
    const url = new URL(address);
    url.hash = "";
    return url.host === page.host && url.href !== page.href ? [{ element, url: url.href }] : [];
  });
  const named = links.find(({ element }) => (element.attribs["rel"] ?? "").toLowerCase().split(/\s+/).includes("next"));
  const said = links.find(
    ({ element }) => element.name === "a" && OLDER_WORDS.test(element.attribs["aria-label"] ?? textOf(element)),
  );
  const number = numberOf(page) + 1;
  const numbered = links.find(
    ({ element, url }) => element.name === "a" && textOf(element) === String(number) && numberOf(new URL(url)) === number,
  );
  return named?.url ?? said?.url ?? numbered?.url ?? null;
}

/** The number of a page, 1 if its address holds none. */
function numberOf({ pathname, searchParams }: URL): number {
  for (const [name, value] of searchParams)
    if (/^(?:page|p|pg|paged|seite|pagina)$/i.test(name) && /^\d{1,4}$/.test(value)) return Number(value);
  return Number(/\/(?:page|p|seite|pagina)[/-]?(\d{1,4})\/?$/i.exec(pathname)?.[1] ?? 1);
}
