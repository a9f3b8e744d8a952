// What a thrown fault says: a host with several addresses fails with one error for each and a message for none.

export function faultInWords(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return [...new Set(thrown.errors.map(faultInWords))].join("; ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}
