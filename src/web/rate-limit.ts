// A limit on how often something may be tried: by one link or network, and by all of them together.

interface RateLimit {
  /** How many seconds to wait if there were too many, else null. */
  waitFor(who: string): number | null;
  count(who: string): void;
  forget(who: string): void;
}

/** `max` of one, and `maxOfAll` of all together, in `ms`. In the memory of this process. */
export function openRateLimit({ max, maxOfAll, ms }: { max: number; maxOfAll: number; ms: number }, now: () => Date): RateLimit {
  let counted: { who: string; at: number }[] = [];
  return {
    waitFor(who) {
      const at = now().getTime();
      counted = counted.filter((one) => at - one.at < ms);
      const own = counted.filter((one) => one.who === who);
      const [oldest] = own.length >= max ? own : counted.length >= maxOfAll ? counted : [];
      return oldest === undefined ? null : Math.ceil((oldest.at + ms - at) / 1_000);
    },
    count: (who) => void counted.push({ who, at: now().getTime() }),
    forget: (who) => void (counted = counted.filter((one) => one.who !== who)),
  };
}
