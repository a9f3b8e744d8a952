// What this process holds open: a test file that leaves something behind fails, as its pool or worker would burden the next.
import { until } from "./wait.ts";

/** Names of Node for what our code opens: sockets and servers (pools and queues too), child processes, watchers. */
const KINDS = ["TCPSocketWrap", "TCPServerWrap", "PipeServerWrap", "ProcessWrap", "FSEventWrap"];

export function openResources(): Record<string, number> {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const kind of process.getActiveResourcesInfo()) if (kind in counts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Resolves when no more is open than before; what was just closed may take a moment. Throws with the names of what stays open. */
export async function expectClosed(before: Record<string, number>, timeoutMs = 10_000): Promise<void> {
  const left = () => Object.entries(openResources()).filter(([kind, count]) => count > (before[kind] ?? 0));
  await until(() => left().length === 0, "everything is closed", timeoutMs).catch(() => {
    throw new Error(
      `left open: ${left()
        .map(([kind, count]) => `${count - (before[kind] ?? 0)} ${kind}`)
        .join(", ")}`,
    );
  });
}
