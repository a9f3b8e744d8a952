// A Chromium to look at pages with, and fonts for every script: what is installed, or Debian's packages.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../../src/http/browser/find-chromium.ts";
import { installPackages } from "./start-services.ts";
import type { Browser } from "playwright-core";

const run = promisify(execFile);
/** Of each package one language that it alone brings. */
const FONTS = { "fonts-noto-core": "km", "fonts-sil-padauk": "my", "fonts-noto-cjk": "zh-cn" };

/** Tests bring what is missing. For pictures alone it says what to install. Throws where none can be had. */
export async function openChromium({ installs }: { installs: boolean }): Promise<Browser> {
  const missing = await missingPackages();
  if (missing.length > 0 && !installs)
    throw new Error(
      `What draws pages is not all here. Install it: apt-get install ${["chromium", ...Object.keys(FONTS)].join(" ")}`,
    );
  if (missing.length > 0) await installPackages(missing);
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("a Chromium is needed, and Debian's package chromium did not bring it");
  // Where everything runs as root, its sandbox cannot.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-lcd-text"] });
}

async function missingPackages(): Promise<string[]> {
  const missing = findChromium() === null ? ["chromium"] : [];
  for (const [name, language] of Object.entries(FONTS)) if (!(await hasFontFor(language))) missing.push(name);
  return missing;
}

const hasFontFor = async (language: string): Promise<boolean> =>
  (await run("fc-list", [`:lang=${language}`]).catch(() => ({ stdout: "" }))).stdout !== "";
