// The YAML files with which Wirewatch watches the newsroom, ready for a config folder.
import type { Edition } from "./edition.ts";
import { deadOutlet, outlets } from "./outlets.ts";

export interface NewsroomFeed {
  url: string;
  name: string;
  language: string;
  tags: string[];
}

/** All feeds, the dead one last. */
export function feedsOf(edition: Edition): NewsroomFeed[] {
  return [
    ...outlets.map(({ id, name, language, tags, feedPath }) => ({ url: edition.originOf(id) + feedPath, name, language, tags })),
    { url: deadOutlet.feedUrl, name: deadOutlet.name, language: deadOutlet.language, tags: deadOutlet.tags },
  ];
}

export function feedsYamlOf(feeds: NewsroomFeed[]): string {
  const lines = feeds.map(
    ({ url, name, language, tags }) =>
      `  - url: ${url}\n    name: ${JSON.stringify(name)}\n    language: ${language}\n    tags: [${tags.join(", ")}]\n`,
  );
  return `defaults: { backlog: all }\nfeeds:\n${lines.join("")}`;
}

export const digestsYaml = `digests:
  - id: demo
    to: [you@example.org]
    schedule: "0 7 * * *"
    timezone: UTC
`;

export const watchlistsYaml = `sets:
  myanmar: [Myanmar, Burma, Burmese, Naypyidaw, မြန်မာ, 缅甸, { stem: Мьянма }]
  junta: [junta, "military council", Tatmadaw, စစ်ကောင်စီ, { stem: хунта }]
  russia: [Russia, Russian, Russians, Moscow, Kremlin, ရုရှား, 俄罗斯, { stem: Россия }, { stem: российский }, { stem: Москва }, { stem: Кремль }]
watchlists:
  - id: myanmar-junta
    name: Myanmar junta
    any:
      - near: { within: 10, a: $junta, b: $myanmar }
    mask: ["Burma Shave"]
    tests:
      match:
        - "Myanmar’s junta imposed fuel rationing in four cities"
        - "the payer in Burma was the Tatmadaw"
        - "မြန်မာစစ်ကောင်စီက ကြေညာချက် ထုတ်ပြန်သည်"
        - "Хунта Мьянмы закрыла ночные рынки"
      no_match:
        - "Three retired sign painters, who call themselves the Burma Shave junta"
        - "Lacquer from Myanmar takes seventeen coats"
  - id: russia
    name: Russia
    any: [$russia]
    mask: ["Russian salad", "Moscow Mule"]
    tests:
      match:
        - "Moscow’s deputy minister flew to Naypyidaw"
        - "Россия на шесть недель закроет часть Карского моря"
        - "ကျောင်းသား ၁၅ ဦးသည် ရုရှားနိုင်ငံသို့ ထွက်ခွာသွားကြသည်"
      no_match:
        - "A proper Russian salad begins the day before"
        - "a Moscow Mule in a copper mug"
`;
