// Find who wrote an article first.
import type { GroupDocument } from "./story.ts";
export interface Origin {
  name: string;
  evidence: string;
}
export function findOrigin(_document: GroupDocument): Origin | null {
  return null;
}
export function voteOrigin(_origins: (Origin | null)[]): Origin | null {
  return null;
}
