// Tells the name of a page's own outlet from other names: a title's last part, or an "author" that is nobody.
import { ADDED } from "../../text/outlets/fits-host.ts";
import { hostOf } from "../../text/host-of.ts";

const SECOND_LEVEL = /^(?:com?|org|net|gov|edu|ac|go|or|ne)$/;

/** Whether a text is the outlet's name: as the page gives it (`site`, or null), or as its address does. */
export function openOutletName(site: string | null, url: string): (text: string) => boolean {
  const host = (hostOf(url) ?? "").replace(/^www\d?\./, "");
  const labels = host.split(".").slice(0, -1);
  const own = labels.findLast((label) => !SECOND_LEVEL.test(label)) ?? "";
  const names = new Set([site ?? "", host, own].flatMap((name) => [keyOf(name), coreOf(name)]));
  names.delete("");
  return (text) => names.has(keyOf(text)) || names.has(coreOf(text));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const keyOf = (text: string): string => wordsOf(text).join("");

const coreOf = (text: string): string =>
  wordsOf(text)
    .filter((word) => !ADDED.has(word))
    .join("");
