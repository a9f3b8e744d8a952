// A limit on how often one network may post to a page that is open to all.

interface RateLimit {
  /** Counts a post; returns how many seconds to wait if there were too many, else null. */
  take(network: string): number | null;
}

/** `max` posts of one network in `ms`, and a hundred times as many of all together. In the memory of this process. */
export function openRateLimit({ max, ms }: { max: number; ms: number }, now: () => Date): RateLimit {
  let taken: { network: string; at: number }[] = [];
  return {
    take(network) {
      const at = now().getTime();
      taken = taken.filter((one) => at - one.at < ms);
      const own = taken.filter((one) => one.network === network);
      const [oldest] = own.length >= max ? own : taken.length >= max * 100 ? taken : [];
      if (oldest !== undefined) return Math.ceil((oldest.at + ms - at) / 1_000);
      taken.push({ network, at });
      return null;
    },
  };
}
