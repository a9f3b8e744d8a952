// A person at a keyboard: goes through a page by Tab alone, in a real browser, and stops where a name is.
import type { BrowserContext, Download, Page } from "playwright-core";

/** A page has fewer places to stop at. */
const STOPS_MAX = 400;

export interface Keyboard {
  page: Page;
  open(path: string): Promise<void>;
  /** Presses Tab until the place of that name has the focus. Throws if there is none on the way through the page. */
  to(name: string | RegExp): Promise<void>;
  /** Goes there and presses a key, which leads nowhere. */
  press(name: string | RegExp, key?: string): Promise<void>;
  /** Goes there, presses Enter, and waits for the page to which that leads. */
  go(name: string | RegExp): Promise<void>;
  download(name: string | RegExp): Promise<Download>;
  type(text: string): Promise<void>;
  /** What the page says. */
  words(): Promise<string>;
  /** Places that had the focus and did not show it. */
  invisible: Set<string>;
}

export async function sitDownAt(context: BrowserContext, url: () => string): Promise<Keyboard> {
  const page = await context.newPage();
  const invisible = new Set<string>();
  const to = async (name: string | RegExp): Promise<void> => {
    const passed: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(focus);
      // The end of the page: the next Tab begins anew.
      if (focused === null) break;
      if (!focused.isShown) invisible.add(`${new URL(page.url()).pathname} ${focused.name}`);
      if (typeof name === "string" ? focused.name === name : name.test(focused.name)) return;
      passed.push(focused.name);
    }
    throw new Error(`no Tab leads to ${String(name)} on ${page.url()}, but to: ${passed.join(" | ").slice(0, 2_000)}`);
  };
  return {
    page,
    invisible,
    to,
    open: async (path) => void (await page.goto(`${url()}${path}`)),
    async press(name, key = "Enter") {
      await to(name);
      await page.keyboard.press(key);
    },
    async go(name) {
      await to(name);
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    },
    async download(name) {
      await to(name);
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      return download;
    },
    type: (text) => page.keyboard.type(text),
    words: async () => (await page.locator("main").innerText()).replace(/\s+/g, " "),
  };
}

/** Runs in the page. */
function focus(): { name: string; isShown: boolean } | null {
  const place = document.activeElement;
  if (place === null || place === document.body) return null;
  const labels = (place as HTMLInputElement).labels ?? [];
  const { outlineStyle, outlineWidth } = getComputedStyle(place);
  return {
    name: (place.getAttribute("aria-label") ?? labels[0]?.textContent ?? place.textContent).replace(/\s+/g, " ").trim(),
    // A frame's own document shows where the focus is.
    isShown: place.tagName === "IFRAME" || (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0),
  };
}
