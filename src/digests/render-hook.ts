// An issue for webhooks: all of it as JSON.
import type { Issue } from "./digest.ts";

/** Standard Webhooks requires a type, a time and the data. */
export function renderHookJson(issue: Issue): string {
  // Failed mails concern only their recipients.
  const { undelivered: _, ...health } = issue.health;
  return JSON.stringify({ type: "digest.issue", timestamp: issue.createdAt, data: { ...issue, health } });
}
