// The pages of watchlists: what each matched and looks for, and edits that are tried without a change, or written where that is allowed.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { digest, openStages } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { newFolder } from "../support/database.ts";
import { ask, sendRaw, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Answered } from "./ask.ts";

const YAML = `# Harbours of the south
watchlists:
  - id: harbours   # ours
    name: Harbours & quays
    any: [harbour, quay]
    tests:
      match: ["The harbour is shut"]
  - id: strikes
    query: strike NEAR/5 port
    tests: { no_match: ["A port on strike"] }
`;

let stages: TestStages;
let folder: string;
let remove: () => Promise<unknown>;
const file = () => join(folder, "watchlists", "ports.yaml");

beforeAll(async () => {
  stages = await openStages("pglite");
  ({ folder, remove } = await newFolder());
  await mkdir(join(folder, "watchlists"));
});
beforeEach(async () => {
  await stages.wipe();
  await writeFile(file(), YAML);
  await configure();
  for (const word of ["harbour", "quay", "jetty"])
    await tellStory(stages.deps, { title: `News of a ${word}`, text: inventText(word) });
});
afterAll(async () => {
  await stages.close();
  await remove();
});

async function configure(edit = false): Promise<void> {
  const content = {
    watchlists: [
      { id: "harbours", name: "Harbours & quays", any: ["harbour", "quay"], tests: { match: ["The harbour is shut"] } },
      { id: "strikes", query: "strike NEAR/5 port", tests: { no_match: ["A port on strike"] } },
    ],
  };
  const watchlists = [{ file: "watchlists/ports.yaml", content }];
  const { web } = stages.deps.config();
  await stages.configure({ dir: folder, watchlists, digests: [digest("morning")], web: { ...web, ...(edit && { edit }) } });
}

const unescaped = (body: string) => body.replaceAll("&quot;", '"');
const open = () => webWith(stages, { kind: "loopback" });

/** Posts the form of a watchlist's page as a browser does: its lines end in CRLF. */
async function send(fields: Record<string, string>, more: { id?: string; page?: string } = {}): Promise<Answered> {
  const web = await open();
  const { id = "harbours", page } = more;
  const shown = page ?? (await ask(web, `/watchlists/${id}`)).body;
  const sha256 = /name="sha256" value="(\w+)"/.exec(shown)?.[1] ?? "";
  const form = new FormData();
  for (const [name, value] of Object.entries({ sha256, days: "30", ...fields })) form.set(name, value.replace(/\r?\n/g, "\r\n"));
  const request = new Request("http://x/", { method: "POST", body: form });
  const body = await request.text();
  const headers = { "content-type": request.headers.get("content-type") ?? "", origin: web.url.replace(/\/$/, "") };
  return ask(web, `/watchlists/${id}`, { method: "POST", headers: { ...headers, host: new URL(web.url).host }, body });
}

test("the list says of each what it matched, in which digest it is, and which tests fail", async () => {
  const { body } = await ask(await open(), "/watchlists");
  expect(body).toContain("Harbours &amp; quays</a>");
  expect(body).toContain(">2 matches</a>");
  expect(body).toContain("1 test passes");
  expect(body).toContain("1 test of 1 fails:");
  expect(body).toContain("&quot;A port on strike&quot; must not match, but does strikes");
  expect(body).toContain('<a href="./digests/morning">morning</a>');
  const json = await ask(await open(), "/watchlists.json");
  expect(JSON.parse(json.body)).toMatchObject({
    watchlists: [
      { id: "harbours", matches: 2 },
      { id: "strikes", matches: 0 },
    ],
  });
});

test("a watchlist's page says what it looks for and shows what it found", async () => {
  const { body } = await ask(await open(), "/watchlists/strikes");
  expect(body).toContain("the query strike NEAR/5 port");
  expect(body).toContain("It has matched nothing yet");
  const found = await ask(await open(), "/watchlists/harbours");
  expect(found.body).toContain("News of a <mark>quay</mark>");
  expect(found.body).toContain("  - id: harbours   # ours");
  expect((await ask(await open(), "/watchlists/nobody")).status).toBe(404);
  expect(JSON.parse((await ask(await open(), "/watchlists/harbours.json")).body)).toMatchObject({
    id: "harbours",
    editable: false,
  });
});

test("an edit is run over the archive: what it gains and loses, and its diff; nothing is written", async () => {
  const { status, body } = await send({ yaml: YAML.replace("[harbour, quay]", "[harbour, jetty]") });
  expect(status).toBe(200);
  expect(body).toContain("harbours: 2 matches in 2 stories, 1 gained, 1 lost");
  expect(body).toMatch(/Gained 1[\s\S]*News of a <mark>jetty<[\s\S]*Lost 1[\s\S]*News of a <mark>quay</);
  expect(body).toContain("-    any: [harbour, quay]\n+    any: [harbour, jetty]\n");
  expect(await readFile(file(), "utf8")).toBe(YAML);
});

test("an edit comes back with every character that was sent", async () => {
  const { body } = await send({ yaml: `${YAML}# \u202eleft\u202c\n` });
  expect(/<textarea[^]*<\/textarea>/.exec(body)?.[0]).toContain("# \u202eleft\u202c");
});

test("faults have their line and column, and what to write", async () => {
  const broken = await send({ yaml: YAML.replace("strike NEAR/5 port", "strike NEAR/5 (port") });
  expect(broken.body).toContain("<b>Line 9, column 26:</b>");
  expect(broken.body).toContain("is never closed");
  expect(broken.body).not.toContain("gained");
  const shape = await send({ yaml: YAML.replace("any:", "anny:") });
  expect(shape.body).toContain("<b>Line 5, column 5:</b>");
  const secret = await send({ yaml: YAML.replace("quay", "${SMTP_URL}") });
  expect(secret.body).toContain("a page reads no variables of the environment");
});

test("file and diff are downloads, with the line breaks of the file on disk", async () => {
  const edited = YAML.replace("quay", "wharf");
  const whole = await send({ yaml: edited, do: "file" });
  expect(whole.headers["content-disposition"]).toBe("attachment; filename*=UTF-8''ports.yaml");
  expect(whole.body).toBe(edited);
  const diff = await send({ yaml: edited, do: "diff" });
  expect(diff.body).toMatch(/^--- a\/watchlists\/ports\.yaml\n\+\+\+ b\/watchlists\/ports\.yaml\n@@ /);
});

test("nothing is written unless web.edit is true", async () => {
  const { status, body } = await send({ yaml: YAML.replace("quay", "wharf"), do: "save" });
  expect(status).toBe(422);
  expect(body).toContain("Not written: pages may not change files: set edit: true");
  expect(await readFile(file(), "utf8")).toBe(YAML);
});

test("with web.edit the file is written as it was typed, and comments stay", async () => {
  await configure(true);
  const edited = YAML.replace("quay", "wharf");
  const { status, headers } = await send({ yaml: edited, do: "save" });
  expect([status, headers.location]).toEqual([303, expect.stringMatching(/^\.\.\/watchlists\/harbours\?done=/)]);
  const { body } = await ask(await open(), (headers.location ?? "").replace("..", ""));
  expect(body).toMatch(/role="status">watchlists\/ports\.yaml is written\./);
  expect(await readFile(file(), "utf8")).toBe(edited);
});

test("an edit of a file that changed meanwhile is not written, and neither is one with faults", async () => {
  await configure(true);
  const page = (await ask(await open(), "/watchlists/harbours")).body;
  await writeFile(file(), `${YAML}# somebody else\n`);
  const late = await send({ yaml: YAML.replace("quay", "wharf"), do: "save" }, { page });
  expect(late.body).toContain("has changed since you opened it");
  const faulty = await send({ yaml: YAML.replace("any:", "anny:"), do: "save" });
  expect(faulty.body).toContain("Not written: it has faults");
  expect(await readFile(file(), "utf8")).toBe(`${YAML}# somebody else\n`);
});

test.each([
  [YAML.replace("id: strikes", "id: quays"), 'the digest "morning" follows the watchlist "strikes", which this edit takes out'],
  [YAML.replace("id: harbours", "id: ships"), '"ships" is the id of another watchlist in watchlists/ships.yaml'],
  ["", 'the digest "morning" follows the watchlist "strikes"'],
])("an edit that does not fit to the other files is a fault, and is not written: %#", async (yaml, why) => {
  await configure(true);
  const { watchlists, dir, web } = stages.deps.config();
  const ships = { file: "watchlists/ships.yaml", content: { watchlists: [{ id: "ships", any: ["ship"] }] } };
  const digests = [digest("morning", { watchlists: ["strikes"] })];
  await stages.configure({ dir, web, digests, watchlists: [...watchlists, ships] });
  expect(unescaped((await send({ yaml })).body)).toMatch(/1 fault to correct[^]*Line \d/);
  const { body, status } = await send({ yaml, do: "save" });
  expect([status, unescaped(body).includes(why)]).toEqual([422, true]);
  expect(await readFile(file(), "utf8")).toBe(YAML);
});

test("an edit that leaves no watchlist at all is not written", async () => {
  await configure(true);
  expect((await send({ yaml: "# none\n", do: "save" })).body).toContain("no watchlist would be left");
  expect(await readFile(file(), "utf8")).toBe(YAML);
});

test("five megabytes are refused", async () => {
  const head = "POST /watchlists/harbours HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
  const answer = await sendRaw(
    await open(),
    `${head}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5242880\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*larger than is read/);
});
