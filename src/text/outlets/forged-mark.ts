// The mark of an outlet whose mail came from a forged sender. It stays with what that mail said.

/** `said` is what the mail server found, such as `dmarc=fail`. */
export const markForged = (outlet: string, said: string): string => `${outlet} (forged sender: ${said})`;

/** What the mail server found; null if nothing speaks against the sender. */
export const forgedMark = (outlet: string | null): string | null =>
  /\(forged sender: ([^()]+)\)$/.exec(outlet ?? "")?.[1] ?? null;
