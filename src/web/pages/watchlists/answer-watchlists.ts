// Answers the pages of watchlists, and edits that are tried there.
import { CommandError } from "../../../errors.ts";
import { answer, partOf, sendPage } from "../../page.ts";
import { answerSaid, leadTo } from "../../said.ts";
import { renderWatchlist, renderWatchlists } from "./render-watchlists.ts";
import type { WatchlistDetails } from "../../../desk/watchlists/list-watchlists.ts";
import type { Links } from "../../links.ts";
import type { Asked } from "../../page.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Answer } from "../answer-pages.ts";
import type { ShownEdit } from "./render-tried.ts";

const LOOK_MS = 3_000;
const SAMPLES_MAX = 5;
const DAY_MS = 86_400_000;

type Form = Pick<ShownEdit, "text" | "sha256" | "days"> & { wants: string };

export function answerWatchlists({ desk, now }: Pick<WebDeps, "desk" | "now">) {
  const tryIt = async ({ file }: WatchlistDetails, { text, days }: Form) => {
    const since = days === null ? null : new Date(now().getTime() - days * DAY_MS).toISOString();
    return desk.tryEdit({ file, text, since, lookMs: LOOK_MS, samplesMax: SAMPLES_MAX });
  };
  const shown = async (watchlist: WatchlistDetails, form: Form): Promise<ShownEdit> => {
    const tried = await tryIt(watchlist, form).catch((thrown: unknown) => {
      if (!(thrown instanceof CommandError)) throw thrown;
      return thrown.message;
    });
    return typeof tried === "string"
      ? { ...form, tried: null, note: { text: tried, isFault: true } }
      : { ...form, tried, note: null };
  };
  return {
    watchlists: async (c, links) => answer(c, links, await desk.watchlists(), renderWatchlists),
    watchlist: async (c, links) =>
      answerSaid(c, { desk, links }, await desk.watchlist({ watchlist: partOf(c, "id") }), (record, to) =>
        renderWatchlist(record, to),
      ),
    async edit(c, links) {
      const watchlist = await desk.watchlist({ watchlist: partOf(c, "id") });
      if (watchlist === null) return c.notFound();
      const form = await readForm(c);
      if (form === null) return c.text("a form with the fields yaml, sha256 and days is read here\n", 400);
      const edit = await shown(watchlist, form);
      const { tried } = edit;
      if (form.wants === "save" && tried !== null) return save(c, links, watchlist, edit);
      if (form.wants === "file" && tried !== null) return download(c, watchlist.file, tried.text);
      if (form.wants === "diff" && tried !== null && tried.diff !== "") return download(c, `${watchlist.file}.diff`, tried.diff);
      return sendPage(c, renderWatchlist(watchlist, links, edit), links);
    },
  } satisfies Record<string, Answer>;

  async function save(c: Asked, links: Links, watchlist: WatchlistDetails, edit: ShownEdit): Promise<Response> {
    const { file } = watchlist;
    const saved = await desk.saveEdit({ file, text: edit.text, sha256: edit.sha256 });
    const text = `${file} is written. A running Wirewatch takes it over within seconds; until then this page shows what was in force before.`;
    if (saved.kind === "saved") return leadTo(c, { desk, links }, `watchlists/${encodeURIComponent(watchlist.id)}`, { text });
    const note = { text: `Not written: ${saved.message}.`, isFault: true };
    return sendPage(c, renderWatchlist(watchlist, links, { ...edit, note }), links);
  }
}

async function readForm(c: Asked): Promise<Form | null> {
  const body = await c.req.parseBody().catch(() => null);
  const field = (name: string) => (typeof body?.[name] === "string" ? body[name] : null);
  const [text, sha256, days] = [field("yaml"), field("sha256"), field("days")];
  if (text === null || sha256 === null) return null;
  return { text, sha256, days: /^[1-9]\d{0,3}$/.test(days ?? "") ? Number(days) : null, wants: field("do") ?? "try" };
}

/** `file` may hold any letters (RFC 6266). */
function download(c: Asked, file: string, text: string): Response {
  const name = file.slice(file.lastIndexOf("/") + 1);
  c.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return c.body(text, 200, { "content-type": "text/plain; charset=utf-8" });
}
