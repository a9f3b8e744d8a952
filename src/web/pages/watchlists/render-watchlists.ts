// The list of watchlists, and one of them: what it matched, what it looks for, its tests, and a form to try an edit.
import { exactText, markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { MATCHES, strip } from "../strip.ts";
import { when } from "../when.ts";
import { renderHits } from "../search/render-hits.ts";
import { renderTried } from "./render-tried.ts";
import type { ListedWatchlist, WatchlistDetails } from "../../../desk/watchlists/list-watchlists.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Described } from "../../../watchlists/describe-watchlist.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";
import type { ShownEdit } from "./render-tried.ts";

export function renderWatchlists({ watchlists }: { watchlists: readonly ListedWatchlist[] }, links: Links): PageContent {
  const body =
    watchlists.length === 0
      ? markup`<p class="empty">There is no watchlist: write one into a file in config/watchlists/, or save a <a href="${links.root}search">search</a> as one.</p>`
      : markup`<h2>Matches of the last 30 days</h2><ul class="plain rows">${watchlists.map(
          (watchlist) => markup`<li><h3><a href="${addressOf(watchlist.id, links)}" dir="auto">${watchlist.name}</a></h3>
${facts(watchlist, links)}${strip(watchlist.days, { ...MATCHES, withTable: false })}${concerns(watchlist)}</li>`,
        )}</ul>`;
  return { title: "Watchlists", here: "Watchlists", body };
}

const addressOf = (id: string, { root }: Links): string => `${root}watchlists/${encodeURIComponent(id)}`;

function facts({ id, file, matches, lastMatchAt, digests, tests }: ListedWatchlist, links: Links): Markup {
  const { root } = links;
  const last = lastMatchAt !== null && markup`<span>last ${when(lastMatchAt, links)}</span>`;
  const sent =
    digests.length === 0
      ? markup`<span class="warn">in no digest</span>`
      : markup`<span>in ${digests.map((digest, index) => markup`${index > 0 && ", "}<a href="${root}digests/${encodeURIComponent(digest)}">${digest}</a>`)}</span>`;
  const passing =
    tests.failing.length === 0 &&
    markup`<span>${tests.count === 0 ? "no tests" : counted(tests.count, "test passes", "tests pass")}</span>`;
  return markup`<p class="soft line"><a href="${root}?watchlist=${encodeURIComponent(id)}">${counted(matches, "match", "matches")}</a>${last}${sent}${passing}<span>${file}</span></p>`;
}

const concerns = ({ odd, tests }: ListedWatchlist): Markup =>
  markup`${odd !== null && markup`<p class="warn">It ${odd}.</p>`}${
    tests.failing.length > 0 &&
    markup`<p class="fault">${counted(tests.failing.length, "test")} of ${String(tests.count)} ${tests.failing.length === 1 ? "fails" : "fail"}:</p><ul>${tests.failing.map((message) => markup`<li dir="auto">${message}</li>`)}</ul>`
  }`;

export function renderWatchlist(watchlist: WatchlistDetails, links: Links, edit: ShownEdit | null = null): PageContent {
  const { id, name, days, looksFor, hits, matches } = watchlist;
  const newest =
    hits.length > 0
      ? renderHits(hits, links)
      : markup`<p class="empty">It has matched nothing yet${matches === 0 && ". Try a wider edit below: it is run over the archive"}.</p>`;
  const body = markup`${facts(watchlist, links)}${concerns(watchlist)}${strip(days)}
${edit !== null && renderTried(edit, links)}
<h2>What it looks for</h2>${described(looksFor)}
<h2>Newest matches</h2>${newest}
${form(watchlist, links, edit)}`;
  return {
    title: name,
    here: "Watchlists",
    body: markup`${name !== id && markup`<p class="soft">${id}</p>`}${body}`,
    status: edit?.note?.isFault === true ? 422 : 200,
  };
}

const described = (parts: readonly Described[]): Markup | null =>
  parts.length === 0
    ? null
    : markup`<ul>${parts.map(({ text, parts: inner }) => markup`<li dir="auto">${text}${described(inner)}</li>`)}</ul>`;

const DAYS = [7, 30, 90] as const;

function form({ id, file, text, editable }: WatchlistDetails, links: Links, edit: ShownEdit | null): Markup {
  if (text === null)
    return markup`<h2>Try an edit</h2><p class="empty">${file} cannot be read now: see <a href="${links.root}system">System</a>.</p>`;
  if (!links.mayChange) return markup`<h2>${file}</h2><pre>${text.text}</pre>`;
  const days = edit === null ? 30 : edit.days;
  // A parser takes one line break away from the beginning of a textarea.
  return markup`<h2 id="edit">Try an edit</h2>
<p class="soft">To try an edit writes nothing: it is checked, and run over the archive against what is in force.</p>
<form method="post" enctype="multipart/form-data" action="${addressOf(id, links)}">
<input type="hidden" name="sha256" value="${edit?.sha256 ?? text.sha256}">
<label for="yaml">${file}</label>
<textarea id="yaml" name="yaml" rows="20" spellcheck="false" autocapitalize="off" dir="ltr">
${exactText(edit?.text ?? text.text)}</textarea>
<p class="line"><label for="days">Over</label><select id="days" name="days">${DAYS.map(
    (count) => markup`<option value="${String(count)}"${count === days && markup` selected`}>${String(count)} days</option>`,
  )}<option value=""${days === null && markup` selected`}>the whole archive</option></select>
<button class="first" name="do" value="try">Try it</button><button name="do" value="file">Download the file</button><button name="do" value="diff">Download the diff</button>${
    editable && markup`<button class="danger" name="do" value="save">Write it to disk</button>`
  }</p></form>`;
}
