// Names that several files share: ids, languages and tags.
import * as z from "zod";
import { textRead, type Reading } from "./reading.ts";

/** The id of a watchlist or digest: it stands in addresses, job ids and file names. */
export function id() {
  return textRead(parseId, "id");
}

function parseId(text: string): Reading<string> {
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99}$/u.test(text)) return { kind: "value", value: text };
  return {
    kind: "fault",
    message: `${JSON.stringify(text.slice(0, 100))} is no id: write letters, digits, "-", "_" and ".", as in myanmar-junta`,
  };
}

/** A language as BCP 47 tags it. */
export function language() {
  return textRead(parseLanguage, "language");
}

function parseLanguage(text: string): Reading<string> {
  if (/^[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}$/i.test(text))
    return { kind: "value", value: text.toLowerCase().replaceAll("_", "-") };
  return {
    kind: "fault",
    message: `${JSON.stringify(text.slice(0, 40))} is no language: write its code, as in en, my, ru or zh`,
  };
}

/** A short text on one line that is shown to people, such as a name. */
export function line() {
  return textRead((text): Reading<string> => {
    // oxlint-disable-next-line no-control-regex
    if (text.trim() !== "" && text.length <= 200 && !/[\u0000-\u001f\u007f]/.test(text))
      return { kind: "value", value: text.trim() };
    return { kind: "fault", message: "must be a name of 1 to 200 characters on one line" };
  });
}

/** A list of tags, as feeds carry them and filters ask for them. */
export function tags() {
  return z.array(line());
}
