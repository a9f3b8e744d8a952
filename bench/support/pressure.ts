// Pressure on this machine while a bench runs: processes that only compute, and one that fills memory.
import { spawn } from "node:child_process";

export interface PressureOptions {
  busy: number;
  memoryMb: number;
}

const COMPUTE = "setInterval(() => { for (const until = Date.now() + 50; Date.now() < until; ); }, 0)";
const FILL = `const parts = Array.from({ length: Number(process.argv[1]) / 16 }, () => Buffer.alloc(16 * 2 ** 20, 1));
setInterval(() => { for (const part of parts) for (let at = 0; at < part.length; at += 4096) part[at]++; }, 50)`;

/** Starts the processes. They end with `stop`, or with this process. */
export function openPressure({ busy, memoryMb }: PressureOptions): { stop(): void } {
  const scripts = [...Array.from({ length: busy }, () => [COMPUTE]), ...(memoryMb > 0 ? [[FILL, String(memoryMb)]] : [])];
  // With its input closed a process of these ends, so that none outlives its parent.
  const ending = 'process.stdin.on("end", () => process.exit()).resume();';
  const children = scripts.map(([script = "", ...args]) =>
    spawn(process.execPath, ["-e", `${ending}${script}`, ...args], { stdio: ["pipe", "ignore", "ignore"] }),
  );
  const stop = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", stop);
  return { stop };
}
