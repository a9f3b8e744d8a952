// Formats a fault as one line, in the form that editors and terminals can follow to its place.
import type { ConfigFault } from "./config.ts";

/** `file:line:col: what, and what to do`, followed by the place within a query; a warning says so. */
export function formatFault(fault: ConfigFault): string {
  const warning = fault.severity === "warning" ? "warning: " : "";
  return `${fault.file}:${fault.line}:${fault.column}: ${warning}${fault.message}${fault.excerpt === undefined ? "" : `\n${fault.excerpt}`}`;
}
