// pictures: what a digest, its page, a story's record and the status page look like, from the real pipeline over our own newsroom.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openApp } from "../src/app/open-app.ts";
import { runRound } from "../src/desk/run-round.ts";
import { renderIssue } from "../src/digests/render-issue.ts";
import { toError } from "../src/errors.ts";
import { openLog } from "../src/log.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { findIssueRow, recentIssues } from "../src/store/issues.ts";
import { openWeb } from "../src/web/open-web.ts";
import { newFolder } from "../test/support/database.ts";
import { loadNewsroomConfig } from "../test/support/newsroom-config.ts";
import { openChromium } from "../test/support/open-chromium.ts";
import { withPalette } from "./support/palette.ts";
import { scriptsIssue } from "./support/scripts-issue.ts";
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
  const png = withPalette(await page.screenshot());
  await page.close();
  await writeFile(file, png);
  console.log(`${file}  ${Math.round(png.length / 1000)} kB`);
}

/** The one that README shows. */
const SHOWN = "docs/digest.png";
const target = process.argv[2] ?? "dist/pictures";
const browser = await openChromium({ installs: false }).catch((thrown: unknown) => {
  console.error(toError(thrown).message);
  process.exit(1);
});
await mkdir(target, { recursive: true });
const { folder, remove } = await newFolder();
const newsroom = await openNewsroom({ startedAt: new Date() });
const app = await openApp({ config: await loadNewsroomConfig(folder, newsroom), log: openLog("error", false) });
const web = await openWeb({ ...app.deps, desk: app.desk, log: openLog("error", false) });
try {
  app.servePages();
  await runRound(app, { sendAll: true });
  const [newest] = await recentIssues(app.deps.database, 1);
  const issue = newest === undefined ? null : await findIssueRow(app.deps.database, newest.id);
  if (newest === undefined || issue === null) throw new Error("the newsroom made no digest");
  const { story } = await app.deps.database.one<{ story: number }>(
    "select story_id as story from articles where story_id is not null group by story_id order by count(*) desc limit 1",
  );
  const mail = { html: issue.html };
  const pictures: Picture[] = [
    { name: "digest", of: mail, width: 640, height: 1_200 },
    { name: "digest-dark", of: mail, width: 640, height: 1_200, dark: true },
    { name: "digest-phone", of: mail, width: 375, height: 1400 },
    { name: "scripts", of: { html: renderIssue(scriptsIssue).html }, width: 640, height: 1_200 },
    { name: "issue", of: { url: `${web.url}issues/${newest.id}` }, width: 1000, height: 1200 },
    { name: "story", of: { url: `${web.url}stories/${story}` }, width: 1000, height: 1200 },
    { name: "status", of: { url: web.url }, width: 1000, height: 1400 },
  ];
  for (const picture of pictures) await take(browser, target, picture);
  await copyFile(join(target, "digest.png"), SHOWN);
} finally {
  await browser.close();
  await web.close();
  await app.close();
  await newsroom.close();
  await remove();
}
