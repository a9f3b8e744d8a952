// Goal: there is one truth about the pipeline. Method: compare its table with the picture in the docs, the workers, Compose and the handlers.
import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { PIPELINE, STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { arrowsBetween } from "../support/read-picture.ts";
import type { HandOn } from "../../src/pipeline/pipeline.ts";

const edges = STAGE_NAMES.flatMap((stage) => PIPELINE[stage].wakes.map((woken) => `${stage} -> ${woken}`));

test("the picture in docs/architecture.md has the stages and the arrows of the table, and no others", async () => {
  const [picture = ""] = /(?<=```text\n)[^]*?(?=```)/.exec(await readFile("docs/architecture.md", "utf8")) ?? [];
  expect(arrowsBetween(STAGE_NAMES, picture)).toEqual(edges.toSorted());
});

test("each stage has a worker that runs it alone", async () => {
  const files = (await readdir("workers")).filter((file) => file !== "all.ts");
  expect(files.sort()).toEqual(STAGE_NAMES.map((stage) => `${stage}.ts`).sort());
  for (const stage of STAGE_NAMES)
    expect(await readFile(`workers/${stage}.ts`, "utf8")).toContain(`await runWorker(["${stage}"]);`);
});

test("docker-compose.yml has a service for each stage, which runs its worker", async () => {
  const { services } = parse(await readFile("docker-compose.yml", "utf8"), { merge: true }) as {
    services: Record<string, { command?: string[] }>;
  };
  const ours = Object.entries(services).filter(([, { command }]) => command?.some((word) => word.startsWith("dist/")));
  expect(ours.map(([name, { command }]) => [name, command])).toEqual(STAGE_NAMES.map((stage) => [stage, [`dist/${stage}.js`]]));
});

test("each stage hands on to every stage that it wakes", async () => {
  const written: string[] = [];
  for (const stage of STAGE_NAMES) {
    const files = (await readdir(`src/pipeline/${stage}`)).filter((file) => file.endsWith(".ts"));
    const source = (await Promise.all(files.map((file) => readFile(`src/pipeline/${stage}/${file}`, "utf8")))).join("");
    written.push(...STAGE_NAMES.filter((woken) => source.includes(`"${woken}": `)).map((woken) => `${stage} -> ${woken}`));
  }
  expect(written).toEqual(edges);
});

test("the types let a stage hand on to no stage that it does not wake", () => {
  const work = { "send-digests": [{ digest: "d" }] };
  const right: HandOn<"group-stories"> = work;
  // @ts-expect-error match-watchlists wakes group-stories alone
  const wrong: HandOn<"match-watchlists"> = work;
  // @ts-expect-error a feed is no digest
  const other: HandOn<"group-stories"> = { "send-digests": [{ feed: 1 }] };
  expect([right, wrong, other]).toHaveLength(3);
});
