// Learns the lists of invented sites, and counts the items that come out right: their address with their headline.
import { readListing } from "../../../src/feeds/listing/read-listing.ts";
import { inventSite, NOW, STATES, type State } from "./site.ts";
import { OFFICES } from "./office-designs.ts";
import { PRESS } from "./press-designs.ts";

export const DESIGNS = Object.entries({ ...PRESS, ...OFFICES });
const AT = "https://www.office.example/news/";

interface SiteScore {
  design: string;
  state: State;
  language: string;
  items: number;
  right: number;
  dated: number;
  /** Found, with a headline or an address that no item has. */
  wrong: string[];
}

export const scoreSites = (): SiteScore[] =>
  DESIGNS.flatMap(([design, { address, draw }], number) =>
    STATES.map((state): SiteScore => {
      const site = inventSite(number, state, address, AT);
      const wanted = new Map(site.items.map(({ url, title, at }) => [url, { title, day: site.iso(at) }]));
      const { entries } = readListing(draw(site), { url: AT, selector: null, now: NOW, isFirst: true });
      const right = entries.filter(({ url, title }) => wanted.get(url ?? "")?.title === title);
      return {
        design,
        state,
        language: site.tongue.code,
        items: site.items.length,
        right: right.length,
        dated: right.filter(({ url, publishedAt }) => publishedAt?.slice(0, 10) === wanted.get(url ?? "")?.day).length,
        wrong: entries.filter((entry) => !right.includes(entry)).map(({ url, title }) => `${title} <${url}>`),
      };
    }),
  );
