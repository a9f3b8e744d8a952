// Limits how long an array of bytes may become while a document is unpacked: such arrays are outside the heap that limits a thread.

/**
 * Runs `work` while `new Uint8Array(length)` throws a RangeError for more than `bytesMax`; `wasOver` tells whether it did. For a thread
 * that does nothing else meanwhile.
 */
export async function limitArrays<Value>(bytesMax: number, work: (wasOver: () => boolean) => Promise<Value>): Promise<Value> {
  const native = globalThis.Uint8Array;
  let wasOver = false;
  globalThis.Uint8Array = new Proxy(native, {
    construct(target, given: unknown[], made: typeof native) {
      if (typeof given[0] === "number" && given[0] > bytesMax) {
        wasOver = true;
        throw new RangeError(`more than ${bytesMax} bytes`);
      }
      return Reflect.construct(target, given, made) as Uint8Array;
    },
  });
  try {
    return await work(() => wasOver);
  } finally {
    globalThis.Uint8Array = native;
  }
}
