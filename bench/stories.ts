// stories: articles a second and a core for the whole decision, with 10,000, 100,000, 1,000,000 in the window; --kinds: labelled pairs by kind
import { closeSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decideStory } from "../src/stories/decide-story.ts";
import { decodeSketch, encodeSketch } from "../src/stories/encode-sketch.ts";
import { openGroupingMemory } from "../src/stories/grouping-memory.ts";
import { readAnnouncement } from "../src/stories/named-headlines.ts";
import { openDice } from "../test/support/open-dice.ts";
import { inventPress } from "../test/stories/invent-press.ts";
import { report } from "./support/report.ts";
import { countKinds } from "./support/story-kinds.ts";
import type { GroupingMemory } from "../src/stories/grouping-memory.ts";
import type { GroupDocument, Sketch } from "../src/stories/story.ts";
import type { Figure } from "./support/report.ts";

const SIZES = [10_000, 100_000, 1_000_000] as const;
const STORIES = 1_200;
/** 500 words on average. */
const PARAGRAPHS = 15;
const NOW = Date.parse("2026-03-05T10:00:00Z");
const WINDOW_MS = 70 * 3_600_000;
/** As measured of real articles of 500 words, with the keys of their numbers. */
const KEYS = 37;
/** Of a story's keys so many are of a phrase that many others have: blurbs, footers, ways to say it. */
const COMMON_KEYS = 4;
const PHRASES = 20_000;
/** Of all articles that came, the share that was a copy. */
const COPIES = 0.45;

/** Sketches on disk, by the number of their article: the store's part, without a database. */
function openSketchFile() {
  const file = join(tmpdir(), `wirewatch-bench-${process.pid}`);
  const handle = openSync(file, "w+");
  const places = new Map<number, { at: number; length: number }>();
  let end = 0;
  return {
    save(article: number, sketch: Sketch) {
      const bytes = encodeSketch(sketch);
      writeSync(handle, bytes, 0, bytes.length, end);
      places.set(article, { at: end, length: bytes.length });
      end += bytes.length;
    },
    load(article: number): Sketch | null {
      const place = places.get(article);
      if (place === undefined) return null;
      const bytes = new Uint8Array(place.length);
      readSync(handle, bytes, 0, place.length, place.at);
      return decodeSketch(bytes);
    },
    close() {
      ftruncateSync(handle);
      closeSync(handle);
      unlinkSync(file);
    },
  };
}

/** So many articles of the last three days, of which only what the memory keeps is invented: texts for a million would take an hour. */
function fill(memory: GroupingMemory, articles: number): void {
  const dice = openDice(articles);
  const phrases = Uint32Array.from({ length: PHRASES }, () => Math.floor(dice() * 2 ** 28));
  const keys = new Uint32Array(KEYS);
  let story = 10_000_000;
  for (let article = 1; article <= articles; article++) {
    const isCopy = article > 1 && dice() < COPIES;
    if (!isCopy) {
      story += 1;
      for (let i = 0; i < KEYS; i++)
        keys[i] = i < COMMON_KEYS ? (phrases[Math.floor(dice() ** 2 * PHRASES)] ?? 0) : Math.floor(dice() * 2 ** 28);
    }
    // A copy is an outlet's: a few keys are of its own words.
    else for (let i = 0; i < 3; i++) keys[KEYS - 1 - i] = Math.floor(dice() * 2 ** 28);
    memory.add({
      story,
      article: 10_000_000 + article,
      words: 500,
      keys,
      site: 0,
      lines: [],
      at: NOW - WINDOW_MS + (article / articles) * WINDOW_MS,
    });
  }
}

interface Measured {
  perSecond: number;
  found: number;
  bytes: number;
  candidates: number;
  grownBytes: number;
}

/** Every article of the press, decided as it comes, with so many others. By the processor's time, so that a busy machine tells the same. */
function decideAll(articles: number): Measured {
  const before = process.memoryUsage.rss();
  const memory = openGroupingMemory();
  fill(memory, articles);
  const grownBytes = process.memoryUsage.rss() - before;
  const bytes = memory.bytes() / articles;
  const file = openSketchFile();
  const press = inventPress(STORIES, { paragraphs: PARAGRAPHS }).map((carried, index): GroupDocument & { story: number } => ({
    ...carried,
    id: String(index),
    publishedAt: new Date(NOW + index).toISOString(),
    url: `https://${carried.outlet}/${index}`,
    site: carried.outlet,
    byline: null,
  }));
  const storyOf: number[] = [];
  let stories = 0;
  let candidates = 0;
  const started = process.cpuUsage();
  for (const [index, document] of press.entries()) {
    const { sketch, site, lines } = memory.read(document, NOW);
    const announcement = readAnnouncement(document);
    const found = memory.find(sketch, NOW, announcement.named);
    candidates += found.length;
    const compared = found.flatMap(({ story, first, longest, latest }) =>
      [...new Set([first, longest, latest])].flatMap((article) => {
        const other = file.load(article);
        return other === null
          ? []
          : [{ story: String(story), article: String(article), sketch: other, publishedAt: document.publishedAt }];
      }),
    );
    const decision = decideStory({ sketch, publishedAt: document.publishedAt, ...announcement, text: document.text }, compared);
    const story = decision.story === null ? 20_000_000 + ++stories : Number(decision.story);
    file.save(index + 1, sketch);
    memory.add({ story, article: index + 1, words: sketch.words, keys: sketch.keys, site, lines, at: NOW });
    storyOf.push(story);
  }
  const { user, system } = process.cpuUsage(started);
  file.close();
  const first = new Map<number, number>();
  press.forEach(({ story }, index) => first.has(story) || first.set(story, storyOf[index] ?? 0));
  const right = press.filter(({ story }, index) => first.get(story) === storyOf[index]).length;
  return {
    perSecond: press.length / ((user + system) / 1e6),
    found: right / press.length,
    bytes,
    candidates: candidates / press.length,
    grownBytes,
  };
}

function measureAll(): Figure[] {
  decideAll(1_000);
  return SIZES.flatMap((articles): Figure[] => {
    const { perSecond, found, bytes, candidates, grownBytes } = decideAll(articles);
    const around = `with ${articles.toLocaleString("en-US")}`;
    return [
      { name: `decisions, ${around}`, value: perSecond, unit: "articles/s", floor: { kind: "at least", value: 1_000 } },
      { name: `a decision, ${around}`, value: 1_000 / perSecond, unit: "ms" },
      { name: `stories compared, ${around}`, value: candidates, unit: "an article" },
      { name: `in memory, ${around}`, value: bytes, unit: "B an article", floor: { kind: "at most", value: 300 } },
      { name: `the process grew, ${around}`, value: grownBytes / 1024 / 1024, unit: "MB" },
      { name: `found in their story, ${around}`, value: found, unit: "", floor: { kind: "at least", value: 0.999 } },
    ];
  });
}

report(process.argv.includes("--kinds") ? countKinds() : measureAll());
