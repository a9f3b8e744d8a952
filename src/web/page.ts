// Sending a page with its policy, and the links on it.
import type { Context } from "hono";
import type { WebEnv } from "./access.ts";

export type Asked = Context<WebEnv>;

/** How a page builds its links. */
export interface Links {
  /** The relative address of the first page. */
  root: string;
  /** The address of a page of ours, such as `stories/5`. */
  to(page: string): string;
  /** False for a reader with a token, who sees nothing about other people's digests. */
  isOwner: boolean;
}

interface PageOptions {
  /** An issue has the inline styles of its mail. */
  style?: "'self'" | "'unsafe-inline'";
  form?: "'self'" | "'none'";
  status?: 200 | 401 | 404 | 429;
}

/** Pages show what strangers wrote, so they may run and load nothing. */
export function sendPage(c: Asked, html: string, options: PageOptions = {}): Response {
  const { style = "'self'", form = "'none'", status = 200 } = options;
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src ${style}; form-action ${form}; frame-ancestors 'none'; base-uri 'none'`,
  );
  return c.html(html, status);
}

/** Relative, so it is right under any path that a proxy adds. */
export const rootOf = (c: Asked): string => "../".repeat(c.req.path.split("/").length - 2) || "./";
