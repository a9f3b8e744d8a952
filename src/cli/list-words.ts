// Lists what may follow each command on a command line: its commands and its options.
import type { Command, Listed, ListedWords } from "./command.ts";

/** By the words of each command, as in "feeds import"; "" stands for the program itself. Loads every command. */
export async function listWords(
  commands: Record<string, Listed>,
  globalOptions: NonNullable<Command["options"]>,
): Promise<Map<string, ListedWords>> {
  const words = new Map<string, ListedWords>();
  const global = Object.keys(globalOptions);
  const list = async (table: Record<string, Listed>, path: string): Promise<void> => {
    words.set(path, { commands: Object.entries(table).map(([name, { summary }]) => ({ name, summary })), options: global });
    for (const [name, { load }] of Object.entries(table)) {
      const below = path === "" ? name : `${path} ${name}`;
      const loaded = await load();
      if ("group" in loaded) await list(loaded.group.commands, below);
      else words.set(below, { commands: [], options: [...Object.keys(loaded.command.options ?? {}), ...global] });
    }
  };
  await list(commands, "");
  return words;
}
