// The web page with a password over a few stories, and a program that reads it by the Reader API.
import { expect } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { digest, openStages, watchlists } from "../../pipeline/open-stages.ts";
import { inventText, tellStory } from "../../pipeline/tell-story.ts";
import { minutesLater, NOW } from "../../store/seed.ts";
import { ask, webWith } from "../ask.ts";
import type { Answered } from "../ask.ts";
import type { WebAccess } from "../../../src/config/config.ts";
import type { TestStages } from "../../pipeline/open-stages.ts";

export const PASSWORD = "correct horse";
export const API = "/api/greader.php";
export const R0 = `${API}/reader/api/0`;
export const READ = "user/-/state/com.google/read";
export const STARRED = "user/-/state/com.google/starred";
export const ALL = "user/-/state/com.google/reading-list";
export const LONG = "tag:google.com,2005:reader/item/";

export interface Refs {
  itemRefs: { id: string }[];
  continuation?: string;
}

export interface Contents {
  items: {
    id: string;
    title: string;
    crawlTimeMsec: string;
    categories: string[];
    origin: { streamId: string; title: string };
    canonical: { href: string }[];
    summary: { content: string };
  }[];
  continuation?: string;
}

export const titles = ({ items }: Contents): string[] => items.map(({ title }) => title);
export const seconds = (minutes: number): number => minutesLater(minutes).getTime() / 1_000;

export interface Program {
  headers: Record<string, string>;
  get(path: string): Promise<Answered>;
  json<T>(path: string): Promise<T>;
  /** The decimal numbers of the items that `stream/items/ids` lists. */
  refs(query: string): Promise<string[]>;
  send(path: string, form: string): Promise<Answered>;
}

export interface TestReader {
  stages: TestStages;
  /** Two stories that alpha matched, of which one is in an issue of the digest, and one that beta matched. */
  reset(): Promise<void>;
  /** With a password, or with another way to read the pages. */
  open(access: string | WebAccess): Promise<void>;
  tell(title: string, minutesAgo: number, word?: string): Promise<void>;
  ask(path: string, headers?: Record<string, string>): Promise<Answered>;
  /** `from` is this machine's own address that the request comes from. */
  post(path: string, body: string, headers?: Record<string, string>, from?: string): Promise<Answered>;
  /** A program that has signed in as FreshRSS wants it. */
  signIn(fields?: Record<string, string>): Promise<Program>;
  own(): Record<string, string>;
  marks(): Promise<{ title: string; starred: boolean; read: boolean }[]>;
}

export async function openReader(): Promise<TestReader> {
  const stages = await openStages("pglite");
  let web = { url: "" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const get = (path: string, headers: Record<string, string> = {}) => ask(web, path, { headers });
  const post = (path: string, body: string, headers: Record<string, string> = {}, from?: string) =>
    ask(web, path, { method: "POST", headers: { ...form, ...headers }, body, ...(from !== undefined && { from }) });
  const open = async (access: string | WebAccess): Promise<void> => {
    web = await webWith(stages, typeof access === "string" ? { kind: "password", password: access } : access);
  };
  const tell = async (title: string, minutesAgo: number, word = "alpha"): Promise<void> => {
    stages.clock.at = minutesLater(-minutesAgo);
    await tellStory(stages.deps, { title, text: inventText(word) });
    stages.clock.at = NOW;
  };
  return {
    stages,
    open,
    tell,
    ask: get,
    post,
    own: () => ({ origin: new URL(web.url).origin }),
    async reset() {
      await stages.wipe();
      await stages.configure({
        digests: [digest("hourly", { name: "Morning desk" })],
        watchlists: watchlists("alpha", "beta"),
      });
      await open(PASSWORD);
      await tell("Harbour closed", 120);
      stages.clock.at = minutesLater(-110);
      await composeIssue(stages.deps, "hourly", { atOnce: true });
      await tell("Bridge open", 60);
      await tell("Ferry late", 30, "beta");
    },
    async signIn(fields = {}) {
      const body = new URLSearchParams({ Email: "ana", Passwd: PASSWORD, ...fields }).toString();
      const { status, body: text } = await post(`${API}/accounts/ClientLogin`, body);
      expect(status).toBe(200);
      const token = /^Auth=(.+)$/m.exec(text)?.[1] ?? (JSON.parse(text) as { Auth: string }).Auth;
      const headers = { authorization: `GoogleLogin auth=${token}` };
      const json = async <T>(path: string): Promise<T> => {
        const answer = await get(`${R0}${path}`, headers);
        expect([path, answer.status, answer.headers["content-type"]]).toEqual([path, 200, "application/json"]);
        return JSON.parse(answer.body) as T;
      };
      return {
        headers,
        json,
        get: (path) => get(`${R0}${path}`, headers),
        refs: async (query) => (await json<Refs>(`/stream/items/ids?output=json&${query}`)).itemRefs.map(({ id }) => id),
        send: (path, sent) => post(`${R0}${path}`, sent, headers),
      };
    },
    marks: () =>
      stages.database.many(
        `select a.title, k.starred_at is not null as starred, k.read_at is not null as read
         from story_marks k join stories s on s.id = k.story_id join articles a on a.id = s.article_id order by a.title`,
      ),
  };
}
