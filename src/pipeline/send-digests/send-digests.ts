// Writes the issues that are due and delivers them: composing and delivering are two jobs of the one stage.
import { failpoint } from "../../failpoint.ts";
import { composeIssue } from "./compose-issue.ts";
import { deliverIssue } from "./deliver-issue.ts";
import { PermanentError } from "../../errors.ts";
import { failDelivery, postponeDelivery, retryDelivery } from "../../store/deliveries/deliveries.ts";
import { postponeDigest } from "../../store/digests.ts";
import type { Payload } from "../pipeline.ts";
import type { StageHandler } from "../process-job.ts";
import type { StageDeps } from "../stage-deps.ts";

/** After an unknown fault, writing or sending is tried again after this long, without limit. */
const AGAIN_MS = 10 * 60_000;

export function sendDigests(deps: StageDeps): StageHandler<"send-digests"> {
  const { database } = deps;
  return {
    async run(payload) {
      if ("delivery" in payload) return deliverIssue(deps, payload.delivery);
      const first = await composeIssue(deps, payload.digest);
      const work: Payload<"send-digests">[] = [];
      // A story that arrives meanwhile finds this job on the queue, and would wait for the sweeper.
      for (let composed = first; composed.kind === "issue"; composed = await composeIssue(deps, payload.digest)) {
        failpoint("issue saved");
        work.push(...composed.work);
      }
      return { outcome: first.kind, handOn: { "send-digests": work } };
    },
    postpone: (payload, until, reason) =>
      "delivery" in payload
        ? postponeDelivery(database, payload.delivery, until, reason)
        : postponeDigest(database, payload.digest, until, deps.now()),
    giveUp(payload, error) {
      const later = new Date(deps.now().getTime() + AGAIN_MS);
      if ("digest" in payload) return postponeDigest(database, payload.digest, later, deps.now());
      return error instanceof PermanentError
        ? failDelivery(database, payload.delivery, error.message, deps.now())
        : retryDelivery(database, payload.delivery, later, error.message, deps.now());
    },
  };
}
