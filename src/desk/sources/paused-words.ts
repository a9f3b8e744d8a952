// The words in which pages and commands say that a source was paused or resumed.
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { PausedSource } from "./pause-source.ts";

/** A sentence without its full stop. */
export function pausedWords({ name, pausedSince, changed, nextPollAt }: PausedSource): string {
  if (pausedSince !== null) return `${name} ${changed ? "is paused" : `is paused already, since ${minute(pausedSince)}`}`;
  if (!changed) return `${name} is not paused`;
  return nextPollAt === null
    ? `${name} is no longer paused, and is not asked all the same: its publisher says that it is gone for good`
    : `${name} is asked again; next poll ${minute(nextPollAt)}`;
}

const minute = (date: string): string => `${minuteOf(date)} UTC`;
