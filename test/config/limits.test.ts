// Values at their limits: the last that is taken, and the first that is a fault.
import { expect, test } from "vitest";
import { parseRetention, parseTimeLimit } from "../../src/schema/parse-duration.ts";
import { parsePrivateHost } from "../../src/config/schemas/parse-private-host.ts";

test.each([
  ["1d", "value"],
  ["24h", "value"],
  ["23h", "fault"],
  ["36500d", "value"],
  ["36501d", "fault"],
  ["90000s", "fault"],
])("articles kept for %s: a %s", (text, kind) => expect(parseRetention(text).kind).toBe(kind));

test.each([
  ["1s", "value"],
  ["15m", "value"],
  ["901s", "fault"],
  ["0s", "fault"],
  ["1h", "fault"],
  ["90", "fault"],
])("a command's time of %s: a %s", (text, kind) => expect(parseTimeLimit(text).kind).toBe(kind));

test.each([
  ["news.intranet:65535", "value"],
  ["news.intranet:65536", "fault"],
  ["10.0.0.7:65536", "fault"],
  ["10.0.0.0/32", "value"],
  ["10.0.0.0/33", "fault"],
])("the private host %s: a %s", (text, kind) => expect(parsePrivateHost(text).kind).toBe(kind));
