// Troubles: faults of one rule while texts are matched. They cost no other rule its match, and each is reported once.

const REPORTED_MAX = 100;

export class Troubles {
  private readonly known = new Set<string>();
  private waiting: string[] = [];

  /** `where` names the rule: a watchlist, a stemmer, a regular expression. */
  note(where: string, thrown: unknown): void {
    if (this.known.has(where) || this.known.size >= REPORTED_MAX) return;
    this.known.add(where);
    this.waiting.push(
      `${where} failed and finds nothing here, all others go on: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }

  /** The messages since the last call. */
  take(): string[] {
    if (this.waiting.length === 0) return [];
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }
}
