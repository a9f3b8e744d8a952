// One line of progress on a terminal, rewritten in place; nothing into a pipe.
import type { RoundProgress } from "./run-round.ts";

export interface Progress {
  show(progress: RoundProgress): void;
  end(): void;
}

export function openProgress(terminal: boolean): Progress {
  if (!terminal) return { show() {}, end() {} };
  const started = Date.now();
  let shown = false;
  return {
    show({ feeds, articles, deliveries, read, matched }) {
      shown = true;
      const seconds = Math.round((Date.now() - started) / 1000);
      const todo = [
        feeds > 0 && `${feeds} feeds to poll`,
        articles > 0 && `${articles} articles on their way`,
        deliveries > 0 && `${deliveries} mails to send`,
      ];
      process.stderr.write(`\r\u001b[2K${seconds} s  ${read} read, ${matched} matched  ${todo.filter(Boolean).join(", ")}`);
    },
    end() {
      if (shown) process.stderr.write("\r\u001b[2K");
      shown = false;
    },
  };
}
