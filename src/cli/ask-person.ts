// Questions to the person at the terminal.
import { createInterface } from "node:readline/promises";
import type { CommandContext } from "./command.ts";

/** Whether a person reads stderr and types into stdin. */
export const canAsk = ({ terminal, io: { stdin } }: CommandContext): boolean =>
  terminal && "isTTY" in stdin && stdin.isTTY === true;

/** Asks `question [y/N]`: all but y and yes is no, and so is the end of the input. */
export async function askYes({ io: { stdin, stderr } }: CommandContext, question: string): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const ended = new Promise<string>((resolve) => void lines.once("close", () => resolve("")));
    return /^y(?:es)?$/i.test((await Promise.race([lines.question(`${question} [y/N] `), ended])).trim());
  } finally {
    lines.close();
  }
}
