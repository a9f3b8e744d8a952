// What the desk's methods are made of: the schema of their arguments, and the work.
import { z } from "zod";
import type { DeskDeps } from "../desk-deps.ts";

/** A use case: the schema of its arguments, which is applied when they come from another process, and the work. Both are plain JSON. */
export const method = <A, R>(args: z.ZodType<A>, run: (deps: DeskDeps, args: A) => Promise<R>) => ({ args, run });

export const nothing = z.strictObject({});
export const id = z.int().min(1);
export const name = z.string().min(1).max(1_000);
