import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openHostLines } from "../../src/http/host-line.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const gapMs = 2_000;

/** Work that takes some time, and notes when it began and ended. */
function notedWork(): { log: string[]; work: (name: string, ms?: number) => () => Promise<string> } {
  const log: string[] = [];
  const start = Date.now();
  const note = (what: string): void => void log.push(`${what} ${Date.now() - start}`);
  return {
    log,
    work:
      (name, ms = 100) =>
      async () => {
        note(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, ms));
        note(`${name} ends`);
        return name;
      },
  };
}

const own = { source: "https://news.example/feed", isOwn: true };
const other = (name: string) => ({ source: `https://${name}.example/feed`, isOwn: false });
const began = (log: readonly string[]) => log.filter((line) => line.includes("begins")).map((line) => line.split(" ")[0]);

describe("a host's queue", () => {
  test("runs one at a time, first come first served, with the gap between", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    const all = Promise.all(["a", "b", "c"].map((name) => lines.run("news.example", 0, work(name))));
    expect(lines.waiting("news.example")).toBe(2);
    await vi.runAllTimersAsync();
    expect(await all).toEqual(["a", "b", "c"]);
    expect(log).toEqual(["a begins 0", "a ends 100", "b begins 2100", "b ends 2200", "c begins 4200", "c ends 4300"]);
    expect(lines.waiting("news.example")).toBe(0);
  });

  test("keeps a larger gap if one is asked for, and never a smaller one", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    void lines.run("news.example", 0, work("a"));
    void lines.run("news.example", 10_000, work("b"));
    void lines.run("news.example", 1, work("c"));
    await vi.runAllTimersAsync();
    expect(log.filter((line) => line.includes("begins"))).toEqual(["a begins 0", "b begins 10100", "c begins 12200"]);
  });

  test("lets the host's own sources go first, but no more than three times in a row while another waits", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    for (const name of ["x1", "x2"]) void lines.run("news.example", 0, work(name), other("x"));
    for (const name of ["a", "b", "c", "d"]) void lines.run("news.example", 0, work(name), own);
    await vi.runAllTimersAsync();
    expect(began(log)).toEqual(["x1", "a", "b", "c", "x2", "d"]);
  });

  test("lets other sources take turns, however many requests each of them has", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    for (const name of ["x1", "x2", "x3"]) void lines.run("news.example", 0, work(name), other("x"));
    for (const name of ["y1", "y2"]) void lines.run("news.example", 0, work(name), other("y"));
    void lines.run("news.example", 0, work("z1"), other("z"));
    await vi.runAllTimersAsync();
    expect(began(log)).toEqual(["x1", "y1", "z1", "x2", "y2", "x3"]);
  });

  test("has room for a source of which nothing waits, and for the host's own, when another has taken its share", async () => {
    const lines = openHostLines({ gapMs });
    const { work } = notedWork();
    for (const name of ["x1", "x2", "x3"]) void lines.run("news.example", 0, work(name), other("x"));
    expect([other("x"), other("y"), own].map((asker) => lines.hasRoom("news.example", asker))).toEqual([false, true, true]);
    for (const name of ["y", "z"]) void lines.run("news.example", 0, work(name), other(name));
    expect([other("q"), own].map((asker) => lines.hasRoom("news.example", asker))).toEqual([false, true]);
    for (const name of ["a", "b"]) void lines.run("news.example", 0, work(name), own);
    expect(lines.hasRoom("news.example", own)).toBe(false);
    await vi.runAllTimersAsync();
  });

  test("does not wait for other hosts", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    for (const host of ["a.example", "b.example", "c.example"]) void lines.run(host, 0, work(host));
    await vi.runAllTimersAsync();
    expect(log.slice(0, 3)).toEqual(["a.example begins 0", "b.example begins 0", "c.example begins 0"]);
  });

  test("continues after work that fails, which fails for its caller alone", async () => {
    const lines = openHostLines({ gapMs });
    const { work } = notedWork();
    const failing = expect(lines.run("news.example", 0, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const throwing = expect(
      lines.run("news.example", 0, () => {
        throw new Error("never");
      }),
    ).rejects.toThrow("never");
    const fine = lines.run("news.example", 0, work("fine"));
    await vi.runAllTimersAsync();
    await failing;
    await throwing;
    expect(await fine).toBe("fine");
  });

  test("keeps the gap after it has been empty for a moment", async () => {
    const lines = openHostLines({ gapMs });
    const { log, work } = notedWork();
    void lines.run("news.example", 0, work("a"));
    await vi.advanceTimersByTimeAsync(500);
    void lines.run("news.example", 0, work("b"));
    await vi.runAllTimersAsync();
    expect(log).toContain("b begins 2100");
  });

  test("waits no longer than the gap when the clock is set back", async () => {
    const lines = openHostLines({ gapMs });
    const { work } = notedWork();
    await Promise.all([lines.run("news.example", 0, work("a")), vi.advanceTimersByTimeAsync(100)]);
    vi.setSystemTime(0);
    const second = lines.run("news.example", 0, work("b"));
    await vi.advanceTimersByTimeAsync(gapMs + 100);
    expect(await second).toBe("b");
  });

  test("is dropped when it has been idle for its gap", async () => {
    const lines = openHostLines({ gapMs });
    const { work } = notedWork();
    for (let host = 0; host < 100; host++) void lines.run(`${host}.example`, 0, work("x"));
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(100);
    await vi.advanceTimersByTimeAsync(gapMs);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("rejects waiting and later work when closed, and lets running work end", async () => {
  const lines = openHostLines({ gapMs });
  const { work } = notedWork();
  const running = lines.run("news.example", 0, work("a"));
  const waiting = expect(lines.run("news.example", 0, work("b"))).rejects.toThrow("stopped while waiting");
  await vi.advanceTimersByTimeAsync(1);
  lines.close();
  await waiting;
  await expect(lines.run("news.example", 0, work("c"))).rejects.toThrow("stopped while waiting");
  await vi.runAllTimersAsync();
  expect(await running).toBe("a");
  expect(vi.getTimerCount()).toBe(0);
});
