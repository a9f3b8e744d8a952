// Which callbacks exist. Strangers who try tokens cost one look at the database a second, however many they are.

export interface KnownTokens {
  has(token: string): Promise<boolean>;
}

const LOAD_EVERY_MS = 1_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** `load` returns all tokens. An unknown token waits for the next load, up to a second: another worker may just have made it. */
export function openKnownTokens(load: () => Promise<readonly string[]>): KnownTokens {
  let known: ReadonlySet<string> = new Set();
  let loading: Promise<void> | null = null;
  let loadedAt = -Infinity;
  const reload = async (): Promise<void> => {
    const waitMs = loadedAt + LOAD_EVERY_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      known = new Set(await load());
    } finally {
      loadedAt = performance.now();
      loading = null;
    }
  };
  return {
    async has(token) {
      if (known.has(token)) return true;
      if (!TOKEN.test(token)) return false;
      await (loading ??= reload());
      return known.has(token);
    },
  };
}
