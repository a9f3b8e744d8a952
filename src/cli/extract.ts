// `wirewatch extract`: pages in, text and metadata out.
import { cpus } from "node:os";
import { openThreads } from "../threads/pool.ts";
import { answerFile, bytesOf, FilterFault, optionalText, runFilter } from "./ndjson-filter.ts";
import { pageInWords } from "./page-in-words.ts";
import { taskValue } from "./task-value.ts";
import type { ExtractedPage } from "../articles/article.ts";
import type { Threads } from "../threads/pool.ts";
import type { Command } from "./command.ts";
import type { FilterDocument } from "./ndjson-filter.ts";

export const command: Command = {
  help: `Usage: wirewatch extract [FILE --url URL]

Reads a page: its text without menus, captions and boxes, its title, author, date, language and site.

With a file, prints what was read and how; with --json or into a pipe as the filter does. Exit code 1 where that is no text.
Without, a filter: one JSON object a line in,
  {"id", "url", "file" or "html"}
one a line out, in the same order,
  {"id","title","byline","publishedAt","language","site","text","method"}
where no text could be read also "reason" and "detail"; for a line that fails {"id", "error": {"code","message"}}.

Options:
  --url URL   address of the page: where it came from, and what relative links are resolved with`,
  options: { url: { type: "string" } },
  positionals: { min: 0, max: 1 },
  async run({ positionals, values, json }) {
    const size = Math.min(cpus().length, 4);
    const threads = openThreads({ size, deadlineMs: 15_000, heapMb: 512 });
    try {
      const [file] = positionals;
      if (file === undefined) {
        await runFilter(async (document) => shape(await extractDocument(threads, document)), size * 2);
        return 0;
      }
      const url = String(values["url"] ?? "") || `file://${file}`;
      const answer = (document: FilterDocument) => extractDocument(threads, document);
      const page = await answerFile({ id: file, file, url }, answer, { json, inWords: pageInWords, shape });
      return page?.reason === null ? 0 : 1;
    } finally {
      await threads.close();
    }
  },
};

async function extractDocument(threads: Threads, document: FilterDocument): Promise<ExtractedPage> {
  const url = optionalText(document, "url");
  const html = optionalText(document, "html");
  if (url === null) throw new FilterFault("bad-document", `give "url", the address of the page`);
  if (html !== null) return taskValue(await threads.run("extract-page", { html, url }));
  return taskValue(await threads.run("read-page", { bytes: await bytesOf(document), url, contentType: null }));
}

const shape = ({ title, byline, publishedAt, language, site, text, method, reason, detail }: ExtractedPage) => ({
  title,
  byline,
  publishedAt,
  language,
  site,
  text,
  method,
  ...(reason !== null && { reason, detail }),
});
