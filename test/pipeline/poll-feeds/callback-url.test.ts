// Goal: hubs are asked to call back only if they can reach us. Method: every kind of address in web.url.
import { expect, test } from "vitest";
import { callbackUrl } from "../../../src/pipeline/poll-feeds/websub/follow-hub.ts";

test.each([
  ["https://wirewatch.example", true],
  ["https://wirewatch.example:8443/ww", true],
  ["https://8.8.8.8", true],
  ["http://wirewatch.example", false],
  ["https://localhost", false],
  ["https://intranet", false],
  ["https://192.168.1.5", false],
  ["https://[fd00::1]", false],
  ["https://127.1", false],
])("hubs are asked to call back at %s: %s", (url, may) => {
  expect(callbackUrl(url, "t")).toBe(may ? `${url}/websub/t` : null);
});
