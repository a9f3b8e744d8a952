// The pages that benches of extraction read: the newsroom's, made as heavy as real ones, or a folder's (.html, .html.gz).
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";

const ARTICLES = 60;
/** The median of 88 real news pages was 112 kB. */
const PAGE_BYTES = 112_000;

/** Those of the folder, or the newsroom's where none is named. */
export function benchPages(folder: string | undefined): Promise<Uint8Array[]> {
  return folder === undefined ? newsroomPages() : folderPages(folder);
}

async function newsroomPages(): Promise<Uint8Array[]> {
  const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: ARTICLES, pageBytesMin: PAGE_BYTES });
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  try {
    const bodies: Uint8Array[] = [];
    const { stories, summaryOnly } = newsroom.expected;
    for (const url of stories.flatMap(({ articles }) => articles)) {
      // A wall has no text to read.
      if (summaryOnly.includes(url)) continue;
      const answer = await client.get(url, { bodyBytesMax: 10 * PAGE_BYTES, deadlineMs: 10_000 });
      if (answer.kind === "answer" && answer.status === 200) bodies.push(answer.body);
    }
    return bodies;
  } finally {
    await client.close();
    await newsroom.close();
  }
}

async function folderPages(folder: string): Promise<Uint8Array[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.html?(?:\.gz)?$/i.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    }),
  );
}
