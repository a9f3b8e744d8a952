// Goal: a mail that waits leaves at the beginning of a round, however long the sources take. Method: a source that answers only once it has left.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp } from "../../src/app/open-app.ts";
import { runRound } from "../../src/desk/run-round.ts";
import { openLog } from "../../src/log.ts";
import { seedData } from "../cli/wirewatch.ts";
import { serve } from "../http/serve.ts";
import { addIssue, addMail } from "../store/seed.ts";
import { newFolder } from "../support/database.ts";
import { loadNewsroomConfig } from "../support/newsroom-config.ts";
import { readOutbox } from "../support/read-mails.ts";
import { until } from "../support/wait.ts";
import type { App } from "../../src/app/open-app.ts";

const ITEM = `<title>Zebra escapes</title><link>/zebra</link><pubDate>${new Date().toUTCString()}</pubDate>
  <description>A zebra left the zoo by the main gate.</description>`;
const FEED = `<rss version="2.0"><channel><title>T</title><item>${ITEM}</item></channel></rss>`;

let app: App;
let outbox: string;
const asked: string[][] = [];
const cleanUps: (() => Promise<unknown>)[] = [];

const subjects = async (): Promise<string[]> => (await readOutbox(outbox)).map(({ subject }) => subject ?? "");

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  const source = await serve((_, response) => {
    void until(async () => (await subjects()).length > 0, "the mail that waited has left", 15_000)
      .catch(() => undefined)
      .then(async () => {
        asked.push(await subjects());
        response.writeHead(200, { "content-type": "application/rss+xml" }).end(FEED);
      });
  });
  cleanUps.push(remove);
  seedData(join(folder, "data"));
  outbox = join(folder, "data", "outbox");
  const config = await loadNewsroomConfig(folder, {
    feedsYaml: `feeds:\n  - { url: "http://127.0.0.1:${source.port}/feed.xml", robots: ignore }\n`,
    watchlistsYaml: "watchlists:\n  - { id: zebra, name: Zebra, any: [zebra] }\n",
    digestsYaml: 'digests:\n  - { id: desk, to: [desk@example.org], schedule: "0 7 * * *" }\n',
  });
  app = await openApp({ config, log: openLog("silent", false) });
  cleanUps.push(app.close);
  const { database } = app.deps;
  const message = Buffer.from("Subject: Left over\r\n\r\nnews\r\n");
  const mail = await addMail(database, await addIssue(database, "desk"), { message });
  await database.run("update deliveries set state = 'retry', not_before = now() + interval '10 minutes' where id = $1", [mail]);
  // An issue is due too, and has to wait for what the source brings.
  await database.run("update digests set next_due_at = now() - interval '1 minute'");
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("a mail that waits leaves while a source is being read, and the issue that is due holds what the source brings", async () => {
  const { digests } = await runRound(app, { sendAll: false });
  expect(asked[0]).toEqual(["Left over"]);
  expect(digests).toEqual({ sent: 2, failed: 0 });
  const mails = await readOutbox(outbox);
  expect(mails.filter(({ text }) => text?.includes("Zebra escapes"))).toHaveLength(1);
});
