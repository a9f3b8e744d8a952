// Asks pages again and again, and measures how long each answer takes and how long it holds the event loop.
import http from "node:http";
import { processorStall } from "../../../test/support/processor-stall.ts";
import { WORDS } from "../archive/fill-archive.ts";
import { quantile } from "../report.ts";

/** Until the code of a page is compiled, as it is on a server that runs for days. */
const WARM = 25;

export interface Measured {
  p50: number;
  p95: number;
  /** The longest hold of the loop, and all that the main thread did, in its own processor's time, which other work does not stretch. */
  stallMs: number;
  ownMs: number;
  ownP95: number;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** The kept connection would hold up the server's end. */
export const endAsking = (): void => agent.destroy();

/** Throws if the page fails. */
async function ask(url: string): Promise<number> {
  const from = performance.now();
  await new Promise<void>((resolve, reject) => {
    http
      .get(url, { agent, headers: { accept: "text/html" } }, (response) => {
        response.resume();
        response.on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} ${url}`))));
      })
      .on("error", reject);
  });
  return performance.now() - from;
}

export async function measurePage(url: string, rounds: number): Promise<Measured> {
  for (let round = 0; round < WARM; round++) await ask(url);
  const times: number[] = [];
  const own: number[] = [];
  let longest = 0;
  for (let round = 0; round < rounds; round++) {
    const { result, stallMs, totalMs } = await processorStall(() => ask(url));
    times.push(result);
    own.push(totalMs);
    longest = Math.max(longest, stallMs);
  }
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    stallMs: longest,
    ownMs: quantile(own, 0.5),
    ownP95: quantile(own, 0.95),
  };
}

const [all, frequent, common, middle, rare] = WORDS.map(({ word }) => word);

/** A word common in the archive. */
export const COMMON = common ?? "";

export const searchPath = (query: string): string => `search?q=${encodeURIComponent(query)}`;

export interface Search {
  name: string;
  query: string;
  /** Those of `places` look where words stand, which reads the texts. */
  kind: "words" | "places";
}

export const SEARCHES: readonly Search[] = [
  ...WORDS.map(({ word, name }): Search => ({ name: `search, a word ${name}`, query: word, kind: "words" })),
  { name: "search, a word in none", query: "zzyzx", kind: "words" },
  { name: "search, two words, 30 % and 5 %", query: `${frequent} AND ${common}`, kind: "words" },
  { name: "search, two words, in all and rare", query: `${all} AND ${rare}`, kind: "words" },
  { name: "search, two words, 5 % and 0.5 %", query: `${common} AND ${middle}`, kind: "words" },
  { name: "search, a phrase of words in 30 % and 5 %", query: `"${frequent} ${common}"`, kind: "places" },
  { name: "search, NEAR/8 of words in 30 % and 5 %", query: `${frequent} NEAR/8 ${common}`, kind: "places" },
];
