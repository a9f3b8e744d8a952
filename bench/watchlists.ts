// watchlists: matching against 100 to 100,000 watchlists as a multiple of reading the text once, and what one costs to compile and to keep.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { generateArticles } from "../src/newsroom/generate-articles.ts";
import { paragraphsOf } from "../src/newsroom/invented-article.ts";
import { compileWatchlists } from "../src/watchlists/compile-watchlists.ts";
import { Lexicon } from "../src/watchlists/words/lexicon.ts";
import { factsOf } from "../src/watchlists/document-facts.ts";
import { judgeWatchlist } from "../src/watchlists/judge-watchlist.ts";
import { matchWatchlists } from "../src/watchlists/match-watchlists.ts";
import { createWords, scanWords } from "../src/text/words/scan-words.ts";
import { createVocabulary } from "../src/watchlists/words/vocabulary.ts";
import { inventWatchlists } from "./support/watchlists.ts";
import { report } from "./support/report.ts";
import type { CompiledWatchlists } from "../src/watchlists/compile-watchlists.ts";
import type { WatchlistDefinition } from "../src/watchlists/watchlist.ts";
import type { BenchDocument } from "./support/watchlists.ts";
import type { Figure } from "./support/report.ts";

const ROUNDS = 60;
const DOCUMENTS = 180;
const SIZES = [100, 1_000, 10_000, 100_000];
/** How many watchlists name something that stands in the articles: about three match a document, and a dozen of the most. */
const HOT = 250;
const HOT_OF_MOST = 1_000;

/** Reads NDJSON with `title` and `text`, where a file is named; else what the invented newsroom writes, three articles in one. */
async function readDocuments(): Promise<BenchDocument[]> {
  const file = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
  if (file === undefined) {
    const articles = generateArticles(DOCUMENTS * 3);
    return Array.from({ length: DOCUMENTS }, (_, index) => {
      const three = articles.slice(index * 3, index * 3 + 3);
      return { title: three[0]?.title ?? "", text: three.flatMap(paragraphsOf).join("\n\n") };
    });
  }
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  const documents = lines.map((line) => JSON.parse(line) as Partial<BenchDocument>);
  return documents
    .map(({ title, text }) => ({ title: title ?? "", text: text ?? "" }))
    .filter(({ text }) => text.length > 200)
    .slice(0, DOCUMENTS);
}

type Work = (document: BenchDocument) => unknown;

/** The sum over the documents of the least time that each took: a busy moment of the machine lengthens some rounds, not the least. */
function leastMs(documents: readonly BenchDocument[], works: readonly Work[], rounds = ROUNDS): number[] {
  const least = works.map(() => documents.map(() => Infinity));
  for (let round = 0; round < rounds; round++) {
    for (const [at, work] of works.entries()) {
      for (const [index, document] of documents.entries()) {
        const started = performance.now();
        work(document);
        const ms = performance.now() - started;
        const times = least[at];
        if (times && ms < (times[index] ?? 0)) times[index] = ms;
      }
    }
  }
  return least.map((times) => times.reduce((sum, ms) => sum + ms, 0));
}

/** The floor: cut into words, each folded when it is first seen and known by number ever after, offsets kept. */
function openFloor(): Work {
  const words = createWords();
  const lexicon = new Lexicon(createVocabulary());
  const numbers = new Int32Array(1 << 20);
  return ({ title, text }) => {
    words.count = 0;
    scanWords(title, words);
    const titleCount = words.count;
    lexicon.number(title, words, 0, titleCount, numbers);
    scanWords(text, words);
    lexicon.number(text, words, titleCount, words.count, numbers);
    return words.count;
  };
}

/** The usual way: the whole text without its accents, and every word of it by a Unicode pattern. */
const usualFold: Work = ({ title, text }) => {
  const found: [string, number][] = [];
  for (const field of [title, text]) {
    const folded = field
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase();
    for (const match of folded.matchAll(/[\p{L}\p{N}]+/gu)) found.push([match[0], match.index]);
  }
  return found;
};

/** Which watchlists match, without where: what the places cost is the difference. */
function judgeAll({ watchlists, finder, candidates: { from, data } }: CompiledWatchlists, document: BenchDocument): number {
  const findings = finder.find(document.title, document.text);
  const numbers: number[] = [];
  for (const phrase of findings.phrases)
    for (let at = from[phrase] ?? 0; at < (from[phrase + 1] ?? 0); at++) numbers.push(data[at] ?? 0);
  const facts = factsOf(document);
  let matches = 0;
  let last = -1;
  for (const number of Int32Array.from(numbers).sort()) {
    const watchlist = watchlists[number];
    if (!watchlist || number === last) continue;
    last = number;
    if (judgeWatchlist(watchlist, findings, facts).kind === "matches") matches++;
  }
  return matches;
}

interface Compiled {
  compiled: CompiledWatchlists;
  /** Watchlists a second. */
  speed: number;
  /** Bytes a watchlist keeps, its share of what all hold. */
  bytes: number;
}

function collected(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

function compile(watchlists: WatchlistDefinition[]): Compiled {
  const before = collected();
  const started = performance.now();
  const { compiled, faults } = compileWatchlists([{ file: "watchlists/bench.yaml", content: { watchlists } }]);
  const seconds = (performance.now() - started) / 1_000;
  const fault = faults.find(({ severity }) => severity === "error");
  if (fault) throw new Error(fault.message);
  return { compiled, speed: watchlists.length / seconds, bytes: (collected() - before) / watchlists.length };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const textsOf = ({ any = [] }: WatchlistDefinition): string[] =>
  any.flatMap((term) => (typeof term === "string" ? term : "text" in term ? term.text : []));
const BEFORE = "(?<![\\p{L}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{N}])";

/** As a person without an engine would: one pattern a watchlist, whole words, with the u flag. */
const patternsOf = (watchlists: readonly WatchlistDefinition[]): RegExp[] =>
  watchlists.map((watchlist) => new RegExp(`${BEFORE}(?:${textsOf(watchlist).map(escape).join("|") || "never"})${AFTER}`, "iu"));

/**
 * The same with more thought: one pattern of all terms, the longest first, on lower case so that it needs no i flag. Each term that it finds
 * names its watchlists.
 */
function openCombined(watchlists: readonly WatchlistDefinition[]): Work {
  const owners = new Map<string, number[]>();
  for (const [index, watchlist] of watchlists.entries())
    for (const text of new Set(textsOf(watchlist).map((each) => each.toLowerCase())))
      owners.set(text, [...(owners.get(text) ?? []), index]);
  const texts = [...owners.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`${BEFORE}(?:${texts.map(escape).join("|")})${AFTER}`, "gu");
  return ({ title, text }) => {
    const found = new Set<number>();
    for (const field of [title, text])
      for (const [term] of field.toLowerCase().matchAll(pattern)) for (const owner of owners.get(term) ?? []) found.add(owner);
    return found.size;
  };
}

const atMost = (value: number): Pick<Figure, "floor"> => ({ floor: { kind: "at most", value } });

const documents = await readDocuments();
const floor = openFloor();
const figures: Figure[] = [];
const [floorMs = 0, usualMs = 0] = leastMs(documents, [floor, usualFold]);
figures.push({
  name: "the floor against NFKD and \\p{L} matchAll",
  value: usualMs / floorMs,
  unit: "times",
  floor: { kind: "at least", value: 3 },
});

const limits: Record<number, number> = { 1_000: 1.3, 10_000: 1.8, 100_000: 3.5 };
const speeds = new Map<number, number>();
for (const size of SIZES) {
  const { compiled, speed, bytes } = compile(inventWatchlists(size, documents, { hot: size === 100_000 ? HOT_OF_MOST : HOT }));
  const match: Work = (document) => matchWatchlists(compiled, document);
  const judge: Work = (document) => judgeAll(compiled, document);
  const [base = 0, ms = 0, bare = 0] = leastMs(documents, [floor, match, judge]);
  const matches = documents.reduce((sum, document) => sum + matchWatchlists(compiled, document).length, 0) / documents.length;
  const limit = limits[size];
  speeds.set(size, ms);
  figures.push({
    name: `${size.toLocaleString("en")} watchlists, ${matches.toFixed(1)} matches a document`,
    value: ms / base,
    unit: "floors",
    ...(limit !== undefined && { floor: { kind: "at most", value: limit } }),
  });
  if (size < 10_000) continue;
  const largest = size === 100_000;
  figures.push(
    { name: "  its spans", value: 100 * (ms / bare - 1), unit: "% more", ...(largest && atMost(5)) },
    // The smaller one is compiled while V8 still compiles the compiler.
    { name: "  compiled", value: speed, unit: "a second", ...(largest && { floor: { kind: "at least", value: 12_000 } }) },
    { name: "  kept in memory", value: bytes / 1_000, unit: "kB each", ...(largest && atMost(1.9)) },
  );
}
figures.push({
  name: "100,000 against 100",
  value: (speeds.get(100_000) ?? 0) / (speeds.get(100) ?? 1),
  unit: "times slower",
  floor: { kind: "at most", value: 4 },
});

const [exact, wildcards] = ["", "*"].map((star) => {
  const lists = inventWatchlists(10_000, documents, { hot: HOT }).map(({ id }, index): WatchlistDefinition => ({
    id,
    near: { within: 10, a: `kasho${index.toString(36)}${star}`, b: `belno${index.toString(36)}${star}` },
  }));
  return compile(lists).compiled;
});
if (exact && wildcards) {
  const [words = 0, stars = 0] = leastMs(documents, [
    (document) => matchWatchlists(exact, document),
    (document) => matchWatchlists(wildcards, document),
  ]);
  figures.push({
    name: "10,000 wildcards in NEAR against words",
    value: 100 * (stars / words - 1),
    unit: "% more",
    floor: { kind: "at most", value: 5 },
  });
}

const many = inventWatchlists(10_000, documents, { hot: HOT });
const patterns = patternsOf(many);
const few = documents.slice(0, 3);
const { compiled } = compile(many);
const [engine = 0] = leastMs(few, [(document) => matchWatchlists(compiled, document)]);
const [naive = 0] = leastMs(
  few,
  [({ title, text }) => patterns.filter((pattern) => pattern.test(title) || pattern.test(text)).length],
  2,
);
const [combined = 0] = leastMs(few, [openCombined(many)], 3);
figures.push(
  { name: "10,000: one RegExp of all terms against the engine", value: combined / engine, unit: "times" },
  {
    name: "10,000: one RegExp each against the engine",
    value: naive / engine,
    unit: "times",
    floor: { kind: "at least", value: 1_000 },
  },
);
figures.push({
  name: "100,000 from their YAML to the first match",
  value: await loadSeconds(),
  unit: "s",
  floor: { kind: "at most", value: 25 },
});
report(figures);

/** Through the program itself, in a process of its own. */
async function loadSeconds(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-bench-"));
  try {
    await writeYaml(folder, inventWatchlists(100_000, documents, { hot: HOT_OF_MOST }));
    const started = performance.now();
    const input = `${JSON.stringify({ id: 1, ...documents[0] })}\n`;
    const { status, stderr } = spawnSync(process.execPath, ["dist/cli.js", "match", "--config", folder], { input });
    if (status !== 0) throw new Error(String(stderr));
    return (performance.now() - started) / 1_000;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A thousand in a file, as people write them: lists with a line a term. */
async function writeYaml(folder: string, watchlists: readonly WatchlistDefinition[]): Promise<void> {
  await mkdir(join(folder, "watchlists"));
  for (let from = 0; from < watchlists.length; from += 1_000) {
    const yaml = stringify({ watchlists: watchlists.slice(from, from + 1_000) });
    await writeFile(join(folder, "watchlists", `${from}.yaml`), yaml);
  }
}
