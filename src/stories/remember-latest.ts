// A map that keeps what was set last: what was not set for longest makes room. Nothing in it costs more as it fills.

export interface Latest<T> {
  get(key: number): T | undefined;
  set(key: number, value: T): void;
}

/**
 * At most `max` values. A `Map` in order of insertion would do, but V8 leaves what was deleted at its beginning, and to find the first
 * key that is left costs as much as all that went.
 */
export function rememberLatest<T>(max: number): Latest<T> {
  const values = new Map<number, { value: T; turn: number }>();
  /** Each setting in its turn; one that was set again since is passed over. */
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
