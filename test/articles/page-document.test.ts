// The document built from a page: everything in its place, whatever the page forgot.
import { expect, test } from "vitest";
import { openStrictly } from "../../src/articles/tree/open-strictly.ts";
import type { PageDocument } from "../../src/articles/tree/page-document.ts";
import type { PageElement, PageNode } from "../../src/articles/tree/page-element.ts";
import { scanPage } from "../../src/articles/tree/scan-page.ts";

const build = (html: string): PageDocument => {
  const page = scanPage(html);
  if (page.kind !== "fit") throw new Error(page.detail);
  return page.document;
};
/** The elements as a reader of this test sees them at a glance: `div(p("a") p)`. */
const show = (node: PageNode): string => {
  if (node.nodeType === 3) return JSON.stringify(node.nodeValue);
  return node.firstChild ? `${node.localName}(${node.childNodes.map(show).join(" ")})` : node.localName;
};
const only = (element: PageElement, name: string): PageElement => {
  const [found] = element.getElementsByTagName(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

test.each([
  ["a whole page", "<html><head><title>T</title></head><body><p>a</p></body></html>"],
  ["one without html, head and body", "<title>T</title><p>a</p>"],
  ["one whose head is never closed", "<html><head><title>T</title><p>a</p>"],
  ["one whose body is closed before its text", "<html><head><title>T</title></head><body></body><p>a</p></html>"],
  ["one that is closed before its text", "<html><head><title>T</title></head><body></body></html><p>a</p>"],
  ["one with two heads", "<html><head></head><head><title>T</title></head><body><p>a</p></body></html>"],
])("%s has its title in the head and its text in the body", (_, html) => {
  expect(show(build(html).documentElement)).toBe('html(head(title("T")) body(p("a")))');
});

test("a page that opens its body twice has one body, with the attributes of both", () => {
  const { body, documentElement } = build('<html lang=de><body class="a"><p>x</p><body class="b" id="c"><p>y');
  expect(body).toMatchObject({ className: "a", id: "c" });
  expect(documentElement.getAttribute("lang")).toBe("de");
  expect(show(body)).toBe('body(p("x") p("y"))');
});

test("elements end where elements begin that cannot be inside them", () => {
  expect(show(build("<ul><li>a<li>b</ul><p>c<div>d</div>").body)).toBe('body(ul(li("a") li("b")) p("c") div("d"))');
});

test("text is in one piece, whatever characters it has", () => {
  expect(show(build("<p>a &amp; b &lt; c<!-- d --> e<script>f</script></p>").body)).toBe('body(p("a & b < c e"))');
});

test("text, children and siblings follow elements that are moved, replaced, removed and renamed", () => {
  const { body } = build("<div><p>a</p>b<i>c</i></div><ul>d</ul>");
  expect(body.textContent).toBe("abcd");
  expect(body.children).toHaveLength(2);
  const div = only(body, "div");
  only(body, "ul").appendChild(only(div, "p"));
  expect(body.textContent).toBe("bcda");
  div.replaceChild(only(body, "ul"), only(div, "i"));
  expect(show(body)).toBe('body(div("b" ul("d" p("a"))))');
  only(body, "p").remove();
  expect(body.textContent).toBe("bd");
  only(body, "ul").tagName = "OL";
  expect(div.children.map(({ nodeName }) => nodeName)).toEqual(["OL"]);
});

test("a saved element can be restored any number of times", () => {
  const { body } = build('<p class="a">x</p><p>y</p>');
  const { innerHTML } = body;
  for (const _ of [1, 2]) {
    body.innerHTML = innerHTML;
    expect(show(body)).toBe('body(p("x") p("y"))');
    expect(only(body, "p").className).toBe("a");
    only(body, "p").removeAttribute("class");
    only(body, "p").remove();
  }
});

test("a copy has its own attributes", () => {
  const p = only(build('<p class="a" style="display: none !important">').body, "p");
  const copy = p.cloneNode();
  copy.setAttribute("class", "b");
  copy.removeAttribute("style");
  expect([p.className, p.style?.display, copy.className, copy.style]).toEqual(["a", "none", "b", null]);
});

test("the parser that follows the standard builds the same kind of document, with what it moves in the right place", () => {
  const document = openStrictly("<html lang=en><title>T</title><table><tr><td>a</td></tr><p>b&nbsp;c</p></table>");
  expect(document.title).toBe("T");
  expect(document.documentElement.getAttribute("lang")).toBe("en");
  expect(show(document.body)).toBe('body(p("b c") table(tbody(tr(td("a")))))');
});
