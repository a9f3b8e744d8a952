// The first page: asks the desk for the stories that the address describes.
import { formatAsked, sendExport } from "../../export/export-list.ts";
import { itemOfStory } from "../../export/listed-item.ts";
import { askedFor, sendPage, wantsJson } from "../../page.ts";
import { instantOf } from "../when.ts";
import { ALL_TIME } from "./filter-form.ts";
import { noteVisit } from "./seen.ts";
import { expiredPlacePage, EXPORT_MAX, storiesPage } from "./stories-page.ts";
import type { StoriesAsked } from "../../../desk/stories/list-stories.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Answer } from "../answer-pages.ts";

const DAY_MS = 86_400_000;
const LIMIT = 50;
/** A browser that was away for longer sees the last week first. */
const DAYS_AT_FIRST_MAX = 7;

export const stories =
  ({ desk, config, now }: WebDeps): Answer =>
  async (c, links) => {
    const given = (name: string): string | null => askedFor(c, name);
    const isFirst = given("at") === null && given("before") === null;
    const format = formatAsked(c);
    const lastVisit = isFirst && !wantsJson(c) && format === null ? noteVisit(c, now()) : null;
    const until = instantOf(given("at"), links.zone);
    const end = until ?? now();
    const from = instantOf(given("since"), links.zone);
    const asked: StoriesAsked = {
      watchlist: given("watchlist"),
      language: given("language")?.toLowerCase() ?? null,
      outlet: given("outlet"),
      origin: given("origin"),
      starred: given("starred") !== null,
      since: from?.toISOString() ?? (given("starred") === null ? firstSince(end, lastVisit) : ALL_TIME),
      until: until?.toISOString() ?? null,
      before: given("before"),
      zone: links.zone,
      limit: format === null ? LIMIT : EXPORT_MAX,
    };
    const list = await desk.stories(asked);
    if (list === null)
      return wantsJson(c)
        ? c.json({ error: "before names no place of a list" }, 400)
        : sendPage(c, expiredPlacePage(links), links);
    if (wantsJson(c)) return c.json(list);
    if (format !== null)
      return sendExport(
        c,
        format,
        `${asked.starred ? "starred " : ""}stories ${asked.watchlist ?? ""}`,
        list.stories.map(itemOfStory),
      );
    const watchlists = config().watchlists.flatMap(({ content }) => (content.watchlists ?? []).map(({ id }) => id));
    return sendPage(c, storiesPage({ list, now: now(), asked, lastVisit, isFrom: from !== null, watchlists }, links), links);
  };

/** A day, or as much as was missed since the last visit, within a week. */
function firstSince(end: Date, lastVisit: Date | null): string {
  const missed = end.getTime() - (lastVisit?.getTime() ?? end.getTime());
  return new Date(end.getTime() - Math.min(Math.max(missed, DAY_MS), DAYS_AT_FIRST_MAX * DAY_MS)).toISOString();
}
