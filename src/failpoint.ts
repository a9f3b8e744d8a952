// Failpoints: named moments at which a test may end this process like a crash, to prove that nothing is lost there.

/** In the order of the pipeline; "saved" is after the commit and before the next stage is woken. */
export const FAILPOINTS = [
  "swept",
  "feed asked",
  "entries to save",
  "entries saved",
  "page read",
  "text saved",
  "matches to save",
  "matches saved",
  "story to save",
  "story saved",
  "issue to save",
  "issue saved",
  "delivery claimed",
  "body begun",
  "server answered",
  "delivery ended",
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

let armed: { name: string; passages: number } | null = null;

/** Makes the process die (SIGKILL) the `passages`th time that it passes `name`. */
export function armFailpoint(name: Failpoint, passages: number): void {
  armed = { name, passages };
}

export function failpoint(name: Failpoint): void {
  if (armed?.name !== name) return;
  armed.passages -= 1;
  if (armed.passages === 0) process.kill(process.pid, "SIGKILL");
}
