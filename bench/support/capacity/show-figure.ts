// Writes a figure with as many digits as a reader needs.

/** Returns 1,234, 123, 12.3 or 1.23. */
export function show(value: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(Math.abs(value) >= 10 ? 3 : 2)));
}
