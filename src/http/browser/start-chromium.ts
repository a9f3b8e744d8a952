// Starts a Chromium that reaches nothing by itself, or joins one that runs elsewhere.
import { tmpdir } from "node:os";
import { stripVTControlCharacters } from "node:util";
import type { Browser } from "playwright-core";
import { messageOf } from "../../errors.ts";
import { findChromium } from "./find-chromium.ts";

export interface Chromium {
  browser: Browser;
  /** Of its first process; null if it runs elsewhere. */
  pid: number | null;
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

/** A proxy that is nowhere: what is not answered by us ends there. */
export const NOWHERE = { server: "http://nowhere.invalid:1", bypass: "<-loopback>" };

const HEAP_MB = 256;
const START_MS = 20_000;
const END_MS = 3_000;

const SWITCHES = [
  // No name and no address is ever looked up or connected to.
  "--host-resolver-rules=MAP * ~NOTFOUND",
  `--proxy-server=${NOWHERE.server}`,
  `--proxy-bypass-list=${NOWHERE.bypass}`,
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--dns-prefetch-disable",
  "--disable-quic",
  "--no-pings",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,Prerender2,SpeculationRulesPrefetchFuture,NetworkPrediction,WebTransport,DirectSockets",
  `--js-flags=--max-old-space-size=${HEAP_MB}`,
  "--renderer-process-limit=1",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--mute-audio",
  "--blink-settings=imagesEnabled=false",
];

/** `at`: the path of a Chromium or the ws:// address of one; null for that of this machine. Throws an Error with a message for people. */
export async function startChromium(at: string | null): Promise<Chromium> {
  const chromium = await loadPlaywright();
  if (at !== null && /^wss?:/.test(at)) {
    const isDevTools = new URL(at).pathname.startsWith("/devtools/");
    const options = { timeout: START_MS };
    const browser = await (isDevTools ? chromium.connectOverCDP(at, options) : chromium.connect(at, options)).catch(explain(at));
    return { browser, pid: null, end: () => withinTime(browser.close()) };
  }
  const executablePath = at ?? findChromium();
  if (executablePath === null)
    throw new Error(
      "no Chromium is installed: install one (apt install chromium-headless-shell), or name one by fetch.browser in wirewatch.yaml",
    );
  const server = await chromium
    .launchServer({
      executablePath,
      args: SWITCHES,
      // Its sandbox does not work for root.
      chromiumSandbox: process.getuid?.() !== 0,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: START_MS,
      // It gets none of our passwords.
      env: { HOME: tmpdir(), PATH: "/usr/bin:/bin" },
    })
    .catch(explain(executablePath));
  try {
    const browser = await chromium.connect(server.wsEndpoint(), { timeout: START_MS });
    return { browser, pid: server.process().pid ?? null, end: () => server.kill() };
  } catch (error) {
    await server.kill();
    throw error;
  }
}

async function loadPlaywright() {
  try {
    const { chromium } = await import("playwright-core");
    return chromium;
  } catch {
    throw new Error("the package playwright-core is not installed: npm install playwright-core@1.65.1");
  }
}

const explain =
  (at: string) =>
  (error: unknown): never => {
    const [first = ""] = stripVTControlCharacters(messageOf(error)).split("\n");
    throw new Error(`the Chromium at ${shownPlace(at)} does not start: ${withoutAddresses(first).slice(0, 200)}`);
  };

/** Of an address only the host: services that rent browsers write their keys into the path. */
const shownPlace = (at: string): string => (URL.canParse(at) ? new URL(at).host : at);

const withoutAddresses = (text: string): string =>
  text.replace(/\b(?:wss?|https?):\/\/[^\s"'<>]+/gi, (address) => shownPlace(address));

async function withinTime(ending: Promise<unknown>): Promise<void> {
  await Promise.race([ending.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, END_MS).unref())]);
}
