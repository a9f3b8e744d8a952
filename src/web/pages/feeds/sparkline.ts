// A small chart of counts by day, with its figures as text for those who hear it.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import type { Markup } from "../../../digests/escape-html.ts";

const WIDTH = 5;
const HEIGHT = 20;

/** `counts`: the oldest day first, today last. */
export function sparkline(counts: readonly number[], one: string, many: string): Markup {
  const most = Math.max(1, ...counts);
  const sum = counts.reduce((before, count) => before + count, 0);
  const bars = counts.map((count, index) => {
    if (count === 0) return "";
    // A day with anything is seen.
    const height = Math.max(1, Math.round((count / most) * HEIGHT));
    return `M${index * WIDTH} ${HEIGHT}v-${height}h${WIDTH - 1}v${height}z`;
  });
  if (sum === 0) return markup`<small>no ${many} in ${counts.length} days</small>`;
  const words = `${counted(sum, one, many)} in ${counts.length} days, ${counts.at(-1) ?? 0} today`;
  return markup`<svg class="spark" viewBox="0 0 ${String(counts.length * WIDTH)} ${String(HEIGHT)}" preserveAspectRatio="none" role="img"><title>A day: ${counts.join(", ")}</title><path d="${bars.join("")}"/></svg> <small>${words}</small>`;
}
