// The filters of the list of stories: a form, and addresses that hold them.
import { markup } from "../../../digests/escape-html.ts";
import { localStamp } from "../../../digests/local-time.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { StoriesAsked, StoryList } from "../../../desk/stories/list-stories.ts";
import type { Links } from "../../links.ts";

export interface StoriesShown {
  list: StoryList;
  now: Date;
  asked: StoriesAsked;
  /** The end of this browser's visit before. */
  lastVisit: Date | null;
  /** The reader chose the beginning of the list. */
  isFrom: boolean;
  /** The configured watchlists. */
  watchlists: readonly string[];
}

/** The beginning of a list of starred stories, which has none. */
export const ALL_TIME = new Date(0).toISOString();

/** The address of a list. The present time needs no beginning: the page chooses it. */
export function addressOf(
  { watchlist, language, outlet, origin, starred, since, until, before }: StoriesAsked,
  { root }: Links,
): string {
  const hasBeginning = since !== ALL_TIME && (until !== null || before !== null);
  const parts = Object.entries({
    watchlist,
    language,
    outlet,
    origin,
    starred: starred ? "1" : null,
    since: hasBeginning ? since : null,
    at: until,
    before,
  });
  const query = new URLSearchParams(parts.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  return query.size === 0 ? root : `${root}?${query.toString()}`;
}

export function filterForm({ list, asked, isFrom, watchlists }: StoriesShown, { root, zone }: Links): Markup {
  const { watchlist, language, outlet, origin, starred, until } = asked;
  const isFiltered = starred || [watchlist, language, outlet, origin, until].some((one) => one !== null);
  const known = watchlist === null || watchlists.includes(watchlist) ? watchlists : [watchlist, ...watchlists];
  const outlets = [...new Set(list.stories.map(({ first }) => first.outlet))].slice(0, 40);
  const local = (date: string) => localStamp(zone, new Date(date)).replace(" ", "T");
  return markup`<details${isFiltered && markup` open`}><summary>Filter</summary><form class="filter" action="${root}">
<div><label for="watchlist">Watchlist</label><select id="watchlist" name="watchlist"><option value="">all</option>${known.map((id) => markup`<option${id === watchlist && markup` selected`}>${id}</option>`)}</select></div>
<div><label for="language">Language, as in my</label><input id="language" name="language" size="6" value="${language ?? ""}"></div>
<div><label for="outlet">Outlet</label><input id="outlet" name="outlet" list="outlets" size="18" value="${outlet ?? ""}"><datalist id="outlets">${outlets.map((one) => markup`<option value="${one}">`)}</datalist></div>
<div><label for="origin">Written first by, as in AFP</label><input id="origin" name="origin" size="12" value="${origin ?? ""}"></div>
<div><label for="since">From (may be empty)</label><input id="since" name="since" type="datetime-local" value="${isFrom && local(list.since)}"></div>
<div><label for="at">Until (empty: now)</label><input id="at" name="at" type="datetime-local" value="${until === null ? "" : local(until)}"></div>
<label class="choice"><input type="checkbox" name="starred" value="1"${starred && markup` checked`}> Only starred</label>
<div><button>Show</button> ${isFiltered && markup`<a class="button" href="${root}">Show all</a>`}</div></form></details>`;
}
