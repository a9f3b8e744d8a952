// Goal: AMP and mobile addresses are told from others. Method: the forms that publishers use.
import { expect, test } from "vitest";
import { isAlternateAddress, withoutAmp } from "../../src/text/alternate-address.ts";

test.each([
  ["https://www.gull.example/a/bridge/amp/", "https://www.gull.example/a/bridge/"],
  ["https://www.gull.example/a/bridge/amp", "https://www.gull.example/a/bridge"],
  ["https://www.gull.example/a/bridge?amp", "https://www.gull.example/a/bridge"],
  ["https://www.gull.example/a/bridge?id=7&amp=1", "https://www.gull.example/a/bridge?id=7"],
  ["https://www.gull.example/a/bridge?outputType=amp", "https://www.gull.example/a/bridge"],
  ["https://www.gull.example/a/bridge.amp.html", "https://www.gull.example/a/bridge.html"],
  ["https://www.gull.example/amp/a/bridge", "https://www.gull.example/a/bridge"],
  ["https://amp.gull.example/a/bridge", null],
  ["https://m.gull.example/a/bridge", null],
  ["https://mobile.gull.example/a/bridge", null],
])("%s is one, and without its marks it is %s", (url, plain) => {
  expect(isAlternateAddress(url)).toBe(true);
  expect(withoutAmp(url)).toBe(plain);
});

test.each([
  "https://www.gull.example/a/bridge",
  "https://www.gull.example/amplifier",
  "https://www.gull.example/champ/amps",
  "https://www.gull.example/a?ampere=1&type=news",
  "https://mail.gull.example/a",
  "entry:1:x",
])("%s is none", (url) => {
  expect(isAlternateAddress(url)).toBe(false);
});
