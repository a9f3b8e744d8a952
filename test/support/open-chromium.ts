// A Chromium to look at pages with, and fonts for every script: what is installed, or Debian's packages.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../../src/http/browser/find-chromium.ts";
import { installPackages } from "./start-services.ts";
import type { Browser } from "playwright-core";

const run = promisify(execFile);
/** Debian's Chromium without a window: it takes half of the processor's time that `chromium` takes for our pages. */
const PACKAGE = "chromium-headless-shell";
/** Of each package one language that it alone brings. */
const FONTS = { "fonts-noto-core": "km", "fonts-sil-padauk": "my", "fonts-noto-cjk": "zh-cn" };

/** Tests bring what is missing. For pictures alone it says what to install. Throws where none can be had. */
export async function openChromium({ installs }: { installs: boolean }): Promise<Browser> {
  const missing = await missingPackages();
  if (missing.length > 0 && !installs)
    throw new Error(
      `What draws pages is not all here. Install it: apt-get install ${[PACKAGE, ...Object.keys(FONTS)].join(" ")}`,
    );
  if (missing.length > 0) await installPackages(missing);
  const executablePath = await bringChromium();
  // Where everything runs as root, its sandbox cannot.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-lcd-text"] });
}

/** The path of the machine's Chromium, or of Debian's, which it installs where there is none. */
export async function bringChromium(): Promise<string> {
  if (findChromium() === null) await installPackages([PACKAGE]);
  const path = findChromium();
  if (path === null) throw new Error(`a Chromium is needed, and Debian's package ${PACKAGE} did not bring it`);
  return path;
}

async function missingPackages(): Promise<string[]> {
  const missing = findChromium() === null ? [PACKAGE] : [];
  for (const [name, language] of Object.entries(FONTS)) if (!(await hasFontFor(language))) missing.push(name);
  return missing;
}

const hasFontFor = async (language: string): Promise<boolean> =>
  (await run("fc-list", [`:lang=${language}`]).catch(() => ({ stdout: "" }))).stdout !== "";
