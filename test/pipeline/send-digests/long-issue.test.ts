// An issue of very many stories takes no more memory for their texts than one of a few.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { STORES } from "../../store/open-test-store.ts";
import { minutesLater, NOW } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { Sql, Value } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  afterAll(() => stages.close());

  test("an issue of many stories is built without holding the texts of all their articles at once", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const { database } = stages;
    const [stories, copies, characters] = [200, 3, 2_000];
    await database.run(
      `insert into articles (url, stage, not_before, first_seen_at, title, text, relation)
       select 'https://outlet.example/' || n, 'done', $1, $1, 'Story ' || n, repeat('x', ${characters}), 'original' from generate_series(1, ${stories * copies}) n`,
      [NOW],
    );
    await database.run(
      `insert into stories (article_id, created_at, last_copy_at) select id, $1, $1 from articles where id <= ${stories}`,
      [NOW],
    );
    await database.run(`update articles set story_id = 1 + (id - 1) % ${stories}`);
    await database.run(
      "insert into digest_stories (digest_id, story_id, watchlist_id, added_at) select 'hourly', id, 'alpha', $1 from stories",
      [NOW],
    );
    let most = 0;
    const watch = (sql: Sql): Sql => ({
      ...sql,
      async many<T>(text: string, values?: readonly Value[]) {
        const rows = await sql.many<T>(text, values);
        most = Math.max(most, rows.length === 0 ? 0 : JSON.stringify(rows).length);
        return rows;
      },
    });
    const watched = {
      ...watch(database),
      transaction: <T>(work: (sql: Sql) => Promise<T>) => database.transaction((sql) => work(watch(sql))),
    };
    stages.clock.at = minutesLater(61);
    const all = { ...stages.deps, database: { ...database, ...watched } };
    expect((await composeIssue(all, "hourly")).kind).toBe("issue");
    const { content } = await database.one<{ content: Issue }>("select content from issues");
    expect(content.sections[0]?.stories).toHaveLength(stories);
    expect(most).toBeLessThan((stories * copies * characters) / 2);
  });
});
