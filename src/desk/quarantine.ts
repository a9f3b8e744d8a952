// Quarantined articles: lists what no stage could finish, tries it again, or lets it go.
import { dropQuarantined, listQuarantine, retryQuarantined } from "../store/quarantine.ts";
import type { DeskDeps } from "./desk-deps.ts";

type Deps = Pick<DeskDeps, "database" | "now">;

export interface QuarantinedArticle {
  article: number;
  stage: string;
  url: string;
  title: string | null;
  reason: string;
  /** ISO 8601. */
  at: string;
}

/** The newest first. */
export async function readQuarantine(
  { database }: Deps,
  limit: number,
): Promise<{ count: number; articles: QuarantinedArticle[] }> {
  const { count, rows } = await listQuarantine(database, limit);
  return {
    count,
    articles: rows.map(({ id, set_aside_at, ...row }) => ({ article: id, ...row, at: set_aside_at.toISOString() })),
  };
}

/** `article` null means all. They are tried at the stage where they failed, as if for the first time, within a second if Wirewatch runs. */
export type QuarantineChange = { kind: "retry"; article: number | null } | { kind: "drop"; article: number };
export type QuarantineChanged = { kind: "retried" | "dropped"; articles: number[] } | { kind: "refused"; reason: string };

export async function changeQuarantine({ database, now }: Deps, change: QuarantineChange): Promise<QuarantineChanged> {
  const articles =
    change.kind === "retry"
      ? await retryQuarantined(database, change.article, now())
      : await dropQuarantined(database, change.article);
  if (articles.length === 0 && change.article !== null)
    return { kind: "refused", reason: `article ${change.article} is not quarantined. See: wirewatch quarantine list` };
  return { kind: change.kind === "retry" ? "retried" : "dropped", articles };
}
