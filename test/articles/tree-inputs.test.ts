// Markup of the kinds that HTML's tree construction (13.2.6) is tested with, alone and around an article: nothing breaks, and words stay.
import { describe, expect, test } from "vitest";
import { readPage } from "../../src/articles/read-page.ts";
import { openDice } from "../support/open-dice.ts";
import { brokenRule } from "./mutate-page.ts";

const URL_READ = "https://paper.example/a/b";
const SENTENCES = [
  "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again.",
  "Fishermen moved their boats to the inner basin before dark, where they found every berth taken by yachts.",
  "A crane driver who has worked there for thirty years called it the strangest week that he could remember.",
];
const ARTICLE = SENTENCES.map((sentence) => `<p>${sentence}</p>`).join("");

/** By what of the standard each is about. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  "the initial modes": [
    "",
    " ",
    "\ufeff",
    "Test",
    "<!doctype html>",
    "<!DOCTYPE",
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN"',
    "<!doctype html SYSTEM 'about:legacy-compat'><p>x",
    "<!doctype><html><!doctype html><body>x",
    "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/>x",
    "<html><head/><body/></html>x",
    "</html></body></head><p>x",
    "<head></head><body></body></html><!-- a --><p>x",
    "<html a=1><html b=2><body c=3><body d=4>x",
    "<body><head><title>x</title></head>",
    "<head><noscript><style></noscript><p>x",
    "<title>a<b>c</title><title>d",
  ],
  "comments and declarations": [
    "<!-->x",
    "<!--->x",
    "<!---->x",
    "<!----!>x",
    "<!--a--!>x",
    "<!-- a -- b -->x",
    "<!-",
    "<!x>y",
    "</ x>y",
    "</>x",
    "<?php echo 1 ?>x",
    "<![CDATA[x]]>y",
    "<!--<script>-->x",
    "<!--[if IE]><p>x<![endif]-->y",
  ],
  "misnested formatting": [
    "<p>1<b>2<i>3</b>4</i>5</p>",
    "<b><p>1</b>2</p>3",
    "<a><p>1</a>2</p>",
    "<a href=1>1<a href=2>2</a>3</a>4",
    "<b><b><b><b>1</b>2</b>3",
    "<font><p>1<font>2</p>3</font>4",
    "<i>1<b>2<div>3</i>4</div>5</b>6",
    "<b>1<i>2<p>3</b>4",
    "<a>1<div>2<div>3<div>4</a>5",
    "<nobr>1<nobr>2</nobr>3<nobr>4",
    "<code><div><code></div>1</code>2",
    "<p><b id=1><b id=2><b id=3><b id=4>1<p>2",
    "<em><aside></em>1</aside>2",
    "<applet><b></applet>1</b>2",
    "<button><b>1</button>2</b>3",
  ],
  tables: [
    "<table>1<tr>2<td>3</table>4",
    "<table><p>1<tr><td>2",
    "<table><tr><tr><td><td>1</table>",
    "<table><tbody><tfoot><thead><tr><th>1",
    "<table><caption>1<table><caption>2</table>3</table>4",
    "<table><colgroup><col><col>1</colgroup><td>2",
    "<table><b><tr><td>1</b>2</table>3",
    "<table><a>1<tr>2<a>3<td>4</table>5",
    "<table><select><option>1<td>2",
    "<table><form><input><tr><td></form>1",
    "<table><td><table><td><table><td>1",
    "<td>1<tr>2<tbody>3<table>4",
    "<table><!-- a --><style>b</style><script>c</script><td>1",
    "<table><tr><td></body></caption></col>1",
    "<table><input type=hidden><input type=text>1",
  ],
  "foreign content": [
    "<svg><p>1",
    "<svg><g><desc><p>1</desc></g></svg>2",
    "<svg><foreignObject><p>1</foreignObject>2</svg>3",
    "<svg><title><b>1</title>2</svg>3",
    "<svg><script>1</script><style>2</style></svg>3",
    "<svg><![CDATA[1<p>2]]></svg>3",
    "<math><mi><p>1</mi></math>2",
    "<math><annotation-xml encoding='text/html'><p>1</annotation-xml></math>2",
    "<math><mtext><svg><desc><math><p>1",
    "<svg></p><p>1",
    "<svg/><p>1</p><math/>2",
    "<svg><font color=x>1</svg>2",
    "<svg><a><a>1</svg>2",
  ],
  "templates, selects and framesets": [
    "<template><p>1</template>2",
    "<template><tr><td>1</template>2",
    "<template><template><template>1",
    "<table><template><td>1</template><tr><td>2",
    "<body><template><body><p>1</template>2",
    "<select><p>1<option>2<optgroup>3</select>4",
    "<select><select>1</select>2",
    "<select><input>1",
    "<select><table><td>1</table></select>2",
    "<option>1<option>2<p>3",
    "<frameset><frame><frameset></frameset>1",
    "<p>1<frameset><frame>",
    "<frameset></frameset><noframes><p>1</noframes>",
    "<iframe><p>1</iframe>2",
    "<noembed><p>1</noembed>2",
  ],
  "raw text and what never ends": [
    "<script>",
    "<script><!--<script></script>1",
    "<script><!--<script></script></script>1",
    "<script>'</scr'+'ipt>'</script>1",
    "<style><!--</style>1--></style>2",
    "<textarea><p>1",
    "<textarea>\n\n1</textarea>2",
    "<title>1",
    "<xmp><p>1</xmp>2",
    "<listing>\n1</listing>2",
    "<plaintext><p>1</plaintext>2",
    "<noscript><p>1</noscript>2",
    "<p class='1",
    '<p class="1>2',
    "<p a=1 a=2 b c='' =3 \"4>5",
    "<p/a/b=c>1",
    "<a/",
    "<",
    "<3",
    "</",
  ],
  "references and characters": [
    "&",
    "&#",
    "&#x",
    "&#x;",
    "&#0;1",
    "&#x110000;&#xd800;&#xffff;",
    "&#128;&#x80;&#159;",
    "&amp&lt&gt&notit;&notin;",
    "&AMP;&ampx&copy=1",
    "<a href='?a&copy=1&amp;b&lt=2'>1</a>",
    "a\0b<p\0>c</p\0>d",
    "\u0001\u0008\u000b\u000e\u007f\u0080\u009f",
    "\ufdd0\ufffe\uffff\u{1fffe}",
    "\ud800<p>\udc00",
    "<p>a\r\nb\rc\nd",
    "<\u212a>1",
    "<ſcript>1",
  ],
  "blocks, lists and forms": [
    "<p>1<p>2</p></p>3",
    "</p>1",
    "<p><div>1</p>2</div>3",
    "<li>1<li>2<ul><li>3</ul>4",
    "<dl><dt>1<dd>2<dt>3</dl>4",
    "<h1>1<h2>2</h1>3",
    "<h1><h6>1</h3>2",
    "<form><form>1</form>2</form>3",
    "<form><div></form>1</div>2",
    "<button><button>1</button>2",
    "<br></br>1",
    "<hr><p><hr>1",
    "<image>1<img>2",
    "<input><keygen>1<isindex prompt=x>2",
    "<ruby>1<rp>(<rt>2<rp>)</ruby>3",
    "<details><summary>1<p>2</details>3",
    "<address><p>1</address>2",
    "<pre>\n1</pre><pre>\n\n2",
    "<center><p>1</center>2",
    "<dialog><p>1</dialog>2",
    "<main><p>1</main><search>2</search>",
  ],
};

const read = (html: string) => readPage(new TextEncoder().encode(html), { url: URL_READ, contentType: "text/html" });
/** These swallow all that follows, by the standard too. */
const SWALLOWS =
  /<(?:script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext|template|select|svg|math|noscript|frameset|!--|!\[|\?)|<!-|<p class=|"4>|<a\/|<\/?$|<!x|<!DOCTYPE/i;

describe.each(Object.entries(CASES))("%s", (_, inputs) => {
  test.each(inputs)("%j", (input) => {
    expect(brokenRule(read(input))).toBeNull();
    const around = read(
      `<html><head><title>Piers closed</title></head><body><article><h1>Piers closed</h1>${ARTICLE}${input}${ARTICLE}</article></body></html>`,
    );
    expect(brokenRule(around)).toBeNull();
    // What stands before the input is read in any case.
    for (const sentence of SENTENCES) expect(around.text).toContain(sentence);
    if (SWALLOWS.test(input)) return;
    for (const sentence of SENTENCES) expect(around.text.lastIndexOf(sentence)).toBeGreaterThan(around.text.indexOf(sentence));
  });
});

test("five hundred rows of such pieces in any order are read", () => {
  const pieces = Object.values(CASES).flat();
  const dice = openDice(7);
  for (let n = 0; n < 500; n++) {
    const row = Array.from({ length: 1 + Math.floor(dice() * 12) }, () => pieces[Math.floor(dice() * pieces.length)]).join("");
    expect([row, brokenRule(read(row))]).toEqual([row, null]);
    expect([row, brokenRule(read(`<article>${ARTICLE}${row}${ARTICLE}</article>`))]).toEqual([row, null]);
  }
});
