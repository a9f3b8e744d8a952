import { expect, test } from "vitest";
import { cleanTitle } from "../../src/text/clean-title.ts";
import { decodeEntities } from "../../src/text/decode-entities.ts";
import { htmlToText } from "../../src/text/html-to-text.ts";
import { expectLinear } from "../support/processor-time.ts";

test("paragraphs are separated by a blank line, line breaks and list items by a line", () => {
  expect(htmlToText("<p>One <b>b</b>old</p><p>Two<br>three</p><ul><li>a</li><li>b</li></ul>")).toBe(
    "One bold\n\nTwo\nthree\n\na\nb",
  );
  expect(htmlToText("One<br><br>Two")).toBe("One\n\nTwo");
  expect(htmlToText("First line\r\nstill first\r\n\r\nSecond")).toBe("First line still first\n\nSecond");
});

test("entities are decoded exactly once", () => {
  expect(htmlToText("<p>A &amp;amp; B &lt;b&gt; &eacute;&#8217;&#146;&nbsp;x</p>")).toBe("A &amp; B <b> é’’ x");
  expect(htmlToText("A &amp;amp; B")).toBe("A &amp; B");
  expect(decodeEntities("AT&T &hearts; &nosuch; &#x41; ?a=1&copy=2")).toBe("AT&T ♥ &nosuch; A ?a=1&copy=2");
});

test("scripts, styles and tags cut off at the end are dropped", () => {
  expect(htmlToText("a<script>if (1 < 2) x('<p>')</script><style>p{}</style>b <a href='http://x")).toBe("ab");
});

test("control characters and direction overrides are dropped, joiners are kept", () => {
  expect(htmlToText("a\0b\u202Ec\u200bd \ud800<i>\u200c</i>")).toBe("abc\u200bd �\u200c");
});

test("hostile markup takes linear time", async () => {
  expect(htmlToText("<b>".repeat(200_000) + "x")).toBe("x");
  expect(htmlToText("&lt;a ".repeat(100_000))).toHaveLength(300_000 - 1);
  expect(htmlToText("<a ".repeat(200_000))).toBe("");
  expect(cleanTitle("<a ".repeat(200_000))).toHaveLength(600_000 - 1);
  expect(cleanTitle("<!--".repeat(200_000))).toHaveLength(800_000);
  expect(htmlToText("\n ".repeat(200_000))).toBe("");
  for (const piece of ["<b>", "&lt;a ", "<a ", "\n ", "<!--"]) {
    await expectLinear(20_000, (count) => piece.repeat(count), htmlToText);
    await expectLinear(20_000, (count) => piece.repeat(count), cleanTitle);
  }
});

test("a title is one line without tags", () => {
  expect(cleanTitle(" Junta <b>s</b>ays:\n &lt;no&gt;<br/>more &amp;amp; ")).toBe("Junta says: <no> more &amp;");
  expect(cleanTitle("Vector<T> and 3 < 5 & AT&T")).toBe("Vector<T> and 3 < 5 & AT&T");
  expect(cleanTitle("AT&amp;T <b>", "text")).toBe("AT&amp;T <b>");
});
