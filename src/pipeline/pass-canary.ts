// The canary's way through a stage: does with an invented article what the stage does with a real one, and stores nothing of it.
import { composeMessage } from "../channels/mail/compose-message.ts";
import { matchVoices } from "../watchlists/match-voices.ts";
import { compileWatchlists } from "../watchlists/compile-watchlists.ts";
import { messageOf } from "../errors.ts";
import { moveCanary, saveCanaryFault } from "../store/self-check/self-checks.ts";
import { inGroupingTurn } from "../store/stories.ts";
import { STAGE_NAMES } from "./pipeline.ts";
import type { StageName } from "./pipeline.ts";
import type { PipelineDeps } from "./stage-deps.ts";

const TITLE = "Canary sings in the mine";
const SENTENCE = "The canary of this mine sang this morning, as it does each morning, and the miners went to work without fear.";
const URL = "https://canary.invalid/sings";
const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Canary</title><item><title>${TITLE}</title><link>${URL}</link></item></channel></rss>`;
const PAGE = `<!doctype html><html lang="en"><title>${TITLE}</title><body><article><h1>${TITLE}</h1>${`<p>${SENTENCE}</p>`.repeat(4)}</article></body></html>`;
const DOCUMENT = { title: TITLE, text: SENTENCE, language: "en", source: ["Canary"], url: URL, tags: [] };

/** Each rejects if the stage could do nothing with an article now. */
const PROBES: Record<StageName, (deps: PipelineDeps) => Promise<void>> = {
  async "poll-feeds"({ threads }) {
    const input = { bytes: Buffer.from(FEED), url: URL, contentType: "application/rss+xml" };
    const read = await threads.run("parse-feed", input);
    expectThat(read.kind === "done" && read.value.entries.some(({ title }) => title === TITLE), "its feed was not read");
  },
  async "fetch-articles"({ threads, now }) {
    const read = await threads.run("read-page", { bytes: Buffer.from(PAGE), url: URL, contentType: "text/html", now: now() });
    expectThat(read.kind === "done" && read.value.text.includes(SENTENCE), "its page was not read");
  },
  async "match-watchlists"({ watchlists }) {
    const voices = { voices: [], old: [], isPage: true };
    const { compiled } = compileWatchlists([{ file: "canary", content: { watchlists: [{ id: "canary", any: ["canary"] }] } }]);
    expectThat(matchVoices(compiled, DOCUMENT, voices).length === 1, "it was not matched");
    matchVoices(watchlists(), DOCUMENT, voices);
  },
  async "group-stories"({ database }) {
    await inGroupingTurn(database, async () => undefined);
  },
  async "send-digests"({ config, now }) {
    const { from } = config().mail;
    const mail = { from, to: "canary@canary.invalid", subject: TITLE, html: `<p>${SENTENCE}</p>`, text: SENTENCE };
    const bytes = await composeMessage({ ...mail, messageId: "canary@canary.invalid", date: now() });
    expectThat(bytes.includes(TITLE), "its mail was not written");
  },
};

/** Never rejects: what went wrong is noted, and the next run tries again. */
export async function passCanary(deps: PipelineDeps, stage: StageName, run: number): Promise<void> {
  try {
    await PROBES[stage](deps);
    const to = STAGE_NAMES[STAGE_NAMES.indexOf(stage) + 1] ?? null;
    if ((await moveCanary(deps.database, { run, from: stage, to }, deps.now())) && to !== null)
      await deps.producer.sendCanary(to, run);
  } catch (thrown) {
    deps.log.warn({ stage, err: thrown }, "the canary did not pass");
    await saveCanaryFault(deps.database, run, messageOf(thrown)).catch(() => 0);
  }
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
