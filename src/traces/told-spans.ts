// What leaves of a span: names, numbers and words from closed lists. Headlines, addresses and names of people stay here.
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";

/** Of BullMQ's own spans, those about a job; the others say that a worker looked for one. */
const OPERATIONS: ReadonlySet<unknown> = new Set(["add", "addBulk", "process", "retry", "delay", "moveToFailed"]);

const ATTRIBUTES: ReadonlySet<string> = new Set([
  "wirewatch.stage",
  "wirewatch.job",
  "wirewatch.attempt",
  "wirewatch.engine",
  "wirewatch.outcome",
  "error.type",
  "bullmq.queue.name",
  "bullmq.queue.operation",
  "bullmq.job.name",
  "bullmq.job.id",
  "bullmq.job.attempts.made",
  "bullmq.job.bulk.count",
]);

/** A digest is named by its owner, perhaps after a reader, and such a name may begin with a number: its jobs are sent without their name. */
const NUMBERED = /^(?:feed|article|delivery)-\d+(?:-lane-(?:mail|post))?$/;
const JOBS: ReadonlySet<string> = new Set(["wirewatch.job", "bullmq.job.id"]);

/** Null for BullMQ's spans without a job; of the others without what is not in the lists. */
export function toldOf(span: ReadableSpan): ReadableSpan | null {
  const { attributes, status } = span;
  if (!("wirewatch.stage" in attributes) && !OPERATIONS.has(attributes["bullmq.queue.operation"])) return null;
  // What a fault says may hold an address: its kind is told.
  const told = { attributes: toldAttributes(attributes), events: [], status: { code: status.code } };
  return Object.create(span, Object.getOwnPropertyDescriptors(told)) as ReadableSpan;
}

const toldAttributes = (attributes: ReadableSpan["attributes"]): ReadableSpan["attributes"] =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      ([name, value]) => ATTRIBUTES.has(name) && (!JOBS.has(name) || NUMBERED.test(String(value))),
    ),
  );
