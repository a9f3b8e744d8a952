// The oracle of `npm run chaos` must see what went wrong, or its zeros mean nothing.
import { expect, test } from "vitest";
import { hasEnded, judge } from "../../bench/support/chaos-oracle.ts";
import type { Evidence, ListedMail, Trouble } from "../../bench/support/chaos-oracle.ts";
import type { Accepted } from "../../bench/support/chaos-sink.ts";

const TO = "a@example.org";
const MAIL: ListedMail = { issue: 1, recipient: TO, state: "sent", uncertain: 0, message_id: "<d-1>", next_at: null };
const COPY: Accepted = {
  door: 0,
  to: TO,
  messageId: "<d-1>",
  tokens: ["token1x"],
  begunAt: 1_000,
  keptAt: 1_100,
  isSilent: false,
};
const LATER: Accepted = { ...COPY, door: 1, begunAt: 9_000, keptAt: 9_100 };
const KILL: Trouble = { door: 0, from: 1_150, to: 1_150 };

const verdictOn = (evidence: Partial<Evidence>) =>
  judge({
    expected: [{ recipient: TO, token: "token1x" }],
    accepted: [COPY],
    listed: [MAIL],
    told: new Map([[1, new Set(["token1x"])]]),
    troubles: [],
    ...evidence,
  });
const ended = (state: string, next_at: string | null) => hasEnded({ ...MAIL, state, next_at });
const NOTHING = { lost: [], doubled: [], unlisted: [], ambiguous: [], listed: [], counted: [] };

test("a story that came once is fine", () => {
  expect(verdictOn({})).toEqual(NOTHING);
});

test("a story in no mail is lost, and so is one whose mail the ledger calls sent and nobody got", () => {
  expect(verdictOn({ accepted: [], listed: [], told: new Map() }).lost).toEqual([`${TO} token1x: in no mail`]);
  expect(verdictOn({ accepted: [] }).lost).toEqual([`${TO} token1x: sent`]);
});

test("a mail that another recipient got is lost to this one", () => {
  expect(verdictOn({ accepted: [{ ...COPY, to: "b@example.org", messageId: "<d-2>" }] }).lost).toHaveLength(1);
});

test("a mail that nobody got is listed if the ledger holds it or gave it up as uncertain, and lost if it still waits", () => {
  expect(verdictOn({ accepted: [], listed: [{ ...MAIL, state: "uncertain" }] })).toEqual({
    ...NOTHING,
    listed: [`${TO} token1x: uncertain`],
  });
  expect(verdictOn({ accepted: [], listed: [{ ...MAIL, state: "failed", uncertain: 2 }] }).listed).toHaveLength(1);
  expect(verdictOn({ accepted: [], listed: [{ ...MAIL, state: "failed" }] }).lost).toHaveLength(1);
  expect(verdictOn({ accepted: [], listed: [{ ...MAIL, state: "retry", uncertain: 1 }] }).lost).toHaveLength(1);
});

test("a story that a full mail only counts was sent", () => {
  expect(verdictOn({ accepted: [{ ...COPY, tokens: [] }] })).toEqual({ ...NOTHING, counted: [`${TO} token1x`] });
});

test("a story in two mails is doubled, whatever happened", () => {
  const listed = [
    { ...MAIL, uncertain: 1 },
    { ...MAIL, issue: 2, message_id: "<d-2>", uncertain: 1 },
  ];
  expect(verdictOn({ accepted: [COPY, { ...LATER, messageId: "<d-2>" }], listed, troubles: [KILL] }).doubled).toEqual([
    `${TO} token1x: <d-1>, <d-2>`,
  ]);
});

test("a mail accepted twice is explained if its first sender was killed and the ledger lists one attempt as uncertain", () => {
  const listed = [{ ...MAIL, uncertain: 1 }];
  expect(verdictOn({ accepted: [COPY, LATER], listed, troubles: [KILL] })).toEqual({
    ...NOTHING,
    ambiguous: [`${TO} <d-1>: 2 times`],
  });
});

test.each([
  ["the ledger lists nothing", { listed: [MAIL], troubles: [KILL] }],
  ["nothing happened to either sender", { troubles: [] }],
  ["it was another process that was killed", { troubles: [{ ...KILL, door: 7 }] }],
  ["the kill came long after the mail was taken", { troubles: [{ ...KILL, from: 60_000, to: 60_000 }] }],
  ["the kill came after the second copy had begun", { troubles: [{ ...KILL, from: 9_050, to: 9_050 }] }],
  ["it came three times, and the ledger lists one attempt", { accepted: [COPY, LATER, { ...LATER, keptAt: 9_200 }] }],
])("a mail accepted twice is unexplained if %s", (_, evidence: Partial<Evidence>) => {
  const found = verdictOn({ accepted: [COPY, LATER], listed: [{ ...MAIL, uncertain: 1 }], troubles: [KILL], ...evidence });
  expect(found.doubled).toHaveLength(1);
  expect(found.ambiguous).toEqual([]);
});

test("a process that was paused before its body left explains the copy that it sent late", () => {
  const troubles = [{ door: 1, from: 500, to: 8_990 }];
  expect(verdictOn({ accepted: [COPY, LATER], listed: [{ ...MAIL, uncertain: 1 }], troubles }).doubled).toEqual([]);
});

test("a database that was away explains a second copy of any process", () => {
  const troubles = [{ door: null, from: 1_050, to: 3_000 }];
  expect(verdictOn({ accepted: [COPY, LATER], listed: [{ ...MAIL, uncertain: 1 }], troubles }).ambiguous).toHaveLength(1);
});

test("a mail that the server kept without an answer must be listed", () => {
  const accepted = [{ ...COPY, isSilent: true }];
  expect(verdictOn({ accepted }).unlisted).toEqual(["<d-1>: sent"]);
  expect(verdictOn({ accepted, listed: [{ ...MAIL, state: "uncertain" }] })).toEqual(NOTHING);
  expect(verdictOn({ accepted, listed: [] }).unlisted).toHaveLength(1);
});

test("a mail has ended if nothing more happens to it by itself", () => {
  expect(["sent", "failed", "suppressed", "uncertain"].map((state) => ended(state, null))).toEqual([true, true, true, true]);
  expect([ended("uncertain", "2026-11-26T12:00:00Z"), ended("retry", "2026-11-26T12:00:00Z")]).toEqual([false, false]);
  expect([ended("pending", "2026-11-26T12:00:00Z"), ended("sending", null)]).toEqual([false, false]);
});
