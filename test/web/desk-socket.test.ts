// Goal: only this user reaches the desk's socket, and nothing that is sent there harms it. Method: dead processes, long paths, bad bytes.
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdir, readdir, stat } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRunningDesk } from "../../src/app/desk-client.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { openDeskSocket } from "../../src/web/desk-socket.ts";
import { findSocket } from "../../src/web/socket-path.ts";
import { closing } from "../support/closing.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { openGate } from "../pipeline/open-test-stages.ts";
import { newFolder } from "../support/database.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
let folder: string;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  stages = await openStages("pglite");
  const made = await newFolder();
  folder = made.folder;
  cleanUps.push(made.remove, stages.close);
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

async function openSocket(
  dataDir = folder,
  desk = stages.desk,
): Promise<{ path: string; asked: Desk; close: () => Promise<void> }> {
  const socket = closing(await openDeskSocket({ desk, dataDir, log: stages.deps.log }));
  const running = await findRunningDesk(dataDir);
  if (running === null) throw new Error("nobody listens");
  closing(running);
  return { path: socket.path, asked: running.desk, close: () => socket.close() };
}

/** Sends bytes of our own choice and resolves to what comes back until the other side hangs up. */
async function say(path: string, bytes: string, { hangUp = false } = {}): Promise<string> {
  const socket = connect(path);
  await once(socket, "connect");
  socket.write(bytes);
  if (hangUp) return (socket.destroy(), "");
  return textOf(socket);
}

async function post(socketPath: string, path: string, body: string | Readable): Promise<{ status: number; body: string }> {
  const asked = request({ socketPath, path, method: "POST", agent: false });
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    asked.once("response", (answer) => {
      textOf(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
    });
    asked.once("error", reject);
  });
  if (typeof body === "string") asked.end(body);
  else body.pipe(asked);
  return answered;
}

/** As many bytes as are wanted, and never more in memory than a reader takes. */
const bytesOf = (count: number) =>
  Readable.from(
    (function* () {
      for (let left = count; left > 0; left -= 65_536) yield Buffer.alloc(65_536, " ");
    })(),
  );

test("a command hears that its request is worked on, and gets its answer however long that takes", async () => {
  const gate = openGate();
  const desk = { ...stages.desk, ready: () => gate.opened.then(() => ({ ready: true as const })) };
  const { path } = closing(await openDeskSocket({ desk, dataDir: folder, log: stages.deps.log }, 5));
  const asked = request({ socketPath: path, path: "/ready", method: "POST", agent: false });
  asked.end("{}");
  for (let heard = 0; heard < 3; heard++) expect((await once(asked, "information"))[0]).toMatchObject({ statusCode: 102 });
  gate.open();
  const [answer] = (await once(asked, "response")) as [Readable];
  expect(JSON.parse(await textOf(answer))).toEqual({ ready: true });
});

test("a process that gives no sign of life is reported with the time that it was given", async () => {
  const gate = openGate();
  const desk = { ...stages.desk, ready: () => gate.opened.then(() => ({ ready: true as const })) };
  closing(await openDeskSocket({ desk, dataDir: folder, log: stages.deps.log }));
  const running = closing((await findRunningDesk(folder, 60)) ?? { desk: stages.desk, close: async () => undefined });
  await expect(running.desk.ready()).rejects.toThrow("did not answer (no sign of life in 0.001 minutes): try again");
  gate.open();
});

describe("the socket", () => {
  test("is open to this user alone, and gone when its process stops", async () => {
    const { path, close } = await openSocket();
    expect(path).toBe(join(folder, "desk.sock"));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await close();
    expect(await readdir(folder)).not.toContain("desk.sock");
    expect(await findRunningDesk(folder)).toBeNull();
  });

  test("of a dead process is not taken for one that runs, and the next process replaces it", async () => {
    const path = join(folder, "desk.sock");
    const program = `require("net").createServer().listen(${JSON.stringify(path)}, () => process.stdout.write("listening"))`;
    const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect((await stat(path)).isSocket()).toBe(true);
    expect(await findRunningDesk(folder)).toBeNull();
    const { asked } = await openSocket();
    expect(await asked.ready()).toEqual({ ready: true });
  });

  test("lies in a private folder for temporary files if the path of the data folder is too long for it", async () => {
    const long = join(folder, "x".repeat(60), "y".repeat(60));
    await mkdir(long, { recursive: true });
    const first = await openSocket(long);
    expect(Buffer.byteLength(first.path)).toBeLessThan(104);
    expect(await findSocket(long)).toBe(first.path);
    expect((await stat(dirname(first.path))).mode & 0o777).toBe(0o700);
    expect((await stat(first.path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(long, "desk.path"))).mode & 0o777).toBe(0o600);
    expect(await first.asked.ready()).toEqual({ ready: true });
    // The first is left behind as by a dead process: the next one removes its folder.
    const second = await openSocket(long);
    await expect(stat(dirname(first.path))).rejects.toThrow("ENOENT");
    await second.close();
    await expect(stat(dirname(second.path))).rejects.toThrow("ENOENT");
    expect(await readdir(long)).toEqual([]);
  });

  test.each([
    ["GET /status HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 404 .*no-such-method/s],
    ["POST /nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", /^HTTP\/1\.1 404 /],
    ["POST /constructor HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", /^HTTP\/1\.1 404 /],
    ["\u0000\u0001 what is this\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["x".repeat(200_000), /^HTTP\/1\.1 4\d\d /],
  ])("answers %j with a fault", async (bytes, fault) => {
    const { path, asked } = await openSocket();
    expect(await say(path, bytes)).toMatch(fault);
    expect(await asked.ready()).toEqual({ ready: true });
  });

  test.each([
    ["", /bad-arguments/],
    ["not JSON", /bad-arguments/],
    ["[]", /bad-arguments/],
    ["{}", /story/],
    ['{"story":"1","withRelated":false}', /story/],
    ['{"story":0,"withRelated":false}', /story/],
    ['{"story":1,"watchlist":null,"as":null,"withRelated":false,"more":1}', /more/],
    ["[".repeat(1_000_000), /bad-arguments/],
  ])("refuses arguments that no schema takes: %.40s", async (body, fault) => {
    const { path } = await openSocket();
    const answer = await post(path, "/story", body);
    expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(fault)]);
  });

  test("reads at most 8 MiB of a request, and tells its client so", async () => {
    const { path, asked } = await openSocket();
    const huge = 100 * 1024 * 1024;
    const before = process.memoryUsage().arrayBuffers;
    // Whether its size is announced or not. A client that goes on writing may find the line cut before it has read the answer.
    const announced = await say(path, `POST /story HTTP/1.1\r\nhost: x\r\ncontent-length: ${huge}\r\n\r\n`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 .*too-large/s);
    const streamed = await post(path, "/story", bytesOf(huge)).catch((error: NodeJS.ErrnoException) => error.code);
    expect(["EPIPE", "ECONNRESET", expect.objectContaining({ status: 413 })]).toContainEqual(streamed);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
    expect(await asked.ready()).toEqual({ ready: true });
  });

  test("survives clients that hang up half-way through a request, or before the answer", async () => {
    const { path, asked } = await openSocket();
    await say(path, "POST /status HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{", { hangUp: true });
    await say(path, "POST /status HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}", { hangUp: true });
    expect(await asked.ready()).toEqual({ ready: true });
  });

  test("brings a refusal and a fault to the command in their own words", async () => {
    const config = () => ({ ...stages.deps.config(), digests: null as never });
    const { asked } = await openSocket(folder, openDesk({ ...stages.deps, config, pipeline: null }));
    await expect(asked.sendNow({ digest: "hourly" })).rejects.toThrow("this needs a running Wirewatch");
    await expect(asked.previewDigest({ digest: "hourly", withModel: true })).rejects.toThrow(/null/);
    await expect(asked.story({ story: 0, watchlist: null, as: null, withRelated: true })).rejects.toThrow(
      /does not understand this command .*restart/,
    );
  });

  test("that stops under a call says so to the command", async () => {
    const called = new EventEmitter();
    const isCalled = once(called, "call");
    const hanging = { ...stages.desk, ready: () => (called.emit("call"), new Promise<never>(() => {})) };
    const { asked, close } = await openSocket(folder, hanging);
    const waiting = expect(asked.ready()).rejects.toThrow(/the Wirewatch that runs did not answer .*try again/);
    await isCalled;
    await close();
    await waiting;
  });
});
