// A Chromium to look at pages with, and fonts for every script: what is installed, or Debian's packages.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findBinary, installPackages } from "./start-services.ts";
import type { Browser } from "playwright-core";

const run = promisify(execFile);
/** Of each package one language that it alone brings. */
const FONTS = { "fonts-noto-core": "km", "fonts-sil-padauk": "my", "fonts-noto-cjk": "zh-cn" };

/** Throws where none can be had. */
export async function openChromium(): Promise<Browser> {
  const executablePath = await findBinary("chromium", "chromium");
  const missing = [];
  for (const [name, language] of Object.entries(FONTS)) if (!(await hasFontFor(language))) missing.push(name);
  if (missing.length > 0) await installPackages(missing);
  // Where everything runs as root, its sandbox cannot.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-lcd-text"] });
}

const hasFontFor = async (language: string): Promise<boolean> =>
  (await run("fc-list", [`:lang=${language}`]).catch(() => ({ stdout: "" }))).stdout !== "";
