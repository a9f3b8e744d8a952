// The web page over a desk that also sends what it writes, with forms as a browser posts them.
import { expect } from "vitest";
import { openDesk } from "../../src/desk/desk.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { openTally } from "../../src/pipeline/tally.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { feedConfig } from "../store/seed.ts";
import { ask, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Answered, Asking } from "./ask.ts";

export interface TestPages {
  stages: TestStages;
  /** Before each test: two sources and two digests are configured, and nothing else is there. */
  reset(): Promise<void>;
  ask(path: string, asking?: Asking): Promise<Answered>;
  json<T>(path: string): Promise<T>;
  /** The headers of a form of our own pages. */
  own(): Record<string, string>;
  post(path: string, fields?: Record<string, string>): Promise<Answered>;
  /** Posts a form, and returns the page to which it leads, with its address. */
  submit(path: string, fields?: Record<string, string>): Promise<Answered & { at: string }>;
}

/** What a form did, as its page says it. */
export const saidOn = (page: Answered): string => /<p class="said[^"]*" role="status">([^<]*)</.exec(page.body)?.[1] ?? "";

export async function openPages(): Promise<TestPages> {
  const stages = await openStages("pglite");
  const { deps, database } = stages;
  let web = { url: "" };
  const deliverAll = async (): Promise<void> => {
    for (const { id } of await database.many<{ id: number }>("select id from deliveries where state = 'pending' order by id"))
      await deliverIssue(deps, id);
  };
  const pipeline = { deps, tally: openTally(), start: () => void deliverAll(), sweep: () => Promise.resolve(0) };
  const own = () => ({ origin: new URL(web.url).origin, "content-type": "application/x-www-form-urlencoded" });
  const post = (path: string, fields: Record<string, string> = {}) =>
    ask(web, path, { method: "POST", headers: own(), body: new URLSearchParams(fields).toString() });
  return {
    stages,
    async reset() {
      await stages.wipe();
      await stages.configure({
        digests: [
          digest("hourly", { to: ["desk@example.org", "night@example.org"], name: "Every hour", atom: true }),
          digest("daily", {
            schedule: { kind: "cron", expression: "0 7 * * *" },
            timezone: "Asia/Yangon",
            quiet: { from: 0, to: 480 },
          }),
        ],
        watchlists: watchlists("alpha"),
        feeds: [
          feedConfig("https://gull.example/feed?key=sesame", { name: "The Gull", tags: ["coast"] }),
          feedConfig("https://tern.example/feed", { name: "The <b>Tern</b>" }),
        ],
      });
      web = await webWith({ ...stages, desk: openDesk({ ...deps, pipeline }) }, { kind: "loopback" });
    },
    ask: (path, asking) => ask(web, path, asking),
    json: async <T>(path: string) => JSON.parse((await ask(web, path)).body) as T,
    own,
    post,
    async submit(path, fields) {
      const answer = await post(path, fields);
      expect([path, answer.status]).toEqual([path, 303]);
      const at = new URL(answer.headers.location ?? "", new URL(path, web.url));
      return { ...(await ask(web, `${at.pathname}${at.search}`)), at: at.pathname };
    },
  };
}
