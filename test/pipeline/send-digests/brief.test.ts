// A brief in a digest: sentences of its articles word for word, chosen by rules or by the numbers that a model's server returns.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askModel } from "../../../src/pipeline/send-digests/brief/ask-model.ts";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { previewDigest } from "../../../src/desk/preview-digest.ts";
import { bounds } from "../../http/ask.ts";
import { serve } from "../../http/serve.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { tellStory } from "../tell-story.ts";
import { inventWords } from "../../stories/invented.ts";
import type { RequestListener, ServerResponse } from "node:http";
import type { BriefModel, Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const LEADS = [
  "The harbour council of Velm closed 14 ferry quays on Monday after Mayor Tess Arnold called them unsafe.",
  "Voters in the province of Quarn elected Ilse Brandt governor with 53 percent of the vote, officials said.",
  "A chemical fire at the Dorvik plant killed 9 workers and drove 2,400 people out of their homes.",
];
const lead = (index: number): string => LEADS[index] ?? "";

/** One story for each of these sentences, which is its first. */
async function tell(...indexes: number[]): Promise<void> {
  for (const index of indexes) {
    const text = `${lead(index)}\n\n${inventWords(index + 500, 40)} alpha.\n\nBy Nora Quill\n\nSubscribe to our newsletter for more of this every day.`;
    await tellStory(stages.deps, { title: `Headline ${index} about alpha`, text });
  }
}

const configure = (model: BriefModel | null, sentencesMax = 2) =>
  stages.configure({ digests: [digest("hourly", { brief: { sentencesMax, model } })], watchlists: watchlists("alpha") });

async function mail(): Promise<{ content: Issue; plain: string; html: string }> {
  await composeIssue(stages.deps, "hourly", { atOnce: true });
  return stages.database.one("select content, plain, html from issues order by id desc limit 1");
}

const sentences = ({ content }: { content: Issue }): string[] => (content.brief?.sentences ?? []).map(({ text }) => text);

describe("by rules", () => {
  test("it holds as many sentences as asked, each in an article's text, with outlet and link", async () => {
    await configure(null);
    await tell(0, 1, 2);
    const issue = await mail();
    expect(sentences(issue)).toHaveLength(2);
    for (const sentence of sentences(issue)) expect(LEADS).toContain(sentence);
    expect(issue.content.brief?.chosenBy).toBeNull();
    expect(issue.plain).toContain("In brief");
    expect(issue.content.brief?.sentences.every(({ url }) => url?.startsWith("http"))).toBe(true);
  });

  test("what an earlier issue of the digest said is not said again", async () => {
    await configure(null, 3);
    await tell(0);
    expect(sentences(await mail())).toEqual([lead(0)]);
    stages.clock.at = minutesLater(60);
    await tellStory(stages.deps, { title: "Ferries again", text: `${lead(0)}\n\n${inventWords(900, 60)} alpha.` });
    await tell(1);
    expect(sentences(await mail())).toEqual([lead(1)]);
  });

  test("a sentence under two stories is an outlet's own and left out", async () => {
    await configure(null, 5);
    const always = "The Velm Herald has been the newspaper of the harbour and its 40 villages since 1871.";
    for (const index of [0, 1])
      await tellStory(stages.deps, {
        title: `Story ${index}`,
        text: `${always}\n\n${inventWords(index + 700, 40)} alpha.\n\n${lead(index)}`,
      });
    expect(sentences(await mail()).toSorted()).toEqual([lead(0), lead(1)].toSorted());
  });

  test("a preview shows it, and a digest that asks for none has none", async () => {
    await configure(null, 1);
    await tell(2);
    const preview = await previewDigest(stages.deps, { digest: "hourly", withModel: true });
    expect(preview.kind === "issue" && preview.text.replace(/\n> /g, " ")).toContain(lead(2));
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    expect((await mail()).content.brief).toBeUndefined();
  });
});

interface Model {
  model: BriefModel;
  /** Bodies that it was sent. */
  asked: { model: string; messages: { role: string; content: string }[] }[];
  keys: (string | undefined)[];
}

/** A server on loopback, which no other setting allows. */
async function startModel(answer: (response: ServerResponse) => void): Promise<Model> {
  const asked: Model["asked"] = [];
  const keys: Model["keys"] = [];
  const listener: RequestListener = (request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      asked.push(JSON.parse(text) as Model["asked"][number]);
      keys.push(request.headers.authorization);
      answer(response);
    });
  };
  const { port } = await serve(listener);
  return { model: { url: `http://127.0.0.1:${port}/v1/chat/completions`, name: "tiny", key: "k3y" }, asked, keys };
}

const says = (content: string) => (response: ServerResponse) =>
  void response.setHeader("content-type", "application/json").end(JSON.stringify({ choices: [{ message: { content } }] }));

describe("by a model", () => {
  const one = {
    story: "1",
    tells: "1",
    text: "a",
    figures: 0,
    names: 0,
    reports: 1,
    paragraph: 0,
    matches: false,
    words: new Set<number>(),
  };
  const atOnce = { onStart: () => Promise.resolve() };

  const fetchNothingPrivate = { userAgent: "Wirewatch/test", allowPrivate: [] };

  test("its numbers decide, its host may be private, and it is asked while the digest can be written by others", async () => {
    const written: number[] = [];
    const { model, asked, keys } = await startModel((response) => {
      const offered = asked[0]?.messages[1]?.content.split("\n") ?? [];
      const number = offered.findIndex((line) => line.endsWith(lead(1))) + 1;
      // A transaction with the digest's lock would make this wait for ever.
      void stages.database.run("update digests set enqueued_at = null where id = 'hourly'").then(() => {
        written.push(1);
        says(`[${number}]`)(response);
      });
    });
    await stages.configure({
      fetch: fetchNothingPrivate,
      digests: [digest("hourly", { brief: { sentencesMax: 2, model } })],
      watchlists: watchlists("alpha"),
    });
    await tell(0, 1, 2);
    const issue = await mail();
    expect(sentences(issue)).toEqual([lead(1)]);
    expect(issue.content.brief?.chosenBy).toBe("tiny");
    expect(issue.plain.replace(/\s+/g, " ")).toContain("chosen by the model tiny by their numbers");
    expect(keys).toEqual(["Bearer k3y"]);
    expect(written).toEqual([1]);
    expect(issue.plain + issue.html).not.toContain("k3y");
  });

  test.each([
    ["says more than numbers", says("[1] The king of Velm is dead.")],
    ["names a sentence that there is not", says("[99]")],
    ["names one twice", says("[1, 1]")],
    ["returns HTML", (response: ServerResponse) => void response.end("<html><p>[1]</p></html>")],
    ["fails", (response: ServerResponse) => void response.writeHead(500).end("no memory")],
    [
      "redirects to another host",
      (response: ServerResponse) => void response.writeHead(307, { location: "http://10.0.0.1/" }).end(),
    ],
    ["breaks off", (response: ServerResponse) => void response.socket?.destroy()],
    [
      "streams without end",
      (response: ServerResponse) => {
        const more = (): void => {
          while (!response.destroyed && response.write('{"choices":[]} '.repeat(1_000)));
          if (!response.destroyed) response.once("drain", more);
        };
        more();
      },
    ],
  ])("rules decide if it %s", async (_, answer) => {
    const { model, asked } = await startModel(answer);
    await configure(model, 3);
    await tell(0, 1);
    const issue = await mail();
    expect(asked).toHaveLength(1);
    expect(sentences(issue).toSorted()).toEqual([lead(0), lead(1)].toSorted());
    expect(issue.content.brief?.chosenBy).toBeNull();
    expect(issue.plain).not.toContain("king");
  });

  test("an answer that never comes ends at the time limit, and the next mails do not wait for that model", async () => {
    const { model, asked } = await startModel(() => {});
    // The client keeps pauses by the clock on the wall.
    stages.clock.at = null;
    for (let mails = 0; mails < 3; mails += 1)
      expect(await askModel(stages.deps, model, [one, one], { most: 1, deadlineMs: 200 })).toBeNull();
    expect(asked).toHaveLength(1);
    const held = await stages.deps.client().send(model.url, "", { ...bounds, scope: "model", ...atOnce });
    const minutes = held.kind === "held" ? (held.until.getTime() - Date.now()) / 60_000 : 0;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
  });

  test("a model that was not asked, since something else at its host was silent a moment ago, is not left alone for it", async () => {
    const { model, asked } = await startModel(() => {});
    stages.clock.at = null;
    const ask = async () => (await stages.deps.client().send(model.url, "{}", { ...bounds, deadlineMs: 50, ...atOnce })).kind;
    expect(await ask()).toBe("failed");
    expect(await askModel(stages.deps, model, [one, one], { most: 1, deadlineMs: 200 })).toBeNull();
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(
      (await stages.deps.client().send(model.url, "{}", { ...bounds, scope: "model", deadlineMs: 50, ...atOnce })).kind,
    ).toBe("failed");
  });
});
