// One line of progress on a terminal, rewritten in place; nothing into a pipe.
import type { CommandContext } from "./command.ts";
import type { RoundProgress } from "../desk/run-round.ts";

type Watched = Pick<CommandContext, "terminal" | "io">;

export interface Progress {
  show(progress: RoundProgress): void;
  end(): void;
}

export interface ProgressLine {
  show(text: string): void;
  end(): void;
}

export function openProgress(context: Watched): Progress {
  const line = openLine(context);
  const started = Date.now();
  return {
    show({ feeds, articles, deliveries, read, matched }) {
      const seconds = Math.round((Date.now() - started) / 1000);
      const todo = [
        feeds > 0 && `${feeds} feeds to poll`,
        articles > 0 && `${articles} articles on their way`,
        deliveries > 0 && `${deliveries} mails to send`,
      ];
      line.show(`${seconds} s  ${read} read, ${matched} matched  ${todo.filter(Boolean).join(", ")}`);
    },
    end: () => line.end(),
  };
}

/** The same for any text. */
export function openLine({ terminal, io: { stderr } }: Watched): ProgressLine {
  if (!terminal) return { show() {}, end() {} };
  let shown = false;
  return {
    show(text) {
      shown = true;
      stderr.write(`\r\u001b[2K${text}`);
    },
    end() {
      if (shown) stderr.write("\r\u001b[2K");
      shown = false;
    },
  };
}
