// What every page is sent with, and where its links lead.
import type { Context } from "hono";
import type { WebEnv } from "./access.ts";

export type Asked = Context<WebEnv>;

/** Where a page's links lead. */
export interface Links {
  /** From this page to the first. */
  root: string;
  /** The address of a page of ours, such as `stories/5`. */
  to(page: string): string;
  /** Readers with a token see what their page is about, and nothing of other people's digests. */
  isOwner: boolean;
}

interface PageOptions {
  /** An issue is shown with the styles that stand in its mail. */
  style?: "'self'" | "'unsafe-inline'";
  form?: "'self'" | "'none'";
  status?: 200 | 401 | 404 | 429;
}

/** Nothing on the pages runs or loads anything: what they show was written by strangers. */
export function sendPage(c: Asked, html: string, options: PageOptions = {}): Response {
  const { style = "'self'", form = "'none'", status = 200 } = options;
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src ${style}; form-action ${form}; frame-ancestors 'none'; base-uri 'none'`,
  );
  return c.html(html, status);
}

/** The way from a page to the first, wherever a proxy has put it. */
export const rootOf = (c: Asked): string => "../".repeat(c.req.path.split("/").length - 2) || "./";
