// What commands ask a running Wirewatch for, where the embedded store is its own: the same as JSON.
import { explainArticle } from "../desk/explain-article.ts";
import { findOddWatchlists } from "../desk/odd-watchlists.ts";
import { previewDigest, renderAgain } from "../desk/preview-digest.ts";
import { showStory } from "../desk/show-story.ts";
import { listClockSteps } from "../store/clock.ts";
import { listLedger } from "../store/views/ledger.ts";
import { answerArchive } from "./answer-archive.ts";
import { readStatus } from "../desk/read-status.ts";
import type { LedgerFilter } from "../store/views/ledger.ts";
import type { WebDeps } from "./web-deps.ts";

/** Undefined for a path that is none of these. */
export async function answerCommand(deps: WebDeps, path: string, query: URLSearchParams): Promise<unknown> {
  switch (path) {
    case "/status.json":
      return readStatus(deps);
    case "/explain.json":
      return explainArticle(deps.database, query.get("of") ?? "");
    case "/story.json":
      return showStory(deps.database, rowNumber(query.get("id") ?? ""));
    case "/preview.json":
      return previewDigest({ ...deps, pagesUrl: () => null }, deps.database, query.get("digest") ?? "");
    case "/odd-watchlists.json":
      return findOddWatchlists(deps.database, deps.now());
    case "/ledger.json":
      return listLedger(deps.database, ledgerFilter(query.get("filter") ?? ""));
    case "/clock-steps.json":
      return listClockSteps(deps.database, new Date(0));
    case "/issue.json":
      return renderAgain(deps.database, rowNumber(query.get("id") ?? ""));
    default:
      return answerArchive(deps.database, path, query);
  }
}

/** No row has the number 0. */
const rowNumber = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

/** As `digest log` writes it. */
function ledgerFilter(text: string): LedgerFilter {
  const given = Object(JSON.parse(text === "" ? "{}" : text)) as Record<string, unknown>;
  const textOf = (key: string) => (typeof given[key] === "string" ? given[key] : null);
  const limit = Number(given["limit"] ?? 50);
  return {
    digest: textOf("digest"),
    recipient: textOf("recipient"),
    state: textOf("state"),
    limit: Number.isInteger(limit) && limit > 0 && limit <= 10_000 ? limit : 50,
  };
}
