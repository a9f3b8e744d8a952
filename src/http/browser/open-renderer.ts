// Renders pages whose text only scripts show: in a Chromium that starts for the first of them and ends when none comes for a while.
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { messageOf } from "../../errors.ts";
import type { Answered, Failed, HttpAnswer } from "../answer.ts";
import { guardContext, type GuardedContext, type PageRequest } from "./guard-context.ts";
import { NOWHERE, startChromium, type Chromium } from "./start-chromium.ts";

type Ask = (request: PageRequest) => Promise<HttpAnswer>;

export interface Renderer {
  /** The page as its scripts leave it. `ask` asks for what they want. One page at a time; never rejects. */
  render(page: Answered, ask: Ask): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const PAGE_MS = 15_000;
/** A page is done when it has asked for nothing for this long. */
const QUIET_MS = 700;
/** The same for a page that shows next to nothing yet: it may wait for a timer of its own. */
const QUIET_BARE_MS = 2_500;
const BARE_CHARS_MAX = 400;
/** Some pages ask without end. */
const WAIT_MS = 7_500;
const LOOK_MS = 100;
/** Of a page's time; the rest is for reading what it shows. */
const LOOKS_SHARE = 0.8;
const IDLE_MS = 60_000;
/** Besides what Chromium takes itself. */
const MEMORY_MB_MAX = 400;
const MEMORY_LOOK_MS = 500;
const BYTES_MAX = 5 * 1024 * 1024;

export interface RendererOptions {
  /** As startChromium takes it. */
  at: string | null;
  userAgent: string;
  /** How long a page may take. */
  pageMs?: number;
}

/** Starts nothing before the first page. */
export function openRenderer({ at, userAgent, pageMs = PAGE_MS }: RendererOptions): Renderer {
  let running: Promise<Chromium> | null = null;
  let line: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function end(): Promise<void> {
    const ending = running;
    running = null;
    clearTimeout(idle);
    await ending?.then(
      (chromium) => chromium.end(),
      () => undefined,
    );
  }

  async function renderNow(page: Answered, ask: Ask): Promise<HttpAnswer> {
    if (isClosed) return failed("stopped before it was done", true);
    clearTimeout(idle);
    let chromium: Chromium;
    try {
      running ??= startChromium(at);
      chromium = await running;
    } catch (error) {
      running = null;
      return failed(messageOf(error), false);
    }
    const limits = await watch(chromium.pid, pageMs);
    try {
      const html = await Promise.race([showPage(chromium, { page, userAgent, ask, pageMs }), limits.passed]);
      if (html.length > BYTES_MAX) return failed("the rendered page is larger than 5 MB", false);
      return { ...page, body: Buffer.from(html), headers: { ...page.headers, "content-type": "text/html; charset=utf-8" } };
    } catch (error) {
      // Whatever it does now, it does not go on.
      await end();
      return failed(messageOf(error).split("\n", 1)[0] ?? "", true);
    } finally {
      limits.stop();
      idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
  }

  return {
    render(page, ask) {
      const rendered = line.then(() => renderNow(page, ask));
      line = rendered.catch(() => undefined);
      return rendered;
    },
    async close() {
      isClosed = true;
      await end();
    },
  };
}

const failed = (message: string, temporary: boolean): Failed => ({
  kind: "failed",
  reason: "unexpected",
  message: `could not be rendered: ${message}`,
  temporary,
});

async function showPage(
  { browser }: Chromium,
  { page: answer, userAgent, ask, pageMs }: { page: Answered; userAgent: string; ask: Ask; pageMs: number },
): Promise<string> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    acceptDownloads: false,
    permissions: [],
    proxy: NOWHERE,
    userAgent,
  });
  try {
    const guarded = await guardContext(context, answer, ask);
    const page = await context.newPage();
    const began = performance.now();
    const waitMs = Math.min(WAIT_MS, pageMs / 2);
    await page.goto(answer.url, { waitUntil: "commit", timeout: pageMs });
    // A page that sends its reader to a file never says that it is there.
    await page.waitForLoadState("domcontentloaded", { timeout: waitMs }).catch(() => undefined);
    await untilQuiet(page, guarded, Math.min(waitMs, pageMs * LOOKS_SHARE - (performance.now() - began)));
    return await page.content();
  } finally {
    await context.close().catch(() => undefined);
  }
}

async function untilQuiet(page: Page, { pending, lastAt }: GuardedContext, waitMs: number): Promise<void> {
  const began = performance.now();
  let busyAt = began;
  while (performance.now() - began < waitMs) {
    const asked = performance.now();
    // Answered when its scripts let go, so that one that is at work on an answer counts as busy; null for a page that goes elsewhere just now.
    const chars = await Promise.race([
      page.evaluate("document.body ? document.body.innerText.length : 0").then(Number, () => null),
      sleep(Math.max(0, waitMs - (asked - began)), null, { ref: false }),
    ]);
    const answered = performance.now();
    if (chars === null || answered - asked > LOOK_MS) busyAt = answered;
    const quietMs = (chars ?? 0) > BARE_CHARS_MAX ? QUIET_MS : QUIET_BARE_MS;
    if (pending() === 0 && answered - Math.max(lastAt(), busyAt) > quietMs) return;
    await sleep(LOOK_MS);
  }
}

/** `passed` rejects once a limit of time or memory is passed. */
async function watch(pid: number | null, pageMs: number): Promise<{ passed: Promise<never>; stop(): void }> {
  const before = pid === null ? 0 : await memoryOf(pid);
  const { promise: passed, reject } = rejecting();
  const timer = setTimeout(() => reject(new Error(`it took longer than ${pageMs / 1_000} s`)), pageMs);
  const look = setInterval(() => {
    if (pid === null) return;
    void memoryOf(pid).then(
      (mb) => mb - before > MEMORY_MB_MAX && reject(new Error(`it took more than ${MEMORY_MB_MAX} MB of memory`)),
    );
  }, MEMORY_LOOK_MS);
  return {
    passed,
    stop() {
      clearTimeout(timer);
      clearInterval(look);
    },
  };
}

function rejecting(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = String;
  const promise = new Promise<never>((_, refuse) => (reject = refuse));
  // A page that is done does not wait for it any longer.
  promise.catch(() => undefined);
  return { promise, reject };
}

/** Of a process and all below it, in MB, each shared page counted once (Linux); 0 if it cannot be read. */
export async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const own = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) / 1024;
  // Each thread has the children that it started.
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const children = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")));
  const below = await Promise.all(
    children.flatMap((list) =>
      list
        .split(" ")
        .filter((child) => child.trim() !== "")
        .map((child) => memoryOf(Number(child))),
    ),
  );
  return below.reduce((sum, mb) => sum + mb, own);
}
