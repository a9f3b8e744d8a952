// Tells an address of an AMP or mobile page, which is another form of its article's page.

const HOST = /^(?:amp|m|mobile|mobil|touch|wap|lite|mweb)\./i;
const PATH = /(?:^|\/)(?:amp|m|mobile)(?:\/|$)|[./_-]amp(?:\.html?|\/)?$/i;
const NAME = /^(?:amp|amp_markup|amphtml|is_?amp|mobile|m)$/i;
const FORM = /^(?:output|outputtype|view|format|type|layout|app|device)$/i;
const FORM_OF = /^(?:amp|mobile|touch)$/i;

export function isAlternateAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname, searchParams } = new URL(url);
  return HOST.test(hostname) || PATH.test(pathname) || [...searchParams].some((pair) => isOfAlternate(...pair));
}

const isOfAlternate = (name: string, value: string): boolean =>
  (NAME.test(name) && /^(?:1|true|yes|amp)?$/i.test(value)) || (FORM.test(name) && FORM_OF.test(value));

/** Where the article probably stands, if the page itself cannot be asked: the address without the marks of AMP; null if it has none. */
export function withoutAmp(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const plain = new URL(url);
  const kept = plain.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !isOfAlternate(...nameAndValue(pair)));
  plain.search = kept.length > 0 ? `?${kept.join("&")}` : "";
  plain.pathname = plain.pathname
    .replace(/\/amp(\/?)$/i, "$1")
    .replace(/\.amp(?=\.html?$|$)/i, "")
    .replace(/^\/amp(?=\/)/i, "");
  return plain.href === new URL(url).href || plain.pathname === "/" ? null : plain.href;
}

function nameAndValue(pair: string): [string, string] {
  const [name = "", value = ""] = pair.split("=", 2);
  return [name, value];
}
