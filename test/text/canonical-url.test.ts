// One address for one article.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalUrl } from "../../src/text/canonical-url.ts";

test.each([
  ["HTTPS://Example.ORG:443/A/b?x=1#part", "https://example.org/A/b?x=1"],
  ["http://example.org:80", "http://example.org/"],
  ["http://example.org:8080/a/", "http://example.org:8080/a/"],
  ["https://user:secret@example.org./a", "https://example.org/a"],
  ["https://example.org/a?utm_source=rss&id=7&UTM_Medium=feed&fbclid=x&b=%20c+d", "https://example.org/a?id=7&b=%20c+d"],
  ["https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a"],
  ["https://example.org/a?&b=1&&", "https://example.org/a?b=1"],
  ["https://example.org/a??", "https://example.org/a??"],
  ["https://example.org/a?utm_source=x", "https://example.org/a"],
  ["https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"],
  [" https://example.org/a/../b\n", "https://example.org/b"],
  ["https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"],
])("%s becomes %s", (url, expected) => {
  expect(canonicalUrl(url)).toBe(expected);
});

test.each(["javascript:alert(1)", "ftp://example.org/a", "mailto:a@example.org", "/relative", "", "http://", "data:text/html,x"])(
  "%s is no address of an article",
  (url) => {
    expect(canonicalUrl(url)).toBeNull();
  },
);

test("the canonical address of a canonical address is itself", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const once = canonicalUrl(url);
      return once !== null && canonicalUrl(once) === once;
    }),
  );
});
