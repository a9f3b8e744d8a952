// `wirewatch extract`: pages in, text and metadata out.
import { cpus } from "node:os";
import { openThreads } from "../../../threads/pool.ts";
import { answerFile, bytesOf, FilterFault, optionalText, runFilter } from "./ndjson-filter.ts";
import { formatPage } from "../../format/format-page.ts";
import { taskValue } from "./task-value.ts";
import { fetchPage } from "../../../desk/fetch-page.ts";
import { openClient } from "../../../app/open-client.ts";
import { UsageError } from "../../command.ts";
import { readSettings } from "../../read-settings.ts";
import type { ExtractedPage } from "../../../articles/article.ts";
import type { InspectedPage } from "../../../articles/inspect-page.ts";
import type { Threads } from "../../../threads/pool.ts";
import type { Command, CommandContext } from "../../command.ts";
import type { FilterDocument } from "./ndjson-filter.ts";

const SIZE = Math.min(cpus().length, 4);

export const command: Command = {
  help: `Usage: wirewatch extract [FILE [--url URL] | URL]

Reads a page: its text without menus, captions and boxes, its title, authors, dates, language and site.

With a file or an address, prints what was read and how, and what was left out and why; into a pipe the filter's line, and with
--json also "authors", "modifiedAt", "canonicalUrl", "credits" and "cuts". An address is fetched as Wirewatch itself would: never on a
private network that wirewatch.yaml does not allow, and only if robots.txt allows it. Exit code 1 if there is no text.
Without, a filter: one JSON object a line in,
  {"id", "url", "file" or "html"}
one a line out, in the same order,
  {"id","title","byline","publishedAt","language","site","text","method","kind","complete"}
if no text could be read also "reason" and "detail"; for a line that fails {"id", "error": {"code","message"}}.

Options:
  --url URL   address of the page in FILE: where it came from, and what relative links are resolved with`,
  options: { url: { type: "string" } },
  positionals: { min: 0, max: 1 },
  async run(context) {
    const { positionals, values, json } = context;
    const threads = openThreads({ size: SIZE, deadlineMs: 15_000, heapMb: 512 });
    try {
      const [asked] = positionals;
      if (asked === undefined) {
        await runFilter(context.io, async (document) => shape(await extractDocument(threads, document)), SIZE * 2);
        return 0;
      }
      const url = typeof values["url"] === "string" ? values["url"] : null;
      if (isAddress(asked) && url !== null) throw new UsageError("--url goes with a file; an address is its own");
      const answer = async ({ file }: { file: string }): Promise<Inspected> =>
        isAddress(file)
          ? fetchInspected(context, file, threads)
          : { page: await inspectFile(threads, file, url ?? `file://${file}`), steps: [] };
      const format = ({ page, steps }: Inspected) =>
        formatPage(page, steps, {
          width: context.io.stdout.columns ?? 100,
          colour: context.io.stdout.isTTY === true && (context.io.stdout.hasColors?.() ?? false),
        });
      const found = await answerFile(
        context,
        { id: asked, file: asked },
        {
          answer: () => answer({ file: asked }),
          format,
          shape: ({ page }) => (json ? inspectedShape(page) : shape(page)),
        },
      );
      return found?.page.reason === null ? 0 : 1;
    } finally {
      await threads.close();
    }
  },
};

interface Inspected {
  page: InspectedPage;
  steps: readonly string[];
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

async function fetchInspected(context: CommandContext, url: string, threads: Threads): Promise<Inspected> {
  const client = openClient(await readSettings(context));
  try {
    return await fetchPage(url, { client, threads, now: () => new Date() });
  } finally {
    await client.close();
  }
}

async function inspectFile(threads: Threads, file: string, url: string): Promise<InspectedPage> {
  return taskValue(
    await threads.run("inspect-page", { bytes: await bytesOf({ id: file, file }), url, contentType: null, now: new Date() }),
  );
}

async function extractDocument(threads: Threads, document: FilterDocument): Promise<ExtractedPage> {
  const url = optionalText(document, "url");
  const html = optionalText(document, "html");
  if (url === null) throw new FilterFault("bad-document", `give "url", the address of the page`);
  const now = new Date();
  if (html !== null) return taskValue(await threads.run("extract-page", { html, url, now }));
  return taskValue(await threads.run("read-page", { bytes: await bytesOf(document), url, contentType: null, now }));
}

type Shaped = Omit<ExtractedPage, "authors" | "modifiedAt" | "canonicalUrl" | "credits">;

const shape = ({ title, byline, publishedAt, language, site, text, method, kind, complete, reason, detail }: Shaped) => ({
  title,
  byline,
  publishedAt,
  language,
  site,
  text,
  method,
  kind,
  complete,
  ...(reason !== null && { reason, detail }),
});

const inspectedShape = ({ authors, modifiedAt, canonicalUrl, credits, cuts, ...page }: InspectedPage) => ({
  ...shape(page),
  authors,
  modifiedAt,
  canonicalUrl,
  credits,
  cuts,
});
