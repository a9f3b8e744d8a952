// The log: JSON lines on stderr for machines, one readable line each on a terminal; stdout belongs to data.
import pino from "pino";
import type { Logger } from "pino";

export type { Logger } from "pino";
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** `stderr` is where it goes, unless that is the process's own. */
export function openLog(level: LogLevel, terminal: boolean, stderr: { write(text: string): unknown } = process.stderr): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  if (terminal) return pino(options, { write: (line: string) => void stderr.write(readable(line)) });
  const own = stderr === process.stderr;
  return pino(options, own ? pino.destination({ dest: 2, sync: true }) : { write: (line: string) => void stderr.write(line) });
}

function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    err?: { message?: string; stack?: string };
  };
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const reason = err === undefined ? "" : ` (${level === "error" ? err.stack : err.message})`;
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg)}${reason} ${facts.join(" ")}\n`;
}
