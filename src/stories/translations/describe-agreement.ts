// Says for people which figures, dates and names two texts in different languages have in common.
import { chanceBitsOf, isOfName } from "./mark.ts";
import type { Item } from "./mark.ts";

/** The most telling ones. */
const SHOWN = 8;

/** `own` are the items of the article, `others` those of the one that it was compared with. */
export function describeAgreement(own: readonly Item[], others: readonly Item[]): string[] {
  const itemOf = new Map(others.flatMap((item) => item.marks.map((mark) => [mark, item] as const)));
  const used = new Set<Item>();
  const agreed = own.flatMap((item) => {
    const mark = item.marks.find((one) => itemOf.has(one));
    const other = mark === undefined ? undefined : itemOf.get(mark);
    if (mark === undefined || other === undefined || used.has(other)) return [];
    used.add(other);
    const written = other.written === item.written ? item.written : `${other.written} (${item.written})`;
    return [{ written, isName: isOfName(mark), bits: chanceBitsOf(mark) }];
  });
  const list = (isName: boolean): string =>
    agreed
      .filter((one) => one.isName === isName)
      .toSorted((a, b) => b.bits - a.bits)
      .slice(0, SHOWN)
      .map(({ written }) => written)
      .join(", ");
  const [figures, names] = [list(false), list(true)];
  return [
    ...(figures === "" ? [] : [`figures and dates that agree: ${figures}`]),
    ...(names === "" ? [] : [`names that agree: ${names}`]),
  ];
}
