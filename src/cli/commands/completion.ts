// `wirewatch completion`: the script with which a shell completes commands and options.
import { UsageError } from "../command.ts";
import { formatCompletion, shells } from "../format/format-completion.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch completion bash|zsh|fish

Prints the script with which the shell completes commands and options. To use it in every new shell:

  bash   wirewatch completion bash >> ~/.bashrc
  zsh    wirewatch completion zsh >> ~/.zshrc
  fish   wirewatch completion fish > ~/.config/fish/completions/wirewatch.fish`,
  positionals: { min: 1, max: 1 },
  async run({ positionals, listWords, print }) {
    const shell = shells.find((name) => name === positionals[0]);
    if (shell === undefined) throw new UsageError(`there is completion for ${shells.join(", ")}, not for "${positionals[0]}"`);
    print(formatCompletion(shell, await listWords()).trimEnd());
    return 0;
  },
};
