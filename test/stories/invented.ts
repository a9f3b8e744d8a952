// Invented articles to group: an agency story, its follow-up, and as much text as a test wants.
import type { GroupDocument } from "../../src/stories/story.ts";

export const HARBOUR_STORY = [
  "Dock workers in the port of Veldhaven walked off the job on Monday after talks over night shifts collapsed, leaving 23 container ships waiting outside the breakwater and fruit importers warning of empty shelves.",
  "The harbour union said more than 1,400 of its members had joined the stoppage by noon, the largest since the terminal was privatised in 2009, and that pickets would remain at all four gates until the operator withdrew its new roster.",
  '"Nobody here wants to see cargo rot on the quay, but our people have not had a free weekend since April," union secretary Marta Dolenc told reporters in front of the customs house.',
  "Terminal operator Quayline called the walkout unlawful. It said the roster would cut waiting times by 18 per cent and that it had offered an allowance of 310 crowns a month to anyone working after midnight.",
  "Transport Minister Ilan Brodsky urged both sides to return to the table, and said the government would recognise the dispute as an emergency if medical supplies were held up for longer than 48 hours.",
  "Veldhaven handles about a third of the country's imports. A strike there in 2014 lasted 11 days and cost the economy an estimated 260 million crowns, according to the central bank.",
  "Lorry drivers queued for nine kilometres along the coastal motorway by evening, and two supermarkets said they were flying in fresh produce from the south to fill the gap.",
  "The union's council meets again on Wednesday to decide whether tug crews and pilots should join in, which would close the harbour to passenger ferries as well.",
];

export const HARBOUR_FOLLOW_UP = [
  "A labour court ordered striking dock workers back to the cranes late on Thursday, ruling that their union had failed to give the ten days of notice that the harbour act requires before any stoppage.",
  "Judge Pavla Renner gave the pickets until six in the morning to clear the gates, and threatened fines of 5,000 crowns for each hour that a berth stays blocked after that.",
  "Lawyers for the workers said they would appeal, while small groups sang and burned pallets beside the fence as the verdict was read out over loudspeakers from the back of a van.",
  "Insurers put the losses of the first three days at 71 million crowns, most of it spoiled fruit, and shipping lines have begun to send vessels to Port Arlen on the northern shore.",
  HARBOUR_STORY[3] ?? "",
  HARBOUR_STORY[5] ?? "",
];

let articles = 0;

export function article(text: string | string[], more: Partial<GroupDocument> = {}): GroupDocument {
  articles += 1;
  const body = typeof text === "string" ? text : text.join("\n\n");
  return {
    id: `a${articles}`,
    title: `Headline ${articles}`,
    text: body,
    publishedAt: "2026-03-02T10:00:00Z",
    url: `https://outlet${articles}.example/${articles}`,
    ...more,
  };
}

/** The same words for the same seed, and no phrase of four in common with another seed's but by rare chance. */
export function inventWords(seed: number, count: number): string {
  let state = seed * 2_654_435_761 + 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const syllables = ["ba", "ket", "mor", "li", "sun", "ta", "vel", "dri", "po", "nak", "es", "ul", "gan", "fi", "rom", "che"];
  const word = (): string => Array.from({ length: 2 + next(2) }, () => syllables[next(syllables.length)]).join("");
  return Array.from({ length: count }, word).join(" ");
}
