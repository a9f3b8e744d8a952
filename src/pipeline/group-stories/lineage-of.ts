// A story's lineage, traced from the rows of its articles.
import { decodeSketch } from "../../stories/encode-sketch.ts";
import { traceLineage } from "../../stories/trace-lineage.ts";
import type { StoryMemberRow } from "../../store/views/story-members.ts";
import type { Lineage } from "../../stories/trace-lineage.ts";

/** What of a story's articles its lineage is told by. */
type Traced = Pick<StoryMemberRow, "id" | "title" | "text" | "published_at" | "first_seen_at"> & { sketch?: Uint8Array | null };

export const lineageOf = (members: readonly Traced[]): Lineage =>
  traceLineage(
    members.map(({ id, title, text, published_at, first_seen_at, sketch }) => ({
      id: String(id),
      title: title ?? "",
      text: text ?? "",
      publishedAt: published_at?.toISOString() ?? null,
      firstSeenAt: first_seen_at.toISOString(),
      sketch: sketch === undefined || sketch === null ? null : decodeSketch(sketch),
    })),
  );
