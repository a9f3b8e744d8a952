// What a test opens and nobody else closes: test/no-leaks.ts closes it after the test.
const open: { close(): void | Promise<void> }[] = [];

/** Closes `thing` when the test has ended. */
export function closing<T extends { close(): void | Promise<void> }>(thing: T): T {
  open.push(thing);
  return thing;
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map(async (thing) => thing.close()));
}
