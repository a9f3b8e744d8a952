// A limit on how often one link may be posted to. Not by networks: behind a proxy all readers seem to be in one.

interface RateLimit {
  /** Counts a post; returns how many seconds to wait if there were too many, else null. */
  take(link: string): number | null;
}

/** For links that are ours. `max` posts of one link in `ms`, and a hundred times as many of all together. In the memory of this process. */
export function openRateLimit({ max, ms }: { max: number; ms: number }, now: () => Date): RateLimit {
  let taken: { link: string; at: number }[] = [];
  return {
    take(link) {
      const at = now().getTime();
      taken = taken.filter((one) => at - one.at < ms);
      const own = taken.filter((one) => one.link === link);
      const [oldest] = own.length >= max ? own : taken.length >= max * 100 ? taken : [];
      if (oldest !== undefined) return Math.ceil((oldest.at + ms - at) / 1_000);
      taken.push({ link, at });
      return null;
    },
  };
}
