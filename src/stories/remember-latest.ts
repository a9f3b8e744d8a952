// A map of bounded size: the value that was not set for longest makes room. Its operations take constant time.

export interface Latest<T> {
  get(key: number): T | undefined;
  set(key: number, value: T): void;
}

/**
 * Holds at most `max` values. A `Map` in insertion order would do, but V8 keeps deleted entries at its beginning, and finding the
 * first key that is left takes time for all of them.
 */
export function rememberLatest<T>(max: number): Latest<T> {
  const values = new Map<number, { value: T; turn: number }>();
  /** All settings in order; skips those that a later setting replaced. */
  let order: { key: number; turn: number }[] = [];
  let head = 0;
  let turns = 0;

  function makeRoom(): void {
    for (let oldest = order[head]; oldest; oldest = order[head]) {
      head++;
      if (values.get(oldest.key)?.turn !== oldest.turn) continue;
      values.delete(oldest.key);
      return;
    }
  }

  return {
    get: (key) => values.get(key)?.value,
    set(key, value) {
      const turn = ++turns;
      values.set(key, { value, turn });
      order.push({ key, turn });
      if (values.size > max) makeRoom();
      if (order.length < max * 4) return;
      order = order.slice(head).filter((set) => values.get(set.key)?.turn === set.turn);
      head = 0;
    },
  };
}
