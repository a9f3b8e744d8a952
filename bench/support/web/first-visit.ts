// A first visit to a page: what comes over the line, and, in a Chromium on a slow line and processor, when something and all of it is drawn.
import { findChromium } from "../../../src/http/browser/find-chromium.ts";
import { openChromium } from "../../../test/support/open-chromium.ts";
import { median } from "../report.ts";
import type { Browser } from "playwright-core";

export interface Weight {
  bytes: number;
  requests: number;
  scriptBytes: number;
}

/** The page and all that it names in its head, as a browser asks for them: compressed, with the lines of their heads. */
export async function weighVisit(url: string): Promise<Weight> {
  const page = await fetch(url, { headers: { accept: "text/html" } });
  const html = await page.text();
  const names = [...html.matchAll(/(?:href|src)="([^"]*assets\/[^"]+)"/g)].map(([, name = ""]) => new URL(name, url).href);
  const sizes = await Promise.all([url, ...names].map(async (one) => [one, await sizeOf(one)] as const));
  return { bytes: sum(sizes), requests: sizes.length, scriptBytes: sum(sizes.filter(([one]) => one.endsWith(".js"))) };
}

const sum = (of: readonly (readonly [string, number])[]): number => of.reduce((total, [, size]) => total + size, 0);

async function sizeOf(url: string): Promise<number> {
  const { request } = await import("undici");
  const { headers, body } = await request(url, { headers: { accept: "text/html", "accept-encoding": "gzip" } });
  const head = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 17);
  return head + (await body.arrayBuffer()).byteLength;
}

/** Slow 4G as Lighthouse has it, and a phone's processor. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOWER = 4;
const VISITS = 5;

export interface Painted {
  /** Milliseconds until the first text or picture, and until the largest one. */
  first: number;
  largest: number;
  /** By how much the page moved while it was built (CLS), and the longest task in milliseconds of the slow processor. */
  shift: number;
  task: number;
}

/** Medians of five visits, each with nothing kept from the one before. Null if there is no Chromium. */
export async function paintVisits(urls: readonly string[]): Promise<Painted[] | null> {
  if (findChromium() === null) return null;
  const browser = await openChromium({ installs: false }).catch(() => null);
  if (browser === null) return null;
  try {
    const painted: Painted[] = [];
    for (const url of urls) {
      const visits: Painted[] = [];
      for (let visit = 0; visit < VISITS; visit++) visits.push(await paint(browser, url));
      const middle = (of: keyof Painted) => median(visits.map((one) => one[of]));
      painted.push({ first: middle("first"), largest: middle("largest"), shift: middle("shift"), task: middle("task") });
    }
    return painted;
  } finally {
    await browser.close();
  }
}

async function paint(browser: Browser, url: string): Promise<Painted> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(500);
  const painted = await page.evaluate(async () => {
    const [largest, shifts, tasks] = await Promise.all(
      ["largest-contentful-paint", "layout-shift", "longtask"].map(
        (type) =>
          new Promise<PerformanceEntry[]>((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
            // A kind without entries never calls back.
            setTimeout(() => resolve([]), 300);
          }),
      ),
    );
    return {
      first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      largest: largest?.at(-1)?.startTime ?? Number.NaN,
      shift: (shifts ?? []).reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
      task: Math.max(0, ...(tasks ?? []).map(({ duration }) => duration)),
    };
  });
  await context.close();
  return painted;
}
