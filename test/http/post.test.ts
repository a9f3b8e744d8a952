// Goal: a form reaches its target, through the same guard as every request. Method: servers that accept, redirect and refuse it.
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { answered, bounds, client, failed, textOf } from "./ask.ts";
import { serve, serveBytes } from "./serve.ts";

async function echo() {
  return serve((request, response) => {
    void text(request).then((body) => response.end(`${request.method} ${request.headers["content-type"]} ${body}`));
  });
}

test("a form is posted with its length", async () => {
  const { port } = await echo();
  expect(textOf(await client().post(`http://127.0.0.1:${port}/`, "a=1&b=%20", bounds))).toBe(
    "POST application/x-www-form-urlencoded a=1&b=%20",
  );
});

test.each([307, 308])("a %d keeps the form", async (status) => {
  const target = await echo();
  const { port } = await serve((request, response) => {
    request.resume();
    response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end();
  });
  expect(textOf(await client().post(`http://127.0.0.1:${port}/`, "a=1", bounds))).toBe(
    "POST application/x-www-form-urlencoded a=1",
  );
});

test.each([301, 302, 303])("a %d, which would lose the form, is not followed", async (status) => {
  const target = await echo();
  const { port } = await serve((request, response) => {
    request.resume();
    response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end();
  });
  expect(answered(await client().post(`http://127.0.0.1:${port}/`, "a=1", bounds)).status).toBe(status);
  expect(target.connections()).toBe(0);
});

test("a private address is refused, also behind a redirect", async () => {
  const secret = await serve((_, response) => void response.end(), "127.0.0.2");
  const { port } = await serve((request, response) => {
    request.resume();
    response.writeHead(307, { location: `http://127.0.0.2:${secret.port}/` }).end();
  });
  expect(failed(await client().post(`http://127.0.0.2:${secret.port}/`, "a=1", bounds)).reason).toBe("private-address");
  expect(failed(await client().post(`http://127.0.0.1:${port}/`, "a=1", bounds)).reason).toBe("private-address");
  expect(secret.connections()).toBe(0);
});

test("a form on a connection that its host has just closed is not sent a second time, as a page would be requested", async () => {
  const asked: string[] = [];
  const { port } = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/first") request.resume().once("end", () => response.end("welcome"));
    else if (asked.filter((line) => line.endsWith(request.url ?? "")).length === 1) request.socket.destroy();
    else response.end("again");
  });
  const http = client();
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  expect(textOf(await http.get(at("/first"), bounds))).toBe("welcome");
  // undici takes a connection up again one turn of the event loop after its answer ended.
  await setImmediate();
  expect(textOf(await http.get(at("/page"), bounds))).toBe("again");
  await setImmediate();
  expect(failed(await http.post(at("/form"), "a=1", bounds)).reason).toBe("reset");
  expect(asked).toEqual(["GET /first", "GET /page", "GET /page", "POST /form"]);
});

test.each(["open", "end", "reset"] as const)(
  "the answer to a form is its status if the body may be cut and does not come whole: %s",
  async (after) => {
    const { port } = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"ok":', after);
    const post = (more: { bodyMayBeCut?: boolean }) =>
      client().post(`http://127.0.0.1:${port}/`, "a=1", { ...bounds, deadlineMs: 500, ...more });
    expect(answered(await post({ bodyMayBeCut: true })).status).toBe(200);
    expect(failed(await post({})).temporary).toBe(true);
  },
);
