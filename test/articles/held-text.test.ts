// Text that a page holds for its scripts is found, wherever it is held, and what it costs stays linear.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const PARAGRAPHS = [
  "The regatta of Ostley began on Sunday with forty boats, more than in any year since the war.",
  "A squall turned three of them over before noon, and the lifeboat brought nine sailors ashore, wet but unhurt.",
  "The committee met on the slipway and decided to shorten the second race by a third, which pleased nobody.",
  "In the evening the harbour band played until the rain came back, and the prizes were handed out in the fish hall.",
  "The cup went to a crew from Lower Marrick, whose boat is older than all four of them taken together.",
  "Next year the regatta moves to the last week of August, when the tides are kinder, said the harbour master.",
  "It's said that the old course round the skerries will be sailed again, if the buoys can be paid for.",
];
const HTML = PARAGRAPHS.map((p) => `<p>${p}</p>`).join("");
const js = (value: unknown) => JSON.stringify(value).replace(/</g, "\\u003c");
const inAttribute = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const percent = (text: string) => encodeURIComponent(text).replace(/'/g, "%27");
const PAGES: Record<string, string> = {
  "rows that a framework streams": PARAGRAPHS.map(
    (p, i) =>
      `<script>self.__next_f.push([1,${js(`${(i + 5).toString(16)}:["$","p",null,{"className":"b","children":${JSON.stringify(p)}}]\n`)}])</script>`,
  ).join(""),
  "streamed rows in single quotes": PARAGRAPHS.map(
    (p, i) =>
      `<script>self.__next_f.push([1,'${`${(i + 5).toString(16)}:["$","p",null,{"children":${JSON.stringify(p)}}]\n`.replace(/['\\]/g, "\\$&").replace(/\n/g, "\\n")}'])</script>`,
  ).join(""),
  "streamed rows with spaces between the signs": PARAGRAPHS.map(
    (p, i) =>
      `<script>\n ( self.__next_f = self.__next_f || [] ) . push ( [ 1 , ${js(`${(i + 5).toString(16)}:["$","p",null,{"children":${JSON.stringify(p)}}]\n`)} ] ) ;</script>`,
  ).join(""),
  "JSON in base64 in an attribute": `<div data-state="${Buffer.from(JSON.stringify({ body: PARAGRAPHS.map((text) => ({ text })) })).toString("base64")}"></div>`,
  "a state of references": `<script>window.__APOLLO_STATE__ = ${js({ "Article:1": { title: "x", body: { __ref: "Body:1" } }, "Body:1": { blocks: PARAGRAPHS.map((text) => ({ __typename: "P", text })) } })};</script>`,
  "data of the window": `<script>window.__DATA__={"page":{"sections":${js(PARAGRAPHS.map((html) => ({ kind: "text", html: `<p>${html}</p>` })))}}};</script>`,
  "a streamed tree": `<script>self.__next_f.push([0])</script><script>self.__next_f.push([1,${js(`a:["$","div",null,{"children":[${PARAGRAPHS.map((p) => `["$","p",null,{"children":[${JSON.stringify(p)}," ",["$","b",null,{"children":"And so on."}]]}]`).join()}]}]\n`)}])</script>`,
  "a streamed text row": `<script>self.__next_f.push([1,${js(`2:T${Buffer.byteLength(HTML).toString(16)},${HTML}3:["$","x",null,{}]\n`)}])</script>`,
  "the props of a streamed element": `<script>self.__next_f.push([1,${js(`2:["$","$L4",null,{"article":{"title":"x","body":${JSON.stringify(PARAGRAPHS.map((t) => ({ type: "paragraph", text: t })))}}}]\n`)}])</script>`,
  "HTML in JSON in an attribute": `<div id="app" data-page="${inAttribute(JSON.stringify({ props: { article: { body: HTML } } }))}"></div>`,
  "a list in JSON in an attribute": `<div id="app" data-props='${JSON.stringify({ a: { body: PARAGRAPHS.map((t) => ({ type: "text", value: t })) } }).replace(/'/g, "&#39;")}'></div>`,
  "plain text in an attribute": `<main data-article="${inAttribute(PARAGRAPHS.join("\n"))}"></main>`,
  "one of several assignments in a script": `<script>window.Fusion=window.Fusion||{};Fusion.arcSite="x";Fusion.contextPath="/pf";Fusion.globalContent={"_id":"A","content_elements":${js(PARAGRAPHS.map((t) => ({ type: "text", content: t })))}};Fusion.globalContentConfig={"a":1};Fusion.lazy=true</script>`,
  "JSON in a string": `<script>window.__INITIAL_DATA__=${js(JSON.stringify({ data: { article: { blocks: PARAGRAPHS.map((t) => ({ type: "p", model: { text: t } })) } } }))}</script>`,
  "JSON in a single-quoted string": `<script>var s=JSON.parse('${JSON.stringify({ a: { paragraphs: PARAGRAPHS } })
    .replace(/\\/g, "\\\\")
    .replace(/'/g, "\\'")}');</script>`,
  "the leaves of an editor's nodes": `<script>window.__DOC__=${js({ nodes: PARAGRAPHS.map((t) => ({ object: "block", type: "p", nodes: [{ object: "text", leaves: [{ text: t.slice(0, t.indexOf(" ")) }, { text: t.slice(t.indexOf(" ")) }] }] })) })}</script>`,
  "a template literal": `<script>const body=\`${PARAGRAPHS.join("\n\n")}\`;render(body)</script>`,
  "HTML in a template literal": `<script>document.body.innerHTML=\`<div>${HTML}</div>\`</script>`,
  "HTML in a single-quoted string": `<script>var a={title:'x',body:'${HTML.replace(/'/g, "\\'")}'}</script>`,
  "plain text in a single-quoted string": `<script>var a={title:'x',body:'${PARAGRAPHS.join("\\n").replace(/'/g, "\\'")}'}</script>`,
  "the arguments of a function": `<script>window.__NUXT__=(function(a,b){return {data:[{body:a}]}}(${js(HTML)},2))</script>`,
  "a flat list in JSON": `<script type="application/json" id="__NUXT_DATA__">${js([{ a: 1 }, ...PARAGRAPHS])}</script>`,
  "page properties": `<script id="__NEXT_DATA__" type="application/json">${js({ props: { pageProps: { a: { content: PARAGRAPHS.map((t) => ({ nodeType: "paragraph", content: [{ value: t }] })) } } } })}</script>`,
  "an open shadow root": `<main><news-x><template shadowrootmode="open"><style>p{}</style>${HTML}</template></news-x></main>`,
  "a closed shadow root": `<article-body><template shadowrootmode=closed><slot></slot>${HTML}</template></article-body>`,
  "HTML within a drawing": `<svg viewBox="0 0 9 9"><g><text>Not this</text><foreignObject width="9" height="9"><div xmlns="http://www.w3.org/1999/xhtml">${HTML}</div></foreignObject></g></svg>`,
  "HTML of a frame": `<iframe srcdoc="${inAttribute(HTML)}"></iframe>`,
  noscript: `<div id=x></div><noscript>${HTML}</noscript>`,
  "the updates of a live blog in JSON-LD": `<script type="application/ld+json">${js({ "@type": "LiveBlogPosting", headline: "Regatta live", liveBlogUpdate: PARAGRAPHS.map((t, i) => ({ "@type": "BlogPosting", headline: `Update ${i}`, articleBody: t, url: "/x#" + i })) })}</script>`,
  "percent-encoded JSON in a string": `<script>window.__STATE__=JSON.parse(decodeURIComponent("${percent(JSON.stringify({ a: { body: PARAGRAPHS.map((text) => ({ text })) } }))}"))</script>`,
  "percent-encoded JSON in an attribute": `<div data-state="${percent(JSON.stringify({ body: HTML }))}"></div>`,
  "JSON in base64": `<script>window.x=JSON.parse(atob("${Buffer.from(JSON.stringify({ body: HTML })).toString("base64")}"))</script>`,
  "JSON whose quotes are replaced": `<script id="serverApp-state" type="application/json">${JSON.stringify({ G: { body: HTML } })
    .replace(/&/g, "&a;")
    .replace(/"/g, "&q;")
    .replace(/</g, "&l;")
    .replace(/'/g, "&s;")}</script>`,
  "JSON with entities": `<script type="application/json">${inAttribute(JSON.stringify({ body: HTML }))}</script>`,
  "objects with names without quotes": `<script>window.__NUXT__=(function(a){return {data:[{blocks:[${PARAGRAPHS.map((t) => `{type:a,text:${js(t)}}`).join()}]}]}})("p")</script>`,
  "a list of single-quoted strings": `<script>var a={paragraphs:[${PARAGRAPHS.map((t) => `'${t.replace(/'/g, "\\'")}'`).join()}]}</script>`,
  "lines that write to the document": `<script>${PARAGRAPHS.map((t) => `document.write("<p>${t}</p>");`).join("\n")}</script>`,
  "strings that are added up": `<script>el.innerHTML=${PARAGRAPHS.map((t) => `"<p>${t}</p>"`).join(" +\n")}</script>`,
  "a script that is a template": `<script type="text/x-template"><div>${HTML}</div></script>`,
  "a script of plain text": `<script type="text/markdown">${PARAGRAPHS.join("\n\n")}</script>`,
  "a template": `<template><article>${HTML}</article></template>`,
  "a text area": `<textarea hidden>${HTML.replace(/</g, "&lt;")}</textarea>`,
  "a comment": `<code class="hidden_elem"><!-- <div>${HTML}</div> --></code>`,
  "a map of objects": `<script>window.__APOLLO_STATE__=${js(Object.fromEntries(PARAGRAPHS.map((text, i) => [`Block:${i}`, { id: `${i}`, text }])))}</script>`,
  "a map of strings": `<script>window.d=${js({ story: Object.fromEntries(PARAGRAPHS.map((t, i) => [`p${i}`, t])) })}</script>`,
  "keys that no editor uses": `<script>window.d=${js({ story: PARAGRAPHS.map((t) => ({ kind: "para", copy: [{ plain: t }] })) })}</script>`,
  "updates with descriptions as HTML": `<script type="application/ld+json">${js({ "@type": "LiveBlogPosting", liveBlogUpdate: PARAGRAPHS.map((t) => ({ "@type": "BlogPosting", headline: "At noon", description: `<p>${t}</p>` })) })}</script>`,
  "a shadow root of the older form": `<x-a><template shadowroot="open">${HTML}</template></x-a>`,
};
const read = (body: string) =>
  extractPage(
    `<!doctype html><html><head><title>Regatta of Ostley</title></head><body><h1>Regatta of Ostley</h1>${body}</body></html>`,
    "https://paper.example/a",
  );

test.each(Object.entries(PAGES))("%s", (_, body) => {
  const { text, reason } = read(body);
  expect(reason).toBeNull();
  expect(PARAGRAPHS.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
  expect(text).not.toMatch(/<p|%20|&q;/);
});

const OTHER = Array.from(
  { length: 14 },
  (_, n) =>
    `The quarry of Lower Hale was flooded at night, said its ${n}th foreman, and nobody knows yet whether the pumps will do.`,
);
const OTHER_HTML = OTHER.map((p) => `<p>${p}</p>`).join("");
test.each([
  ["HTML next to HTML", { top: [{ title: "Quarry", html: OTHER_HTML }], article: { html: HTML } }],
  ["a list next to HTML", { top: [{ html: OTHER_HTML }], article: { blocks: PARAGRAPHS.map((text) => ({ text })) } }],
  ["lists", { article: { blocks: PARAGRAPHS.map((text) => ({ text })) }, next: { blocks: OTHER.map((text) => ({ text })) } }],
  [
    "articles of one list",
    {
      articles: [
        { title: "Regatta of Ostley", body: PARAGRAPHS },
        { title: "Quarry of Lower Hale is flooded at night", body: OTHER },
      ],
    },
  ],
  ["texts", { next: [{ text: OTHER.join("\n") }], article: { text: PARAGRAPHS.join("\n") } }],
])("of state that holds a longer article on something else (%s), the one is read that tells of the headline", (_, state) => {
  const data = `<script>window.__DATA__=${js(state)}</script>`;
  const asString = `<script>window.__DATA__=JSON.parse(${js(JSON.stringify(state))})</script>`;
  for (const { text } of [read(data), read(asString)]) {
    expect(PARAGRAPHS.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
    expect(text).not.toContain("quarry");
  }
  const shell = `<!doctype html><html><head><title>The Paper</title></head><body><div id="app"></div>${data}</body></html>`;
  const listed = [{ title: "Squall at the Ostley regatta", text: "" }];
  expect(extractPage(shell, "https://paper.example/a", { listed }).text).toContain(PARAGRAPHS[3]);
});

test("sections of one list are one text, also if the first has the headline", () => {
  const sections = PARAGRAPHS.map((text, i) => ({ title: i === 0 ? "Regatta of Ostley" : "What is known", text }));
  const { text } = read(`<script>window.__DATA__=${js({ sections })}</script>`);
  expect(PARAGRAPHS.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
});

test("a page of pictures says what their captions say, and an article does not", () => {
  const pictures = PARAGRAPHS.map((p, i) => `<figure><img src="${i}.jpg" alt=""><figcaption>${p}</figcaption></figure>`).join("");
  expect(PARAGRAPHS.filter((p) => !read(`<p>${PARAGRAPHS[0]}</p>${pictures}`).text.includes(p))).toEqual([]);
  expect(read(`<article>${HTML}${pictures.replaceAll("The ", "Pictured: the ")}</article>`).text).not.toContain("Pictured");
  const linked = PARAGRAPHS.map(
    (p, i) => `<figure><img src="${i}.jpg" alt=""><figcaption><a href="/s/${i}">${p}</a></figcaption></figure>`,
  );
  expect(read(`<p>${"The ferry of Ostley stopped at noon today. ".repeat(3)}</p>${linked.join("")}`).text).not.toContain(
    PARAGRAPHS[1],
  );
  const nested = ["crane", "ferry", "tower"].map(
    (what) =>
      `<figcaption>In front of the harbour<figcaption>the old ${what} of Ostley stands in the rain again.</figcaption></figcaption>`,
  );
  expect(read(nested.join("")).text.match(/crane|ferry|tower/g)).toEqual(["crane", "ferry", "tower"]);
});

test.each([
  ['<frame src="/menu.html"><frame src="/text.html">', "https://paper.example/text.html"],
  ["<frame name=content src=b.html><frame name=other src=c.html>", "https://paper.example/b.html"],
])("the frameset %s leads to its main frame", (frames, address) => {
  const html = `<html><head><title>Ostley</title></head><frameset cols="1,9">${frames}</frameset></html>`;
  expect(extractPage(html, "https://paper.example/a").leadsTo).toBe(address);
});

test("an article in a page's state is read although a long request for consent is shown", () => {
  const wall = Array.from(
    { length: 12 },
    (_, n) =>
      `<p>We and our partners store cookies on your device with your consent ${n}, and vendors process personal data for personalised ads.</p>`,
  );
  const { text } = read(
    `${wall.join("")}<script type="application/json">${js({ a: PARAGRAPHS.map((content) => ({ type: "paragraph", content })) })}</script>`,
  );
  expect(text).toContain(PARAGRAPHS[3]);
  expect(text).not.toContain("partners");
});

test("a page that only names the script that will show its text says so", () => {
  expect(read('<div id="root"></div><script src="/main.js"></script>')).toMatchObject({
    reason: "no-text",
    detail: "The page shows its text by script only.",
  });
});

test("a program's own messages are not taken for an article", () => {
  const messages = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `m${n}`,
      `Your changes to entry ${n} could not be kept, please try again in a few minutes.`,
    ]),
  );
  expect(read(`<div id="root"></div><script src="/main.js"></script><script>window.i18n=${js(messages)}</script>`)).toMatchObject(
    {
      reason: "no-text",
      detail: "The page shows its text by script only.",
    },
  );
});

test.each([
  ["percent signs", `<script>var a="${"%22".repeat(4e5)}"</script>`],
  ["letters in base64", `<script>var a="${"QUJD".repeat(3e5)}"</script>`],
  ["comments that never end", "<!-- ".repeat(2e5)],
  ["text areas", "<textarea>".repeat(1e5)],
  ["brackets", `<script>${"[".repeat(1e6)}</script>`],
  ["braces after equals signs", `<script>${"={".repeat(5e5)}</script>`],
  ["quotes", `<script>${"'\"`".repeat(3e5)}</script>`],
  ["rows", `<script>self.__next_f.push([1,"${"1:[1]\\n".repeat(1e5)}"])</script>`],
  [
    "JSON in an attribute",
    `<div data-x="${inAttribute(JSON.stringify(Array.from({ length: 3e4 }, (_, n) => ({ n, text: `{ ${n} [` }))))}"></div>`,
  ],
])("a million %s end in an answer", (_, body) => {
  expect(read(body).reason).toBe("no-text");
});

const held = (characters: number) => `<div data-x="${inAttribute(JSON.stringify({ a: "x { ".repeat(characters / 4) }))}"></div>`;

test("ten megabytes of JSON in an attribute are refused by their size, and four are gone through", () => {
  expect(read(held(10e6)).reason).toBe("too-large");
  expect(read(held(4e6)).reason).toBe("no-text");
});
