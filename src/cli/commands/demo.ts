// `wirewatch demo`: the real pipeline over a newsroom that it serves itself; ends with a digest to read.
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadConfig } from "../../config/load/load-config.ts";
import { formatFault } from "../../config/format-fault.ts";
import { openNewsroom } from "../../newsroom/open-newsroom.ts";
import { CommandError, messageOf } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { openProgress } from "../progress.ts";
import { runRound } from "../../desk/run-round.ts";
import { refuseTaken, startApp, waitForLock } from "../../app/start-app.ts";
import type { App } from "../../app/open-app.ts";
import type { RenderedIssue } from "../../digests/render-issue.ts";
import type { Config } from "../../config/config.ts";
import type { Newsroom } from "../../newsroom/open-newsroom.ts";
import type { Command, CommandContext } from "../command.ts";
import type { RoundSummary } from "../../desk/run-round.ts";

export const command: Command = {
  help: `Usage: wirewatch demo [--data DIR]

A newsroom that we invented, served on loopback: a dozen outlets, some 60 articles in English, Burmese and Russian, with what real news
has: an agency story in nine outlets, a follow-up, a windows-1251 feed, a broken feed, a dead one, a consent wall. Polls it, reads it,
matches two watchlists, folds the copies, and shows the digest. Needs no network. Keeps what it makes in DIR/demo.

If it is cut off, the next call goes on from there; after a finished one it begins anew.`,
  async run(context) {
    const folder = join(context.dataDir, "demo");
    // A finished demo's folder is emptied, so no other process may be using it.
    await waitForLock(
      () => refuseTaken(folder, context.tell),
      ({ wait }) => context.tell(wait),
    );
    const state = await readState(folder);
    const newsroom = await openNewsroom({ startedAt: new Date(state.startedAt), port: state.port }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EADDRINUSE") throw error;
        throw new CommandError(
          `port ${state.port}, where the demo in ${folder} serves its newsroom, is taken by another program. ` +
            `Stop that one to go on, or begin anew in another folder with --data DIR.`,
        );
      },
    );
    const progress = openProgress(context);
    let app: App | null = null;
    try {
      await writeState(folder, { ...state, port: newsroom.port });
      const config = await writeConfig(folder, newsroom);
      app = await startApp({ config, log: context.openLog("error") });
      const summary = await runRound(app, { sendAll: true, onProgress: progress.show });
      progress.end();
      await show(context, { app, folder, config, newsroom, summary });
      await writeState(folder, { ...state, port: newsroom.port, finished: true });
      return summary.digests.failed > 0 ? 1 : 0;
    } finally {
      progress.end();
      await app?.close();
      await newsroom.close();
    }
  },
};

interface DemoState {
  startedAt: string;
  /** 0 until the newsroom was first served; its addresses must not change when the demo continues. */
  port: number;
  finished: boolean;
}

async function readState(folder: string): Promise<DemoState> {
  const saved = await readFile(join(folder, "demo.json"), "utf8").catch(() => null);
  const state = saved === null ? null : (JSON.parse(saved) as DemoState);
  if (state !== null && !state.finished) return state;
  await rm(folder, { recursive: true, force: true });
  return { startedAt: new Date().toISOString(), port: 0, finished: false };
}

async function writeState(folder: string, state: DemoState): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw new CommandError(messageOf(error), { cause: error });
  });
  // Written as a whole or not at all: the demo may be interrupted at any moment.
  const file = join(folder, "demo.json");
  await writeFile(`${file}.part`, JSON.stringify(state));
  await rename(`${file}.part`, file);
}

/** The newsroom's own configuration, as files to look at. */
async function writeConfig(folder: string, newsroom: Newsroom): Promise<Config> {
  const dir = join(folder, "config");
  await makeFolder(join(dir, "watchlists"));
  await writeFile(join(dir, "wirewatch.yaml"), "fetch: { allow_private: [127.0.0.0/8] }\n");
  await writeFile(join(dir, "feeds.yaml"), newsroom.feedsYaml);
  await writeFile(join(dir, "digests.yaml"), newsroom.digestsYaml);
  await writeFile(join(dir, "watchlists", "demo.yaml"), newsroom.watchlistsYaml);
  // The demo is the same for everybody, so it ignores DATABASE_URL and similar variables.
  const { config, faults } = await loadConfig({ dir, dataDir: folder, env: {} });
  if (config === null) throw new Error(`the demo's own configuration has faults:\n${faults.map(formatFault).join("\n")}`);
  return config;
}

interface Shown {
  app: App;
  folder: string;
  config: Config;
  newsroom: Newsroom;
  summary: RoundSummary;
}

async function show(context: CommandContext, { app, folder, config, newsroom, summary }: Shown): Promise<void> {
  const issues: RenderedIssue[] = [];
  const pages: string[] = [];
  for (const { id } of (await app.desk.status()).issues.toReversed()) {
    const issue = await app.desk.renderIssue({ issue: id });
    if (issue === null) continue;
    const page = join(folder, `digest-${id}.html`);
    await writeFile(page, issue.html);
    issues.push(issue);
    pages.push(page);
  }
  const outbox = config.mail.smtp.kind === "outbox" ? config.mail.smtp.dir : "";
  if (context.json) return context.print(JSON.stringify({ ...summary, outbox, pages }));
  for (const { subject, text } of issues) {
    // Mail programs hide the marks that separate text directions; terminals may show them.
    const title = subject.replace(/[\u2066-\u2069]/g, "");
    context.print(`\n${title}\n${"=".repeat(Math.min(78, title.length))}\n\n${text}`);
  }
  const failing = summary.errors
    .filter(({ stage }) => stage === "poll-feeds")
    .map(({ subject, message }) => `${subject} (${message})`);
  const unread = summary.errors
    .filter(({ stage }) => stage === "fetch-articles")
    .map(({ subject, message }) => `${subject} (${message})`);
  context.print(`What happened, over ${newsroom.outlets.length} outlets and ${newsroom.expected.articles} articles:
  folded         ${summary.stories.copies} copies into ${summary.stories.new} stories
  summary only   ${unread.join("\n                 ") || "none"}
  feed down      ${failing.join("\n                 ") || "none"}

The mail       ${outbox} (.eml)
In a browser   ${pages.join("\n               ")}
The configuration that did this is in ${config.dir}; yours begins in config/.`);
}
