// A service on a free port that does as its documentation says, unless the test wants a fault.
import { channelsIn } from "../../src/config/schemas/channel-keys.ts";
import { digestsSchema } from "../../src/config/schemas/digests-schema.ts";
import { serve } from "../http/serve.ts";
import type { DigestChannel } from "../../src/digests/digest.ts";
import type { Asked, FakeService, Said } from "./fake-services.ts";

/** What it does with a request: `kept` takes it and ends the connection without an answer, `lost` ends it, `silent` takes it and keeps the connection open. */
type Fault = Said | "kept" | "lost" | "silent";

export interface StartedService {
  service: FakeService;
  /** What its users were sent, in this order. */
  taken: Asked[];
  refused: Said[];
  /** What it does with the next requests. */
  faults: Fault[];
  /** The channels of a digest, as the configuration reads them. */
  channels: DigestChannel[];
}

/** It is closed after the test. */
export async function startService(kind: string, service: FakeService): Promise<StartedService> {
  const taken: Asked[] = [];
  const refused: Said[] = [];
  const faults: Fault[] = [];
  const { port } = await serve((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      const asked = { method: request.method ?? "", path: request.url ?? "", headers, body: JSON.parse(text) as Asked["body"] };
      const fault = faults.shift();
      if (fault === "kept" || fault === "silent") taken.push(asked);
      if (fault === "silent") return undefined;
      if (fault === "kept" || fault === "lost") return request.socket.destroy();
      const refusal = fault ?? service.refuses(asked);
      const said = refusal ?? service.takes(taken.length + 1, asked);
      if (refusal === null) taken.push(asked);
      else refused.push(said);
      return response.writeHead(said.status, said.headers).end(said.status === 204 ? undefined : said.body);
    });
  });
  const setting = service.setting(`http://127.0.0.1:${port}`);
  const read = digestsSchema.parse({ digests: [{ id: "a", schedule: "immediately", channels: [{ [kind]: setting }] }] });
  return { service, taken, refused, faults, channels: channelsIn(read.digests[0] ?? {}) };
}
