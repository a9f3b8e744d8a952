// The page behind a mail's List-Unsubscribe: reading it changes nothing, since mail scanners read every link; a POST does (RFC 8058).
import type { IncomingMessage } from "node:http";
import { markup } from "../../digests/escape-html.ts";
import { isSubscribed, readToken, subscribeAgain, unsubscribe } from "../../channels/mail/unsubscribe.ts";
import type { WebDeps } from "../web-deps.ts";

export interface PageAnswer {
  status: number;
  html: string;
}

/** A proxy in front may have left the path of web.url on. */
const PATH = /\/(unsubscribe|subscribe)\/([\w.-]{1,2000})$/;

/** Null for an address that is none of these. */
export async function answerUnsubscribe({ database, now }: WebDeps, request: IncomingMessage): Promise<PageAnswer | null> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const [, action, token = ""] = PATH.exec(path) ?? [];
  if (action === undefined) return null;
  const subscription = await readToken(database, token);
  if (subscription === null)
    return {
      status: 404,
      html: page(
        "This link is not known",
        markup`<p>It may have been cut short. Whoever sends you the digests can take you off the list.</p>`,
      ),
    };
  if (request.method === "POST") {
    // The body says nothing that the address does not; it is not waited for.
    request.resume();
    await (action === "unsubscribe" ? unsubscribe(database, subscription, now()) : subscribeAgain(database, subscription));
  } else if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, html: page("Only GET and POST", markup`<p>Nothing was changed.</p>`) };
  }
  const { digest, recipient } = subscription;
  const subscribed = await isSubscribed(database, subscription);
  const asked = subscribed ? "unsubscribe" : "subscribe";
  const state = subscribed ? "gets" : "gets no more of";
  return {
    status: 200,
    html: page(
      `Digest ${digest}`,
      markup`<p><b>${recipient}</b> ${state} the digest <b>${digest}</b>.</p>
<form method="post" action="../${asked}/${token}"><button>${subscribed ? "Unsubscribe" : "Subscribe again"}</button></form>`,
    ),
  };
}

function page(title: string, body: ReturnType<typeof markup>): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<link rel="stylesheet" href="/style.css"></head><body><h1>${title}</h1>${body}</body></html>
`.html;
}
