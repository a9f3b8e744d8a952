// What a form did, told on the page to which it leads. It travels in the address with a token, so that nobody else's link can make a page say anything.
import { markup } from "../digests/escape-html.ts";
import { isPageToken, pageToken } from "../digests/page-token.ts";
import { CommandError } from "../errors.ts";
import { answer, wantsJson } from "./page.ts";
import type { Desk } from "../desk/desk.ts";
import type { Links } from "./links.ts";
import type { Asked } from "./page.ts";
import type { PageContent } from "./pages/layout.ts";

/** `fault`: it was not done. */
export interface Said {
  text: string;
  fault?: boolean;
}

const CHARACTERS_MAX = 600;

/** The subject of its token; no page's address begins so. */
const subjectOf = (path: string, text: string, fault: boolean): string => `said/${path}/${fault ? "fault" : "done"}/${text}`;

/** Leads to a page (303), such as `feeds/3`, which says it. */
export async function leadTo(
  c: Asked,
  { desk, links }: { desk: Desk; links: Links },
  path: string,
  said: Said,
): Promise<Response> {
  const { fault = false } = said;
  // Half a surrogate would not come back as it was signed.
  const text = said.text.slice(0, CHARACTERS_MAX).replace(/\p{Cs}/gu, "\ufffd");
  const query = new URLSearchParams({
    [fault ? "fault" : "done"]: text,
    by: pageToken(await desk.pageKey(), subjectOf(decodeURI(path), text, fault)),
  });
  return c.body(null, 303, { location: `${links.root}${path}?${query.toString()}` });
}

/** Does what a form asks, and leads to a page that says what came of it, or why it was refused. */
export async function act(
  c: Asked,
  to: { desk: Desk; links: Links },
  path: string,
  work: (form: Record<string, string>) => Promise<Said & { path?: string }>,
): Promise<Response> {
  try {
    const { path: other = path, ...said } = await work(await formOf(c));
    return await leadTo(c, to, other, said);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    return leadTo(c, to, path, { text: thrown.message, fault: true });
  }
}

/** The fields of a form that are texts. Throws CommandError if it can't be read. */
export async function formOf(c: Asked): Promise<Record<string, string>> {
  const form = await c.req.parseBody().catch(() => {
    throw new CommandError("the form could not be read");
  });
  return Object.fromEntries(Object.entries(form).filter((field): field is [string, string] => typeof field[1] === "string"));
}

/** Sends a record as JSON, or its page with what a form did above it. Null is no such page. */
export async function answerSaid<R>(
  c: Asked,
  { desk, links }: { desk: Desk; links: Links },
  record: R | null,
  render: (record: R, links: Links) => PageContent,
): Promise<Response> {
  const said = wantsJson(c) || record === null ? null : await readSaid(c, desk);
  return answer(c, { ...links, json: links.json && withoutSaid(links.json) }, record, (given, links) => {
    const content = render(given, links);
    if (said === null) return content;
    const { text, fault } = said;
    return {
      ...content,
      body: markup`<p class="said${fault === true && " fault"}" role="status">${text}</p>
${content.body}`,
    };
  });
}

async function readSaid(c: Asked, desk: Desk): Promise<Said | null> {
  const { done, fault, by = "" } = c.req.query();
  const text = fault ?? done;
  if (text === undefined || by === "") return null;
  const isFault = fault !== undefined;
  return isPageToken(await desk.pageKey(), subjectOf(c.req.path.slice(1), text, isFault), by) ? { text, fault: isFault } : null;
}

/** `path` is relative. */
function withoutSaid(path: string): string {
  const [before = "", query = ""] = path.split("?", 2);
  const left = new URLSearchParams(query);
  for (const name of ["done", "fault", "by"]) left.delete(name);
  return left.size === 0 ? before : `${before}?${left.toString()}`;
}

const LONG_MS = 20_000;

/** What `work` says of itself, or `later` if that takes long; the work goes on. */
export function soon(work: Promise<Said>, later: string, onFault: (error: unknown) => void): Promise<Said> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const over = new Promise<Said>((resolve) => {
    timer = setTimeout(() => {
      isOver = true;
      resolve({ text: later });
    }, LONG_MS);
  });
  work.catch((error: unknown) => isOver && onFault(error));
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
