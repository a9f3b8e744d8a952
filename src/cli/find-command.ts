// Finds the command that a command line names, also in a group, as in `feeds import`.
import { parseArgs } from "node:util";
import { nearest } from "../text/nearest.ts";
import { UsageError } from "./command.ts";
import type { Command, Listed } from "./command.ts";

/** `args` is the rest without the command's words. A `group` was named without one of its commands. */
export type FoundCommand =
  | { kind: "command"; name: string; command: Command; args: string[] }
  | { kind: "group"; name: string; help: string; args: string[] };

/** Returns null if no command is named. Throws UsageError if there is none of that name. */
export async function findCommand(
  commands: Record<string, Listed>,
  argv: readonly string[],
  globalOptions: NonNullable<Command["options"]>,
  above = "",
): Promise<FoundCommand | null> {
  // Global options may precede the command, and the value of one is not a command.
  const { tokens } = parseArgs({
    args: [...argv],
    options: globalOptions,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const at = tokens.find(({ kind }) => kind === "positional")?.index;
  const word = at === undefined ? undefined : argv[at];
  if (at === undefined || word === undefined) return null;
  const listed = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (listed === undefined) {
    // `--confg DIR check`: the value of a mistyped option was taken for the command.
    for (const token of tokens) {
      if (token.kind !== "option" || token.index > at || Object.hasOwn(globalOptions, token.name)) continue;
      const meant = optionMeant(token.name, globalOptions);
      if (meant !== "") throw new UsageError(`Unknown option '${token.rawName}'. ${meant}See: wirewatch ${above}--help`);
    }
    const near = nearest(word, Object.keys(commands));
    const meant = near === null ? "" : `Did you mean "${near}"? `;
    throw new UsageError(`there is no command "${above}${word}". ${meant}See: wirewatch ${above}--help`);
  }
  const args = argv.toSpliced(at, 1);
  const name = above + word;
  const loaded = await listed.load();
  if ("command" in loaded) return { kind: "command", name, command: loaded.command, args };
  const { help, commands: below } = loaded.group;
  const found = await findCommand(below, args, globalOptions, `${name} `);
  return found ?? { kind: "group", name, help: `${help.trim()}\n\n${commandList(below)}`, args };
}

/** `Did you mean --config? `, or an empty text if no option is near. */
export function optionMeant(name: string, options: NonNullable<Command["options"]>): string {
  const near = nearest(name, Object.keys(options));
  return near === null ? "" : `Did you mean --${near}? `;
}

/** One line a command, for an overview. */
export function commandList(commands: Record<string, Listed>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return Object.entries(commands)
    .map(([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`)
    .join("\n");
}
