// The ways in which a feed's host fails, and the reason that a person has to be told of each.
import { gzipSync } from "node:zlib";
import { answers, page, rss } from "../cli/press.ts";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

const XML = "application/rss+xml; charset=utf-8";
const feed = rss([{ title: "A storm that never comes", link: "http://pages.localhost/" }]);
const megabyte = Buffer.alloc(1024 * 1024, "<item>storm</item>");
/** Gzip members follow each other (RFC 1952): 256 KB that unfold to 256 MB. */
const bomb = Buffer.concat(Array.from({ length: 256 }, () => gzipSync(megabyte)));
const SLOW_BODY = /^sends less than 1 KB in 10 s \(while reading the body\)$/;

const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": XML });
  const more = () => {
    while (response.write(megabyte));
  };
  response.on("drain", more);
  more();
};

const answersWith =
  (body: string | Buffer, headers: Record<string, string>, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": XML, ...headers }).end(body);

/** Writes these bytes past HTTP, then does the rest. */
const raw =
  (bytes: string, then: (socket: Socket) => void): RequestListener =>
  ({ socket }: IncomingMessage) =>
    void socket.write(bytes, () => then(socket));

/** A byte now and then, for as long as anybody reads. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write("x"), 500);
  socket.once("close", () => clearInterval(timer));
}

const stays = (): void => undefined;

export interface BadHost {
  host: string;
  listener: RequestListener;
  reason: RegExp;
}

/** What answers, but with no feed, or not with the whole of it. */
export const badAnswers: BadHost[] = [
  { host: "broken", listener: answersWith("no", {}, 500), reason: /^server error \(500\)$/ },
  { host: "missing", listener: answersWith("no", {}, 404), reason: /^not found$/ },
  { host: "forbidden", listener: answersWith("no", {}, 403), reason: /^forbidden \(403\)$/ },
  {
    host: "unasked",
    listener: answersWith("", { etag: '"1"' }, 304),
    reason: /304.*though it was asked for the whole document$/,
  },
  {
    host: "loop",
    listener: (request, response) => void response.writeHead(302, { location: `http://${request.headers.host}/` }).end(),
    reason: /^redirects in a circle, back to loop\.localhost/,
  },
  { host: "endless", listener: endless, reason: /^the body is larger than 16 MB$/ },
  { host: "bomb", listener: answersWith(bomb, { "content-encoding": "gzip" }), reason: /^the body is larger than 16 MB$/ },
  {
    host: "gzip-cut",
    listener: answersWith(gzipSync(feed).subarray(0, 90), { "content-encoding": "gzip" }),
    reason: /^the compressed body is damaged or cut off$/,
  },
  {
    host: "too-short",
    listener: raw(`HTTP/1.1 200 OK\r\ncontent-type: ${XML}\r\ncontent-length: 100000\r\n\r\n${feed.slice(0, -20)}`, (socket) =>
      socket.end(),
    ),
    reason: /^(the connection was cut before the answer was complete|the body is not as long as its content-length says)$/,
  },
  {
    host: "too-long",
    listener: raw(`HTTP/1.1 200 OK\r\ncontent-type: ${XML}\r\ncontent-length: 30\r\n\r\n${feed}`, (socket) => socket.end()),
    reason: /^this address answers with plain text, not a feed$/,
  },
  {
    host: "reset",
    listener: raw("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n<rss>", (socket) => socket.resetAndDestroy()),
    reason: /^the connection was cut before the answer was complete$/,
  },
  {
    host: "babble",
    listener: raw("220 mail.example ESMTP\r\n", stays),
    reason: /^the host did not answer in HTTP: "220 mail\.example ESMTP"$/,
  },
  {
    host: "html",
    listener: answers(page("Gullwing Post", "harbour"), "text/html"),
    reason: /answers with a web page \("Gullwing Post"\), not a feed/,
  },
  { host: "empty", listener: answersWith("", {}), reason: /answers with an empty document/ },
  { host: "json", listener: answersWith('{"news":[]}', {}), reason: /answers with JSON that is no JSON Feed$/ },
  { host: "pdf", listener: answersWith("%PDF-1.7\n%\u00e2", {}), reason: /answers with a PDF document, not a feed$/ },
];

/** Hosts that ask to be left alone, for an hour or for good: nobody may come back at once. */
export const patientHosts: BadHost[] = [
  { host: "overloaded", listener: answersWith("no", { "retry-after": "3600" }, 503), reason: /^server error \(503\)$/ },
  { host: "busy", listener: answersWith("no", {}, 429), reason: /^asks us to slow down$/ },
  { host: "gone", listener: answersWith("no", {}, 410), reason: /^gone for good.*\(410\); take it out of feeds\.yaml$/ },
];

/** Hosts that take our time: each holds its request for as long as we have patience. There are more of them than workers have places elsewhere. */
export const slowHosts: BadHost[] = [
  ...Array.from({ length: 16 }, (_, index) => ({
    host: `hang-${index}`,
    listener: stays,
    reason: /^took longer than 30 s \(while waiting for headers\)$/,
  })),
  {
    host: "drip-headers",
    listener: raw("HTTP/1.1 200 OK\r\nx-slow: ", drip),
    reason: /^took longer than 30 s \(while waiting for headers\)$/,
  },
  {
    host: "no-body",
    listener: (_request: IncomingMessage, response: ServerResponse) =>
      response.writeHead(200, { "content-type": XML }).flushHeaders(),
    reason: SLOW_BODY,
  },
  { host: "drip-body", listener: raw(`HTTP/1.1 200 OK\r\ncontent-type: ${XML}\r\n\r\n<rss>`, drip), reason: SLOW_BODY },
];
