// Generates more single stories than anybody would write by hand, for tests of volume and chaos: each distinct, each with its own token.
import type { InventedArticle } from "./invented-article.ts";
import { outlets } from "./outlets.ts";
import { closings, leads, sentences, titles, words } from "./generator-words.ts";

const spanHours = 46;
const sentencesEach = 8;
const englishOutlets = outlets.filter(({ language }) => language === "en");

/** The token of the nth generated article, in its title and text and nowhere else. */
export const tokenOf = (index: number): string => `WX${String(index).padStart(5, "0")}`;

/** `count` articles, odd ones about Russia and even ones about Myanmar's junta; the first n are the same for any count, apart from their times. */
export function generateArticles(count: number): InventedArticle[] {
  return Array.from({ length: count }, (_, index) => generateArticle(index, (spanHours * (index + 1)) / (count + 1)));
}

function generateArticle(index: number, hoursBefore: number): InventedArticle {
  const random = randomFrom(index);
  const token = tokenOf(index);
  const watchlist = index % 2 === 0 ? "myanmar-junta" : "russia";
  const write = (pattern: string): string => capitalised(fillIn(pattern, token, random));
  const chosen = shuffled(sentences, random).slice(0, sentencesEach).map(write);
  const middle = [0, 2, 4, 6].map((start) => chosen.slice(start, start + 2).join(" "));
  return {
    slug: `generated-${token.toLowerCase()}`,
    outlet: englishOutlets[index % englishOutlets.length]?.id ?? "meridian",
    hoursBefore,
    title: write(pick(titles[watchlist], random)),
    byline: write("{Name} {Name}"),
    body: [write(pick(leads[watchlist], random)), ...middle, write(pick(closings, random))],
    watchlists: [watchlist],
  };
}

/** Fills `{slot}` from the words, which may have slots themselves, `{number}`, `{Name}` (a made-up one) and `{token}`. */
function fillIn(pattern: string, token: string, random: () => number): string {
  return pattern.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === "token") return token;
    if (slot === "number") return String(12 + Math.floor(random() * 980));
    if (slot === "Name") return inventName(random);
    const choices = words[slot];
    if (choices === undefined) throw new Error(`no words for {${slot}}`);
    return fillIn(pick(choices, random), token, random);
  });
}

function inventName(random: () => number): string {
  const name = [0, 1, 2].map(() => pick(words.syllable ?? [], random)).join("");
  return capitalised(name);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function pick(choices: readonly string[], random: () => number): string {
  return choices[Math.floor(random() * choices.length)] ?? "";
}

function shuffled(items: readonly string[], random: () => number): string[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** mulberry32: the same sequence of numbers between 0 and 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
