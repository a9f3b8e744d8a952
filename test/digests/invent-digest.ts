// Invents digests in twelve scripts, with a naughty string or address where it hurts, and composes their mails as the program does.
import { renderMail } from "../../src/digests/render-issue.ts";
import { composeMessage } from "../../src/channels/mail/compose-message.ts";
import { listIdOf } from "../../src/channels/mail/list-id.ts";
import { messageIdOf } from "../../src/channels/message-id.ts";
import { parseMailAddress } from "../../src/text/parse-mail-address.ts";
import { openDice } from "../support/open-dice.ts";
import { naughtyStrings, naughtyUrls } from "./naughty-strings.ts";
import type { Issue, IssueStory } from "../../src/digests/digest.ts";
import type { RenderedIssue } from "../../src/digests/render-issue.ts";

/** Words of each script, with what it is known to break on: stacked letters, joiners, both directions, no spaces, two units a letter. */
const SCRIPTS: { language: string; gap: string; words: string[] }[] = [
  { language: "en", gap: " ", words: ["harbour", "café", "naïve", "“quoted”", "AT&T", "it’s", "1,000", "co-op", "e.g.", "Łódź"] },
  { language: "ru", gap: " ", words: ["гавань", "паром", "ёлка", "«Заря»", "объезд", "мост", "№5", "съезд"] },
  { language: "el", gap: " ", words: ["λιμάνι", "γέφυρα", "πλοίο", "ΐδιος", "ώρα", "σεισμός"] },
  { language: "ar", gap: " ", words: ["ميناء", "جِسر", "العبّارة", "مدينة", "«خبر»", "٢٠٢٦", "ﷺ"] },
  { language: "he", gap: " ", words: ["נמל", "גֶּשֶׁר", "עיר", "מעבורת", "צה״ל"] },
  { language: "hi", gap: " ", words: ["बंदरगाह", "पुल", "क्षत्रिय", "नाव", "ज़िला"] },
  { language: "th", gap: "", words: ["ท่าเรือ", "สะพาน", "น้ำ", "เรือ", "กรุงเทพฯ"] },
  { language: "my", gap: "", words: ["ဆိပ်ကမ်း", "တံတား", "မြို့တော်", "က္က", "၂၀၂၆၊ "] },
  { language: "ka", gap: " ", words: ["ნავსადგური", "ხიდი", "ბორანი", "ქალაქი"] },
  { language: "zh", gap: "", words: ["港口", "渡轮", "大桥", "𠮷野", "，", "城市"] },
  { language: "ja", gap: "", words: ["フェリー", "港", "ﾊｼ", "が", "漁師", "。"] },
  { language: "ko", gap: " ", words: ["항구", "다리", "여객선", "한국"] },
];
const EXTRAS = ["👩‍👩‍👧", "🇲🇲", "á̂", "  ", "\u200d", "<b>", "&amp;", "=?x?=", "-- ", ".", "From "];

export interface Invented {
  issue: Issue;
  to: string;
  /** Null where no public page is configured. */
  unsubscribe: string | null;
}

export interface Composed extends Invented {
  rendered: RenderedIssue;
  /** As the mail must have it. */
  messageId: string;
  root: string;
  listId: string;
  message: Buffer;
}

/** The same for the same seed. */
export function inventDigest(seed: number): Invented {
  const dice = openDice(seed);
  const upTo = (max: number) => Math.floor(dice() * (max + 1));
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T;
  const script = SCRIPTS[seed % SCRIPTS.length] as (typeof SCRIPTS)[number];
  const words = (max: number, { language, gap, words: all } = dice() < 0.8 ? script : pick(SCRIPTS)) => ({
    language,
    text: Array.from({ length: 1 + upTo(max) }, () => (dice() < 0.05 ? pick(EXTRAS) : pick(all))).join(gap),
  });
  const text = (max: number) => (dice() < 0.06 ? pick(naughtyStrings) : words(max).text);
  const url = () => {
    if (dice() < 0.1) return pick(naughtyUrls);
    const path = encodeURIComponent(words(3).text.replace(/\p{Surrogate}/gu, ""));
    return `http${dice() < 0.8 ? "s" : ""}://outlet${upTo(50)}.example/${dice() < 0.5 ? path : `a?b=${path}&c=<${upTo(9)}>"'`}`;
  };
  const marks = (of: string) => {
    const start = upTo(of.length);
    return dice() < 0.5 ? [] : [{ start, end: Math.min(of.length, start + 1 + upTo(8)) }];
  };
  const date = () => new Date(Date.UTC(2026, upTo(11), 1 + upTo(27), upTo(23), upTo(59))).toISOString();
  const story = (id: string, before: string | null): IssueStory => {
    const { language, text: plain } = words(12);
    const title = dice() < 0.06 ? pick(naughtyStrings) : plain;
    const excerpt = text(25);
    return {
      id,
      title,
      url: dice() < 0.95 ? url() : null,
      outlet: text(2),
      language: dice() < 0.8 ? language : text(1),
      publishedAt: dice() < 0.9 ? date() : null,
      firstSeenAt: date(),
      excerpt: { text: excerpt, marks: marks(excerpt) },
      titleMarks: marks(title),
      terms: Array.from({ length: upTo(4) }, () => text(1)),
      summaryOnly: dice() < 0.1 ? text(4) : null,
      beginningOnly: dice() < 0.1 ? text(4) : null,
      origin: dice() < 0.2 ? { name: text(1), evidence: text(3) } : null,
      copies: Array.from({ length: upTo(3) }, () => ({ outlet: text(2), title: text(5), url: url(), publishedAt: null })),
      reports: upTo(3),
      first: dice() < 0.2 ? { outlet: text(2), at: date(), doubt: dice() < 0.5 ? text(4) : null } : null,
      version: dice() < 0.1 ? { mark: text(1), at: date() } : null,
      news: dice() < 0.1 ? { of: "this", toldAt: date(), sentences: [text(9), text(9)], more: upTo(3) } : null,
      ...(id.endsWith("3") && { media: `https://files.example/${id}.mp3` }),
      record: dice() < 0.5 ? `https://wirewatch.example/stories/${id}` : null,
      follows: dice() < 0.2 ? { title: text(8), url: url(), ...(before !== null && dice() < 0.5 && { id: before }) } : null,
    };
  };
  // One in fifty is more than a mail holds.
  const counts = Array.from({ length: 1 + upTo(2) }, () => (dice() < 0.02 ? 150 : upTo(4)));
  const sections = counts.map((count, section) => ({
    watchlist: `w${section}`,
    name: text(3),
    stories: Array.from({ length: count }, (_, index) =>
      story(`${section}-${index}`, index === 0 ? null : `${section}-${index - 1}`),
    ),
  }));
  const name = `"${text(3).replace(/["\\]/g, "\\$&")}" <desk@example.org>`;
  return {
    // A name that is refused gets no mail: test/text/parse-mail-address.test.ts.
    to: parseMailAddress(name) === null ? "desk@example.org" : name,
    unsubscribe: dice() < 0.5 ? `https://wirewatch.example/unsubscribe/${"x".repeat(60 + upTo(200))}.mac` : null,
    issue: {
      id: String(seed),
      digest: text(2),
      createdAt: date(),
      timezone: pick(["UTC", "Asia/Yangon", "America/St_Johns", "Pacific/Chatham"]),
      sections,
      more: dice() < 0.2 ? upTo(500) : 0,
      health: {
        feedsRead: upTo(40),
        feedsTotal: 40,
        failing: Array.from({ length: upTo(2) }, () => ({ name: text(3), since: date(), reason: text(6) })),
        late: dice() < 0.2 ? [{ name: text(3), since: date(), usual: "5 hours" }] : [],
        undelivered:
          dice() < 0.2
            ? [{ digest: text(1), to: text(1), end: "failed", count: 1 + upTo(2), issueAt: date(), reply: text(6), sentAt: null }]
            : [],
        summaryOnly: upTo(3),
        foldedCopies: upTo(3),
        articles: upTo(500),
      },
      webUrl: dice() < 0.5 ? `https://wirewatch.example/issues/${seed}` : null,
    },
  };
}

const FROM = "Wirewatch <wirewatch@news.example.org>";

/** As `composeIssue` does it. */
export async function composeInvented(invented: Invented): Promise<Composed> {
  const { issue, to, unsubscribe } = invented;
  const rendered = renderMail(issue);
  const root = messageIdOf(`digest ${issue.digest}`, FROM);
  const messageId = messageIdOf(`issue ${issue.id} ${to}`, FROM);
  const headers = {
    "In-Reply-To": root,
    References: root,
    ...(unsubscribe !== null && {
      "List-Unsubscribe": `<${unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }),
  };
  const listId = listIdOf(issue.digest);
  const date = new Date(issue.createdAt);
  const message = await composeMessage({ from: FROM, to, ...rendered, messageId, date, listId, headers });
  return { ...invented, rendered, root, messageId, listId, message };
}
