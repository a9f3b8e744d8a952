// Answers the pages of sources, and what their forms post.
import { readAddress } from "../../../desk/sources/read-address.ts";
import { pausedWords } from "../../../desk/sources/paused-words.ts";
import { CommandError } from "../../../errors.ts";
import { renderOpml } from "../../../feeds/render-opml.ts";
import { counted } from "../../../text/counted.ts";
import { decodeBytes } from "../../../text/decode-bytes.ts";
import { showUrl } from "../../../text/show-url.ts";
import { partOf, sendPage, wantsJson } from "../../page.ts";
import { act, answerSaid, formOf, soon } from "../../said.ts";
import { notAChanger } from "../../refusals.ts";
import { addSourcePage, NO_TRIAL } from "./add-source-page.ts";
import { feedPage, pausePage } from "./feed-page.ts";
import { feedsPage } from "./feeds-page.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { PolledNow } from "../../../desk/poll-source.ts";
import type { WebDeps } from "../../web-deps.ts";
import type { Links } from "../../links.ts";
import type { Asked } from "../../page.ts";
import type { Said } from "../../said.ts";
import type { SourceTrial } from "./add-source-page.ts";
import type { Answer } from "../answer-pages.ts";

/** Pages of the list; a larger number is no page. */
const PAGE_MAX = 10_000;

export function answerFeeds({ desk, config }: WebDeps) {
  return {
    async feeds(c, links) {
      const page = c.req.query("page") ?? "1";
      const number = /^[1-9]\d{0,4}$/.test(page) ? Number(page) : PAGE_MAX + 1;
      if (number > PAGE_MAX) return c.notFound();
      const onlyTrouble = c.req.query("only") === "trouble";
      return answerSaid(c, { desk, links }, { ...(await desk.sources()), page: number, onlyTrouble }, feedsPage);
    },
    async feed(c, links) {
      return answerSaid(c, { desk, links }, await desk.source({ source: Number(partOf(c, "id")) }), feedPage);
    },
    async opml(c, links) {
      if (wantsJson(c)) return c.notFound();
      // As `feeds export`, to the owner alone: an address may hold a key.
      const listed = config().feeds.map((feed) => (links.mayChange ? feed : { ...feed, url: showUrl(feed.url) }));
      return c.body(renderOpml(listed), 200, {
        "content-type": "text/x-opml; charset=utf-8",
        "content-disposition": 'attachment; filename="wirewatch.opml"',
      });
    },
    async add(c, links) {
      if (!links.mayChange) return notAChanger(c);
      return wantsJson(c) ? c.notFound() : answerSaid(c, { desk, links }, NO_TRIAL, addSourcePage);
    },
  } satisfies Record<string, Answer>;
}

export function answerFeedForms({ desk, config, log }: WebDeps) {
  return {
    async poll(c, links) {
      const id = Number(partOf(c, "id"));
      return act(c, { desk, links }, `feeds/${id}`, async () => {
        if ((await desk.source({ source: id })) === null)
          throw new CommandError("there is no such source now: feeds.yaml has changed");
        const asked = desk.pollSource({ source: id }).then(polledWords);
        return soon(asked, "It is being asked, which takes long: open this page again in a while.", (err) =>
          log.warn({ err }, "a source could not be asked"),
        );
      });
    },
    /** Asks whether to pause it, and does so once the form says that the person is sure. */
    async pauseSource(c, links) {
      const id = Number(partOf(c, "id"));
      const form = await formOf(c).catch((): Record<string, string> => ({}));
      const source = form["sure"] === "yes" ? null : await desk.source({ source: id });
      if (source !== null && source.pausedSince === null) return sendPage(c, pausePage(source, links), links);
      return setPaused(c, links, id, true);
    },
    async resumeSource(c, links) {
      return setPaused(c, links, Number(partOf(c, "id")), false);
    },
    async tryAddress(c, links) {
      const typed = ((await formOf(c))["url"] ?? "").trim().slice(0, 2_000);
      return sendPage(c, addSourcePage(await trial(typed), links), links);
    },
    async save(c, links) {
      return act(c, { desk, links }, "feeds/add", async ({ url = "" }) => {
        const reading = readAddress(url);
        if (reading.kind === "fault") throw new CommandError(`the address ${reading.message}`);
        const added = await desk.addSource({ url: reading.value });
        return added.kind === "refused"
          ? { text: added.reason, fault: true }
          : { text: `${added.name} was added to feeds.yaml, and is polled within a minute.`, path: "feeds" };
      });
    },
    async readList(c, links) {
      return sendPage(c, addSourcePage({ ...NO_TRIAL, opml: await desk.planOpml({ text: await listIn(c) }) }, links), links);
    },
  } satisfies Record<string, Answer>;

  function setPaused(c: Asked, links: Links, source: number, paused: boolean): Promise<Response> {
    return act(c, { desk, links }, `feeds/${source}`, async () => ({
      text: `${pausedWords(await desk.pauseSource({ source, paused }))}.`,
    }));
  }

  async function trial(typed: string): Promise<SourceTrial> {
    const reading = readAddress(typed);
    if (reading.kind === "fault") return { ...NO_TRIAL, typed, fault: `The address ${reading.message}.` };
    try {
      return {
        ...NO_TRIAL,
        typed,
        planned: await desk.planSource({ url: reading.value }),
        mayWrite: config().web.edit === true,
      };
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown;
      return { ...NO_TRIAL, typed, fault: thrown.message };
    }
  }
}

/** The file of the form, whatever its encoding is. */
async function listIn(c: Asked): Promise<string> {
  const { opml } = await c.req.parseBody().catch(() => ({ opml: "" }));
  if (opml instanceof File) return decodeBytes(new Uint8Array(await opml.arrayBuffer()), { kind: "xml" }).text;
  return typeof opml === "string" ? opml : "";
}

function polledWords({ name, outcome, entries, reason, nextPollAt }: PolledNow): Said {
  if (outcome === "paused") return { text: `${name} is not asked now: ${reason ?? outcome}.`, fault: true };
  const next = `next poll ${minuteOf(nextPollAt)} UTC`;
  if (outcome === "later" || outcome === "held" || outcome === "gone")
    return { text: `${name} is not asked now: ${reason ?? outcome}; ${next}.`, fault: true };
  if (reason !== null) return { text: `${name} could not be read: ${reason}; ${next}.`, fault: true };
  return { text: `${name} was asked: ${entries === 0 ? "nothing new" : counted(entries, "new entry", "new entries")}; ${next}.` };
}
