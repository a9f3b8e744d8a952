// What pages load: one style sheet, one script, one icon. Their names hold a hash, so that browsers keep them for good.
import { createHash } from "node:crypto";
import { KEYS } from "./keys.ts";
import { STYLE } from "./style.ts";

export interface Asset {
  /** Its path below the first page. */
  path: string;
  type: string;
  body: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b57d0"/><path d="M6 10l4 12 4-9 4 9 4-9" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/><circle cx="25" cy="9" r="2.6" fill="#fff0a8"/></svg>`;

function asset(name: string, type: string, body: string): Asset {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return { path: `assets/${name.replace(".", `-${hash}.`)}`, type, body };
}

export const ASSETS = {
  style: asset("style.css", "text/css; charset=utf-8", STYLE.trim().replace(/\n\s*/g, "\n")),
  keys: asset("keys.js", "text/javascript; charset=utf-8", KEYS.replace(/\n\s*/g, "\n")),
  icon: asset("icon.svg", "image/svg+xml", ICON),
};
