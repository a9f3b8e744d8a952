// A port that swallows every attempt to connect, as a firewall does: its program is stopped, and its queue of connections is full.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { closing } from "../support/closing.ts";

const program = `require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, function () {
  console.log(this.address().port);
});`;

export async function serveNobody(): Promise<{ port: number }> {
  const child = closing(stoppable(program));
  const [line] = (await once(child.process.stdout, "data")) as [Buffer];
  const port = Number(line);
  child.process.kill("SIGSTOP");
  // The queue takes one more than it was told; later connections are not answered at all.
  for (let taken = 0; (await isTaken(port)) && taken < 8; taken += 1);
  return { port };
}

function stoppable(source: string) {
  const process = spawn(globalThis.process.execPath, ["-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  return { process, close: () => void process.kill("SIGKILL") };
}

/** Leaves the connection open where it is taken. */
function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  closing({ close: () => void socket.destroy() });
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 150);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
