// The arguments of the desk's methods for feedback.
import { z } from "zod";
import { REASONS } from "../../feedback/saying.ts";

const number = z.int().min(1);
const way = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("link"), issue: number, story: z.int().min(0), token: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal("page"), story: z.int().min(0) }),
]);

export const form = z.strictObject({ way });

export const given = z.strictObject({
  way,
  reason: z.enum(REASONS),
  words: z.string().max(2_000),
  address: z.string().max(2_000),
  watchlist: z.string().max(1_000),
});

export const details = z.strictObject({
  complaint: number,
  make: z.enum(["only-read", "if-none", "anew"]),
  lookMs: z.int().min(0).max(600_000),
});

export const apply = z.strictObject({
  complaint: number,
  proposal: z.int().min(1).max(3),
  what: z.string().max(10_000),
  sha256: z.string().min(1).max(100),
});

export const settle = z.strictObject({ complaint: number, as: z.enum(["applied", "dismissed", "open"]) });
