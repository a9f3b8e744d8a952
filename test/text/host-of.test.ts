// The host of an address, as people say it.
import { expect, test } from "vitest";
import { hostOf } from "../../src/text/host-of.ts";

test.each([
  ["https://www.Example.org:8080/a", "example.org"],
  ["https://wwww.example.org/", "wwww.example.org"],
  ["https://news.www.example.org/", "news.www.example.org"],
  ["urn:uuid:1", null],
  ["tag:example.org,2026:1", null],
  ["no address", null],
])("the host of %s is %s", (url, host) => {
  expect(hostOf(url)).toBe(host);
});
