// Exports of a list: `as=csv` and so on at the list's own address.
import { renderBibtex } from "./render-bibtex.ts";
import { renderCsv } from "./render-csv.ts";
import { renderRis } from "./render-ris.ts";
import { markup } from "../../digests/escape-html.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { ListedItem } from "./listed-item.ts";
import type { Asked } from "../page.ts";

interface Format {
  /** As people call it. */
  name: string;
  extension: string;
  type: string;
  render(items: readonly ListedItem[]): string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  csv: { name: "CSV", extension: "csv", type: "text/csv", render: renderCsv },
  json: { name: "JSON", extension: "json", type: "application/json", render: (items) => `${JSON.stringify(items, null, 2)}\n` },
  ris: { name: "RIS", extension: "ris", type: "application/x-research-info-systems", render: renderRis },
  bibtex: { name: "BibTeX", extension: "bib", type: "application/x-bibtex", render: renderBibtex },
};

/** Null if the address asks for none. */
export function formatAsked(c: Asked): Format | null {
  const asked = c.req.query("as") ?? "";
  return Object.hasOwn(FORMATS, asked) ? (FORMATS[asked] ?? null) : null;
}

/** `name` is the file's, without an extension. */
export function sendExport(c: Asked, format: Format, name: string, items: readonly ListedItem[]): Response {
  const file = `${
    name
      .replace(/[^\w-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "list"
  }.${format.extension}`;
  c.header("content-disposition", `attachment; filename="${file}"`);
  return c.body(format.render(items), 200, { "content-type": `${format.type}; charset=utf-8` });
}

/** Links to the exports of the list at `address`, which hold at most so many items. */
export const exportLinks = (address: string, max: number): Markup =>
  markup`<p class="soft">Export up to ${max}: ${Object.entries(FORMATS).map(
    ([as, { name }], index) =>
      markup`${index > 0 && ", "}<a href="${address}${address.includes("?") ? "&" : "?"}as=${as}" download>${name}</a>`,
  )}.</p>`;
