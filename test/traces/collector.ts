// A collector that takes spans as OTLP in JSON over HTTP, and keeps what it got.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface GotSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code: number; message?: string };
  events: unknown[];
  links: { traceId: string; spanId: string }[];
  attributes: Record<string, unknown>;
}

export async function openCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      if (request.url === "/v1/traces") bodies.push(body);
      response.writeHead(request.url === "/v1/traces" ? 200 : 404, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** All that it got, as it came. */
    words: () => bodies.join("\n"),
    spans: (): GotSpan[] => bodies.flatMap((body) => spansIn(JSON.parse(body) as Sent)),
    resource: (): Record<string, unknown> => {
      const [first] = bodies.map((body) => JSON.parse(body) as Sent);
      return named(first?.resourceSpans[0]?.resource.attributes ?? []);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Attributes = { key: string; value: Record<string, unknown> }[];
interface Sent {
  resourceSpans: {
    resource: { attributes: Attributes };
    scopeSpans: { spans: (Omit<GotSpan, "attributes" | "events" | "links"> & { attributes: Attributes } & Partial<GotSpan>)[] }[];
  }[];
}

const named = (attributes: Attributes): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansIn = ({ resourceSpans }: Sent): GotSpan[] =>
  resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, events: span.events ?? [], links: span.links ?? [], attributes: named(span.attributes) })),
    ),
  );
