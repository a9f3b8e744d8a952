// Lends something that is replaced while it may be in use: the old one is closed when its last use has ended.

export interface Lent<T> {
  /** Works with the current one, which stays open until `work` has ended. */
  use<R>(work: (one: T) => Promise<R>): Promise<R>;
  replace(next: T): void;
  /** Closes them all, also those in use. */
  close(): Promise<void>;
}

interface Loan<T> {
  one: T;
  uses: number;
  isRetired: boolean;
}

export function lend<T extends { close(): Promise<void> }>(first: T): Lent<T> {
  const open = new Set<Loan<T>>();
  const closing = new Set<Promise<void>>();
  const loanOf = (one: T): Loan<T> => {
    const loan = { one, uses: 0, isRetired: false };
    open.add(loan);
    return loan;
  };
  const shut = (loan: Loan<T>): void => {
    open.delete(loan);
    const closed = loan.one.close().finally(() => closing.delete(closed));
    closing.add(closed);
    // A failure is reported by `close`, if that is called meanwhile; nothing else waits for this.
    closed.catch(() => {});
  };
  let current = loanOf(first);
  return {
    async use(work) {
      const loan = current;
      loan.uses += 1;
      try {
        return await work(loan.one);
      } finally {
        loan.uses -= 1;
        if (loan.isRetired && loan.uses === 0 && open.has(loan)) shut(loan);
      }
    },
    replace(next) {
      const old = current;
      current = loanOf(next);
      old.isRetired = true;
      if (old.uses === 0) shut(old);
    },
    async close() {
      for (const loan of open) shut(loan);
      await Promise.all(closing);
    },
  };
}
