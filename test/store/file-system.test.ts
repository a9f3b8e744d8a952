// The lengths of files that the embedded store remembers are those that the files have, whatever happens to them.
import { closeSync, ftruncateSync, fstatSync, openSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rememberLengths } from "../../src/store/engine/file-system.ts";
import { createPglite } from "../../src/store/engine/start-pglite.ts";
import { newFolder } from "../support/database.ts";
import type { NodeFiles } from "../../src/store/engine/file-system.ts";

const END = 2;

/** A file system of one file, which counts how often its length is asked of the system. */
function openFiles(path: string) {
  const nfd = openSync(path, "w+");
  let asked = 0;
  const files: NodeFiles = {
    node_ops: { setattr: (_, { size }) => void (size !== undefined && truncateSync(path, size)) },
    stream_ops: {
      setattr: (_, { size }) => void (size !== undefined && ftruncateSync(nfd, size)),
      write: (_, from, offset, length, position) => writeSync(nfd, from, offset, length, position),
      llseek: (_, offset, whence) => (whence === END ? (asked++, fstatSync(nfd).size + offset) : offset),
    },
  };
  rememberLengths(files);
  return { files, trueLength: () => fstatSync(nfd).size, asked: () => asked, close: () => closeSync(nfd) };
}

test("a file's length is asked once, and right after writes and cuts by any stream", async () => {
  const { folder, remove } = await newFolder();
  const { files, trueLength, asked, close } = openFiles(join(folder, "file"));
  const { node_ops: nodes, stream_ops: streams } = files;
  const node = {};
  const [one, other] = [{ node }, { node }];
  const end = () => streams.llseek(one, 0, END);
  expect(end()).toBe(0);
  for (const [stream, position, length] of [
    [one, 0, 8_192],
    [other, 8_192, 8_192],
    [one, 100, 50],
    [other, 40_000, 10],
  ] as const) {
    expect(streams.write(stream, new Uint8Array(length), 0, length, position)).toBe(length);
    expect(end()).toBe(trueLength());
  }
  expect(asked()).toBe(1);
  nodes.setattr(node, { size: 8_192 });
  expect([end(), trueLength()]).toEqual([8_192, 8_192]);
  streams.setattr(other, { size: 10 });
  expect([end(), trueLength()]).toEqual([10, 10]);
  expect(streams.llseek(one, -4, END)).toBe(6);
  expect(asked()).toBe(3);
  close();
  await remove();
});

test("a write that fails leaves no length behind that was guessed", async () => {
  const { folder, remove } = await newFolder();
  const { files, trueLength, close } = openFiles(join(folder, "file"));
  const stream = { node: {} };
  files.stream_ops.write(stream, new Uint8Array(10), 0, 10, 0);
  expect(files.stream_ops.llseek(stream, 0, END)).toBe(10);
  expect(() => files.stream_ops.write(stream, new Uint8Array(4), 0, 100, 10)).toThrow();
  expect(files.stream_ops.llseek(stream, 0, END)).toBe(trueLength());
  close();
  await remove();
});

test("a table that vacuum cuts off and that grows again is read whole, also after a restart", async () => {
  const { folder, remove } = await newFolder();
  const directory = join(folder, "db");
  const count = "select count(*)::int as n, pg_relation_size('t')::int as bytes from t";
  let db = await createPglite(directory, []);
  await db.exec("create schema wirewatch; create table t (id int primary key, words text)");
  const fill = (from: number) =>
    db.exec(`insert into t select n, repeat('word ', 100) from generate_series(${from}, ${from} + 2000) n`);
  await fill(0);
  const full = (await db.query<{ n: number; bytes: number }>(count)).rows[0];
  await db.exec("delete from t where id > 10");
  await db.exec("vacuum t");
  const cut = (await db.query<{ n: number; bytes: number }>(count)).rows[0];
  expect(cut?.bytes).toBeLessThan((full?.bytes ?? 0) / 10);
  await fill(5_000);
  expect((await db.query(count)).rows[0]).toMatchObject({ n: 2_012 });
  await db.close();
  db = await createPglite(directory, []);
  expect((await db.query(count)).rows[0]).toMatchObject({ n: 2_012 });
  await db.close();
  await remove();
});
