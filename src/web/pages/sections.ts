// Parts that pages of stories and articles have in common.
import { markup } from "../../digests/escape-html.ts";
import { titleText } from "./spoken.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Links } from "../links.ts";

/** A heading and a list; nothing without items. */
export const section = (heading: string, items: readonly Markup[]): Markup | false =>
  items.length > 0 && markup`<h2>${heading}</h2>\n${list(items)}`;

export const list = (items: readonly Markup[]): Markup | false =>
  items.length > 0 && markup`<ul>${items.map((item) => markup`<li>${item}</li>\n`)}</ul>`;

export const storyLink = ({ story, title }: { story: number; title: string | null }, { to }: Links): Markup =>
  markup`<a href="${to(`stories/${story}`)}"><bdi>${titleText(title)}</bdi></a>`;
