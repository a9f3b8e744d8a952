import { describe, expect, test } from "vitest";
import { answered, bounds, client, failed, textOf } from "./ask.ts";
import { serve, serveBytes, serveRaw } from "./serve.ts";

const ask = async (bytes: string, after: "open" | "end" = "open") => {
  const { port } = await serveBytes(Buffer.from(bytes, "latin1"), after);
  return client().get(`http://127.0.0.1:${port}/`, bounds);
};
const withLine = (line: string) => `HTTP/1.1 200 OK\r\nX-First: 1\r\n${line}\r\nContent-Length: 5\r\n\r\nhello`;

describe("an odd head is read as browsers read it:", () => {
  test.each([
    ["a blank in a name", withLine("X Frame Options: DENY")],
    ["a blank before the colon", withLine("X-Powered-By : PHP")],
    ["a control byte in a value", withLine("X-Device: a\u0001b")],
    ["a control byte in a name", withLine("X-\u0001Device: a")],
    ["a line without a colon", withLine("no header at all")],
    ["a line without a name", withLine(": value")],
    ["a folded line", withLine("X-Long: one\r\n\ttwo")],
    ["two equal lengths", withLine("Content-Length: 5")],
    ["equal lengths in one line", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello"],
    ["line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"],
    [
      "a length as well as chunks",
      "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ],
    ["a version without a dot", "HTTP/1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
    ["a length without a value", withLine("Content-Length:")],
    ["a transfer that is none", withLine("Transfer-Encoding: identity")],
    ["a 100 that was not asked for", `HTTP/1.1 100 Continue\r\n\r\n${withLine("X-Second: 2")}`],
    ["an interim answer before it", `HTTP/1.1 103 Early Hints\r\nLink : </a>\r\n\r\n${withLine("X Odd: 1")}`],
  ])("%s", async (_kind, bytes) => {
    const answer = answered(await ask(bytes));
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toBe("hello");
  });

  test.each(["chunked, gzip", "chunked\r\nTransfer-Encoding: gzip"])(
    "chunks within another coding (%j) end with the connection",
    async (codings) => {
      const answer = answered(await ask(`HTTP/1.1 200 OK\r\nTransfer-Encoding: ${codings}\r\n\r\nhello`, "end"));
      expect(textOf(answer)).toBe("hello");
    },
  );

  test("what stands in odd lines is known by its plain name", async () => {
    const { headers } = answered(await ask(withLine('ETag :  "a\u0002b"\r\nX-Long: one\r\n  two')));
    expect(headers["etag"]).toBe('"a b"');
    expect(headers["x-long"]).toBe("one two");
  });

  test("also if it comes byte by byte", async () => {
    const { port } = await serveRaw((socket) => {
      socket.setNoDelay(true).once("data", () => {
        for (const byte of withLine("X Odd: 1")) socket.write(byte);
      });
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe("hello");
  });

  test.each(["0\r\n", "0", "000\r", "0\r\n\r\n"])("chunks that end with %j and the connection", async (last) => {
    const bytes = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n${last}`;
    expect(textOf(await ask(bytes, "end"))).toBe("hello");
  });

  test("a length below nought, where the body ends with the connection", async () => {
    expect(textOf(await ask("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello", "end"))).toBe("hello");
  });

  test("but not chunks that end in the middle", async () => {
    for (const rest of ["9\r\nhel\n0", "5\r\nhello\r\n"]) {
      const answer = await ask(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n${rest}`, "end");
      expect(failed(answer).reason).toBe("reset");
    }
  });

  test.each([
    ["padded sizes and extensions", '0005  \r\nhello\r\n6;a="b;c"\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n'],
    ["line feeds alone", "5\nhello\n6\n world\n0\n\n"],
    ["no chunks at all, and the end of the connection", "hello world"],
  ])("a body of chunks with %s", async (_kind, body) => {
    const bytes = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${body}`;
    expect(textOf(await ask(bytes, "end"))).toBe("hello world");
    const { port } = await serveRaw((socket) => {
      socket.setNoDelay(true).once("data", () => {
        for (const byte of bytes) socket.write(byte);
        socket.end();
      });
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe("hello world");
  });

  test("plain chunks on a connection that is used again", async () => {
    const body = `5\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n`;
    const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
    const server = await serveRaw((socket) => socket.on("data", () => socket.write(answer)));
    const http = client();
    for (let asked = 0; asked < 3; asked++)
      expect(textOf(await http.get(`http://127.0.0.1:${server.port}/`, bounds))).toBe("hello");
    expect(server.connections()).toBe(1);
  });

  test.each(["5\r\nContent-Length: 6", "many"])(
    "a length of %j, if the head says that the connection ends the body",
    async (length) => {
      const bytes = `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\nhello world`;
      expect(textOf(await ask(bytes, "end"))).toBe("hello world");
    },
  );

  test("and its connection is not used again", async () => {
    const server = await serveRaw((socket) => socket.on("data", () => socket.write(withLine("X Odd: 1"))));
    const http = client();
    for (let asked = 0; asked < 2; asked++)
      expect(textOf(await http.get(`http://127.0.0.1:${server.port}/`, bounds))).toBe("hello");
    expect(server.connections()).toBe(2);
  });
});

describe("a head that nobody can read is refused:", () => {
  test("with two lengths that differ, and the message names them", async () => {
    const { reason, message } = failed(await ask("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"));
    expect({ reason, message }).toEqual({
      reason: "not-http",
      message: 'the host did not answer in HTTP: "content-length: 5, 6"',
    });
  });

  test("with a length that is no number, and the message names it", async () => {
    const { message } = failed(await ask("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello"));
    expect(message).toBe('the host did not answer in HTTP: "content-length: many"');
  });

  test("if it is another protocol, and the message quotes its first line", async () => {
    const { message } = failed(await ask("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    expect(message).toBe('the host did not answer in HTTP: "SSH-2.0-OpenSSH_9.2"');
  });

  test("if it has no end", async () => {
    expect(failed(await ask(`HTTP/1.1 200 OK\r\nX-Odd: ${"a".repeat(200_000)}`)).reason).toBe("too-large");
  });
});

test("an odd redirect to a private address is refused like any other", async () => {
  const inner = await serve((_request, response) => response.end("secret"), "127.0.0.2");
  const { port } = await serveBytes(`HTTP/1.1 302 Found\nLocation : http://127.0.0.2:${inner.port}/\n\n`, "end");
  expect(failed(await client().get(`http://127.0.0.1:${port}/`, bounds)).reason).toBe("private-address");
  expect(inner.connections()).toBe(0);
});

test("an odd answer keeps to the limit of its body and to the deadline", async () => {
  const large = await ask(`HTTP/1.1 200 OK\nX Odd: 1\n\n${"a".repeat(bounds.bodyBytesMax + 1)}`, "end");
  expect(failed(large).reason).toBe("too-large");
  const { port } = await serveBytes("HTTP/1.1 200 OK\nX Odd: 1\n", "open");
  expect(failed(await client().get(`http://127.0.0.1:${port}/`, { ...bounds, deadlineMs: 300 })).reason).toBe("timeout");
});
