// The page behind a mail's List-Unsubscribe. Reading it changes nothing, since mail scanners read every link; a POST does (RFC 8058).
import { markup } from "../../digests/escape-html.ts";
import { sendPage } from "../page.ts";
import type { Desk } from "../../desk/desk.ts";
import type { SubscriptionState } from "../../desk/subscription.ts";
import type { Asked } from "../page.ts";

export async function answerSubscription(c: Asked, desk: Desk): Promise<Response> {
  const token = c.req.param("token") ?? "";
  const subscribe = c.req.param("action") === "subscribe";
  const state = await (c.req.method === "POST" ? desk.changeSubscription({ token, subscribe }) : desk.subscription({ token }));
  return state === null
    ? sendPage(c, unknownLinkPage(), { status: 404 })
    : sendPage(c, unsubscribePage(state, token), { form: "'self'" });
}

function unsubscribePage({ digest, recipient, subscribed }: SubscriptionState, token: string): string {
  const asked = subscribed ? "unsubscribe" : "subscribe";
  const state = subscribed ? "gets" : "no longer gets";
  return page(
    `Digest ${digest}`,
    markup`<p><b>${recipient}</b> ${state} the digest <b>${digest}</b>.</p>
<form method="post" action="../${asked}/${token}"><button>${subscribed ? "Unsubscribe" : "Subscribe again"}</button></form>`,
  );
}

const unknownLinkPage = (): string =>
  page(
    "This link is not known",
    markup`<p>It may have been cut short, or come from a mail before an upgrade that renewed the links: use the one in a newer mail. The person who sends you the digests can also take you off the list.</p>`,
  );

function page(title: string, body: ReturnType<typeof markup>): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<link rel="stylesheet" href="../style.css"></head><body><h1>${title}</h1>${body}</body></html>
`.html;
}
