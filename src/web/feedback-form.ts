// The form in which a reader says what is wrong with an alert: one for those who came by a mail's link, and for the signed in.
import { markup } from "../digests/escape-html.ts";
import { REASON_WORDS, REASONS } from "../feedback/saying.ts";
import { titleText } from "./pages/spoken.ts";
import type { Markup } from "../digests/escape-html.ts";
import type { FeedbackForm, Said } from "../desk/feedback/give-feedback.ts";

export const WORDS_MAX = 1_000;
const ADDRESS_MAX = 2_000;

/** `action` is where it posts to; `asked` the reason that the link named. */
export function renderForm({ digest, title, watchlists, reasons, said }: FeedbackForm, action: string, asked: string): Markup {
  const chosen = said?.reason ?? reasons.find((reason) => reason === asked) ?? reasons[0];
  const [only] = watchlists;
  return markup`${title !== null && markup`<p dir="auto"><b>${titleText(title)}</b></p>`}
<p class="soft">${digest !== null && markup`In the digest <bdi>${digest}</bdi>. `}${watchlists.length === 1 && markup`It came by the watchlist <bdi>${only?.name ?? ""}</bdi>. `}Nothing changes by itself: the person who runs this Wirewatch reads it.</p>
${said !== null && markup`<p class="good" role="status">You answered this before. A new answer takes its place.</p>`}
<form method="post" action="${action}"><fieldset><legend>What is wrong?</legend>
${REASONS.filter((reason) => reasons.includes(reason)).map(
  (reason) =>
    markup`<label class="choice"><input type="radio" name="reason" value="${reason}"${reason === chosen && markup` checked`} required> ${REASON_WORDS[reason]}</label>`,
)}</fieldset>
${reasons.includes("missed") && markup`<p><label for="address">Address of the missing article</label><input id="address" name="address" type="text" inputmode="url" maxlength="${String(ADDRESS_MAX)}"></p>`}
${watchlists.length > 1 && markup`<p><label for="watchlist">Watchlist</label><select id="watchlist" name="watchlist">${watchlists.map(({ id, name }) => markup`<option value="${id}"${id === said?.watchlist && markup` selected`}>${name}</option>`)}</select></p>`}
<p><label for="words">In your words, if you like</label><textarea id="words" name="words" rows="3" maxlength="${String(WORDS_MAX)}" dir="auto">
${said?.words ?? ""}</textarea></p>
<p><button class="first">Send</button></p></form>`;
}

/** Null if the form has no reason of ours. */
export function readSaid(form: Record<string, string>): Said | null {
  const reason = REASONS.find((one) => one === form["reason"]);
  if (reason === undefined) return null;
  const { words = "", address = "", watchlist = "" } = form;
  return {
    reason,
    words: words.replace(/\r\n/g, "\n").slice(0, WORDS_MAX),
    address: address.slice(0, ADDRESS_MAX),
    watchlist: watchlist.slice(0, 1_000),
  };
}
