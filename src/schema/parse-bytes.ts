// Sizes as people write them: 500MB, 20GB, 1TB.
import type { Reading } from "./reading.ts";

const UNIT_BYTES = { mb: 1e6, gb: 1e9, tb: 1e12 };
/** An empty database takes 40 MB, and its log up to 128 MB. */
const LEAST = 200e6;

/** How large the database may become, in bytes. */
export function parseBytes(text: string): Reading<number> {
  const [, count, unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?)\s?(mb|gb|tb)$/.exec(text.slice(0, 20).trim().toLowerCase()) ?? [];
  const bytes = Number(count) * (UNIT_BYTES[unit as keyof typeof UNIT_BYTES] ?? 0);
  if (bytes >= LEAST) return { kind: "value", value: bytes };
  return { kind: "fault", message: "is no size of a database: write at least 200MB, as in 500MB or 20GB" };
}
