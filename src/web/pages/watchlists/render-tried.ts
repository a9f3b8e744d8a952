// What came of an edit: its faults with their places, its tests, what it gains and loses, and its diff.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { MATCHES, strip } from "../strip.ts";
import { renderHits } from "../search/render-hits.ts";
import type { Backtest, Backtested } from "../../../desk/backtest.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { ConfigFault } from "../../../config/config.ts";
import type { Links } from "../../links.ts";
import type { TriedEdit } from "../../../desk/watchlists/try-edit.ts";

/** An edit that was sent, and what came of it. */
export interface ShownEdit {
  text: string;
  sha256: string;
  days: number | null;
  /** Null if nothing was tried: `note` says why. */
  tried: TriedEdit | null;
  note: { text: string; isFault: boolean } | null;
}

export function renderTried({ tried, note }: ShownEdit, links: Links): Markup {
  const said =
    note !== null &&
    markup`<p class="${note.isFault ? "fault" : "good"}" role="${note.isFault ? "alert" : "status"}">${note.text}</p>`;
  if (tried === null) return markup`${said}`;
  const { faults, failing, backtest, unread, diff } = tried;
  const errors = faults.filter(({ severity }) => severity === "error");
  const verdict =
    errors.length > 0
      ? markup`<p class="fault" role="alert">${counted(errors.length, "fault")} to correct before it can be tried:</p>`
      : markup`<p class="good" role="status">The edit is sound${failing.length > 0 && ", but tests fail"}.</p>`;
  return markup`<h2>The edit</h2>${said}${verdict}${faults.length > 0 && faultList(faults)}
${failing.length > 0 && markup`<p class="fault">${counted(failing.length, "test fails", "tests fail")}:</p><ul>${failing.map((message) => markup`<li dir="auto">${message}</li>`)}</ul>`}
${backtest !== null && outcome(backtest, unread, links)}
${diff === "" ? markup`<p>It is the same as the file.</p>` : markup`<h3>As a diff</h3><pre>${diff}</pre>`}`;
}

const faultList = (faults: readonly ConfigFault[]): Markup =>
  markup`<ul>${faults.map(
    ({ line, column, message, excerpt, severity }) =>
      markup`<li><b>Line ${String(line)}, column ${String(column)}:</b> ${severity === "warning" && "(advice) "}<span dir="auto">${message}</span>${excerpt !== undefined && markup`<pre>${excerpt}</pre>`}</li>`,
  )}</ul>`;

function outcome({ watchlists, articles, read }: Backtest, unread: number, links: Links): Markup {
  const scope =
    read === undefined
      ? markup`<p class="soft">Run over ${counted(articles, "article")}.</p>`
      : markup`<p class="warn">In the time of a page it read the newest ${counted(read, "article")} that may match, of ${String(articles)}: try fewer days, or <code>wirewatch backtest --file</code> for all.</p>`;
  const slow =
    unread > 0 &&
    markup`<p class="warn">${counted(unread, "article")} took too long to read with this edit and ${unread === 1 ? "was" : "were"} left out.</p>`;
  return markup`${scope}${slow}${watchlists.map((watchlist) => oneOf(watchlist, links))}`;
}

function oneOf({ watchlist, count, stories, days, added, dropped }: Backtested, links: Links): Markup {
  const samples = (title: string, some: Backtested["added"]) =>
    some !== null &&
    some.count > 0 &&
    markup`<details open><summary>${title} ${String(some.count)}${some.samples.length < some.count && `, of which ${some.samples.length} are here`}</summary>${renderHits(some.samples, links)}</details>`;
  return markup`<h3>${watchlist}: ${counted(count, "match", "matches")} in ${counted(stories, "story", "stories")}, ${String(added?.count ?? 0)} gained, ${String(dropped?.count ?? 0)} lost</h3>
${strip(days, { ...MATCHES, withTable: false })}${samples("Gained", added)}${samples("Lost", dropped)}`;
}
