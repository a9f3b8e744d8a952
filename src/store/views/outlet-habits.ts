// The habits of outlets: how many of a host's articles were copies of others', or credit an agency. Part of larger statements.

/** Of so many articles, the latest count: both figures are halved when they get there. */
const COUNTED_MAX = 1_000;

/** The host of an address, as the table keeps it. */
const hostOf = (url: string): string => `lower(substring(${url} from '^[a-z]+://(?:www\\.)?([^/:?#]+)'))`;

/** Counts the article $1 for its host, if `story` has a row; `reprints` is a parameter: 1 if it is another's, else 0. */
export const countHabit = (story: string, reprints: string): string => `
  insert into outlet_habits as h (host, articles, reprints) select ${hostOf("a.url")}, 1, ${reprints}::int from articles a, ${story}
    where a.id = $1 and ${hostOf("a.url")} is not null
  on conflict (host) do update set
    articles = case when h.articles >= ${COUNTED_MAX} then h.articles / 2 else h.articles end + 1,
    reprints = case when h.articles >= ${COUNTED_MAX} then h.reprints / 2 else h.reprints end + excluded.reprints`;

export interface OutletHabit {
  articles: number;
  reprints: number;
}

/** A column: the habit of the host of the article \`a\`, or null. */
export const HABIT = `(select jsonb_build_object('articles', h.articles, 'reprints', h.reprints) from outlet_habits h where h.host = ${hostOf("a.url")}) as habit`;
