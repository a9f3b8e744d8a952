// A Chromium to look at pages with, from what is installed, or from Debian's packages with fonts for every script.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findBinary } from "./start-services.ts";
import type { Browser } from "playwright-core";

const run = promisify(execFile);
const FONT_PACKAGES = ["fonts-noto-core", "fonts-sil-padauk", "fonts-noto-cjk"];

/** Throws where none can be had. */
export async function openChromium(): Promise<Browser> {
  const executablePath = await findBinary("chromium", "chromium", FONT_PACKAGES);
  if (!(await hasBurmese())) throw new Error(`fonts are missing: apt-get install ${FONT_PACKAGES.join(" ")}`);
  // Where everything runs as root, its sandbox cannot; pages get no network from us anyway.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"] });
}

const hasBurmese = async (): Promise<boolean> => (await run("fc-list", [":lang=my"]).catch(() => ({ stdout: "" }))).stdout !== "";
