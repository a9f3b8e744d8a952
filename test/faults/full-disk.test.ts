// Goal: a full disk under the embedded store is reported, and nothing stored is lost. Method: a program whose writes
// into the database fail from one moment on, and the same again with room.
import { rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { answers, openPress, page, rss, soundConfig, writeFiles } from "../cli/press.ts";
import { call, onlyJson, seedData, start } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { headlineAddresses, readOutbox } from "../support/read-mails.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { Item } from "../cli/press.ts";
import type { Ended } from "../cli/wirewatch.ts";

const HOOK = fileURLToPath(new URL("full-disk.mjs", import.meta.url));
const WORDS =
  /^wirewatch: the database has stopped: could not write to .*: No space left on device\. Nothing that was stored is lost: make room on the disk and start again$/m;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

interface Place {
  /** A round that meets a full disk, in a process of its own: it may have to end. */
  once(): Promise<Ended>;
  /** A round with room, in this process. */
  onceWithRoom(): Promise<Ended>;
  /** The disk is full from the next time on that this host is asked. */
  fillAt: "feed" | "pages" | null;
  makeRoom(): Promise<void>;
  fill(): Promise<void>;
  items: Item[];
  told(): Promise<number[]>;
  add(title: string): void;
}

async function openPlace({ isNew = false } = {}): Promise<Place> {
  const { folder, remove } = await newFolder();
  const full = join(folder, "full");
  const fillIf = async (host: Place["fillAt"]) => {
    if (place.fillAt === host) await place.fill();
  };
  const press = await openPress({
    feed: (request, response) =>
      void fillIf("feed").then(() => answers(rss(place.items), "application/rss+xml")(request, response)),
    pages: (request, response) =>
      void fillIf("pages").then(() => {
        const title = decodeURIComponent((request.url ?? "").slice(1));
        answers(page(title, `storm ${title}`), "text/html; charset=utf-8")(request, response);
      }),
  });
  cleanUps.push(remove, press.close);
  await writeFiles(join(folder, "config"), soundConfig([press.url("feed")]));
  if (!isNew) seedData(join(folder, "data"));
  const args = [
    "once",
    "--now",
    "--json",
    "--log-level",
    "silent",
    "--config",
    join(folder, "config"),
    "--data",
    join(folder, "data"),
  ];
  const env = { NODE_OPTIONS: `--import ${HOOK}`, FULL_DISK_WHILE: full };
  const place: Place = {
    items: [],
    fillAt: null,
    once: () => start(args, { env }).ended,
    onceWithRoom: () => call(args),
    fill: () => writeFile(full, ""),
    async makeRoom() {
      place.fillAt = null;
      await rm(full, { force: true });
      expect(existsSync(full)).toBe(false);
    },
    add: (title) => void place.items.unshift({ title, link: press.url("pages", `/${encodeURIComponent(title)}`) }),
    /** How often each story is told, in the order in which they were added. */
    async told() {
      const told = headlineAddresses(await readOutbox(join(folder, "data/outbox")));
      return place.items.toReversed().map(({ link }) => told.filter((address) => address === link).length);
    },
  };
  return place;
}

const digestsOf = (ended: Ended) => (onlyJson(ended) as RoundSummary).digests;

test.each(["feed", "pages"] as const)(
  "a disk that fills up while the %s is asked ends the round with an error, and the next one with room loses and doubles nothing",
  { timeout: 120_000 },
  async (host) => {
    const place = await openPlace();
    place.add("Storm over the harbour");
    expect(digestsOf(await place.onceWithRoom())).toEqual({ sent: 1, failed: 0 });

    place.add("Second storm in the hills");
    place.fillAt = host;
    const cut = await place.once();
    expect([cut.code, cut.stdout]).toEqual([1, ""]);
    expect(cut.stderr).toMatch(WORDS);

    // Still no room: it starts or exits with an error, and breaks nothing.
    const again = await place.once();
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/No space left on device|ENOSPC/);

    await place.makeRoom();
    expect(digestsOf(await place.onceWithRoom())).toEqual({ sent: 1, failed: 0 });
    expect(await place.told()).toEqual([1, 1]);
  },
);

test(
  "a first start on a full disk exits with an error, and the next one with room starts from nothing",
  { timeout: 120_000 },
  async () => {
    const place = await openPlace({ isNew: true });
    place.add("Storm over the harbour");
    await place.fill();
    const refused = await place.once();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/No space left on device|ENOSPC/);
    await place.makeRoom();
    expect(digestsOf(await place.onceWithRoom())).toEqual({ sent: 1, failed: 0 });
  },
);
