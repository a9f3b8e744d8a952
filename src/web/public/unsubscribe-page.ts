// The page behind a mail's List-Unsubscribe. Reading it changes nothing, since mail scanners read every link; a POST does (RFC 8058).
import { markup } from "../../digests/escape-html.ts";
import { publicLinks } from "../links.ts";
import { sendPage } from "../page.ts";
import type { Desk } from "../../desk/desk.ts";
import type { SubscriptionState } from "../../desk/subscription.ts";
import type { Asked } from "../page.ts";
import type { PageContent } from "../pages/layout.ts";

export async function answerSubscription(c: Asked, desk: Desk): Promise<Response> {
  const token = c.req.param("token") ?? "";
  const subscribe = c.req.param("action") === "subscribe";
  const state = await (c.req.method === "POST" ? desk.changeSubscription({ token, subscribe }) : desk.subscription({ token }));
  return sendPage(c, state === null ? UNKNOWN_LINK : subscriptionPage(state, token), publicLinks("../"), {
    form: state !== null,
  });
}

function subscriptionPage({ digest, recipient, subscribed }: SubscriptionState, token: string): PageContent {
  const asked = subscribed ? "unsubscribe" : "subscribe";
  const state = subscribed ? "gets" : "no longer gets";
  return {
    title: `Digest ${digest}`,
    body: markup`<p><b>${recipient}</b> ${state} the digest <b>${digest}</b>.</p>
<form method="post" action="../${asked}/${token}"><button>${subscribed ? "Unsubscribe" : "Subscribe again"}</button></form>`,
  };
}

const UNKNOWN_LINK: PageContent = {
  title: "This link is not known",
  body: markup`<p>It may have been cut short, or come from a mail before an upgrade that renewed the links: use the one in a newer mail. The person who sends you the digests can also take you off the list.</p>`,
  status: 404,
};
