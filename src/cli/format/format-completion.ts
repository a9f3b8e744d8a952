// The completion scripts of three shells, from the table of commands.
import type { ListedWords } from "../command.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** `words`: after each command's words ("" is none) what may follow. To be read by the shell at its start. */
export function formatCompletion(shell: Shell, words: ReadonlyMap<string, ListedWords>): string {
  if (shell === "fish") return fish(words);
  return shell === "zsh" ? `${BEFORE_IN_ZSH}${bash(words)}` : bash(words);
}

/** A .zshrc that has not begun completion yet knows no Bash script. */
const BEFORE_IN_ZSH = `(( $+functions[compdef] )) || { autoload -U +X compinit && compinit }
autoload -U +X bashcompinit && bashcompinit
`;

/** The command so far is what of the line names commands; its words and options are proposed, and file names where nothing else fits. */
function bash(words: ReadonlyMap<string, ListedWords>): string {
  const cases = [...words].map(([path, { commands, options }]) => {
    const follow = [...commands.map(({ name }) => name), ...options.map((name) => `--${name}`)].join(" ");
    return `    "${path}") words="${follow}" ;;`;
  });
  return `_wirewatch() {
  local path="" words="" word at next
  for ((at = 1; at < COMP_CWORD; at++)); do
    word="\${COMP_WORDS[at]}"
    next="\${path:+$path }$word"
    case "|${[...words.keys()].join("|")}|" in *"|$next|"*) path="$next" ;; esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _wirewatch wirewatch
`;
}

function fish(words: ReadonlyMap<string, ListedWords>): string {
  const lines = [...words].flatMap(([path, { commands, options }]) => {
    const said = path.split(" ").filter((word) => word !== "");
    const seen = said.map((word) => `__fish_seen_subcommand_from ${word}`);
    const open = commands.length > 0 ? [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(" ")}`] : [];
    return [
      ...commands.map(
        ({ name, summary }) => `complete -c wirewatch -f${when([...seen, ...open])} -a ${name} -d ${quoted(summary)}`,
      ),
      ...options.map((name) => `complete -c wirewatch${when(seen)} -l ${name}`),
    ];
  });
  return `${lines.join("\n")}\n`;
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;
const when = (conditions: string[]) => (conditions.length === 0 ? "" : ` -n ${quoted(conditions.join("; and "))}`);
