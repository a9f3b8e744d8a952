// feeds: bytes to entries, decoded, dated and cleaned, against rss-parser's parseString alone, on the newsroom's feeds or a folder's.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Parser from "rss-parser";
import { parseFeed } from "../src/feeds/read/parse-feed.ts";
import { openHttpClient } from "../src/http/open-http-client.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { decodeBytes } from "../src/text/decode-bytes.ts";
import { median, report } from "./support/report.ts";

const ARTICLES = 1_200;
const ROUNDS = 40;
const BODY_BYTES_MAX = 16 * 1024 * 1024;

interface Document {
  bytes: Uint8Array;
  /** Already decoded, which rss-parser leaves to who calls it. */
  text: string;
}

/** The feeds that the invented newsroom serves when it has published much: RSS in three ways, Atom, RDF, in several encodings and scripts. */
async function newsroomFeeds(): Promise<Uint8Array[]> {
  const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: ARTICLES });
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  try {
    const bodies: Uint8Array[] = [];
    for (const { url } of newsroom.feeds) {
      const answer = await client.get(url, { bodyBytesMax: BODY_BYTES_MAX, deadlineMs: 10_000 });
      if (answer.kind === "answer") bodies.push(answer.body);
    }
    return bodies;
  } finally {
    await client.close();
    await newsroom.close();
  }
}

async function folderFeeds(folder: string): Promise<Uint8Array[]> {
  const files = (await readdir(folder)).filter((name) => /\.(?:xml|rss|atom|rdf)$/i.test(name)).toSorted();
  return Promise.all(files.map((name) => readFile(join(folder, name))));
}

const newPeer = () => new Parser({ defaultRSS: 2 });

/** Those that both can read: what one refuses at once would count as fast. */
async function readableByBoth(bodies: readonly Uint8Array[]): Promise<Document[]> {
  const documents: Document[] = [];
  for (const bytes of bodies) {
    const { text } = decodeBytes(bytes, { kind: "xml" });
    const isRead = await Promise.all([newPeer().parseString(text), parseFeed(bytes, {})]).then(
      () => true,
      () => false,
    );
    if (isRead) documents.push({ bytes, text });
  }
  return documents;
}

async function timeMs(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const bodies = folder === undefined ? await newsroomFeeds() : await folderFeeds(folder);
const documents = await readableByBoth(bodies);
const bytes = documents.reduce((sum, document) => sum + document.bytes.length, 0);
// One that met a broken document would throw out of turn ever after, so it is only opened now.
const peer = newPeer();
const times = { ours: [] as number[], theirs: [] as number[] };
for (let round = 0; round <= ROUNDS; round++) {
  // Turn about within a round, so that a busy moment of the machine falls on both.
  let [ours, theirs] = [0, 0];
  for (const document of documents) {
    ours += await timeMs(async () => void (await parseFeed(document.bytes, { url: "https://x.example/feed" })));
    theirs += await timeMs(async () => void (await peer.parseString(document.text)));
  }
  // The first round pays for compiling.
  if (round === 0) continue;
  times.ours.push(ours);
  times.theirs.push(theirs);
}
const ratios = times.theirs.map((theirs, round) => theirs / (times.ours[round] ?? Number.NaN));
report([
  { name: "feeds", value: documents.length, unit: `of ${bodies.length}` },
  { name: "their size", value: bytes / 1024 / 1024, unit: "MB" },
  { name: "feeds a second", value: documents.length / (median(times.ours) / 1000), unit: "" },
  { name: "rss-parser's parseString takes", value: median(ratios), unit: "times as long", floor: { kind: "at least", value: 2 } },
]);
