// An invented issue in many scripts, to see that each has its font, its direction and its room.
import type { Issue, IssueStory } from "../../src/digests/digest.ts";

interface Told {
  language: string;
  outlet: string;
  title: string;
  excerpt: string;
  /** What matched, marked wherever it stands. */
  term: string;
}

const TOLD: Told[] = [
  {
    language: "my",
    outlet: "မြစ်ကမ်း သတင်း",
    title: "မြို့တော်ရှိ တံတားဟောင်းကို ပြန်လည်ဖွင့်လှစ်",
    excerpt: "ရေကြီးမှုကြောင့် ပိတ်ထားခဲ့သည့် တံတားဟောင်းကို တနင်္လာနေ့ နံနက်က ပြန်လည်ဖွင့်လှစ်ခဲ့သည်။",
    term: "တံတားဟောင်း",
  },
  {
    language: "ru",
    outlet: "Речной листок",
    title: "Старый мост в столице снова открыт",
    excerpt: "Закрытый из-за паводка мост вновь открыли в понедельник утром, сообщила мэрия.",
    term: "мост",
  },
  {
    language: "ar",
    outlet: "صحيفة الضفة",
    title: "إعادة فتح الجسر القديم في العاصمة",
    excerpt: "أُعيد صباح الاثنين فتح الجسر القديم الذي أُغلق بسبب الفيضانات، بحسب بلدية المدينة.",
    term: "الجسر القديم",
  },
  {
    language: "zh",
    outlet: "河岸日报",
    title: "首都老桥重新开放",
    excerpt: "市政府表示，因洪水关闭的老桥已于周一早晨重新开放。",
    term: "老桥",
  },
  {
    language: "hi",
    outlet: "तट समाचार",
    title: "राजधानी का पुराना पुल फिर खुला",
    excerpt: "बाढ़ के कारण बंद किया गया पुराना पुल सोमवार सुबह फिर खोल दिया गया।",
    term: "पुराना पुल",
  },
  {
    language: "th",
    outlet: "ข่าวริมน้ำ",
    title: "สะพานเก่าในเมืองหลวงเปิดอีกครั้ง",
    excerpt: "สะพานเก่าที่ปิดเพราะน้ำท่วมเปิดให้ใช้อีกครั้งเมื่อเช้าวันจันทร์",
    term: "สะพานเก่า",
  },
];

const marksOf = (text: string, term: string): { start: number; end: number }[] =>
  [...text.matchAll(new RegExp(term, "gu"))].map(({ index }) => ({ start: index, end: index + term.length }));

const storyOf = ({ language, outlet, title, excerpt, term }: Told): IssueStory => ({
  id: language,
  title,
  url: `https://${language}.example/bridge`,
  outlet,
  language,
  publishedAt: "2026-11-23T02:10:00Z",
  firstSeenAt: "2026-11-23T02:14:00Z",
  excerpt: { text: excerpt, marks: marksOf(excerpt, term) },
  titleMarks: marksOf(title, term),
  terms: [term],
  summaryOnly: null,
  origin: null,
  copies: [],
  follows: null,
});

export const scriptsIssue: Issue = {
  id: "1",
  digest: "bridges",
  createdAt: "2026-11-23T03:00:00Z",
  timezone: "Asia/Yangon",
  sections: [{ watchlist: "bridges", name: "Bridges", stories: TOLD.map(storyOf) }],
  more: 0,
  health: { feedsRead: 6, feedsTotal: 6, failing: [], summaryOnly: 0, foldedCopies: 0, articles: 41 },
  webUrl: null,
};
