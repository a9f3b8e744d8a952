// Sends one test message to the channels that a person names, and says of each what became of it. The ledger stays as it is.
import { isDeepStrictEqual } from "node:util";
import { toError } from "../errors.ts";
import { PUSHED } from "../channels/channels.ts";
import { messageIdOf } from "../channels/message-id.ts";
import type { Delivery } from "../channels/delivery.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

export interface ChannelTest {
  digest: string;
  recipient: string;
  /** Whether the message arrived, as far as the service says. */
  ok: boolean;
  /** What became of it, for people. */
  detail: string;
}

/** `named` is a digest, a kind of channel, or a recipient as the ledger names it. A channel of several digests is tested once. */
export async function testChannels(deps: StageDeps, named: string): Promise<ChannelTest[]> {
  const asked: { kind: string; setting: unknown }[] = [];
  const tests: ChannelTest[] = [];
  for (const digest of deps.config().digests) {
    for (const { kind, recipient, setting } of digest.channels) {
      if (recipient === null || ![digest.id, kind, recipient].includes(named)) continue;
      if (asked.some((known) => isDeepStrictEqual(known, { kind, setting }))) continue;
      asked.push({ kind, setting });
      const delivery = await sendTest(deps, { kind, recipient, setting }, { id: tests.length, digest: digest.id });
      tests.push({ digest: digest.id, recipient, ok: delivery.kind === "sent", detail: detailOf(delivery) });
    }
  }
  return tests;
}

async function sendTest(
  deps: StageDeps,
  { kind, recipient, setting }: { kind: string; recipient: string; setting: unknown },
  of: { id: number; digest: string },
): Promise<Delivery> {
  const channel = PUSHED.find((one) => one.kind === kind);
  const sender = channel?.open(deps, setting) ?? null;
  if (channel === undefined || sender === null) return { kind: "failed", reply: "this version knows no such channel" };
  const now = deps.now();
  try {
    return await sender.deliver({
      recipient,
      messageId: messageIdOf(`test ${now.toISOString()} ${recipient}`, deps.config().mail.from).replace(/[<>]/g, ""),
      bytes: Buffer.from(await channel.testMessage(deps, recipient)),
      edits: null,
      delivery: { ...of, issue: 0, createdAt: now },
      onBodyStart: () => Promise.resolve(),
    });
  } catch (thrown) {
    return { kind: "failed", reply: toError(thrown).message };
  }
}

function detailOf(delivery: Delivery): string {
  const { reply } = delivery;
  switch (delivery.kind) {
    case "sent":
      return delivery.filed === true ? `only ${reply}` : `it was taken: ${reply}`;
    case "rate-limited":
      return `it has to wait until ${delivery.until.toISOString().slice(0, 19).replace("T", " ")} UTC: ${reply}`;
    case "retry":
      return `it did not arrive; a digest would be tried again: ${reply}`;
    case "failed":
      return `it did not arrive: ${reply}`;
    case "uncertain":
      return `it may have arrived, but no clear answer came: ${reply}`;
  }
}
