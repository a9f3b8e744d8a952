// Of which of the lost matches an edit's page and the command know what readers said.
import { counted } from "../text/counted.ts";

/** As in "57 lost stories"; `looked` of the `count` lost matches make up these stories. */
export const lostWords = ({ count, looked, stories }: { count: number; looked: number; stories: number }): string =>
  looked < count
    ? `${counted(stories, "story", "stories")} of the first ${looked} lost matches`
    : counted(stories, "lost story", "lost stories");
