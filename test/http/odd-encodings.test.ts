import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bounds, client, failed, textOf } from "./ask.ts";
import { serve } from "./serve.ts";

const ask = async (encoding: string, body: string | Buffer) => {
  const { port } = await serve((_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(body));
  return client().get(`http://127.0.0.1:${port}/`, bounds);
};

test.each(["UTF-8", "none", "aws-chunked", "binary", "text/html", "gzip", "x-gzip", "br", "deflate", "zstd", "toString"])(
  "a plain body that is declared as %s is taken as it is",
  async (encoding) => {
    const page = `<html><p>${"A plain page. ".repeat(20)}</p></html>`;
    expect(textOf(await ask(encoding, page))).toBe(page);
  },
);

test.each(["utf-8, gzip", "gzip,aws-chunked"])("gzip among other words (%s) is unpacked", async (encoding) => {
  expect(textOf(await ask(encoding, gzipSync("hello")))).toBe("hello");
});

test.each(["br", "deflate", "zstd"])("gzip that is declared as %s is unpacked", async (encoding) => {
  expect(textOf(await ask(encoding, gzipSync("hello")))).toBe("hello");
});

test("a text in Brotli that begins as gzip does is unpacked", async () => {
  const text = "A page. ".repeat(500).slice(0, 2_188);
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
  expect([...packed.subarray(0, 3)]).toEqual([0x1f, 0x8b, 8]);
  expect(textOf(await ask("br", packed))).toBe(text);
});

test("what follows a whole document in gzip is left out, but nothing is taken that has no end", async () => {
  const page = "<html><p>A page.</p></html>";
  expect(textOf(await ask("gzip", Buffer.concat([gzipSync(page), Buffer.from("\n<!-- cached -->")])))).toBe(page);
  const named = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8 + 4, 0, 0, 0, 0, 0, 3, 2, 0, 1, 2]), Buffer.from("a.html\0")]);
  expect(textOf(await ask("gzip", Buffer.concat([named, gzipSync(page).subarray(10), Buffer.from("!")])))).toBe(page);
  expect(failed(await ask("gzip", Buffer.concat([gzipSync("half a"), Buffer.from("\n<!-- cached -->")]))).reason).toBe(
    "bad-encoding",
  );
  expect(failed(await ask("br", brotliCompressSync(page).subarray(0, 10))).reason).toBe("bad-encoding");
});

test("a compression that we cannot unpack, and a damaged one, are faults", async () => {
  const binary = Buffer.from(Array.from({ length: 100 }, (_, i) => (i * 37) % 256));
  expect(failed(await ask("zstd", binary)).reason).toBe("bad-encoding");
  expect(failed(await ask("gzip", binary)).reason).toBe("bad-encoding");
});

test("a plain body keeps to its limit, whatever it is declared as", async () => {
  expect(failed(await ask("gzip", "a".repeat(bounds.bodyBytesMax + 1))).reason).toBe("too-large");
});
