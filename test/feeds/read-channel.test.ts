// The public page of a Telegram channel, written as its pages are: posts, albums, answers, previews, notices.
import { expect, test } from "vitest";
import { passesOn, readChannel } from "../../src/feeds/read/read-channel.ts";

const AT = "https://t.me/s/harbourlog";
const message = (number: number, inner: string, more = "") =>
  `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message ${more}" data-post="harbourlog/${number}"><div class="tgme_widget_message_bubble">${inner}
   <a class="tgme_widget_message_date" href="https://t.me/harbourlog/${number}"><time datetime="2026-11-29T08:00:00+00:00">08:00</time></a></div></div></div>`;
const text = (html: string) => `<div class="tgme_widget_message_text js-message_text" dir="auto">${html}</div>`;
const page = (...messages: string[]) =>
  `<html><head><link rel="prev" href="/s/harbourlog?before=40"></head><body><div class="tgme_header_title"><span>Harbour log</span></div>
   <section class="tgme_channel_history">${messages.join("")}</section></body></html>`;
const read = (...messages: string[]) => readChannel(page(...messages), AT);
const only = (inner: string, more = "") => read(message(41, inner, more))?.posts[0];

test("a page gives its title, its posts with number, date, address and words, and where the older ones are", () => {
  const channel = read(message(42, text("Second")), message(41, text("<b>First</b> of &amp; two<br/><br/>Next")));
  expect(channel).toMatchObject({ title: "Harbour log", olderUrl: "https://t.me/s/harbourlog?before=40" });
  expect(channel?.posts.map(({ numbers, text: words, url }) => [numbers, words, url])).toEqual([
    [[41], "First of & two\n\nNext", "https://t.me/harbourlog/41"],
    [[42], "Second", "https://t.me/harbourlog/42"],
  ]);
  expect(channel?.posts[0]?.publishedAt).toBe("2026-11-29T08:00:00.000Z");
});

test("an album has a number for each of its pictures", () => {
  const links = [41, 42, 43].map((number) => `<a href="https://t.me/harbourlog/${number}?single"></a>`).join("");
  expect(only(`<div class="tgme_widget_message_grouped">${links}</div>${text("Three pictures")}`)?.numbers).toEqual([41, 42, 43]);
});

test("the post that one answers is not part of its words", () => {
  const answered = `<a class="tgme_widget_message_reply" href="#"><div class="tgme_widget_message_text">An old claim</div></a>`;
  expect(only(answered + text("That was wrong"))?.text).toBe("That was wrong");
});

test("a post that was passed on names where it is from, and a signed one its writer", () => {
  const forwarded = `<a class="tgme_widget_message_forwarded_from_name">Pilot house</a>${text("x")}`;
  expect(only(forwarded)?.author).toBe("Forwarded from Pilot house");
  expect(only(`<span class="tgme_widget_message_from_author">A. Pilot</span>${text("x")}`)?.author).toBe("A. Pilot");
});

test("a notice of the channel has a number and no words, and a poll has its question", () => {
  expect(only(text("Harbour log pinned a post"), "service_message")).toMatchObject({ numbers: [41], html: null, text: "" });
  expect(only(`<div class="tgme_widget_message_poll_question">Shall the ferry run on Sundays?</div>`)?.text).toBe(
    "Shall the ferry run on Sundays?",
  );
});

const preview = (href: string) =>
  `<a class="tgme_widget_message_link_preview" href="${href}"><div class="link_preview_title">Ferry sold</div><div class="link_preview_description">To an island.</div></a>`;

test("a short post with a preview passes an article on, a long one stands for itself", () => {
  const short = only(
    text('Read: <a href="https://paper.example/ferry">https://paper.example/ferry</a>') + preview("https://paper.example/ferry"),
  );
  expect(short).toMatchObject({ linked: { url: "https://paper.example/ferry", title: "Ferry sold", text: "To an island." } });
  expect(
    [short, only(text("word ".repeat(100)) + preview("https://paper.example/ferry"))].map((post) => post && passesOn(post)),
  ).toEqual([true, false]);
});

test.each(["https://t.me/other/7", "tg://resolve?domain=x", "javascript:alert(1)"])("a preview of %s is no article", (href) => {
  expect(only(text("Look") + preview(href))?.linked).toBeNull();
});

test("a page without posts of a channel is none", () => {
  expect(readChannel("<html><body><div class='tgme_page'>View in Telegram</div></body></html>", AT)).toBeNull();
  expect(readChannel("", AT)).toBeNull();
});

test("posts without a number are left out, and ten thousand posts are cut", () => {
  expect(read(`<div data-post="harbourlog/x">${text("x")}</div>`)?.posts).toEqual([]);
  expect(read(...Array.from({ length: 10_000 }, (_, index) => message(index, text("x"))))?.posts.length).toBe(200);
});

const link = (href: string) => `<a href="${href}">${href}</a>`;

test("a short post with one link to an article of another site passes it on, also without a preview", () => {
  const story = "https://paper.example/2026/harbour-council-resigns?utm_source=telegram";
  const short = only(text(`The council resigns, says ${link(story)}`));
  expect(short).toMatchObject({ linked: { url: story, title: null } });
  expect(short !== undefined && passesOn(short)).toBe(true);
  const long = only(text(`${"All five members said so. ".repeat(20)} ${link(story)}`));
  expect(long !== undefined && passesOn(long)).toBe(false);
  for (const other of ["https://paper.example/", "https://x.com/desk/status/12345", "https://t.me/other/77"])
    expect(only(text(`The council resigns ${link(other)}`))?.linked).toBeNull();
  expect(only(text(`Two reports: ${link(story)} ${link("https://tern.example/news/4711-ferries")}`))?.linked).toBeNull();
});
