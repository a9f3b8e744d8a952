// Whether a source is asked at all.

/** The same as `isAsked` of store/feeds.ts in SQL. */
export const isFeedAsked = ({
  configured,
  muted,
  paused_at,
}: {
  configured: boolean;
  muted: boolean;
  paused_at: Date | null;
}): boolean => configured && !muted && paused_at === null;
