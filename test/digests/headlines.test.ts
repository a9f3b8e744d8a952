// What a mail does not show with its words is listed by headline, outlet and link, as far as there is room; what is not even listed is known.
import { encodedBytes } from "../../src/digests/transfer-encoding.ts";
import { expect, test } from "vitest";
import { pickStories } from "../../src/digests/pick-stories.ts";
import { renderMail } from "../../src/digests/render-issue.ts";
import { sampleIssue, story } from "./sample-issue.ts";
import type { Issue } from "../../src/digests/digest.ts";

const stories = (count: number, outlet = "Loud") =>
  Array.from({ length: count }, (_, index) =>
    story({
      id: `${outlet}${index}`,
      title: `${outlet} item ${index}`,
      outlet,
      url: `https://loud.example/${outlet}/${index}`,
      follows: null,
    }),
  );
const issueOf = (count: number, shown: number, more: Partial<Issue> = {}): Issue =>
  sampleIssue({
    sections: [{ watchlist: "w", name: "Watch", stories: stories(count) }],
    inMail: stories(shown).map(({ id }) => id),
    listsRest: true,
    more: 0,
    ...more,
  });

test("stories over at_most are listed in HTML and text", () => {
  const { html, text, subject, left } = renderMail(issueOf(7, 5));
  expect(text).toContain(
    "2 more stories matched:\n- Loud item 5 · Loud\n  https://loud.example/Loud/5\n- Loud item 6 · Loud\n  https://loud.example/Loud/6\n",
  );
  expect(html).toContain('<a class="link" href="https://loud.example/Loud/6"><bdi>Loud item 6</bdi></a> · <bdi>Loud</bdi>');
  expect(html).not.toContain("see all on the web");
  expect(subject).toMatch(/and 6 more$/);
  expect(left).toEqual([]);
});

test.each([
  ["with a page", "https://wire.example/issues/1", "See all on the web"],
  ["without a page", null, "The others wait for the next issue."],
])("of very many, %s, as many are listed as fit, and the mail keeps its size and its shown stories", (_, webUrl, words) => {
  const { html, text, left } = renderMail(issueOf(3_000, 20, { webUrl }));
  expect(encodedBytes(html)).toBeLessThanOrEqual(64_000);
  expect(html.match(/<h3/g)).toHaveLength(20);
  const listed = html.match(/<li><a class="link" href="https:\/\/loud/g)?.length ?? 0;
  expect(listed).toBeGreaterThan(150);
  expect(left).toHaveLength(3_000 - 20 - listed);
  expect(text).toContain(`2980 more stories matched, of which ${listed} are listed here:`);
  expect(html).toContain(words);
});

test("an issue of an earlier version is rendered as it was: the others are counted", () => {
  const old = issueOf(7, 5);
  delete old.listsRest;
  expect(renderMail(old).text).toMatch(/2 more stories matched and are not shown here/);
});

test("one outlet leaves half of the places to others, and takes them if nobody wants them", () => {
  const ranked = [...stories(30), ...stories(2, "Paper")];
  expect(pickStories(ranked, 10).map(({ id }) => id)).toEqual([...stories(8), ...stories(2, "Paper")].map(({ id }) => id));
  expect(pickStories([...stories(30), ...stories(9, "Paper")], 10).map(({ outlet }) => outlet)).toEqual([
    ...Array<string>(5).fill("Loud"),
    ...Array<string>(5).fill("Paper"),
  ]);
  expect(pickStories(stories(3), 10)).toHaveLength(3);
  expect(pickStories(ranked, 1)).toHaveLength(1);
});
