import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../src/http/answer.ts";
import { bounds, client, failed, textOf } from "./ask.ts";
import { serve, serveBytes, type Serving } from "./serve.ts";
import { processorStall } from "../support/processor-stall.ts";

const text = "Ceasefire talks resume in the north. ".repeat(500);
const megabyte = 1024 * 1024;

function serveEncoded(encoding: string, body: Uint8Array): Promise<Serving> {
  return serve((_request, response) => response.setHeader("content-encoding", encoding).end(body));
}

async function getEncoded(encoding: string, body: Uint8Array): Promise<HttpAnswer> {
  const { port } = await serveEncoded(encoding, body);
  return client().get(`http://127.0.0.1:${port}/`, bounds);
}

describe("a body is decoded", () => {
  test.each([
    ["gzip", "gzip", gzipSync(text)],
    ["gzip in two members", "GZIP", Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))])],
    ["gzip by its old name", "x-gzip", gzipSync(text)],
    ["br", "br", brotliCompressSync(text)],
    ["deflate", "deflate", deflateSync(text)],
    ["deflate without the zlib wrapper", "deflate", deflateRawSync(text)],
    ["identity", "identity", Buffer.from(text)],
    ["gzip with identity", "identity, gzip", gzipSync(text)],
    ["gzip twice", "gzip, gzip", gzipSync(gzipSync(text))],
    ["deflate, then brotli, then gzip", "deflate, br, gzip", gzipSync(brotliCompressSync(deflateSync(text)))],
    ["gzip that is named twice and was used once", "gzip, gzip", gzipSync(text)],
  ])("from %s", async (_what, encoding, body) => {
    expect(textOf(await getEncoded(encoding, body))).toBe(text);
  });
});

const chunk = (bytes: Uint8Array | string) =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(bytes).toString(16)}\r\n`), Buffer.from(bytes), Buffer.from("\r\n")]);
const send = async (head: string, body: Uint8Array) => {
  const { port } = await serveBytes(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body]), "end");
  return client().get(`http://127.0.0.1:${port}/`, bounds);
};

describe("a document that is whole is read", () => {
  const feed = `<?xml version="1.0"?><rss><channel>${"<item><title>Ferry</title></item>".repeat(200)}</channel></rss>\n<!-- cached -->\n`;
  const zipped = gzipSync(feed);
  test.each([
    ["its length was too large", `Content-Length: ${feed.length + 40}`, Buffer.from(feed)],
    ["its last chunk is missing", "Transfer-Encoding: chunked", chunk(feed)],
    [
      "its last chunk is missing where the connection is to be closed",
      "Connection: close\r\nTransfer-Encoding: chunked",
      chunk(feed),
    ],
    ["its last chunk is missing, and it is compressed", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunk(zipped)],
    ["the checksum of its compression is missing", "Content-Encoding: gzip", zipped.subarray(0, -8)],
  ])("although %s", async (_why, head, body) => {
    expect(textOf(await send(head, body))).toBe(feed);
  });

  test.each([
    ["is not", "Content-Length: 9000", Buffer.from(feed.slice(0, 300)), "reset"],
    ["is not, in chunks", "Transfer-Encoding: chunked", chunk(feed.slice(0, 300)), "reset"],
    ["is not, and compressed", "Content-Encoding: gzip", zipped.subarray(0, -40), "bad-encoding"],
  ])("but not one that %s", async (_why, head, body, reason) => {
    expect(failed(await send(head, body)).reason).toBe(reason);
  });
});

describe("a body is refused", () => {
  test.each([
    ["compressed four times", "gzip, gzip, br, gzip", gzipSync(text), "the body is compressed 4 times", false],
    ["of cut gzip", "gzip", gzipSync(text).subarray(0, 60), "the compressed body is damaged or cut off", true],
    ["of cut brotli", "br", brotliCompressSync(text).subarray(0, 40), "the compressed body is damaged or cut off", true],
    ["of damaged brotli", "br", Buffer.from(text), "the compressed body is damaged or cut off", true],
    ["of damaged deflate", "deflate", Buffer.from("xx"), "the compressed body is damaged or cut off", true],
  ])("%s", async (_what, encoding, body, message, temporary) => {
    expect(await getEncoded(encoding, body)).toEqual({ kind: "failed", reason: "bad-encoding", message, temporary });
  });

  test("larger than allowed, before it is read, if content-length says so", async () => {
    const { port } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 5_000_000_000 }).write("x");
    });
    expect(await client().get(`http://127.0.0.1:${port}/`, bounds)).toMatchObject({ reason: "too-large" });
  });

  test("one byte larger than asked for, and not at the limit", async () => {
    const { port } = await serve((request, response) => response.end("x".repeat(Number(request.url?.slice(1)))));
    const small = { ...bounds, bodyBytesMax: 1000 };
    expect(textOf(await client().get(`http://127.0.0.1:${port}/1000`, small))).toHaveLength(1000);
    const { message } = failed(await client().get(`http://127.0.0.1:${port}/1001`, small));
    expect(message).toBe("the body is larger than 1 KB");
  });

  test.each(["identity", "gzip", "br"])(
    "larger than asked for, of %s, is cut where its start is enough, and the host is asked on",
    async (encoding) => {
      const whole = Buffer.from("0123456789".repeat(50_000));
      const packed = { identity: whole, gzip: gzipSync(whole), br: brotliCompressSync(whole) }[encoding];
      const { port } = await serve((request, response) => {
        response.writeHead(200, request.url === "/" ? { "content-encoding": encoding } : {});
        response.end(request.url === "/" ? packed : "next");
      });
      const asker = client();
      const cut = { ...bounds, bodyBytesMax: 1_003, bodyMayBeCut: true };
      expect(textOf(await asker.get(`http://127.0.0.1:${port}/`, cut))).toBe(`${"0123456789".repeat(100)}012`);
      expect(textOf(await asker.get(`http://127.0.0.1:${port}/next`, cut))).toBe("next");
    },
  );

  test.each(["identity", "gzip", "br", "deflate"])("that never ends, of %s", async (encoding) => {
    // After one good start, for ever the blocks of each format that decode to nothing.
    const starts: Record<string, Uint8Array> = {
      identity: Buffer.alloc(0),
      gzip: gzipSync("").subarray(0, 10),
      br: Buffer.from([0x0c]),
      deflate: Buffer.from([0x78, 0x9c]),
    };
    const empty: Record<string, number[]> = { identity: [120], gzip: [0, 0, 0, 255, 255], br: [6], deflate: [0, 0, 0, 255, 255] };
    const block = Buffer.concat(Array.from({ length: 10_000 }, () => Buffer.from(empty[encoding] ?? [])));
    const { port } = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": encoding }).write(starts[encoding]);
      const pour = (): void => {
        while (!response.destroyed && response.write(block));
        response.once("drain", pour);
      };
      pour();
    });
    const answer = await client().get(`http://127.0.0.1:${port}/`, bounds);
    expect(answer).toMatchObject({ reason: "too-large", message: "the body is larger than 1 MB" });
  });
});

describe("a compression bomb", () => {
  const tenMegabytes = Buffer.alloc(10 * megabyte);
  const bombs = {
    gzip: Buffer.concat(Array.from({ length: 20 }, () => gzipSync(tenMegabytes))),
    br: brotliCompressSync(Buffer.alloc(100 * megabyte), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    deflate: deflateSync(tenMegabytes),
  };

  test.each(Object.entries(bombs))(
    "of %s is stopped at the limit, and costs little memory and no stall",
    async (encoding, bomb) => {
      const { port } = await serveEncoded(encoding, bomb);
      const { answer, peak, stallMs } = await watched(() => client().get(`http://127.0.0.1:${port}/`, bounds));
      expect(answer).toMatchObject({ reason: "too-large" });
      expect(peak).toBeLessThan(16 * megabyte);
      // A stall would be the 200 ms and more that inflating it whole takes.
      expect(stallMs).toBeLessThan(150);
    },
  );

  test("of 194 KB that would be 200 MB is cut at a feed's limit, and lets the event loop run", async () => {
    const { port } = await serveEncoded("gzip", bombs.gzip);
    const bodyBytesMax = 16 * megabyte;
    expect(bombs.gzip.byteLength).toBeLessThan(200 * 1024);
    const { answer, peak, stallMs } = await watched(() => client().get(`http://127.0.0.1:${port}/`, { ...bounds, bodyBytesMax }));
    expect(answer).toMatchObject({ reason: "too-large", message: "the body is larger than 16 MB" });
    // The limit, and some of what nobody has collected yet, our server's part included.
    expect(peak).toBeLessThan(bodyBytesMax + 8 * megabyte);
    expect(stallMs).toBeLessThan(100);
  });

  test("inside another is cut at the limit", async () => {
    expect(await getEncoded("gzip, gzip", gzipSync(bombs.gzip))).toMatchObject({ reason: "too-large" });
  });
});

// What `ask` costs: the most bytes held beyond those at its start, and the longest stall of the event loop.
async function watched(ask: () => Promise<HttpAnswer>): Promise<{ answer: HttpAnswer; peak: number; stallMs: number }> {
  const before = held();
  let peak = 0;
  const sampler = setInterval(() => (peak = Math.max(peak, held() - before)), 1);
  const { result: answer, stallMs } = await processorStall(ask);
  clearInterval(sampler);
  return { answer, peak, stallMs };
}

function held(): number {
  // What stands in array buffers is part of what is external.
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
}
