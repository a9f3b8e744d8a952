// The calls of the Reader API, a line each, at the addresses that FreshRSS gives them.
import { answerItems } from "./answer-items.ts";
import { answerMarks } from "./answer-marks.ts";
import { answerStreams } from "./answer-streams.ts";
import { API, BadCall, fieldsOf, READER_PATH } from "./read-fields.ts";
import { openReaderAuth } from "./reader-auth.ts";
import type { Asked } from "../page.ts";
import type { Passwords } from "../sessions.ts";
import type { WebDeps } from "../web-deps.ts";
import type { ReaderAnswer } from "./read-fields.ts";

/** A method, a path of hono, and what answers. */
export type ReaderCall = readonly ["GET" | "POST", path: string, answer: (c: Asked) => Promise<Response>];

export function readerCalls(deps: WebDeps, passwords: Passwords): readonly ReaderCall[] {
  const auth = openReaderAuth(deps, passwords);
  const calls = { ...answerStreams(deps), ...answerItems(deps), ...answerMarks(deps) };
  const signIn = open(auth.signIn);
  const signedIn = (answer: ReaderAnswer) => async (c: Asked) => ((await auth.isSignedIn(c)) ? open(answer)(c) : unauthorized(c));
  const change = (answer: ReaderAnswer) =>
    signedIn(async (call) =>
      (await auth.isEditToken((call.fields.get("T") ?? "").trim())) ? answer(call) : unauthorized(call.c),
    );
  return [
    ["GET", READER_PATH, (c) => Promise.resolve(c.text("OK"))],
    ["POST", `${READER_PATH}/accounts/ClientLogin`, signIn],
    ["POST", `${API}/accounts/ClientLogin`, signIn],
    ["GET", `${API}/token`, signedIn(async ({ c }) => c.text(`${await auth.editToken()}\n`))],
    ["GET", `${API}/user-info`, signedIn(({ c }) => Promise.resolve(c.json(USER)))],
    ["GET", `${API}/subscription/list`, signedIn(calls.subscriptions)],
    ["GET", `${API}/tag/list`, signedIn(calls.tags)],
    ["GET", `${API}/unread-count`, signedIn(calls.unreadCount)],
    ["GET", `${API}/stream/items/ids`, signedIn(calls.ids)],
    ["GET", `${API}/stream/items/contents`, signedIn(calls.itemContents)],
    ["POST", `${API}/stream/items/contents`, signedIn(calls.itemContents)],
    ["GET", `${API}/stream/contents`, signedIn(calls.contents)],
    ["GET", `${API}/stream/contents/*`, signedIn(calls.contents)],
    ["POST", `${API}/edit-tag`, change(calls.editTag)],
    ["POST", `${API}/mark-all-as-read`, change(calls.markAllAsRead)],
    ["POST", `${API}/subscription/quickadd`, signedIn(addsNothing)],
    ["GET", `${READER_PATH}/*`, signedIn(unknown)],
    ["POST", `${READER_PATH}/*`, signedIn(unknown)],
  ];
}

const USER = { userId: "wirewatch", userName: "wirewatch", userProfileId: "wirewatch", userEmail: "" };

const open =
  (answer: ReaderAnswer) =>
  async (c: Asked): Promise<Response> => {
    try {
      return await answer({ c, fields: await fieldsOf(c) });
    } catch (thrown) {
      if (!(thrown instanceof BadCall)) throw thrown;
      return c.text(`${thrown.message}\n`, 400);
    }
  };

/** What its streams are is written in the configuration. */
const FIXED = "streams are watchlists and digests, and change with their files";

const unknown: ReaderAnswer = ({ c }) => Promise.resolve(c.text(`Not Implemented: ${FIXED}\n`, 501));

/** As FreshRSS answers for an address without a feed: programs read the number, and show the words. */
const addsNothing: ReaderAnswer = ({ c, fields }) =>
  Promise.resolve(c.json({ query: fields.get("quickadd") ?? "", numResults: 0, error: FIXED }));

function unauthorized(c: Asked): Response {
  c.header("google-bad-token", "true");
  c.header("x-reader-google-bad-token", "true");
  return c.text("Unauthorized\n", 401);
}
