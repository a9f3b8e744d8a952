// What is measured inside a page: functions that Chromium runs there, and that therefore hold all they need.
/* oxlint-disable unicorn/consistent-function-scoping */

/** Texts whose contrast to what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3), and how many there are in all. */
export function contrastFaults(): { texts: number; faults: string[] } {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  /** Red, green and blue, each from 0 to 255, and how much they cover. */
  const rgba = (color: string): [number, number, number, number] => {
    if (canvas === null) throw new Error("no canvas");
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top: readonly number[], cover: number, below: readonly number[]) =>
    below.map((channel, index) => (top[index] ?? 0) * cover + channel * (1 - cover));
  const groundOf = (element: Element | null): number[] => {
    if (element === null) return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
    const [red, green, blue, cover] = rgba(getComputedStyle(element).backgroundColor);
    return cover === 1 ? [red, green, blue] : over([red, green, blue], cover, groundOf(element.parentElement));
  };
  const coverOf = (element: Element | null): number =>
    element === null ? 1 : Number(getComputedStyle(element).opacity) * coverOf(element.parentElement);
  const luminance = (color: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = color.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const faults: string[] = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const box = element?.getBoundingClientRect();
    if (!element || !box || box.width === 0 || box.height === 0 || !/\S/.test(node.textContent ?? "")) continue;
    texts += 1;
    const ground = groundOf(element);
    const [red, green, blue, cover] = rgba(getComputedStyle(element).color);
    const ink = over([red, green, blue], cover * coverOf(element), ground);
    const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) faults.push(`${contrast.toFixed(2)}: ${(node.textContent ?? "").trim().slice(0, 60)}`);
  }
  return { texts, faults };
}

/** Whether a letter of an element is drawn as the box that stands for what no font has. */
export function isTofu(element: Element): boolean {
  const { font } = getComputedStyle(element);
  const draw = (letter: string): string => {
    const canvas = document.createElement("canvas");
    canvas.width = 80;
    canvas.height = 60;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.font = font;
    context.fillText(letter, 20, 40);
    return canvas.toDataURL();
  };
  const nothing = draw(" ");
  // No font has a letter for this.
  const box = draw("\u{10fffe}");
  const letters = Array.from(element.textContent ?? "").filter((letter) => /\p{L}/u.test(letter));
  return letters.length === 0 || letters.some((letter) => [nothing, box].includes(draw(letter)));
}

/** Burmese texts whose lines are less than 1.7 times as high as their letters, and how many there are in all. */
export function burmeseWithoutRoom(): { texts: number; faults: string[] } {
  const faults: string[] = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? "";
    const element = node.parentElement;
    if (element === null || element.getClientRects().length === 0 || !/\p{Script=Myanmar}/u.test(text)) continue;
    texts += 1;
    const { lineHeight, fontSize } = getComputedStyle(element);
    const room = Number.parseFloat(lineHeight) / Number.parseFloat(fontSize);
    if (!(room >= 1.7)) faults.push(`${room.toFixed(2)}: ${element.tagName} ${text.trim().slice(0, 40)}`);
  }
  return { texts, faults };
}

/** Attributes that would run a script, and addresses that are none of the web. */
export function activeAttributes(): string[] {
  return [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes]
      .filter(
        ({ name, value }) =>
          /^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^(javascript|data|vbscript):/i.test(value)),
      )
      .map(({ name, value }) => `${element.tagName} ${name}=${value.slice(0, 60)}`),
  );
}

/** Headings that are more than one level below the one before, and pages that do not begin with an h1. */
export function headingFaults(): string[] {
  let before = 0;
  return [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].flatMap((heading) => {
    const level = Number(heading.tagName.slice(1));
    const isFault = level > before + 1;
    before = level;
    return isFault ? [`${heading.tagName} ${heading.textContent.slice(0, 40)}`] : [];
  });
}

/** What a feed reader finds in an Atom feed that Chromium shows as text; `others` are elements that Atom does not have. */
export function readAtom(shown: Element): { isFeed: boolean; hasEntries: boolean; others: string[] } {
  const feed = new DOMParser().parseFromString(shown.textContent, "application/xml");
  const known = new Set("feed id title updated link generator entry published author name category summary content".split(" "));
  const names = [...feed.querySelectorAll("*")].map(({ localName }) => localName);
  return {
    isFeed: feed.documentElement.localName === "feed",
    hasEntries: names.includes("entry"),
    others: names.filter((name) => !known.has(name)),
  };
}
