// pictures: what a digest, its page, a story's record and the status page look like, from the real pipeline over our own newsroom.
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openApp } from "../src/app.ts";
import { runRound } from "../src/cli/run-round.ts";
import { openLog } from "../src/log.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { recentIssues } from "../src/store/issues.ts";
import { openWeb } from "../src/web/open-web.ts";
import { newFolder } from "../test/support/database.ts";
import { loadNewsroomConfig } from "../test/support/newsroom-config.ts";
import { openChromium } from "../test/support/open-chromium.ts";
import type { Browser } from "playwright-core";

interface Picture {
  name: string;
  /** An address, or HTML. */
  of: { url: string } | { html: string };
  width: number;
  /** Cut below this, as a window is. */
  height: number;
  dark?: boolean;
}

async function take(browser: Browser, folder: string, { name, of, width, height, dark = false }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? "dark" : "light" });
  if ("url" in of) await page.goto(of.url);
  else await page.setContent(of.html);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  console.log(`${file}  ${Math.round((await stat(file)).size / 1000)} kB`);
}

const target = process.argv[2] ?? "dist/pictures";
await mkdir(target, { recursive: true });
const { folder, remove } = await newFolder();
const newsroom = await openNewsroom({ startedAt: new Date() });
const browser = await openChromium();
const app = await openApp({ config: await loadNewsroomConfig(folder, newsroom), log: openLog("error", false) });
const web = await openWeb({ ...app.deps, log: openLog("error", false) });
try {
  app.servePages();
  await runRound(app, { sendAll: true });
  const [issue] = await recentIssues(app.deps.database, 1);
  if (issue === undefined) throw new Error("the newsroom made no digest");
  const { story } = await app.deps.database.one<{ story: number }>(
    "select story_id as story from articles where story_id is not null group by story_id order by count(*) desc limit 1",
  );
  const mail = { html: issue.html };
  const pictures: Picture[] = [
    { name: "digest", of: mail, width: 640, height: 960 },
    { name: "digest-dark", of: mail, width: 640, height: 960, dark: true },
    { name: "digest-phone", of: mail, width: 375, height: 1400 },
    { name: "issue", of: { url: `${web.url}issues/${issue.id}` }, width: 1000, height: 1200 },
    { name: "story", of: { url: `${web.url}stories/${story}` }, width: 1000, height: 1200 },
    { name: "status", of: { url: web.url }, width: 1000, height: 1400 },
  ];
  for (const picture of pictures) await take(browser, target, picture);
} finally {
  await browser.close();
  await web.close();
  await app.close();
  await newsroom.close();
  await remove();
}
