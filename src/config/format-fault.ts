// A fault in one line, in the form that editors and terminals can follow to its place.
import type { ConfigFault } from "./config.ts";

/** `file:line:col: what, and what to do`, and under it the place within a query; a warning says that it is one. */
export function formatFault(fault: ConfigFault): string {
  const warning = fault.severity === "warning" ? "warning: " : "";
  return `${fault.file}:${fault.line}:${fault.column}: ${warning}${fault.message}${fault.excerpt === undefined ? "" : `\n${fault.excerpt}`}`;
}
